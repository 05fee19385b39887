"""Sở Tài chính (Điều 16): thẩm định cải cách tài chính công; kinh phí cải cách hành chính.

funding            trình riêng về kinh phí của đề án     budget             hướng dẫn, dự toán, tổng hợp
budget_allocation  phân bổ, điều chỉnh, quyết định       budget_record      ngân sách một năm: điều được ghi nhớ
budget_rules       tổng, đối chiếu, kiểm tra             budget_tasks       nhiệm vụ của kế hoạch
budget_views       cơ quan nào đã gửi, được bao nhiêu
"""
