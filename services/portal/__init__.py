"""Cổng thông tin điều phối (Điều 12 khoản 1; †): pages for people, made of the province's public facts alone.

views/      what is kept of the facts            desk       where pages read from: views, documents, health
board       bảng điểm                            timeline   diễn biến hồ sơ
search      tìm trong sổ thông điệp              duties     việc đang mở, quá hạn
web         the WSGI application                 pages, live, api   its routes
formats, wording, words   số, ngày, chữ tiếng Việt
"""
