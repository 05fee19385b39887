"""Báo cáo của các lĩnh vực: đề nghị, đôn đốc, tập hợp (Điều 13 khoản 2, 3).

field_report  đề nghị, quá hạn       views  nội dung nào đã có báo cáo
"""
