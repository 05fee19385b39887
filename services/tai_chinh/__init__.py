"""Sở Tài chính (Điều 16): thẩm định cải cách tài chính công."""
