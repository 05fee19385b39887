"""Sở Thông tin và Truyền thông (Điều 17): thẩm định công nghệ thông tin, dịch vụ công trực tuyến."""
