"""Sở Khoa học và Công nghệ (Điều 18): thẩm định hệ thống quản lý chất lượng ISO 9001."""
