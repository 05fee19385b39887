"""Kinh phí cải cách hành chính hằng năm (Điều 16 khoản 2).

budget  hướng dẫn, dự toán, tổng hợp       allocation  phân bổ, điều chỉnh, quyết định
record  ngân sách một năm                  rules       tổng, đối chiếu, kiểm tra
tasks   nhiệm vụ của kế hoạch              views       cơ quan nào đã gửi, được bao nhiêu
"""
