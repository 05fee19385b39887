"""Sở Tư pháp (Điều 15): thẩm định cải cách thể chế."""
