"""Sở Nội vụ (Điều 4 khoản 1, Điều 13): chủ trì đợt đánh giá, xếp hạng; thẩm định phần của mình.

criteria_set   bộ tiêu chí, theo phiên bản          survey      điểm điều tra xã hội học
scoring_round  đợt đánh giá, thời hạn               ranking     Chỉ số, xếp hạng, trình UBND tỉnh
dossier        hồ sơ đánh giá: điều được ghi nhớ    decision    công bố, sửa điểm bằng quyết định
assessment     tự đánh giá: điều được nhận          reminder    đôn đốc, quá hạn
appraisal      đề nghị thẩm định, giải trình        views       đang ở đâu, còn chờ ai
"""
