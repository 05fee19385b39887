"""Những gì Quyết định 1669/QĐ-UBND yêu cầu mọi cơ quan chủ trì lĩnh vực làm như nhau (Điều 6–20).

standing           danh sách: each of the six departments lists it whole

appraisal          thẩm định, thẩm định lại phần tiêu chí mình phụ trách
appraisal_record   hồ sơ thẩm định: điều được ghi nhớ     appraisal_work   còn phải thẩm định ai, đến bao giờ
provincial_part    phần tự chấm điểm cấp tỉnh             scheme_opinion   ý kiến về đề án
plan               đề xuất, góp ý, đề nghị điều chỉnh     inspection       cuộc kiểm tra, cử người tham gia
task               nhiệm vụ được giao                     field            việc của cơ quan phụ trách lĩnh vực
information        cung cấp thông tin, tài liệu           amendment        rà soát, kiến nghị sửa đổi quy định

submission         trình UBND tỉnh, ghi nhớ quyết định    document         cấp số văn bản
organisation       ai là ai, vào ngày nào                 paper            văn bản: tự ban hành hay gửi đến
work               một đầu mối, nêu tên người phối hợp    quarantine       xử lý lại, bỏ qua điều đang cách ly †
deadline           muộn hay không                         refusal          nhiều sai sót, một lời từ chối
"""
