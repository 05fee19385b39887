"""Phần của mỗi cơ quan trong kế hoạch chung (Điều 6 khoản 2).

priorities  đề xuất nội dung ưu tiên     opinion  góp ý dự thảo
adjustment  đề nghị điều chỉnh           work     việc còn phải làm
"""
