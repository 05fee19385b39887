"""Đợt mẫu, từng cảnh một, đúng như cán bộ và các cơ quan làm (Điều 10 khoản 2; Điều 13 khoản 3, 4; Điều 14–18).

Every scene gives the same commands under the same ids whenever it is played, and goes on when the ledgers show
that what it set in motion has happened. So a round that was interrupted is played from the beginning again, and
what was done before is answered as a duplicate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from services.console.client import Order
from services.console.rehearsal import declared, judged, plan
from services.console.rehearsal.plan import YEAR, department_of, order
from services.console.rehearsal.stage import RehearsalFailed, Stage
from services.console.rehearsal.telling import Telling
from shared.mechanism.agenda import ALARM
from shared.regulation.agencies import agency
from shared.regulation.criteria import CriteriaSet
from shared.regulation.notation import plain
from shared.regulation.sample import sample_set

LEAD, OFFICE = "noi_vu", "vp_ubnd"


class Script:
    """The sample round on a stage."""

    def __init__(self, stage: Stage, telling: Telling) -> None:
        self._stage = stage
        self._watch = stage.watch
        self._tell = telling
        self.scenes: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ban hành bộ tiêu chí", self.adopt),
            ("Mở đợt đánh giá", self.open),
            ("Các cơ quan tự chấm", self.assess),
            ("Hết hạn tự chấm, đề nghị thẩm định", self.close_self_scoring),
            ("Các cơ quan gửi muộn", self.assess_late),
            ("Các cơ quan thẩm định", self.appraise),
            ("Xin sửa sau khi đã thẩm định", self.correct),
            ("Thẩm định muộn", self.appraise_late),
            ("Giải trình", self.explain),
            ("Nhập điểm điều tra xã hội học", self.survey),
            ("Thẩm định lại", self.reappraise),
            ("Xác định Chỉ số", self.determine),
            ("Dự kiến xếp hạng", self.rank),
            ("Trình UBND tỉnh", self.submit),
            ("UBND tỉnh quyết định, công bố", self.decide),
            ("Sửa một điểm sau công bố", self.correct_results),
        )

    def play(self) -> None:
        """The whole round. Raises RehearsalFailed."""
        for number, (title, scene) in enumerate(self.scenes, 1):
            self._tell.begin(title, number, len(self.scenes))
            scene()
            self._tell.end()

    @property
    def finished(self) -> bool:
        self._watch.look()
        return any(each["year"] == YEAR for each in self._watch.data(LEAD, "ResultsCorrected"))

    # Scenes ---------------------------------------------------------------------------------------------

    def adopt(self) -> None:
        self._advance(plan.ADOPTION)
        self._send(plan.adoptions())

    def open(self) -> None:
        self._advance(plan.OPENING)
        self._watch.look()
        ours = {each.id for each in plan.adoptions()}
        adopted = [fact for fact in self._watch.facts(LEAD, "CriteriaSetAdopted") if fact["causation"] in ours]
        self._send([plan.opening({fact["data"]["code"]: fact["data"]["version"] for fact in adopted})])

    def assess(self) -> None:
        waves = plan.waves()
        self._tell.expect(sum(len(ids) for moment, ids in waves.items() if moment < plan.CLOSED))
        for moment in (plan.FIRST_SUBMISSIONS, plan.SECOND_SUBMISSIONS, plan.LAST_SUBMISSIONS):
            self._advance(moment)
            self._submit(waves[moment])
            if moment == plan.SECOND_SUBMISSIONS:
                self._withdraw(plan.WITHDRAWS)
            if moment == plan.LAST_SUBMISSIONS:
                self._submit([plan.WITHDRAWS], attempt=2)

    def close_self_scoring(self) -> None:
        self._advance(plan.CLOSED)

    def assess_late(self) -> None:
        waves = plan.waves()
        moments = (plan.LATE_SUBMISSIONS, plan.VERY_LATE_SUBMISSION)
        self._tell.expect(sum(len(waves[moment]) for moment in moments))
        for moment in moments:
            self._advance(moment)
            self._submit(waves[moment])

    def appraise(self) -> None:
        self._advance(plan.APPRAISALS)
        self._judge(lambda asked: asked["request"] == 1 and not _slow(asked))

    def correct(self) -> None:
        """One agency corrects a figure and is appraised again on it; another one's wish is not granted."""
        self._advance(plan.CORRECTIONS)
        self._judged_by_now(lambda asked: asked["request"] == 1 and not _slow(asked))
        for (agency_id, code), accepted in (
            (plan.CORRECTION_ACCEPTED, True),
            (plan.CORRECTION_REJECTED, False),
        ):
            self._send([self._correction(agency_id, code)], counts=False)
            reason = "Số liệu mới khớp bảng đối chiếu" if accepted else "Tài liệu gửi kèm không thuộc năm đánh giá"
            data = {
                "year": YEAR,
                "agency": agency_id,
                "criterion": code,
                "accepted": accepted,
                "reason": f"{reason} {plan.SAMPLE}.",
            }
            step = [agency_id, code]
            decision = order("DecideCorrection", data, agency_id="SNV", step=step, effective=plan.CORRECTIONS)
            self._send([decision], counts=False)
        self._judge(lambda asked: asked["request"] > 1)

    def appraise_late(self) -> None:
        self._advance(plan.LATE_APPRAISALS)
        self._judge(lambda asked: asked["request"] == 1 and _slow(asked))

    def explain(self) -> None:
        self._advance(plan.EXPLANATIONS)
        self._judged_by_now(lambda asked: True)
        orders = []
        for agency_id in self._ids():
            told = judged.explanations(agency_id, self._verdicts_on(agency_id).values())
            if told:
                data = {"year": YEAR, "agency": agency_id, "explanations": told}
                moment = plan.EXPLANATIONS
                orders.append(order("ExplainCriteria", data, agency_id=agency_id, step=[agency_id], effective=moment))
        self._tell.expect(len(orders))
        self._send(orders)

    def survey(self) -> None:
        self._advance(plan.SURVEY)
        document = plan.document(1, "BC-SNV", plan.SURVEY, position="Giám đốc Sở Nội vụ")
        orders = []
        for block in plan.BLOCKS:
            criteria = sample_set(block, YEAR)
            scores = [row for each in self._ids(block) for row in declared.survey_scores(criteria, each)]
            data = {"year": YEAR, "document": document, "scores": scores}
            orders.append(order("EnterSurveyScores", data, agency_id="SNV", step=[block], effective=plan.SURVEY))
        self._send(orders)

    def reappraise(self) -> None:
        """Each owner sees its work in its own ledger, and answers."""
        self._advance(plan.SECOND_VERDICTS)
        asked = [each for each in self._explained() if each["owner"]]
        keys = {(each["agency"], each["owner"]) for each in asked}
        self._until(lambda: keys - self._opened("ReappraisalOpened"), "đề nghị thẩm định lại đến cơ quan thẩm định")
        orders = []
        for agency_id, owner in sorted(keys):
            mine = [each for each in asked if (each["agency"], each["owner"]) == (agency_id, owner)]
            told = judged.second_verdicts(agency_id, mine, self._verdicts_on(agency_id))
            data = {"year": YEAR, "agency": agency_id, "verdicts": told}
            orders.append(
                order(
                    "ReappraiseCriteria",
                    data,
                    agency_id=owner,
                    step=[agency_id, owner],
                    to=department_of(owner),
                    effective=plan.SECOND_VERDICTS,
                )
            )
        self._tell.expect(len(orders))
        self._send(orders)
        self._until(lambda: keys - self._returned("ReappraisalReturned"), "kết quả thẩm định lại về Sở Nội vụ")

    def determine(self) -> None:
        self._advance(plan.DETERMINED)
        self._tell.expect(len(self._ids()))

        def missing() -> set[tuple[str, ...]]:
            known = {each["agency"] for each in self._watch.data(LEAD, "IndexDetermined") if each["year"] == YEAR}
            self._tell.reach(len(known))
            return {(each,) for each in self._ids() if each not in known}

        self._until(missing, "Chỉ số của cơ quan")

    def rank(self) -> None:
        self._advance(plan.PROPOSAL)
        self._send(
            [
                order(
                    "ProposeRanking",
                    {"year": YEAR, "block": block},
                    agency_id="SNV",
                    step=[block],
                    effective=plan.PROPOSAL,
                )
                for block in plan.BLOCKS
            ]
        )

    def submit(self) -> None:
        self._advance(plan.SUBMISSION)
        document = plan.document(2, "TTr-SNV", plan.SUBMISSION, position="Giám đốc Sở Nội vụ")
        data = {"year": YEAR, "document": document}
        self._send([order("SubmitResults", data, agency_id="SNV", step=[1], effective=plan.SUBMISSION)])

        def missing() -> set[tuple[str, ...]]:
            received = self._watch.data(OFFICE, "ResultsReceived")
            return set() if any(each["year"] == YEAR for each in received) else {("Văn phòng UBND tỉnh",)}

        self._until(missing, "hồ sơ trình đến nơi")

    def decide(self) -> None:
        self._advance(plan.DECISION)
        position = "Phó Chủ tịch UBND tỉnh"
        document = plan.document(3, "QĐ-UBND", plan.DECISION, position=position, capacity="TM. KT.")
        data = {"year": YEAR, "approved": True, "document": document, "reason": None}
        self._send([self._of_the_office("DecideResults", data, step=[1], effective=plan.DECISION)])
        self._until(lambda: self._unless("ResultsPublished"), "kết quả được công bố")

    def correct_results(self) -> None:
        """A point that was published wrongly: proposed, decided by UBND, corrected as a new fact (†)."""
        self._advance(plan.RESULT_CORRECTION)
        agency_id, code = plan.CORRECTED_AFTER_PUBLICATION
        key = {"year": YEAR, "agency": agency_id, "criterion": code}
        moment = plan.RESULT_CORRECTION
        proposal = {
            **key,
            "score": self._corrected_score(agency_id, code),
            "reason": f"Hậu kiểm cho thấy điểm của tiêu chí này đã ghi nhầm {plan.SAMPLE}.",
            "document": plan.document(4, "TTr-SNV", moment, position="Giám đốc Sở Nội vụ"),
        }
        self._send(
            [order("ProposeResultCorrection", proposal, agency_id="SNV", step=[agency_id, code], effective=moment)]
        )

        def missing() -> set[tuple[str, ...]]:
            received = self._watch.data(OFFICE, "ResultCorrectionReceived")
            return set() if any(each["agency"] == agency_id for each in received) else {(agency_id, code)}

        self._until(missing, "đề nghị sửa điểm đến Văn phòng UBND tỉnh")
        position = "Phó Chủ tịch UBND tỉnh"
        document = plan.document(5, "QĐ-UBND", moment, position=position, capacity="TM. KT.")
        decision = {**key, "approved": True, "document": document, "reason": None}
        self._send([self._of_the_office("DecideResultCorrection", decision, step=[agency_id, code], effective=moment)])
        self._until(lambda: self._unless("ResultsCorrected"), "kết quả được sửa")

    # Orders ---------------------------------------------------------------------------------------------

    def _submit(self, ids: Sequence[str], *, attempt: int = 1) -> None:
        """Saved in two parts by whoever has an even name, then submitted with what is left."""
        parts: list[Order] = []
        submissions: list[Order] = []
        for agency_id in ids:
            entries = declared.entries(_criteria(agency_id), agency_id, attempt)
            saved = len(entries) // 2 if len(agency_id) % 2 == 0 else 0
            moment = _moment_of(agency_id, attempt)
            for number, part in enumerate((entries[: saved // 2], entries[saved // 2 : saved]), 1):
                if part:
                    data = {"year": YEAR, "agency": agency_id, "entries": part}
                    step = [agency_id, attempt, number]
                    parts.append(order("SaveAssessment", data, agency_id=agency_id, step=step, effective=moment))
            data = {"year": YEAR, "agency": agency_id, "entries": entries[saved:]}
            step = [agency_id, attempt]
            submissions.append(order("SubmitAssessment", data, agency_id=agency_id, step=step, effective=moment))
        # Only what was saved can be submitted, so the parts are answered for before that.
        self._send(parts, counts=False)
        self._send(submissions, counts=attempt == 1)

    def _withdraw(self, agency_id: str) -> None:
        reason = f"Rút để bổ sung tài liệu kiểm chứng {plan.SAMPLE}."
        data = {"year": YEAR, "agency": agency_id, "reason": reason}
        moment = plan.SECOND_SUBMISSIONS
        orders = [order("WithdrawAssessment", data, agency_id=agency_id, step=[agency_id], effective=moment)]
        self._send(orders, counts=False)

    def _correction(self, agency_id: str, code: str) -> Order:
        criteria = _criteria(agency_id)
        leaf = criteria.leaf(code)
        entry = next(each for each in declared.entries(criteria, agency_id) if each["criterion"] == code)
        entry = {**entry, "evidence": [declared.evidence(leaf, agency_id, number=9)], "explanation": None}
        if leaf.rule is not None:
            entry["figures"] = declared.figures(leaf, leaf.rule, agency_id, better=8)
        else:
            entry["score"] = plain(leaf.maximum - (leaf.step or 0) * (entry["score"] == plain(leaf.maximum)))
        data = {
            "year": YEAR,
            "agency": agency_id,
            "criterion": code,
            "entry": entry,
            "reason": f"Số liệu khi gửi chưa cập nhật đến hết năm {plan.SAMPLE}.",
        }
        return order("RequestCorrection", data, agency_id=agency_id, step=[agency_id, code], effective=plan.CORRECTIONS)

    def _corrected_score(self, agency_id: str, code: str) -> str:
        index = next(each for each in self._watch.data(LEAD, "IndexDetermined") if each["agency"] == agency_id)
        held = next(leaf["score"] for leaf in index["leaves"] if leaf["criterion"] == code)
        leaf = _criteria(agency_id).leaf(code)
        step = leaf.step or leaf.maximum
        return plain(Decimal(held) - step if Decimal(held or 0) >= step else Decimal(held or 0) + step)

    def _of_the_office(self, command: str, data: dict[str, Any], *, step: list[Any], effective: datetime) -> Order:
        return order(command, data, agency_id="VPUBND", step=step, to=OFFICE, effective=effective, capacity="TM. KT.")

    # Appraisal ------------------------------------------------------------------------------------------

    def _judge(self, mine: Callable[[dict[str, Any]], bool]) -> None:
        """Every owner answers what it was asked for, once it stands in its own ledger."""
        self._watch.look()
        requests = [each for each in self._requests() if mine(each)]
        keys = {_key(each) for each in requests}
        names = ("AppraisalOpened", "AppraisalWidened")
        self._until(lambda: keys - self._opened(*names), "đề nghị thẩm định đến cơ quan thẩm định")
        orders = []
        for asked in requests:
            told = judged.verdicts(asked["agency"], asked["entries"], request=asked["request"])
            middle = len(told) // 2 if len(told) > 12 else 0
            for part, verdicts in enumerate((told[:middle], told[middle:])):
                if verdicts:
                    data = {"year": YEAR, "agency": asked["agency"], "verdicts": verdicts}
                    orders.append(
                        order(
                            "AppraiseCriteria",
                            data,
                            agency_id=asked["owner"],
                            step=[*_key(asked), part],
                            to=asked["department"],
                            effective=plan.LATE_APPRAISALS if _slow(asked) else plan.APPRAISALS,
                        )
                    )
        self._tell.expect(len(orders))
        self._send(orders)
        self._judged_by_now(mine)

    def _judged_by_now(self, mine: Callable[[dict[str, Any]], bool]) -> None:
        """Sở Nội vụ has every answer; an earlier request counts as answered when a later one is."""
        self._watch.look()
        keys = {_key(each) for each in self._requests() if mine(each)}
        self._until(lambda: keys - self._returned("AppraisalReturned"), "kết quả thẩm định về Sở Nội vụ")

    def _requests(self) -> list[dict[str, Any]]:
        return [each for each in self._watch.data(LEAD, "AppraisalRequested") if each["year"] == YEAR]

    def _opened(self, *names: str) -> set[tuple[str, ...]]:
        """What owners have in their own ledgers; the subject of an appraisal is appraisal/2021/SYT/STC."""
        found: set[tuple[str, ...]] = set()
        for owner in {each["owner"] for each in self._requests()}:
            for name in names:
                for fact in self._watch.facts(department_of(owner), name):
                    _, year, agency_id, _ = fact["subject"].split("/")
                    if year == str(YEAR):
                        found.add((agency_id, owner, str(fact["data"]["request"])))
        return found if "ReappraisalOpened" not in names else {key[:2] for key in found}

    def _returned(self, name: str) -> set[tuple[str, ...]]:
        found: set[tuple[str, ...]] = set()
        for fact in self._watch.facts(LEAD, name):
            _, year, agency_id = fact["subject"].split("/")
            if year == str(YEAR):
                found.add((agency_id, fact["data"]["owner"], str(fact["data"]["request"])))
        return found if name == "AppraisalReturned" else {key[:2] for key in found}

    def _verdicts_on(self, agency_id: str) -> dict[str, dict[str, Any]]:
        """The last verdict on each leaf of an agency, in the order of the set."""
        found = {}
        for owner in dict.fromkeys(each["owner"] for each in self._requests()):
            for verdict in self._watch.data(department_of(owner), "CriterionAppraised"):
                if (verdict["year"], verdict["agency"]) == (YEAR, agency_id):
                    found[verdict["criterion"]] = verdict
        order_of_set = [leaf.code for leaf in _criteria(agency_id).leaves()]
        return {code: found[code] for code in order_of_set if code in found}

    def _explained(self) -> list[dict[str, str]]:
        """Each leaf that was explained, and who appraised it."""
        self._watch.look()
        return [
            {"agency": told["agency"], "criterion": code, "owner": self._verdicts_on(told["agency"])[code]["owner"]}
            for told in self._watch.data(LEAD, "CriteriaExplained")
            if told["year"] == YEAR
            for code in (each["criterion"] for each in told["explanations"])
        ]

    # Clock, post, patience ------------------------------------------------------------------------------

    def _advance(self, moment: datetime) -> None:
        """Move the clock, stopping at every deadline and reminder on the way until it has rung."""
        for due, keys in sorted(_deadlines().items()):
            if due <= moment:
                if self._stage.now() < due:
                    self._stage.move_to(due)
                self._until(lambda keys=keys: keys - self._rung(), "chuông đến hạn của Sở Nội vụ")  # type: ignore[misc]
        self._stage.move_to(moment)

    def _rung(self) -> set[tuple[str, ...]]:
        return {(each["name"], each["key"]) for each in self._watch.data(LEAD, ALARM)}

    def _until(self, wanted: Callable[[], Iterable[tuple[str, ...]]], waiting_for: str) -> None:
        self._stage.until(lambda: sorted(" ".join(key) for key in wanted()), waiting_for)

    def _unless(self, name: str) -> set[tuple[str, ...]]:
        return set() if any(each["year"] == YEAR for each in self._watch.data(LEAD, name)) else {("Sở Nội vụ",)}

    def _send(self, orders: Sequence[Order], *, counts: bool = True) -> None:
        """Send, and go on only if everything was accepted (now or when the round was played before)."""
        size = 40
        for place in range(0, len(orders), size):
            some = orders[place : place + size]
            for sent, answer in zip(some, self._stage.send(some), strict=True):
                if answer["type"] != "CommandAccepted":
                    raise RehearsalFailed(_refusal(sent, answer["data"]))
            if counts:
                self._tell.advance(len(some))

    def _ids(self, block: str | None = None) -> list[str]:
        return [one.id for one in plan.participants() if block in (None, one.block)]


def _criteria(agency_id: str) -> CriteriaSet:
    return sample_set(agency(agency_id).block, YEAR)


def _moment_of(agency_id: str, attempt: int) -> datetime:
    """The day on the paper. One agency signs in time and is delivered late."""
    if attempt > 1 or agency_id == plan.IN_THE_MAIL:
        return plan.LAST_SUBMISSIONS
    return next(moment for moment, ids in plan.waves().items() if agency_id in ids)


def _slow(asked: dict[str, Any]) -> bool:
    return asked["owner"] == plan.SLOW_OWNER and asked["agency"] in plan.SLOW_FOR


def _key(asked: dict[str, Any]) -> tuple[str, ...]:
    return asked["agency"], asked["owner"], str(asked["request"])


def _deadlines() -> dict[datetime, set[tuple[str, ...]]]:
    """When Sở Nội vụ's alarms of the round are due, and their names and keys."""
    found: dict[datetime, set[tuple[str, ...]]] = defaultdict(set)
    for window, (_, closes) in plan.WINDOWS.items():
        if window != "appraisal":
            found[closes].add((f"{window}_closes", f"{YEAR}"))
        found[closes].add(("overdue", f"{YEAR}/{window}"))
        for days in plan.DAYS_BEFORE:
            found[closes - timedelta(days=days)].add(("reminder", f"{YEAR}/{window}/{days}"))
    return found


def _refusal(sent: Order, told: dict[str, Any]) -> str:
    sentence = f"{sent.to} từ chối {sent.command} của {sent.agency}: {told['code']} – {told['message']}"
    errors = "; ".join(f"{each['path']}: {each['message']}" for each in told["errors"][:3])
    if told["code"] == "ID_REUSED":
        return f"{sentence} Dữ liệu mẫu đã khác lần chạy trước: make clean-data để chạy lại từ đầu."
    return f"{sentence} {errors}".strip()
