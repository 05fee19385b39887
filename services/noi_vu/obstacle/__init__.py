"""Khó khăn, vướng mắc (Điều 7, Điều 20 khoản 2).

obstacle  phản ánh: từ nhận đến trả lời     record  phản ánh, việc được tổng hợp     work  đang ở đâu
"""
