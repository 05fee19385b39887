"""Phần tự chấm điểm cấp tỉnh của một cơ quan (Điều 10 khoản 1 điểm b).

provincial_part  việc được nhận     record  điều được ghi nhớ     work  còn phải chấm gì
"""
