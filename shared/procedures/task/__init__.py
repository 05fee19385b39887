"""Nhiệm vụ được giao: mỗi cơ quan giữ nhiệm vụ mà mình giao (Điều 13 khoản 2, Điều 14 khoản 1, Điều 19 khoản 1).

task    giao, nhận, điều chỉnh        result    tiến độ, báo xong, quá hạn, đôn đốc
record  nhiệm vụ: điều được ghi nhớ   tracking  theo dõi mọi sổ, báo cáo tổng hợp
work    nhiệm vụ đang ở đâu
"""
