"""Những gì Quyết định 1669/QĐ-UBND (Quảng Nam, 18/6/2021) ấn định: data and pure functions, standard library only.

agencies         cơ quan, khối (Điều 1, Điều 4)
competences      ai thẩm định nội dung nào, từ ngày nào (Điều 13–18)
duties           các khoản được viện dẫn
authority        ai được gửi lệnh gì cho ai (Điều 2 khoản 1)
criteria         bộ tiêu chí (Điều 10 khoản 2); criteria_faults, rule_faults: các bất biến; criteria_table: dạng bảng
scoring          một dòng tự chấm đáng bao nhiêu điểm
index            Chỉ số CCHC của một cơ quan
ranking          xếp hạng, xếp loại trong một khối
windows          thời hạn là dữ liệu, "trước ngày"
sample           bộ tiêu chí mẫu (không phải văn bản chính thức)
faults           một sai sót: mã, chỗ, câu tiếng Việt
alphabet, notation   thứ tự chữ cái; số và ngày tiếng Việt
"""
