"""Biểu mẫu văn phòng: bytes of Excel and CSV ↔ data, no files and no network (Điều 10 khoản 2).

criteria_sheet    bộ tiêu chí: đọc và ghi XLSX, CSV
"""
