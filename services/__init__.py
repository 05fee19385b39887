"""Who decides: one folder a department; none imports another. They know each other by messages alone.

noi_vu     Sở Nội vụ, cơ quan thường trực cải cách hành chính (Điều 4, 13)
tu_phap    Sở Tư pháp: cải cách thể chế (Điều 15)
tai_chinh  Sở Tài chính: tài chính công (Điều 16)
tt_tt      Sở Thông tin và Truyền thông: công nghệ thông tin (Điều 17)
kh_cn      Sở Khoa học và Công nghệ: ISO 9001 (Điều 18)
vp_ubnd    Văn phòng UBND tỉnh: thủ tục hành chính, một cửa, nhiệm vụ được giao (Điều 14)
portal     no department: pages and HTTP for people
console    no service: the command ``phoihop``
"""

from __future__ import annotations

from importlib import import_module

VERSION = "0.1.0"

DEPARTMENTS = ("noi_vu", "tu_phap", "tai_chinh", "tt_tt", "kh_cn", "vp_ubnd")

PLACES = {"portal": 0, **{name: place for place, name in enumerate(DEPARTMENTS, 1)}}
"""Each service's place after the portal's port, where its health page stands."""


def load(name: str) -> type:
    """The class of a service, under the one charter. Raises KeyError for a name that is none."""
    from services.charter import CHARTER

    if name not in PLACES:
        raise KeyError(name)
    module = import_module(f"services.{name}.service")
    service: type = next(
        member
        for member in vars(module).values()
        if isinstance(member, type) and member.__module__ == module.__name__ and getattr(member, "name", None) == name
    )
    service.charter = CHARTER  # type: ignore[attr-defined]
    return service
