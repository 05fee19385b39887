"""Cơ quan được đánh giá, xếp hạng (Điều 1 khoản 2; Điều 10 khoản 2): 20 cơ quan cấp tỉnh, 18 UBND cấp huyện năm 2021.

The table is where the organisation begins, on 18/6/2021, and it stays as it is: what was founded, renamed, merged or
dissolved since is told by facts, which ``organisation`` adds to it. Whoever needs an agency on a day asks there.

`id` is ours and never changes; it is not the official identification code (mã định danh điện tử, Quyết định
20/2020/QĐ-TTg). The official codes of these agencies are not known here, so `code` is None for all of them:
whoever knows a code writes it down, nobody makes one up. The cơ quan ngành dọc (khối `vertical`) may join
later.
"""

from dataclasses import dataclass

from shared.regulation.alphabet import Key, vietnamese_key

BLOCKS = {
    "departments": "Các sở, ban, ngành",
    "districts": "UBND các huyện, thị xã, thành phố",
    "vertical": "Các cơ quan ngành dọc cấp tỉnh",
}


class UnknownAgency(LookupError):
    """No agency has this id (or: no department service has this name)."""


@dataclass(frozen=True)
class Agency:
    """Một cơ quan: our immutable id, its name in 2021, the khối it is ranked in, the service that speaks for it."""

    id: str
    name: str
    short: str
    block: str  # a key of BLOCKS; empty: in no khối, never scored
    service: str | None  # noi_vu … vp_ubnd for the six appraising agencies (Điều 4), None for all others
    kind: str  # so | van_phong | thanh_tra | ban | thanh_pho | thi_xa | huyen | ubnd …
    code: str | None = None  # mã định danh điện tử: not known, see above
    parent: str | None = "UBND"  # id of the body that it belongs to


def _provincial(id: str, name: str, short: str, kind: str = "so", service: str | None = None) -> Agency:
    return Agency(id=id, name=name, short=short, block="departments", service=service, kind=kind)


_DISTRICT_WORDS = {"thanh_pho": "thành phố", "thi_xa": "thị xã", "huyen": "huyện"}


def _district(id: str, place: str, kind: str = "huyen") -> Agency:
    return Agency(
        id=id,
        name=f"UBND {_DISTRICT_WORDS[kind]} {place}",
        short=place,
        block="districts",
        service=None,
        kind=kind,
    )


AGENCIES: tuple[Agency, ...] = (
    _provincial("SNV", "Sở Nội vụ", "Sở Nội vụ", service="noi_vu"),
    _provincial("STP", "Sở Tư pháp", "Sở Tư pháp", service="tu_phap"),
    _provincial("STC", "Sở Tài chính", "Sở Tài chính", service="tai_chinh"),
    _provincial("STTTT", "Sở Thông tin và Truyền thông", "Sở TT&TT", service="tt_tt"),
    _provincial("SKHCN", "Sở Khoa học và Công nghệ", "Sở KH&CN", service="kh_cn"),
    _provincial("VPUBND", "Văn phòng UBND tỉnh", "VP UBND tỉnh", kind="van_phong", service="vp_ubnd"),
    _provincial("SKHDT", "Sở Kế hoạch và Đầu tư", "Sở KH&ĐT"),
    _provincial("SCT", "Sở Công Thương", "Sở Công Thương"),
    _provincial("SNNPTNT", "Sở Nông nghiệp và Phát triển nông thôn", "Sở NN&PTNT"),
    _provincial("SGTVT", "Sở Giao thông vận tải", "Sở GTVT"),
    _provincial("SXD", "Sở Xây dựng", "Sở Xây dựng"),
    _provincial("STNMT", "Sở Tài nguyên và Môi trường", "Sở TN&MT"),
    _provincial("SLDTBXH", "Sở Lao động - Thương binh và Xã hội", "Sở LĐ-TB&XH"),
    _provincial("SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "Sở VH,TT&DL"),
    _provincial("SGDDT", "Sở Giáo dục và Đào tạo", "Sở GD&ĐT"),
    _provincial("SYT", "Sở Y tế", "Sở Y tế"),
    _provincial("SNGV", "Sở Ngoại vụ", "Sở Ngoại vụ"),
    _provincial("TTT", "Thanh tra tỉnh", "Thanh tra tỉnh", kind="thanh_tra"),
    _provincial("BDT", "Ban Dân tộc", "Ban Dân tộc", kind="ban"),
    # Thành lập ngày 15/7/2021 (Quyết định 1229/QĐ-TTg) từ ba ban quản lý trước đó.
    _provincial("BQLKCN", "Ban Quản lý các Khu kinh tế và Khu công nghiệp tỉnh", "BQL các KKT&KCN", kind="ban"),
    _district("TAMKY", "Tam Kỳ", kind="thanh_pho"),
    _district("HOIAN", "Hội An", kind="thanh_pho"),
    _district("DIENBAN", "Điện Bàn", kind="thi_xa"),
    _district("BACTRAMY", "Bắc Trà My"),
    _district("DUYXUYEN", "Duy Xuyên"),
    _district("DAILOC", "Đại Lộc"),
    _district("DONGGIANG", "Đông Giang"),
    _district("HIEPDUC", "Hiệp Đức"),
    _district("NAMGIANG", "Nam Giang"),
    _district("NAMTRAMY", "Nam Trà My"),
    _district("NONGSON", "Nông Sơn"),
    _district("NUITHANH", "Núi Thành"),
    _district("PHUNINH", "Phú Ninh"),
    _district("PHUOCSON", "Phước Sơn"),
    _district("QUESON", "Quế Sơn"),
    _district("TAYGIANG", "Tây Giang"),
    _district("THANGBINH", "Thăng Bình"),
    _district("TIENPHUOC", "Tiên Phước"),
)

PROVINCE = Agency(
    id="UBND", name="UBND tỉnh Quảng Nam", short="UBND tỉnh", block="", service=None, kind="ubnd", parent=None
)
"""Whom all of them belong to; it is in no khối and is not among them."""

_BY_ID = {one.id: one for one in AGENCIES}
_BY_SERVICE = {one.service: one for one in AGENCIES if one.service}


def agency(id: str) -> Agency:
    """The agency with this id. Raises UnknownAgency."""
    try:
        return _BY_ID[id]
    except KeyError:
        raise UnknownAgency(f"Không có cơ quan mang mã {id!r}.") from None


def agencies(block: str | None = None) -> tuple[Agency, ...]:
    """All agencies in catalogue order, or those of one khối. Raises UnknownAgency for a khối that does not exist."""
    if block is not None and block not in BLOCKS:
        raise UnknownAgency(f"Không có khối {block!r}.")
    return tuple(one for one in AGENCIES if block in (None, one.block))


def service_of(agency_id: str) -> str | None:
    """The department service that speaks for this agency; None when it has none. Raises UnknownAgency."""
    return agency(agency_id).service


def agency_of(service: str) -> Agency:
    """The agency whose service this is ("noi_vu" → Sở Nội vụ). Raises UnknownAgency."""
    try:
        return _BY_SERVICE[service]
    except KeyError:
        raise UnknownAgency(f"Không có cơ quan chuyên môn nào đứng sau dịch vụ {service!r}.") from None


def by_name(id: str) -> Key:
    """A sort key for agency ids: the Vietnamese alphabetical order of their names."""
    return vietnamese_key(agency(id).name)
