"""Kiểm tra cải cách hành chính của tỉnh (Điều 8): giao chủ trì, theo dõi.

inspection  giao, hủy          views  các cuộc kiểm tra, ai đã gửi gì, đang ở đâu
"""
