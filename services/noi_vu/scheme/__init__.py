"""Thẩm định đề án, dự án cải cách hành chính (Điều 9).

scheme   việc được nhận         opinion  hỏi ai về nội dung nào        report  báo cáo thẩm định, trình
record   điều được ghi nhớ      register sổ tiếp nhận, mã đề án        views   đề án đang ở đâu
"""
