"""The table of bad inputs: what is sent, and what becomes of it (Điều 2 khoản 1; luật 5: từ chối cũng được ghi).

One row, one message. It is read as documentation and run twice: through the door in one process
(``tests/contracts/test_bad_inputs.py``) and over a real RabbitMQ (``tests/live/test_bad_inputs.py``).

    accepted     recorded as CommandAccepted with its bytes verbatim; the facts that follow stand in the row
    refused      recorded as CommandRefused with its bytes verbatim; answered with a code and a sentence
    rejected     no message, or not from whom it says: recorded as MessageRejected, its id stays free
    duplicate    came before: answered as before, counted, nothing recorded
    gap          a fact that came too early: nothing recorded, its sender is asked for what is missing
    quarantined  a fact that cannot be processed: recorded, set aside, visible
    passed       a fact that this department has no use for

Stages of the sample round: ``before`` the window opens, ``open``, and ``appraisal`` after it has closed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from uuid import NAMESPACE_URL, uuid5

from shared.mechanism.message import LIMIT_BYTES
from shared.mechanism.record import identity
from tests.stories.sample_round import YEAR, entry, evidence

Json = dict[str, Any]


@dataclass(frozen=True)
class Sent:
    """One message as it is put on the bus. ``user``: the account that the broker vouches for; None: it names none."""

    body: bytes
    user: str | None = "SYT"
    to: str = "noi_vu"
    kind: Literal["command", "fact"] = "command"
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One bad input and its outcome. ``records``: the topics of the rows that the ledger gains, in order."""

    name: str
    sent: Sent
    outcome: str
    code: str = ""
    records: tuple[str, ...] = ()
    stage: str = "open"
    first: tuple[Sent, ...] = ()
    """What is sent before it, and is in order."""


ACCEPTED, REFUSED, REJECTED = "CommandAccepted", "CommandRefused", "MessageRejected"
SAVED = ("AssessmentSaved", ACCEPTED)


# How messages are made ------------------------------------------------------------------------------------


def identifier(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"phoihop-bad-inputs/{name}"))


def document(name: str, type: Any = "SaveAssessment", *, agency: Any = "SYT", **changes: Any) -> Json:
    """A command that would be in order but for what the row changes; ``...`` takes an attribute away."""
    named = agency if isinstance(agency, str) else "SYT"
    whole: Json = {
        "specversion": "1.0",
        "id": identifier(name),
        "source": f"/quang-nam/{named.lower()}",
        "type": type,
        "time": "2021-11-02T08:00:00+07:00",
        "datacontenttype": "application/json",
        "agency": agency,
        "actor": "Cán bộ (dữ liệu mẫu)",
        "data": {"year": YEAR, "agency": named, "entries": [entry("1.1", "9.5")]},
    }
    whole |= changes
    return {key: value for key, value in whole.items() if value is not ...}


def wire(content: Any) -> bytes:
    """As UTF-8; a lone surrogate as JSON's escape of it, which is the only way to write one."""
    try:
        return json.dumps(content, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(content).encode()


def saved(**changes: Any) -> Json:
    """The data of SaveAssessment with one entry, which the row changes."""
    return {"year": YEAR, "agency": "SYT", "entries": [{**entry("1.1", "9.5"), **changes}]}


def figures(**values: str) -> Json:
    declared = {"criterion": "1.2", "evidence": [evidence()], "figures": values}
    return {"year": YEAR, "agency": "SYT", "entries": [declared]}


ROWS: list[Row] = []


def _unreadable(name: str, body: bytes, code: str = "MALFORMED") -> None:
    ROWS.append(Row(name, Sent(body), "rejected", code, (REJECTED,)))


def _malformed(name: str, **changes: Any) -> None:
    """An envelope that is not in order."""
    ROWS.append(Row(name, Sent(wire(document(name, **changes))), "rejected", "MALFORMED", (REJECTED,)))


def _forged(name: str, *, user: str | None = "SYT", **changes: Any) -> None:
    ROWS.append(Row(name, Sent(wire(document(name, **changes)), user), "rejected", "FORGED_SENDER", (REJECTED,)))


def _refused(
    name: str, code: str, *, user: str = "SYT", to: str = "noi_vu", stage: str = "open", **changes: Any
) -> None:
    """A command that is not carried out."""
    body = wire(document(name, **changes))
    ROWS.append(Row(name, Sent(body, user, to), "refused", code, (REFUSED,), stage))


def _invalid(name: str, **changes: Any) -> None:
    """One entry of SaveAssessment with a wrong value."""
    _refused(name, "INVALID_DATA", data=saved(**changes))


def _accepted(name: str, *records: str, properties: Mapping[str, Any] | None = None, **changes: Any) -> None:
    sent = Sent(wire(document(name, **changes)), properties=properties or {})
    ROWS.append(Row(name, sent, "accepted", "", records or SAVED))


def _fact(name: str, outcome: str, code: str = "", *records: str, user: str = "tu_phap", body: bytes | None = None,
          to: str = "noi_vu", **changes: Any) -> None:  # fmt: skip
    content = wire(fact(name, **changes)) if body is None else body
    ROWS.append(Row(name, Sent(content, user, to, "fact"), outcome, code, records))


def fact(name: str, sender: str = "tu_phap", **changes: Any) -> Json:
    """A fact of Sở Tư pháp that would be in order; it is the first public fact that the sender ever sends."""
    whole: Json = {
        "specversion": "1.0",
        "id": f"{identifier(name)}/1",
        "source": f"/quang-nam/{sender}",
        "type": "AppraisalCompleted",
        "subject": "appraisal/2021/SYT/STP",
        "time": "2021-12-02T08:00:00.000000+07:00",
        "datacontenttype": "application/json",
        "dataschema": "urn:phoihop:AppraisalCompleted:1",
        "sequence": 1,
        "correlation": identifier(name),
        "causation": identifier(name),
        "case": identifier(f"case of {name}"),
        "agency": "STP",
        "actor": "hệ thống",
        "effective": "2021-12-02",
        "law": "QC-10.2.b-2",
        "salt": "AAAAAAAAAAAAAAAAAAAAAA==",
        "data": {"year": YEAR, "agency": "SYT", "owner": "STP", "request": 1, "criteria": ["2.1"], "late": False},
    }
    whole |= changes
    return {key: value for key, value in whole.items() if value is not ...}


# What is no JSON ------------------------------------------------------------------------------------------

_unreadable("nothing at all", b"")
_unreadable("a greeting instead of JSON", "xin chào".encode())
_unreadable("JSON that breaks off", wire(document("x"))[:-20])
_unreadable("something after the end", wire(document("x")) + b"{}")
_unreadable("an old Vietnamese encoding instead of UTF-8", "Sở Y tế".encode("cp1258", "replace") + b"\xf5\xe8")
_unreadable("UTF-16", json.dumps(document("x")).encode("utf-16"))
_unreadable("a byte order mark before the first brace", b"\xef\xbb\xbf" + wire(document("x")))
_unreadable("a lone surrogate in raw bytes", wire(document("x", actor="HERE")).replace(b"HERE", b"\xed\xa0\x80"))
_unreadable("a list", b"[]")
_unreadable("a text", b'"SubmitAssessment"')
_unreadable("null", b"null")
_unreadable("NaN for a number", wire(document("x", data={"year": float("nan")})))
_unreadable("Infinity for a number", wire(document("x", data={"year": float("inf")})))
_unreadable("a number of 5,000 digits", b'{"year":' + b"9" * 5_000 + b"}")
_unreadable("lists in lists, 100,000 deep", b"[" * 100_000 + b"]" * 100_000)


def nested(name: str, depth: int) -> bytes:
    """A command in order but for one field, in which objects stand in objects."""
    whole = wire(document(name, data={**saved(), "stranger": "HERE"}))
    return whole.replace(b'"HERE"', b'{"a":' * depth + b"1" + b"}" * depth)


for _depth in (100, 300, 700, 900, 960, 990):
    _unreadable(f"objects in objects, {_depth} deep", nested(f"depth {_depth}", _depth))
_unreadable(
    "one name twice in an object: two readers would read two scores",
    wire(document("x")).replace(b'"score": "9.5"', b'"score": "9.5", "score": "1"'),
)
_unreadable("longer than a message may be", wire(document("x", actor="x" * LIMIT_BYTES)), "TOO_LARGE")

# The envelope ---------------------------------------------------------------------------------------------

_malformed("no version of CloudEvents", specversion=...)
_malformed("another version of CloudEvents", specversion="0.3")
_malformed("another kind of content", datacontenttype="application/xml")
_malformed("no id", id=...)
_malformed("an empty id", id="")
_malformed("an id that is a number", id=7)
_malformed("an id of 201 signs", id="x" * 201)
_malformed("no source", source=...)
_malformed("the source of another province", source="/da-nang/syt")
_malformed("no type", type=...)
_malformed("a type that is a list", type=["SaveAssessment"])
_malformed("no data", data=...)
_malformed("data that is a text", data='{"year": 2021}')
_malformed("data that is a list", data=[])
_malformed("data that is null", data=None)
_malformed("data in base64, as CloudEvents allows", data=..., data_base64="e30=")
_malformed("an attribute that nobody knows", priority="high")
_malformed("an attribute whose name is a lone surrogate", **{"\ud800": "x"})
_malformed("no agency", agency=...)
_malformed("an agency in small letters", agency="syt", source="/quang-nam/syt")
_malformed("nobody who acted", actor=...)
_malformed("a control character in a name", actor="An\u0000")
_malformed("a control character in the subject", subject="assessment\u0000/2021")
_malformed("a capacity that no official has", capacity="PHÓ.")
_malformed("a day written the Vietnamese way", effective="02/11/2021")
_malformed("a day that does not exist", effective="2021-02-30")
_malformed("a moment without its offset", time="2021-11-02T08:00:00")
_malformed("a moment in the year 9999", time="9999-12-31T23:59:59+07:00")
_malformed("a correlation with blanks", correlation="of that matter")
_malformed("a forged cause that is no id", causation="vì lãnh đạo bảo thế")
_malformed("a trace context that is none", traceparent="00-xyz")
_malformed("a salt of the wrong size", salt="AA==")
_malformed("a sequence number of 0", sequence=0)
_malformed("a sequence number that is true", sequence=True)

# Who sends it ---------------------------------------------------------------------------------------------

_forged("the source of another agency", source="/quang-nam/sxd")
_forged("another agency's name over one's own source", agency="SXD", source="/quang-nam/syt")
_forged("another agency altogether, from one's own account", agency="SXD")
_forged(
    "the source of the department that speaks for the agency", user="noi_vu", agency="SNV", source="/quang-nam/noi_vu"
)
_forged(
    "the id of a fact of that department, over such a source", user="noi_vu", agency="SNV", source="/quang-nam/noi_vu",
    id=f"{identity(f'scoring_round/{YEAR}')}/1",
)  # fmt: skip
_forged("an account that the broker does not name", user=None)
_forged("the account of a department that does not speak for the agency", user="tu_phap")
_forged("the portal's account", user="portal")

# What is asked, and of whom -------------------------------------------------------------------------------

_refused("a command that nobody knows", "UNKNOWN_TYPE", type="DeleteEverything")
_refused("a command in small letters", "UNKNOWN_TYPE", type="saveassessment")
_refused("a fact sent as a command", "UNKNOWN_TYPE", type="AssessmentSubmitted")
_refused("a private event sent as a command", "UNKNOWN_TYPE", type="AssessmentSaved")
_refused("a reply sent as a command", "UNKNOWN_TYPE", type="CommandAccepted")
_refused("a command for another department", "UNKNOWN_ADDRESSEE", to="tu_phap")
_refused("a shape of another message", "INVALID_DATA", dataschema="urn:phoihop:OpenRound:1")
_refused("a shape of a version that is not there", "INVALID_DATA", dataschema="urn:phoihop:SaveAssessment:2")
_refused("one agency for another", "NOT_AUTHORISED", user="SXD", agency="SXD", data=saved())
_refused(
    "an agency that extends its own window", "NOT_AUTHORISED", type="ExtendWindow",
    data={"year": YEAR, "window": "self_scoring", "closes": "2021-12-05T00:00:00+07:00", "reason": "x", "source": "x"},
)  # fmt: skip
_refused(
    "an agency that appraises itself at the department that owns the criterion", "NOT_AUTHORISED", to="tu_phap",
    type="AppraiseCriteria",
    data={"year": YEAR, "agency": "SYT", "verdicts": [{"criterion": "2.1", "verdict": "recognised", "score": "15"}]},
)  # fmt: skip

# The data's shape -----------------------------------------------------------------------------------------

_refused("no year", "INVALID_DATA", data={"agency": "SYT", "entries": [entry("1.1", "9.5")]})
_refused("a field that nobody knows", "INVALID_DATA", data={**saved(), "priority": "high"})
_refused("a field whose name is a lone surrogate", "INVALID_DATA", data={**saved(), "\ud800": 1})
_refused("a field whose name is 100,000 signs long", "INVALID_DATA", data={**saved(), "x" * 100_000: 1})
_refused("1,000 fields that nobody knows", "INVALID_DATA", data={**saved(), **{f"x{n}": 1 for n in range(1_000)}})
_refused("a year in quotes", "INVALID_DATA", data={**saved(), "year": "2021"})
_refused("a year with a fraction", "INVALID_DATA", data={**saved(), "year": 2021.5})
_refused("a year before all years", "INVALID_DATA", data={**saved(), "year": 21})
_refused("a year of 100 digits", "INVALID_DATA", data={**saved(), "year": 10**100})
_refused("an object where a list belongs", "INVALID_DATA", data={**saved(), "entries": {"1.1": "9.5"}})
_refused("a list in place of an entry", "INVALID_DATA", data={**saved(), "entries": [["1.1", "9.5"]]})
_refused("no entry at all", "INVALID_DATA", data={**saved(), "entries": []})
_refused(
    "1,001 entries", "INVALID_DATA", data={**saved(), "entries": [entry(f"9.{n}", "1") for n in range(1_001)]}
)
_refused("one criterion twice", "INVALID_DATA", data={**saved(), "entries": [entry("1.1", "9"), entry("1.1", "1")]})
_invalid("a score as a JSON number", score=9.5)
_invalid("a score with an exponent", score="9e0")
_invalid("a score with a plus sign", score="+9")
_invalid("a score with a comma", score="9,5")
_invalid("a score with blanks", score=" 9.5 ")
_invalid("a score with a zero before it", score="09.5")
_invalid("a score in hexadecimal", score="0x9")
_invalid("a score in digits of another script", score="٩")
_invalid("a score that is NaN", score="NaN")
_invalid("a score that is infinite", score="Infinity")
_invalid("a score with five places", score="9.50001")
_invalid("a score of seven digits", score="1000000")
_invalid("a score that is true", score=True)
_invalid("a criterion with blanks", criterion="1. 1")
_invalid("a criterion that ends a line", criterion="1.1\n")
_invalid("yes instead of true", not_applicable="yes")
_invalid("a lone surrogate in free text", explanation="\ud800")
_invalid("a control character in free text", explanation="Kính gửi\u0007")
_invalid("a mark that turns the reader's text round", explanation="điểm \u202e5.9\u202c")
_invalid("a text of 5,001 signs", explanation="x" * 5_001)
_invalid("a text of blanks only", explanation=" \n ")
_invalid("a hash in capital letters", evidence=[{**evidence(), "sha256": "A" * 64}])
_invalid("a hash that is too short", evidence=[{**evidence(), "sha256": "0" * 63}])
_invalid("evidence of a day that does not exist", evidence=[{**evidence(), "issued": "2021-11-31"}])
_invalid("evidence without its issuer", evidence=[{**evidence(), "issuer": None}])
_invalid("51 documents for one criterion", evidence=[evidence(f"{n}/BC") for n in range(51)])

# What the round and the criteria set say ------------------------------------------------------------------

_refused("a year without a round", "UNKNOWN_ROUND", data={**saved(), "year": 2030})
_refused("a criterion that the set does not have", "UNKNOWN_CRITERION", data=saved(criterion="9.9"))
_refused("a score for a whole field", "UNKNOWN_CRITERION", data=saved(criterion="1"))
_refused("a score above the maximum", "SCORE_ABOVE_MAXIMUM", data=saved(score="10.5"))
_refused("a score below zero", "SCORE_BELOW_ZERO", data=saved(score="-0.5"))
_refused("a score off the step", "SCORE_OFF_STEP", data=saved(score="9.3"))
_refused("a score for a survey criterion", "SURVEY_NOT_SELF_SCORED", data=saved(criterion="6.1", score="20"))
_refused("a score where figures are computed", "SCORE_NOT_EXPECTED", data=saved(criterion="1.2"))
_refused("figures where a score is declared", "FIGURES_NOT_EXPECTED", data=saved(score=None, figures={"a": "1"}))
_refused("a deduction that gives points", "DEDUCTION_ABOVE_ZERO", data=saved(criterion="7.2", score="1"))
_refused("a share larger than the whole", "NUMERATOR_ABOVE_DENOMINATOR", data=figures(hoan_thanh="11", duoc_giao="10"))
_refused("a share of nothing", "DENOMINATOR_ZERO", data=figures(hoan_thanh="0", duoc_giao="0"))
_refused("figures below zero", "FIGURE_NEGATIVE", data=figures(hoan_thanh="-1", duoc_giao="10"))
_refused("figures of another criterion", "FIGURE_UNKNOWN", data={**figures(hoan_thanh="9", duoc_giao="10", khac="1")})
_refused(
    "an agency that is none", "UNKNOWN_AGENCY", user="SNV", agency="SNV", type="DeclareAssessmentMissing",
    data={"year": YEAR, "agency": "XYZ", "reason": "x"},
)  # fmt: skip
_refused(
    "an agency that is not in the round", "NOT_IN_ROUND", user="SCT", agency="SCT", data={**saved(), "agency": "SCT"}
)
_refused("an assessment before the window opens", "WINDOW_NOT_OPEN", stage="before")
_refused(
    "an agency declared missing while it has time", "WINDOW_NOT_CLOSED", user="SNV", agency="SNV",
    type="DeclareAssessmentMissing", data={"year": YEAR, "agency": "TAMKY", "reason": "x"},
)  # fmt: skip
_refused(
    "an assessment withdrawn after the window has closed", "WINDOW_CLOSED", stage="appraisal", user="SXD",
    agency="SXD", type="WithdrawAssessment", data={"year": YEAR, "agency": "SXD", "reason": "nhầm"},
)  # fmt: skip
_refused(
    "an assessment submitted again while it is appraised", "ALREADY_SUBMITTED", stage="appraisal", user="SXD",
    agency="SXD", data={**saved(), "agency": "SXD"},
)  # fmt: skip


def _verdict(criterion: str, **changes: Any) -> Json:
    verdict = {"criterion": criterion, "verdict": "adjusted", "score": "5", "reason": "thiếu văn bản", **changes}
    return {"year": YEAR, "agency": "SXD", "verdicts": [verdict]}


_STP: Json = {"user": "STP", "agency": "STP", "to": "tu_phap", "type": "AppraiseCriteria", "stage": "appraisal"}
_refused("a verdict on a criterion of another owner", "NOT_OWNER", **_STP, data=_verdict("4.1"))
_refused("a verdict without a reason", "REASON_MISSING", **_STP, data=_verdict("2.1", reason=None))
_refused("a verdict above the maximum", "SCORE_ABOVE_MAXIMUM", **_STP, data=_verdict("2.1", score="15.5"))
_refused("a verdict off the step", "SCORE_OFF_STEP", **_STP, data=_verdict("2.1", score="5.1"))
_refused(
    "a verdict on an agency that nobody asked about", "NOT_REQUESTED", **_STP,
    data={**_verdict("2.1"), "agency": "TAMKY"},
)  # fmt: skip

_RELEASE: Json = {"receipt": identifier("a receipt that nobody has"), "reason": "đã khắc phục"}
_refused(
    "a receipt that is not in quarantine", "NOT_IN_QUARANTINE", user="SNV", agency="SNV", type="RetryQuarantined",
    data=_RELEASE,
)  # fmt: skip
_refused("somebody else's quarantine skipped", "NOT_AUTHORISED", type="SkipQuarantined", data=_RELEASE)
_refused(
    "a retry of all and of nothing", "INVALID_DATA", user="SNV", agency="SNV", type="RetryManyQuarantined",
    data={"reason": "đã khắc phục"},
)  # fmt: skip
_refused(
    "a correction of what is not in quarantine", "NOT_IN_QUARANTINE", user="SNV", agency="SNV",
    type="CorrectQuarantined", data={**_RELEASE, "corrected": {"year": 2021}},
)  # fmt: skip

# The same again -------------------------------------------------------------------------------------------

_once = Sent(wire(document("once")))
_wrong = Sent(wire(document("wrong once", data=saved(score="10.5"))))
ROWS += [
    Row("the same command twice", _once, "duplicate", "", (), first=(_once,)),
    Row("a refused command replayed", _wrong, "duplicate", "SCORE_ABOVE_MAXIMUM", (), first=(_wrong,)),
    Row(
        "the id of an earlier command over another content",
        Sent(wire(document("once", data=saved(score="1")))),
        "rejected",
        "ID_REUSED",
        (REJECTED,),
        first=(_once,),
    ),
    Row(
        "the same command with its blanks taken out: other bytes, so another content",
        Sent(_once.body.replace(b'": ', b'":')),
        "rejected",
        "ID_REUSED",
        (REJECTED,),
        first=(_once,),
    ),
    Row(
        "the id of an earlier command from another agency is another id",
        Sent(wire(document("once", agency="SXD", data={**saved(), "agency": "SXD"})), "SXD"),
        "accepted",
        "",
        SAVED,
        first=(_once,),
    ),
    Row(
        "rubbish that came before is recorded once and counted",
        Sent(b"rubbish that came before"),
        "rejected",
        "MALFORMED",
        (),
        first=(Sent(b"rubbish that came before"),),
    ),
]

# Free text is data: kept verbatim, shown escaped ----------------------------------------------------------

_accepted("a script in free text", data=saved(explanation="<script>alert('điểm')</script>"))
_accepted("SQL in free text", data=saved(explanation="'); DROP TABLE journal; --"))
_accepted("a formula for a spreadsheet in free text", data=saved(explanation="=HYPERLINK(\"http://x\")"))
_accepted("a template in free text", data=saved(explanation="{{ 7*7 }} ${jndi:ldap://x} %s"))
_accepted("text in NFD, as a Mac sends it: recorded in NFC", data=saved(explanation="Tha\u0302\u0301y"))
_accepted("signs beyond the first plane", data=saved(explanation="𠀀 🙂"))
_accepted("a zero-width sign", data=saved(explanation="điểm\u200b số"))
_accepted("a text of exactly 5,000 signs", data=saved(explanation="ạ" * 5_000))
_accepted("minus zero, which is zero", data=saved(score="-0"))
_accepted(
    "evidence dated in the future: the appraiser judges it",
    data=saved(evidence=[{**evidence(), "issued": "2099-01-01"}]),
)

# Attributes that a sender may set, and that decide nothing ------------------------------------------------

_accepted("a moment far in the future: the ledger notes its own", time="2099-01-01T00:00:00+07:00")
_accepted("no moment at all", time=...)
_accepted("a forged sequence number", sequence=7)
_accepted("a forged cause", causation="somebody-elses-message")
_accepted("a forged dossier: a command never enters somebody's dossier", case="somebody-elses-dossier")
_accepted("a forged law and addressee", law="QC-1.1", to="vp_ubnd")
_accepted("attributes that are null", subject=None, time=None, correlation=None, causation=None, case=None, law=None,
          to=None, effective=None, sequence=None, salt=None, traceparent=None, dataschema=None)  # fmt: skip

# Properties of the broker ---------------------------------------------------------------------------------

_accepted("no reply_to: done, and nobody is told", properties={"reply_to": None})
_accepted("a reply queue that is not there", properties={"reply_to": "client.SYT.gone"})
_accepted("another content type", properties={"content_type": "text/plain", "content_encoding": "x"})
_accepted("no content type", properties={"content_type": None, "content_encoding": None})
_accepted("another message id and type than in the body", properties={"message_id": "x", "type": "OpenRound"})

# Facts ----------------------------------------------------------------------------------------------------

_fact("a fact signed by another department", "rejected", "FORGED_SENDER", REJECTED, user="kh_cn")
_fact("a fact that only another department may record", "rejected", "NOT_AUTHORISED", REJECTED,
      type="ResultsDecided", dataschema="urn:phoihop:ResultsDecided:1")  # fmt: skip
_fact("a fact of a sender that is no department", "rejected", "NOT_AUTHORISED", REJECTED, sender="la_ai", user="la_ai")
_fact("a fact that is no JSON", "rejected", "MALFORMED", REJECTED, body=b"x")
_fact("a fact with NaN", "rejected", "MALFORMED", REJECTED, body=wire(fact("x", data={"year": float("nan")})))
_fact("a fact nested too deep", "rejected", "MALFORMED", REJECTED,
      body=wire(fact("x", data="HERE")).replace(b'"HERE"', b'{"a":' * 980 + b"1" + b"}" * 980))  # fmt: skip
_fact("a fact without a number", "rejected", "MALFORMED", REJECTED, sequence=...)
_fact("a fact whose number is a text", "rejected", "MALFORMED", REJECTED, sequence="1")
_fact("a fact whose number is true", "rejected", "MALFORMED", REJECTED, sequence=True)
_fact("a fact without an id", "rejected", "MALFORMED", REJECTED, id=...)
_fact("a fact whose type is a list", "rejected", "MALFORMED", REJECTED, type=["AppraisalCompleted"])
_fact("a fact whose dossier is an object", "rejected", "MALFORMED", REJECTED, case={})
_fact("a fact with a control character in its subject", "rejected", "MALFORMED", REJECTED, subject="a\u0000b")
_fact("a fact of another province", "rejected", "MALFORMED", REJECTED, source="/da-nang/tu_phap")
_fact("a fact that comes too early", "gap", sequence=2)
_fact("a fact that does not fit its schema", "quarantined", "", "FactQuarantined", data={"year": 2021})
_fact(
    "a fact about a round that is not there", "quarantined", "", "FactQuarantined",
    data={"year": 2030, "agency": "SYT", "owner": "STP", "request": 1, "criteria": ["2.1"], "late": False},
)  # fmt: skip
_fact("a fact of a name that no schema bears", "passed", type="SomethingPrivate")
_fact("a fact addressed to others", "passed", type="AppraisalCompleted", to="tai_chinh")
ROWS += [
    Row("a fact twice", again, "duplicate", "", (), first=(again,))
    for again in [Sent(wire(fact("a fact that came", type="SomethingPrivate")), "tu_phap", "noi_vu", "fact")]
]
ROWS += [
    Row(
        "another fact under a number that is taken",
        replace(taken, body=wire(fact("another fact", type="SomethingPrivate"))),
        "duplicate",
        "",
        (),
        first=(taken,),
    )
    for taken in [Sent(wire(fact("a fact that took it", type="SomethingPrivate")), "tu_phap", "noi_vu", "fact")]
]
