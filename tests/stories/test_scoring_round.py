"""Một đợt đánh giá từ đầu đến cuối (Điều 10 khoản 2): the regulation as a story; start reading here."""

from decimal import Decimal

from tests.stories.sample_round import DEPARTMENTS, DISTRICTS, OWNERS, SampleRound


def test_a_round_runs_from_the_criteria_sets_to_the_published_ranking(sample: SampleRound) -> None:
    # Sở Nội vụ ban hành bộ tiêu chí cho từng khối và mở đợt (Điều 10 khoản 2 điểm a).
    sample.open()

    # Từng cơ quan tự đánh giá, chấm điểm.
    for agency in (*DEPARTMENTS, *DISTRICTS):
        sample.submit(agency, {"2.1": "12.5"} if agency == "SXD" else None)

    # Hết thời hạn: mỗi cơ quan chủ trì được đề nghị thẩm định phần của mình (Điều 10 khoản 2 điểm b).
    sample.self_scoring_closes()
    requested = sample.province.facts("AppraisalRequested")
    assert len(requested) == len(OWNERS) * 5
    finance = sample.last("AppraisalRequested", agency="SYT", owner="STC")
    assert [each["criterion"] for each in finance["entries"]] == ["4.1"]
    assert (finance["owner"], finance["coordinators"]) == ("STC", ["SNV", "SYT"])

    # Thẩm định: công nhận, hoặc điều chỉnh có lý do (Điều 13–18).
    sample.appraise_all(adjusted={"SYT": {"4.1": ("8.5", "Thiếu báo cáo quyết toán."), "7.2": ("-1", "Chậm báo cáo.")}})

    # Giải trình và thẩm định lại (†).
    sample.explanation_opens()
    sample.explain("SYT", "4.1")
    sample.reappraise("STC", "SYT", {"criterion": "4.1", "verdict": "adjusted", "score": "9", "reason": "Đã bổ sung."})

    # Điều tra xã hội học (†), rồi Chỉ số được xác định khi hết hạn giải trình và không còn chờ ai.
    sample.survey({"SYT": "17.25", "SXD": "15"})
    assert not sample.province.facts("IndexDetermined")
    sample.explanation_closes()
    index = sample.last("IndexDetermined", agency="SYT")
    # 10 + 9 (9/10 nhiệm vụ) + 15 + 10 + 7,5 (97%) + 9 + 10 + 5 + 17,25 − 1 = 91,75 trên 100
    assert Decimal(index["score"]) == Decimal("91.75")
    assert index["percent"] == "91.75"
    origins = {each["criterion"]: each["origin"] for each in index["leaves"]}
    assert origins["4.1"] == "reappraised"
    assert origins["6.1"] == "survey"
    assert origins["1.1"] == "appraised"

    # Dự kiến xếp hạng từng khối, trình UBND tỉnh, quyết định, công bố.
    sample.propose()
    ranking = sample.last("RankingProposed", block="departments")
    assert [(row["agency"], row["rank"], row["percent"], row["band"]) for row in ranking["rows"]] == [
        ("SYT", 1, "91.75", "Tốt"),
        ("SXD", 2, "89.00", "Tốt"),
        ("SNV", None, "92.50", "Tốt"),
    ]
    districts = sample.last("RankingProposed", block="districts")
    assert [(row["agency"], row["rank"]) for row in districts["rows"]] == [("HOIAN", 1), ("TAMKY", 1)]
    sample.submit_results()
    sample.decide()
    published = sample.last("ResultsPublished")
    assert published["sample"] is True
    assert published["document"]["capacity"] == "TM. KT."
    assert published["rankings"] == [ranking, districts]

    # Không còn việc nào đang mở.
    assert dict(sample.province.view("noi_vu", "open_work").rows) == {}
    progress = dict(sample.province.view("noi_vu", "round_progress").rows)
    assert {row["state"] for row in progress.values()} == {"published"}


def test_every_work_item_names_one_lead_and_its_coordinators(sample: SampleRound) -> None:
    """Điều 2 khoản 2."""
    sample.open()
    opened = sample.last("RoundOpened")
    assert opened["lead"] == "SNV"
    assert opened["coordinators"] == ["VPUBND", "STP", "STC", "STTTT", "SKHCN"]
    sample.submit_all()
    sample.self_scoring_closes()
    for fact in sample.province.facts("AppraisalRequested"):
        data = fact["data"]
        assert data["owner"] not in data["coordinators"]
        assert len(set(data["coordinators"])) == len(data["coordinators"])
        assert fact["to"] == data["department"]
    work = dict(sample.province.view("noi_vu", "open_work").rows)
    assert all(row["lead"] and row["lead"] not in row["coordinators"] for row in work.values())


def test_a_criterion_without_the_survey_is_rescaled_over_the_rest(sample: SampleRound) -> None:
    sample.open(survey="omitted")
    sample.submit_all()
    sample.self_scoring_closes()
    sample.appraise_all()
    sample.explanation_closes()
    index = sample.last("IndexDetermined", agency="SYT")
    assert (Decimal(index["score"]), Decimal(index["maximum"])) == (Decimal("76.5"), Decimal(80))
    assert index["percent"] == "95.63"  # 76,5 / 80 = 95,625 %


def test_an_index_waits_for_the_last_owner(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    sample.appraise_all(agencies=("SYT",))
    for owner in OWNERS[:-1]:
        sample.appraise(owner, "SXD")
    sample.survey()
    sample.explanation_closes()
    determined = {fact["data"]["agency"] for fact in sample.province.facts("IndexDetermined")}
    assert determined == {"SYT"}
    sample.appraise(OWNERS[-1], "SXD")
    determined = {fact["data"]["agency"] for fact in sample.province.facts("IndexDetermined")}
    assert determined == {"SYT", "SXD"}


def test_no_owner_sees_a_criterion_that_is_not_its_own(sample: SampleRound) -> None:
    sample.open()
    sample.submit_all()
    sample.self_scoring_closes()
    asked = {owner: [each["criterion"] for each in sample.asked(agency="HOIAN", owner=owner)] for owner in OWNERS}
    assert asked == {
        "SNV": ["1.1", "7.2"],
        "VPUBND": ["1.2", "3.1", "3.2"],
        "STP": ["2.1"],
        "STC": ["4.1"],
        "STTTT": ["5.1"],
        "SKHCN": ["5.2"],
    }
