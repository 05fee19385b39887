"""Cuộc kiểm tra do một cơ quan chủ trì; cử người tham gia (Điều 8).

inspection  kế hoạch, báo cáo, kết luận     record        cuộc kiểm tra: điều được ghi nhớ
round       một đợt: đoàn, buổi kiểm tra    round_record  đợt: điều được ghi nhớ
nomination  cử, thay, từ chối cử người      nomination_work  còn phải cử ai
own_inspection_book  tập hợp kết quả tự kiểm tra của các cơ quan
"""
