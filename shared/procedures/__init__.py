"""Những gì Quyết định 1669/QĐ-UBND yêu cầu mọi cơ quan chủ trì lĩnh vực làm như nhau (Điều 10 khoản 2, Điều 13–18).

appraisal          thẩm định, thẩm định lại phần tiêu chí mình phụ trách: each of the six lists it
appraisal_record   hồ sơ thẩm định: điều được ghi nhớ     appraisal_work   còn phải thẩm định ai, đến bao giờ
submission         trình UBND tỉnh, ghi nhớ quyết định    document         cấp số văn bản
work               một đầu mối, nêu tên người phối hợp     organisation     ai là ai, vào ngày nào
quarantine         xử lý lại, bỏ qua điều đang cách ly †
deadline           muộn hay không                         refusal          nhiều sai sót, một lời từ chối
task               giao, nhận, điều chỉnh nhiệm vụ        task_result       tiến độ, báo xong, quá hạn, đôn đốc
task_record        nhiệm vụ: điều được ghi nhớ            task_tracking     theo dõi mọi sổ, báo cáo tổng hợp
task_work          nhiệm vụ đang ở đâu
scheme_opinion     cho ý kiến về đề án                    scheme_opinion_record, scheme_opinion_work
"""
