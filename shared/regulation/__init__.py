"""Những gì Quyết định 1669/QĐ-UBND (Quảng Nam, 18/6/2021) ấn định: data and pure functions; besides the
standard library only ``holidays``.

agencies         cơ quan, khối (Điều 1, Điều 4)
competences      ai thẩm định nội dung nào, từ ngày nào (Điều 13–18)
organisation     tổ chức vào một ngày, như đã biết vào một lúc; reorganisation: sự việc nào ghi được
comparability    hai đợt đánh giá so được với nhau ở đâu
clauses          mã điều khoản, cách viện dẫn
decisions        Quy chế là dữ liệu: mỗi phiên bản một tệp
duties           94 dòng nghĩa vụ; quy chế, nghĩa vụ vào một ngày
participants     ai chủ trì, ai phối hợp một nghĩa vụ vào một ngày
authority        ai được gửi lệnh gì cho ai (Điều 2 khoản 1)
criteria         bộ tiêu chí (Điều 10 khoản 2); criteria_faults, rule_faults: các bất biến; criteria_table: dạng bảng
scoring          một dòng tự chấm đáng bao nhiêu điểm
index            Chỉ số CCHC của một cơ quan
ranking          xếp hạng, xếp loại trong một khối
windows          thời hạn là dữ liệu, "trước ngày"
periods          "kịp thời", "định kỳ", quý, năm, giai đoạn, khoảng thời gian
calendar         ngày làm việc theo lịch Việt Nam
sample           bộ tiêu chí mẫu (không phải văn bản chính thức)
faults           một sai sót: mã, chỗ, câu tiếng Việt
alphabet, notation   thứ tự chữ cái; số và ngày tiếng Việt
"""
