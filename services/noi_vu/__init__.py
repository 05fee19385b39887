"""Sở Nội vụ (Điều 4 khoản 1, Điều 13): chủ trì đợt đánh giá, xếp hạng; thẩm định phần của mình.

criteria_set   bộ tiêu chí, theo phiên bản          survey      điểm điều tra xã hội học
scoring_round  đợt đánh giá, thời hạn               ranking     Chỉ số, xếp hạng, trình UBND tỉnh
dossier        hồ sơ đánh giá: điều được ghi nhớ    decision    công bố, sửa điểm bằng quyết định
assessment     tự đánh giá: điều được nhận          reminder    đôn đốc, quá hạn
appraisal      đề nghị thẩm định, giải trình        views       đang ở đâu, còn chờ ai
organisation   danh bạ cơ quan, thẩm quyền          handover    chuyển phần thẩm định đang mở
obstacle         phản ánh, vướng mắc: nhận đến trả lời  obstacle_record   phản ánh, việc được tổng hợp
meeting          mời họp, người dự, kết luận           meeting_record    cuộc họp: điều được ghi nhớ
meeting_evaluation  đánh giá việc thực hiện Quy chế    task              báo cáo nhiệm vụ cải cách hành chính
obstacle_work, meeting_work  phản ánh, cuộc họp đang ở đâu
"""
