"""Các phiên bản của Quy chế: tệp dữ liệu, hiệu lực, lỗi của tệp."""

from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from shared.regulation import duties
from shared.regulation.decisions.reading import SENTENCES, read
from shared.regulation.decisions.regulation import SENTENCES as BETWEEN
from shared.regulation.decisions.regulation import Versions, version_faults
from shared.regulation.duties import (
    VERSIONS,
    NoRegulation,
    UnknownDuty,
    WrongRegulation,
    duty,
    duty_on,
    load,
    regulation_on,
)

SHIPPED = files("shared.regulation.decisions")
LATER = """
format = 1
rows = 3

[regulation]
number = "9999/QĐ-UBND"
signed = 2030-03-01
in_force = 2030-03-15
issuer = "UBND tỉnh Quảng Nam"
title = "DỮ LIỆU MẪU: quy chế sau, không có thật"
replaces = "1669/QĐ-UBND"
sample = true

[[defect]]
number = 1
text = "DỮ LIỆU MẪU: một lỗi."
whole = true

[[duty]]
id = "QC-6.2.a-1"
clause = "QC-5.1.b"
lead = "fields"
vi = "Mẫu: đề xuất nhiệm vụ ưu tiên."
en = "Sample: proposes priorities."
when = ["before 10-31"]
to = "%steering"
valid_to = 2031-12-31

[[duty]]
id = "QC-6.2.a-1"
clause = "QC-5.1.b"
lead = "fields districts"
vi = "Mẫu: đề xuất nhiệm vụ ưu tiên, cả cấp huyện."
en = "Sample: proposes priorities, districts as well."
when = ["before 10-31"]
to = "%steering"
valid_from = 2032-01-01

[[duty]]
id = "QC-21.1"
lead = "%steering"
vi = "Mẫu: một nghĩa vụ mới."
en = "Sample: a new duty."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / "9999-2030.toml").write_text(LATER, encoding="utf-8")
    return tmp_path / "decisions"


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2018, 9, 19), "2824/QĐ-UBND"),
        (date(2021, 6, 17), "2824/QĐ-UBND"),
        (date(2021, 6, 18), "1669/QĐ-UBND"),
        (date(2029, 12, 31), "1669/QĐ-UBND"),
    ],
)
def test_the_regulation_of_a_day_is_the_one_in_force(day: date, number: str) -> None:
    assert regulation_on(day).number == number


def test_before_the_first_known_regulation_there_is_none() -> None:
    with pytest.raises(NoRegulation, match="18/9/2018"):
        regulation_on(date(2018, 9, 18))
    with pytest.raises(NoRegulation):
        duty_on("QC-2.2", date(2018, 9, 18))


def test_the_replaced_regulation_is_known_to_exist_and_its_text_is_not() -> None:
    replaced = regulation_on(date(2020, 1, 1))
    assert (replaced.text_known, replaced.duties, replaced.last_day) == (False, (), date(2021, 6, 17))
    assert replaced.name == "Quyết định 2824/QĐ-UBND ngày 19/9/2018"
    with pytest.raises(UnknownDuty, match="văn bản không tìm thấy"):
        duty_on("QC-6.2.a-1", date(2020, 11, 1))


def test_a_duty_stands_as_the_regulation_of_the_day_has_it() -> None:
    assert duty_on("QC-16.1.đ", date(2021, 6, 18)) == duty("QC-16.1.đ")
    with pytest.raises(UnknownDuty):
        duty_on("QC-21.1", date(2021, 6, 18))


def test_a_later_version_is_one_more_file(folder: Path) -> None:
    versions = load(SHIPPED, folder)
    assert [each.number for each in versions.regulations] == ["2824/QĐ-UBND", "1669/QĐ-UBND", "9999/QĐ-UBND"]
    assert versions.on(date(2030, 3, 14)).last_day == date(2030, 3, 14)
    assert versions.on(date(2030, 3, 15)).sample
    assert len(versions.on(date(2030, 3, 14)).duties) == 94


def test_an_id_stays_when_a_later_version_renumbers_its_articles(folder: Path) -> None:
    versions = load(SHIPPED, folder)
    now, then = versions.duty("QC-6.2.a-1", date(2030, 3, 14)), versions.duty("QC-6.2.a-1", date(2030, 3, 15))
    assert now.citation == "điểm a khoản 2 Điều 6 Quy chế kèm theo Quyết định 1669/QĐ-UBND"
    assert then.citation == "điểm b khoản 1 Điều 5 Quy chế kèm theo Quyết định 9999/QĐ-UBND"
    assert (now.when, then.when) == (("before 11-15",), ("before 10-31",))
    with pytest.raises(UnknownDuty):
        versions.duty("QC-20.1-2", date(2030, 3, 15))


def test_a_duty_that_is_amended_on_a_day_has_two_wordings(folder: Path) -> None:
    versions = load(SHIPPED, folder)
    assert versions.duty("QC-6.2.a-1", date(2031, 12, 31)).lead == "fields"
    assert versions.duty("QC-6.2.a-1", date(2032, 1, 1)).lead == "fields districts"
    later = versions.on(date(2032, 1, 1))
    assert later.duty("QC-6.2.a-1").lead == "fields districts"
    assert [len(later.duties_on(day)) for day in (date(2031, 12, 31), date(2032, 1, 1))] == [2, 2]


def test_an_installation_may_bring_a_version_without_any_change_of_program(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHOIHOP_REGULATION", str(folder.parent))
    assert duties._installed().on(date(2030, 4, 1)).number == "9999/QĐ-UBND"
    monkeypatch.setenv("PHOIHOP_REGULATION", str(folder / "nowhere"))
    with pytest.raises(WrongRegulation, match="không có thư mục này"):
        duties._installed()


def test_on_any_day_since_the_first_there_is_exactly_one(folder: Path) -> None:
    versions = load(SHIPPED, folder)
    first = versions.regulations[0].in_force
    for n in range(0, 5000, 7):
        assert sum(each.holds(first + timedelta(days=n)) for each in versions.regulations) == 1


ONE = """format = 1
rows = 1

[regulation]
number = "1/QĐ-UBND"
signed = 2031-01-01
in_force = 2031-01-01
issuer = "UBND tỉnh Quảng Nam"
title = "DỮ LIỆU MẪU"
sample = true

[[duty]]
id = "QC-1.1"
lead = "all"
vi = "Mẫu."
en = "Sample."
"""


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("NOT_TOML", "[[duty]]", "[[duty"),
        ("FORMAT_UNKNOWN", "format = 1", "format = 2"),
        ("FIELD_UNKNOWN", 'vi = "Mẫu."', 'vi = "Mẫu."\nleed = "all"'),
        ("FIELD_UNKNOWN", "sample = true", "sample = true\ncolour = 1"),
        ("FIELD_UNKNOWN", "rows = 1", "rows = 1\nlines = 1"),
        ("FIELD_MISSING", 'lead = "all"\n', ""),
        ("FIELD_MISSING", "signed = 2031-01-01\n", ""),
        ("FIELD_MISSING", "rows = 1\n", ""),
        ("FIELD_WRONG", "signed = 2031-01-01", 'signed = "2031-01-01"'),
        ("FIELD_WRONG", "signed = 2031-01-01", "signed = 2031-01-01T08:00:00"),
        ("FIELD_WRONG", 'lead = "all"', 'lead = ["all"]'),
        ("FIELD_WRONG", 'lead = "all"', 'lead = " "'),
        ("FIELD_WRONG", 'vi = "Mẫu."', 'vi = "Mẫu."\nwhen = "yearly"'),
        ("ROW_COUNT", "rows = 1", "rows = 2"),
        ("CLAUSE_BAD", 'id = "QC-1.1"', 'id = "Điều 1"'),
        ("CLAUSE_BAD", 'vi = "Mẫu."', 'vi = "Mẫu."\nclause = "QC-1.1.f"'),
        ("VALIDITY_REVERSED", 'vi = "Mẫu."', 'vi = "Mẫu."\nvalid_from = 2031-02-02\nvalid_to = 2031-02-01'),
        ("VALIDITY_REVERSED", "sample = true", "sample = true\nlast_day = 2030-12-31"),
        ("OUTSIDE_REGULATION", 'vi = "Mẫu."', 'vi = "Mẫu."\nvalid_from = 2030-12-31'),
        ("PARTY_UNKNOWN", 'lead = "all"', 'lead = "SNV"'),
        ("PARTY_UNKNOWN", 'lead = "all"', 'lead = "%navigation"'),
        ("PARTY_UNKNOWN", 'vi = "Mẫu."', 'vi = "Mẫu."\nto = "everybody"'),
        ("WHEN_UNKNOWN", 'vi = "Mẫu."', 'vi = "Mẫu."\nwhen = ["before 13-01"]'),
        ("WHEN_UNKNOWN", 'vi = "Mẫu."', 'vi = "Mẫu."\nwhen = ["before MM-DD"]'),
        ("WHEN_UNKNOWN", 'vi = "Mẫu."', 'vi = "Mẫu."\nwhen = ["soon"]'),
        ("KIND_UNKNOWN", 'vi = "Mẫu."', 'vi = "Mẫu."\nkind = "wish"'),
        ("PROCESS_UNKNOWN", 'vi = "Mẫu."', 'vi = "Mẫu."\nprocesses = ["P15"]'),
        ("CARRIED_BY_UNKNOWN", 'vi = "Mẫu."', 'vi = "Mẫu."\nkind = "content"\ncarried_by = ["QC-2"]'),
        ("CARRIED_BY_MISPLACED", 'vi = "Mẫu."', 'vi = "Mẫu."\ncarried_by = ["QC-1.1"]'),
        ("IMPLIED_UNKNOWN", 'vi = "Mẫu."', 'vi = "Mẫu."\nimplied = ["to"]'),
        ("DEFECT_UNKNOWN", 'vi = "Mẫu."', 'vi = "Mẫu."\ndefects = [3]'),
        ("DEFECT_UNUSED", "[[duty]]", '[[defect]]\nnumber = 3\ntext = "Mẫu."\n\n[[duty]]'),
        ("DEFECT_TWICE", "[[duty]]", '[[defect]]\nnumber = 3\ntext = "Mẫu."\nwhole = true\n' * 2 + "\n[[duty]]"),
        ("SAMPLE_NOT_LABELLED", '"DỮ LIỆU MẪU"', '"Quy chế"'),
    ],
)
def test_each_fault_of_a_file_is_named(code: str, old: str, new: str) -> None:
    assert read(ONE).faults == ()
    assert old in ONE
    result = read(ONE.replace(old, new, 1))
    assert code in [fault.code for fault in result.faults]
    assert code in SENTENCES
    assert result.regulation is None


SECOND = '\n[[duty]]\nid = "QC-1.1"\nlead = "all"\nvi = "Mẫu."\nen = "Sample."\n'


@pytest.mark.parametrize(
    ("code", "first", "second"),
    [
        ("ID_TWICE", "", ""),
        ("ID_TWICE", "valid_to = 2031-06-30", ""),
        ("ID_TWICE", "", "valid_from = 2031-07-01"),
        ("ID_TWICE", "valid_to = 2031-07-01", "valid_from = 2031-07-01"),
        ("ID_GAP", "valid_to = 2031-06-30", "valid_from = 2031-07-02"),
        (None, "valid_to = 2031-06-30", "valid_from = 2031-07-01"),
    ],
)
def test_one_id_stands_once_or_one_time_after_the_other(code: str | None, first: str, second: str) -> None:
    text = ONE.replace("rows = 1", "rows = 2") + first + "\n" + SECOND + second + "\n"
    assert [fault.code for fault in read(text).faults] == ([code] if code else [])


def test_a_point_and_a_row_never_share_an_id() -> None:
    text = ONE + '\n[[duty.part]]\nid = "QC-1.1"\nvi = "Mẫu."\nen = "Sample."\n'
    assert [fault.code for fault in read(text).faults] == ["ID_TWICE"]


def test_all_faults_of_a_file_are_told_at_once_with_its_name_and_the_row(folder: Path) -> None:
    wrong = LATER.replace('"fields districts"', '"fields SNV"').replace("before 10-31", "before 10-32")
    (folder / "9999-2030.toml").write_text(wrong, encoding="utf-8")
    (folder / "bad.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(WrongRegulation) as caught:
        load(SHIPPED, folder)
    assert len(caught.value.wrong) == 4
    assert caught.value.wrong[0].startswith("9999-2030.toml: QC-6.2.a-1: ")
    assert "“SNV”" in str(caught.value)
    assert caught.value.wrong[-1] == "bad.toml: không phải văn bản UTF-8."


def joined(*texts: str) -> list[str]:
    """The codes of what is wrong between the shipped versions and these."""
    shipped = [each.read_text("utf-8") for each in SHIPPED.iterdir() if each.name.endswith(".toml")]
    regulations = [read(text).regulation for text in (*shipped, *texts)]
    return [fault.code for fault in version_faults(Versions.joined(each for each in regulations if each is not None))]


@pytest.mark.parametrize(
    ("codes", "old", "new"),
    [
        (["REGULATIONS_OVERLAP"], 'replaces = "1669/QĐ-UBND"\n', ""),
        (["REPLACED_UNKNOWN"], "in_force = 2030-03-15", "in_force = 2021-06-18"),
        (["REPLACED_UNKNOWN", "REGULATIONS_OVERLAP"], 'replaces = "1669/QĐ-UBND"', 'replaces = "1670/QĐ-UBND"'),
        (["REPLACED_UNKNOWN", *["REGULATIONS_OVERLAP"] * 2], "in_force = 2030-03-15", "in_force = 2020-03-15"),
        (["REGULATION_TWICE"], "9999/QĐ-UBND", "1669/QĐ-UBND"),
        ([], "2030-03-15", "2030-03-16"),
    ],
)
def test_each_fault_between_versions_is_named(folder: Path, codes: list[str], old: str, new: str) -> None:
    assert old in LATER
    text = LATER.replace(old, new)
    if codes == ["REGULATION_TWICE"]:
        text = text.replace("signed = 2030-03-01", "signed = 2021-06-18")
    assert joined(text) == codes
    assert set(codes) <= set(BETWEEN)
    (folder / "9999-2030.toml").write_text(text, encoding="utf-8")
    if codes:
        with pytest.raises(WrongRegulation):
            load(SHIPPED, folder)


@pytest.mark.parametrize(
    ("last_day", "codes"),
    [("2030-03-13", ["REGULATIONS_GAP"]), ("2030-03-14", []), ("2030-03-15", ["REGULATIONS_OVERLAP"])],
)
def test_one_that_ended_by_itself_must_end_where_the_next_begins(last_day: str, codes: list[str]) -> None:
    ended = LATER.replace("in_force = 2030-03-15", f"in_force = 2029-01-01\nlast_day = {last_day}")
    assert read(ended).faults == ()
    assert joined(ended, ONE.replace("2031-01-01", "2030-03-15")) == codes


def test_the_shipped_files_have_no_fault() -> None:
    assert [each.number for each in VERSIONS.regulations] == ["2824/QĐ-UBND", "1669/QĐ-UBND"]
    assert not any(each.sample for each in VERSIONS.regulations)
    assert len(regulation_on(date(2021, 6, 18)).recipients) == 9
