"""Bring the portal's scripts and fonts into ``services/portal/static/vendor``: ``python -m deploy.assets``.

They come from the Python index that this machine's pip already uses, pinned by hash in ``assets.txt``, so a site
without the internet needs only its own mirror, and no page ever asks another host for anything. Text is set in Be
Vietnam Pro, whose ả and á differ most at small sizes; numbers in the digits of Inter, which all have one width.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

PINS = Path(__file__).with_name("assets.txt")
VENDOR = Path(__file__).resolve().parent.parent / "services" / "portal" / "static" / "vendor"
DONE = "DONE.json"

DIGITS = "0123456789.,-+%/:−–"
LETTERS = [(0x20, 0x7E), (0xA0, 0x17F), (0x1A0, 0x1B0), (0x300, 0x303), (0x309, 0x309), (0x323, 0x323)]
LETTERS += [(0x1EA0, 0x1EF9), (0x2010, 0x2026), (0x2190, 0x2193), (0x20AB, 0x20AB), (0x2212, 0x2212)]


class Asset(NamedTuple):
    """One file to be taken out of a wheel, and what becomes of it."""

    package: str
    member: str
    target: str
    treatment: str = "copy"


ASSETS = (
    Asset("django_htmx", "django_htmx/static/django_htmx/htmx-2.min.js", "htmx.js"),
    Asset("fontpkg_be_vietnam_pro", "fontpkg_be_vietnam_pro/files/BeVietnamPro-Regular.ttf", "text.woff", "letters"),
    Asset("fontpkg_be_vietnam_pro", "fontpkg_be_vietnam_pro/files/BeVietnamPro-SemiBold.ttf", "bold.woff", "letters"),
    Asset("fontpkg_inter", "fontpkg_inter/files/Inter[opsz,wght].ttf", "digits.woff", "digits"),
)

NOTICE = """\
Các tệp trong thư mục này do bên khác làm ra và giữ bản quyền; tệp phông chữ đã được rút gọn.

htmx.js       htmx 2 (Zero-Clause BSD), lấy từ gói django-htmx
text.woff     Be Vietnam Pro Regular (SIL Open Font License 1.1), lấy từ gói fontpkg-be-vietnam-pro
bold.woff     Be Vietnam Pro SemiBold (SIL Open Font License 1.1), lấy từ gói fontpkg-be-vietnam-pro
digits.woff   Inter, riêng chữ số (SIL Open Font License 1.1), lấy từ gói fontpkg-inter

"""


class Stopped(Exception):
    """The assets cannot be had; the text is one sentence for the person at the terminal."""


def mark() -> str:
    """What the folder should hold, as a hash over the pins and this program."""
    return hashlib.sha256(PINS.read_bytes() + Path(__file__).read_bytes()).hexdigest()


def is_complete(vendor: Path) -> bool:
    """Whether the folder holds exactly what an earlier run with the same pins put there."""
    try:
        done = json.loads((vendor / DONE).read_text())
        return bool(done["mark"] == mark()) and all(
            hashlib.sha256((vendor / name).read_bytes()).hexdigest() == digest
            for name, digest in done["files"].items()
        )
    except (OSError, ValueError, KeyError):
        return False


def fetch(folder: Path, pins: Path = PINS) -> None:
    """Download the pinned wheels into the folder; a hash that does not fit stops everything."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary", ":all:", "--require-hashes", "-r", str(pins), "-d", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    if "DO NOT MATCH THE HASHES" in done.stderr:
        raise Stopped("a package of deploy/assets.txt is not the one that was pinned: its hash differs.")
    reasons = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
    raise Stopped(f"pip could not fetch the portal's assets: {(reasons or ['no reason given'])[-1]}")


def cut(source: Path, target: Path, treatment: str) -> None:
    """Write the font again with the glyphs that the portal uses only, as WOFF, without a change of date."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(flavor="woff", recalc_timestamp=False, notdef_outline=True)
    if treatment == "digits":
        options.layout_features += ["tnum", "lnum"]
        wanted = [ord(character) for character in DIGITS]
    else:
        wanted = [code for first, last in LETTERS for code in range(first, last + 1)]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    if treatment == "digits":  # only after the cut: the other way round leaves glyphs that the cut cannot find
        font = instancer.instantiateVariableFont(font, {"opsz": 14, "wght": (400, 700)})
    subset.save_font(font, str(target), options)


def lay_out(wheels: Path, work: Path, ready: Path) -> None:
    """Take the chosen members out of the wheels and put them, treated, into the folder that will be served."""
    found = {wheel.name.split("-")[0]: wheel for wheel in wheels.glob("*.whl")}
    with ZipFile(found["fonttools"]) as wheel:
        wheel.extractall(work / "tool")
    sys.path.insert(0, str(work / "tool"))
    licences: dict[str, str] = {}
    for asset in ASSETS:
        with ZipFile(found[asset.package]) as wheel:
            source = Path(wheel.extract(asset.member, work))
            for name in wheel.namelist():
                if ".dist-info/licenses/" in name and not name.endswith("/"):
                    licences[asset.package] = wheel.read(name).decode()
        if asset.treatment == "copy":
            shutil.copyfile(source, ready / asset.target)
        else:
            cut(source, ready / asset.target, asset.treatment)
    notices = (f"{'=' * 78}\n{package}\n\n{text}" for package, text in sorted(licences.items()))
    (ready / "NOTICE").write_text(NOTICE + "\n".join(notices), encoding="utf-8")
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(ready.iterdir())}
    (ready / DONE).write_text(json.dumps({"mark": mark(), "files": files}, indent=1) + "\n")


def bring(vendor: Path = VENDOR, pins: Path = PINS) -> bool:
    """Bring the assets unless they are there; true if something was fetched.

    Raises:
        Stopped: a package could not be had, or is not the pinned one; what was there before stays.
    """
    if is_complete(vendor):
        return False
    with tempfile.TemporaryDirectory(prefix="portal-assets-") as folder:
        wheels, work, ready = (Path(folder, name) for name in ("wheels", "work", "ready"))
        for path in (wheels, work, ready):
            path.mkdir()
        fetch(wheels, pins)
        lay_out(wheels, work, ready)
        shutil.rmtree(vendor, ignore_errors=True)
        vendor.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(ready, vendor)
    return True


def main() -> int:
    try:
        bring()
    except Stopped as stopped:
        print(f"phoihop: {stopped}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
