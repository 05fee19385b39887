"""Ý kiến về nội dung mình phụ trách trong đề án (Điều 9 khoản 2–5).

scheme_opinion  việc được nhận     record  điều được ghi nhớ     work  còn phải cho ý kiến gì
"""
