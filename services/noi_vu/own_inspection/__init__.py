"""Kế hoạch, kết quả tự kiểm tra của từng cơ quan, gửi qua Sở Nội vụ (Điều 8 khoản 3).

own_inspection  việc được nhận          record  điều được ghi nhớ
"""
