"""Biểu mẫu văn phòng: bytes of Excel, Word and CSV ↔ data, no files and no network (Điều 10 khoản 2).

criteria_sheet            bộ tiêu chí: đọc và ghi XLSX, CSV
table_workbook            bảng biểu để làm việc tiếp và để in (XLSX)
score_table               bảng điểm tự chấm cấp tỉnh, giải trình: dữ liệu và XLSX
administrative_document   văn bản hành chính theo thể thức Nghị định 30/2020/NĐ-CP (DOCX)
"""
