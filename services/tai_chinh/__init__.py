"""Sở Tài chính (Điều 16): thẩm định cải cách tài chính công; kinh phí cải cách hành chính.

funding  trình riêng về kinh phí của đề án (Điều 9 khoản 5)     budget  dự toán, phân bổ hằng năm (Điều 16 khoản 2)
"""
