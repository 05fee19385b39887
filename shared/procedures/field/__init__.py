"""Việc của cơ quan phụ trách một lĩnh vực (Điều 13 khoản 3, Điều 14–18 khoản 1): hướng dẫn, kiểm tra, báo cáo.

guidance  hướng dẫn        check   kiểm tra        figures  số liệu của các cơ quan
report    báo cáo          advice  tham mưu        lead     ai phụ trách nội dung nào
duties    việc còn phải làm
"""
