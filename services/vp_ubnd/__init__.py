"""Văn phòng UBND tỉnh (Điều 14): thẩm định thủ tục hành chính, một cửa, nhiệm vụ được giao; ghi quyết định của UBND.

decision   kết quả trình UBND tỉnh và quyết định về nó     views   UBND đang được trình gì, đã quyết định gì
task       nhiệm vụ cấp trên giao, báo cáo nhiệm vụ
"""
