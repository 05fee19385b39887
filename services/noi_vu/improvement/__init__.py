"""Kế hoạch cải thiện Chỉ số CCHC, SIPAS, PAPI (Điều 11).

improvement  việc được nhận        summary  tổng hợp định kỳ       period  kỳ: điều được ghi nhớ
dossier      điều được ghi nhớ     rules    điều phải đúng         views   đang ở đâu
"""
