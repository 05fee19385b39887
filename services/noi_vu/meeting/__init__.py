"""Họp giao ban hằng quý; họp đánh giá việc thực hiện Quy chế hằng năm (Điều 12 khoản 2, Điều 20 khoản 1).

meeting  mời họp, người dự, kết luận        evaluation  đánh giá việc thực hiện Quy chế
record   cuộc họp: điều được ghi nhớ        work        cuộc họp đang ở đâu
"""
