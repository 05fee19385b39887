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
plan, plan_dossier       kế hoạch, chương trình: việc được nhận, điều được ghi nhớ
plan_rules, plan_decision  điều phải đúng; UBND tỉnh quyết định   plan_adjustment  điều chỉnh kế hoạch
plan_reminder, plan_tasks  nhắc, ghi ai im lặng; nhiệm vụ        plan_measure     chủ trương, biện pháp
improvement, improvement_dossier  kế hoạch cải thiện Chỉ số      improvement_rules  điều phải đúng
improvement_summary, improvement_period  tổng hợp định kỳ        plan_views, improvement_views  đang ở đâu
scheme, scheme_record, scheme_register  đề án: việc được nhận, điều được ghi nhớ, sổ tiếp nhận
scheme_opinion, scheme_report, scheme_views  hỏi ai, báo cáo thẩm định, đề án đang ở đâu
inspection, inspection_views     giao chủ trì kiểm tra; các cuộc kiểm tra, ai đã gửi gì, đang ở đâu
own_inspection, own_inspection_record  kế hoạch, kết quả kiểm tra của từng cơ quan, gửi qua Sở Nội vụ
field_report, field_report_views  đề nghị, đôn đốc báo cáo các lĩnh vực; nội dung nào đã có
provincial_score, provincial_score_record  tự chấm cấp tỉnh: việc được nhận, điều được ghi nhớ
provincial_score_criteria, provincial_score_report  bộ tiêu chí của Bộ Nội vụ; gửi Bộ, giấy tiếp nhận, kết quả
provincial_score_concerned, provincial_score_handover  phần của cơ quan không có dịch vụ; chuyển phần đang mở
provincial_score_reminder, provincial_score_view  đôn đốc, quá hạn; đang ở đâu, còn chờ ai
"""
