"""Kế hoạch hằng năm, chương trình từng giai đoạn (Điều 6, Điều 13 khoản 1).

plan        việc được nhận, từ mời đề xuất tới trình      decision    UBND tỉnh quyết định; ban hành
dossier     kế hoạch: điều được ghi nhớ                   adjustment  điều chỉnh kế hoạch đã ban hành
rules       điều phải đúng trước khi đi tiếp              measure     chủ trương, biện pháp
reminder    nhắc trước hạn, ghi ai im lặng                tasks       nhiệm vụ từ kế hoạch
views       kế hoạch đang ở đâu
"""
