"""Danh bạ cơ quan và thẩm quyền: thành lập, đổi tên, sáp nhập, giải thể, chuyển thẩm quyền (Điều 4 khoản 2) †.

The regulation names the agencies of its day and is silent on what becomes of them. Every fact has a day from which it
is valid, the document that decided it, and its number in the register; it may be recorded before that day or after it.
An agency's id never changes and is never used again. What lies open passes to whoever holds the competence on the day.
"""

from __future__ import annotations

from schemas.base import Command, Event
from schemas.fields import BLOCKS, AgencyId, Choice, Clause, Day, Document, Flag, Many, One, Pattern, Text, Whole

AGENCY_KINDS = (
    "so",
    "van_phong",
    "thanh_tra",
    "ban",
    "nganh_doc",
    "thanh_pho",
    "thi_xa",
    "huyen",
    "phuong",
    "xa",
    "dac_khu",
    "ubnd",
)


class Competence(Pattern):
    """Một nội dung thẩm định (Điều 13–18)."""

    def __init__(self) -> None:
        super().__init__(
            "Nội dung thẩm định.",
            r"^[a-z][a-z_]{1,63}$",
            "Tên nội dung thẩm định chỉ gồm chữ thường và gạch dưới.",
        )


class OfficialCode(Pattern):
    """Mã định danh điện tử (Quyết định 20/2020/QĐ-TTg): các nhóm chữ in hoa và chữ số, cách nhau bằng dấu chấm."""

    def __init__(self) -> None:
        super().__init__(
            "Mã định danh điện tử do cơ quan có thẩm quyền cấp.",
            r"^[0-9A-Z]{1,8}(\.[0-9A-Z]{1,8}){1,3}$",
            "Mã định danh gồm các nhóm chữ in hoa, chữ số cách nhau bằng dấu chấm, dài nhất 35 ký tự.",
        )


class EstablishAgency(Command):
    """Sở Nội vụ → dịch vụ của mình: ghi một cơ quan được thành lập (†)."""

    to = "noi_vu"
    design = True
    duty = ("QC-4.2",)

    agency = AgencyId("Định danh mới; không dùng lại định danh cũ.")
    name = Text("Tên đầy đủ.", longest=200)
    short = Text("Tên ngắn.", longest=60)
    kind = Choice("Loại cơ quan.", *AGENCY_KINDS)
    block = Choice("Khối được đánh giá; trống khi không thuộc khối nào.", *BLOCKS, optional=True)
    parent = AgencyId("Trực thuộc.", optional=True)
    valid_from = Day("Có hiệu lực từ ngày.")
    document = One(Document, "Văn bản quyết định.")
    sample = Flag("Dữ liệu mẫu, không phải việc có thật.")


class AgencyEstablished(Event):
    """Sở Nội vụ → mọi cơ quan: một cơ quan đã được thành lập (†)."""

    by = ("noi_vu",)
    design = True
    duty = ("QC-4.2",)

    change = Whole("Số trong danh bạ.", least=1, most=1_000_000)
    agency = AgencyId("Cơ quan.")
    name = Text("Tên đầy đủ.", longest=200)
    short = Text("Tên ngắn.", longest=60)
    kind = Choice("Loại cơ quan.", *AGENCY_KINDS)
    block = Choice("Khối được đánh giá; trống khi không thuộc khối nào.", *BLOCKS, optional=True)
    parent = AgencyId("Trực thuộc.", optional=True)
    valid_from = Day("Có hiệu lực từ ngày.")
    document = One(Document, "Văn bản quyết định.")
    sample = Flag("Dữ liệu mẫu, không phải việc có thật.")


class RenameAgency(Command):
    """Sở Nội vụ → dịch vụ của mình: ghi một cơ quan đổi tên, hoặc sửa tên ghi sai kể từ cùng ngày (†)."""

    to = "noi_vu"
    design = True
    duty = ("QC-4.2",)

    agency = AgencyId("Cơ quan.")
    name = Text("Tên đầy đủ mới.", longest=200)
    short = Text("Tên ngắn mới.", longest=60)
    valid_from = Day("Có hiệu lực từ ngày.")
    document = One(Document, "Văn bản quyết định.")
    sample = Flag("Dữ liệu mẫu, không phải việc có thật.")


class AgencyRenamed(Event):
    """Sở Nội vụ → mọi cơ quan: một cơ quan đã đổi tên; định danh giữ nguyên (†)."""

    by = ("noi_vu",)
    design = True
    duty = ("QC-4.2",)

    change = Whole("Số trong danh bạ.", least=1, most=1_000_000)
    agency = AgencyId("Cơ quan.")
    previous = Text("Tên trước đó.", longest=200)
    name = Text("Tên đầy đủ mới.", longest=200)
    short = Text("Tên ngắn mới.", longest=60)
    valid_from = Day("Có hiệu lực từ ngày.")
    document = One(Document, "Văn bản quyết định.")
    sample = Flag("Dữ liệu mẫu, không phải việc có thật.")


class PlaceAgency(Command):
    """Sở Nội vụ → dịch vụ của mình: ghi khối và nơi trực thuộc của một cơ quan (†)."""

    to = "noi_vu"
    design = True
    duty = ("QC-4.2",)

    agency = AgencyId("Cơ quan.")
    block = Choice("Khối được đánh giá; trống khi không thuộc khối nào.", *BLOCKS, optional=True)
    parent = AgencyId("Trực thuộc.")
    valid_from = Day("Có hiệu lực từ ngày.")
    document = One(Document, "Văn bản quyết định.")
    sample = Flag("Dữ liệu mẫu, không phải việc có thật.")


class AgencyPlaced(Event):
    """Sở Nội vụ → mọi cơ quan: một cơ quan đã được xếp vào khối, trực thuộc nơi khác (†)."""

    by = ("noi_vu",)
    design = True
    duty = ("QC-4.2",)

    change = Whole("Số trong danh bạ.", least=1, most=1_000_000)
    agency = AgencyId("Cơ quan.")
    block = Choice("Khối được đánh giá; trống khi không thuộc khối nào.", *BLOCKS, optional=True)
    parent = AgencyId("Trực thuộc.")
    valid_from = Day("Có hiệu lực từ ngày.")
    document = One(Document, "Văn bản quyết định.")
    sample = Flag("Dữ liệu mẫu, không phải việc có thật.")


class MergeAgencies(Command):
    """Sở Nội vụ → dịch vụ của mình: ghi các cơ quan hợp nhất, sáp nhập vào một cơ quan (†).

    Cơ quan kế thừa là cơ quan giữ định danh: một bên của việc hợp nhất, hoặc cơ quan mới đã ghi thành lập.
    """

    to = "noi_vu"
    design = True
    duty = ("QC-4.2",)

    predecessors = Many(AgencyId("Cơ quan."), "Các cơ quan nhập vào, kết thúc từ ngày ấy.", least=1, most=60, once=())
    successor = AgencyId("Cơ quan kế thừa.")
    valid_from = Day("Có hiệu lực từ ngày.")
    document = One(Document, "Văn bản quyết định.")
    sample = Flag("Dữ liệu mẫu, không phải việc có thật.")


class AgenciesMerged(Event):
    """Sở Nội vụ → mọi cơ quan: các cơ quan đã nhập vào một cơ quan, cùng thẩm quyền và việc đang mở (†)."""

    by = ("noi_vu",)
    design = True
    duty = ("QC-4.2",)

    change = Whole("Số trong danh bạ.", least=1, most=1_000_000)
    predecessors = Many(AgencyId("Cơ quan."), "Các cơ quan nhập vào, kết thúc từ ngày ấy.", least=1, most=60, once=())
    successor = AgencyId("Cơ quan kế thừa.")
    competences = Many(Competence(), "Thẩm quyền chuyển theo.", most=100, once=())
    valid_from = Day("Có hiệu lực từ ngày.")
    document = One(Document, "Văn bản quyết định.")
    sample = Flag("Dữ liệu mẫu, không phải việc có thật.")


class DissolveAgency(Command):
    """Sở Nội vụ → dịch vụ của mình: ghi một cơ quan giải thể (†)."""

    to = "noi_vu"
    design = True
    duty = ("QC-4.2",)

    agency = AgencyId("Cơ quan.")
    successor = AgencyId("Cơ quan nhận việc đang mở, nếu có.", optional=True)
    valid_from = Day("Ngày đầu tiên không còn hoạt động.")
    document = One(Document, "Văn bản quyết định.")
    sample = Flag("Dữ liệu mẫu, không phải việc có thật.")


class AgencyDissolved(Event):
    """Sở Nội vụ → mọi cơ quan: một cơ quan đã giải thể (†)."""

    by = ("noi_vu",)
    design = True
    duty = ("QC-4.2",)

    change = Whole("Số trong danh bạ.", least=1, most=1_000_000)
    agency = AgencyId("Cơ quan.")
    successor = AgencyId("Cơ quan nhận việc đang mở, nếu có.", optional=True)
    competences = Many(Competence(), "Thẩm quyền chuyển theo.", most=100, once=())
    valid_from = Day("Ngày đầu tiên không còn hoạt động.")
    document = One(Document, "Văn bản quyết định.")
    sample = Flag("Dữ liệu mẫu, không phải việc có thật.")


class TransferCompetence(Command):
    """Sở Nội vụ → dịch vụ của mình: ghi một nội dung chuyển sang cơ quan khác chủ trì (†)."""

    to = "noi_vu"
    design = True
    duty = ("QC-4.2",)

    competence = Competence()
    successor = AgencyId("Cơ quan chủ trì mới.")
    valid_from = Day("Có hiệu lực từ ngày.")
    document = One(Document, "Văn bản quyết định.")
    sample = Flag("Dữ liệu mẫu, không phải việc có thật.")


class CompetenceTransferred(Event):
    """Sở Nội vụ → mọi cơ quan: một nội dung đã chuyển sang cơ quan khác; khoản giao việc giữ nguyên (†)."""

    by = ("noi_vu",)
    design = True
    duty = ("QC-4.2",)

    change = Whole("Số trong danh bạ.", least=1, most=1_000_000)
    competence = Competence()
    title = Text("Tên nội dung.", longest=200)
    predecessor = AgencyId("Cơ quan chủ trì đến hết ngày trước đó.")
    successor = AgencyId("Cơ quan chủ trì mới.")
    clause = Clause("Khoản giao thẩm quyền thẩm định nội dung này; † khi quy chế không giao.")
    valid_from = Day("Có hiệu lực từ ngày.")
    document = One(Document, "Văn bản quyết định.")
    sample = Flag("Dữ liệu mẫu, không phải việc có thật.")


class AssignAgencyCode(Command):
    """Sở Nội vụ → dịch vụ của mình: ghi mã định danh điện tử của một cơ quan (†); không ai tự đặt mã."""

    to = "noi_vu"
    design = True
    duty = ("QC-4.2",)

    agency = AgencyId("Cơ quan.")
    code = OfficialCode()
    valid_from = Day("Có hiệu lực từ ngày.")
    document = One(Document, "Văn bản cấp mã.")
    sample = Flag("Dữ liệu mẫu, không phải mã có thật.")


class AgencyCodeAssigned(Event):
    """Sở Nội vụ → mọi cơ quan: một cơ quan đã được cấp mã định danh điện tử (†)."""

    by = ("noi_vu",)
    design = True
    duty = ("QC-4.2",)

    change = Whole("Số trong danh bạ.", least=1, most=1_000_000)
    agency = AgencyId("Cơ quan.")
    code = OfficialCode()
    valid_from = Day("Có hiệu lực từ ngày.")
    document = One(Document, "Văn bản cấp mã.")
    sample = Flag("Dữ liệu mẫu, không phải mã có thật.")


class WithdrawReorganisation(Command):
    """Sở Nội vụ → dịch vụ của mình: rút một dòng ghi sai của danh bạ, hoặc một việc bị hủy (†).

    Đã có hiệu lực thì việc đã chuyển được chuyển trả cho cơ quan có thẩm quyền.
    """

    to = "noi_vu"
    design = True
    duty = ("QC-4.2",)

    withdrawn = Whole("Số trong danh bạ của dòng bị rút.", least=1, most=1_000_000)
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")


class ReorganisationWithdrawn(Event):
    """Sở Nội vụ → mọi cơ quan: một dòng của danh bạ không còn giá trị, như chưa từng ghi (†)."""

    by = ("noi_vu",)
    design = True
    duty = ("QC-4.2",)

    change = Whole("Số trong danh bạ.", least=1, most=1_000_000)
    withdrawn = Whole("Số trong danh bạ của dòng bị rút.", least=1, most=1_000_000)
    fact = Text("Loại của dòng bị rút.", longest=60)
    agencies = Many(AgencyId("Cơ quan."), "Các cơ quan mà dòng ấy nói đến.", most=60, once=())
    valid_from = Day("Ngày hiệu lực của dòng bị rút.")
    reason = Text("Lý do.", longest=2000, lines=True, privacy="official")
