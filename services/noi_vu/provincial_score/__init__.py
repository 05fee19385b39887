"""Tự đánh giá, chấm điểm cấp tỉnh (Điều 10 khoản 1, Điều 13–18).

provincial_score  việc được nhận                  report     tổng hợp, gửi Bộ Nội vụ, kết quả
record            điều được ghi nhớ               criteria   bộ tiêu chí của Bộ Nội vụ
concerned         cơ quan không có dịch vụ        handover   chuyển phần đang mở
reminder          đôn đốc, quá hạn                view       đang ở đâu, còn chờ ai
"""
