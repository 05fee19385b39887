"""Sở Nội vụ (Điều 4 khoản 1, Điều 13): cơ quan thường trực cải cách hành chính.

A noun that needs several files is a folder.

criteria_set   bộ tiêu chí, theo phiên bản          survey      điểm điều tra xã hội học
scoring_round  đợt đánh giá, thời hạn               ranking     Chỉ số, xếp hạng, trình UBND tỉnh
dossier        hồ sơ đánh giá: điều được ghi nhớ    decision    công bố, sửa điểm bằng quyết định
assessment     tự đánh giá: điều được nhận          reminder    đôn đốc, quá hạn
appraisal      đề nghị thẩm định, giải trình        views       đang ở đâu, còn chờ ai
handover       chuyển phần thẩm định đang mở        organisation  danh bạ cơ quan, thẩm quyền
rating_rules   quy chế đánh giá, xếp hạng

provincial_score  tự chấm điểm cấp tỉnh             plan         kế hoạch, chương trình
improvement       kế hoạch cải thiện Chỉ số         scheme       thẩm định đề án, dự án
inspection        kiểm tra của tỉnh                 own_inspection  tự kiểm tra của từng cơ quan
meeting           họp giao ban, đánh giá Quy chế    obstacle     khó khăn, vướng mắc
task              báo cáo nhiệm vụ cải cách         field_report báo cáo của các lĩnh vực
reform_review     tổng kết, đánh giá                commendation khen thưởng
rectification     chấn chỉnh, xử lý                 communication  thông tin, tuyên truyền †
"""
