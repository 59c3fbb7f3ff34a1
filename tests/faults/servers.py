"""Delivery faults, F21 to F37: what the servers do wrong, and what the ledger must show in the end.

Each is made anew for each run. A life goes on, with a clock that steps to whatever waits, until nothing does; where
something was given up, the next life sends it again as `dateline outbox replay` does.
"""

from __future__ import annotations

import ssl
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trustme

from tests.faults.runs import LIFE_SECONDS, Lives, Verdict, fresh, judge
from tests.faults.sinks import PHASES, Sinks

HTTP = b"HTTP/1.1 %s\r\nContent-Length: 0\r\n%s\r\n"
INCIDENTS = 10
SHORT = 0.4  # seconds for a server that drags
DAYS = 24.0


@dataclass(frozen=True)
class Case:
    """One fault. `servers` makes what they do wrong; `more` are fields of the subject's `Job`.

    `told`: so many times the owner must have heard. `replay`: the next life sends again what was given up, and begins
    at that hour. `also` looks at the ledger once more and says what is wrong.
    """

    name: str
    servers: Callable[[], dict[str, Any]] = dict
    more: dict[str, Any] = field(default_factory=dict)
    incidents: int = INCIDENTS
    told: int = 0
    replay: float | None = None
    most_repeats: int = 1
    also: Callable[[Sinks, Lives], str] = lambda sinks, lives: ""


def run(lives: Lives, case: Case, flaw: str = "") -> Verdict:
    """The case, judged by the ledger."""
    with fresh(**case.servers()) as (place, sinks):
        begun = time.monotonic()
        more = {"timed": True, "kill_after": 10 * LIFE_SECONDS, **case.more}
        ended = [lives.live(place, sinks, case.incidents, flaw, **more)]
        if case.replay is not None:
            more |= {"hours": case.replay, "until": case.replay + 48, "replay": True}
            ended.append(lives.live(place, sinks, case.incidents, flaw, **more))
        verdict = judge(sinks.receipts, place, case.incidents, case.most_repeats)
        verdict.slowest = time.monotonic() - begun
        log = (place / "log").read_text()
    if ended[-1] != 0:
        verdict.wrong.append(f"ended with {ended}: {log[-300:]}")
    if len(sinks.told) < case.told:
        verdict.wrong.append(f"the owner heard {len(sinks.told)} times")
    if case.told == 0 and sinks.told:
        verdict.wrong.append(f"the owner heard of {sinks.told}")
    if sinks.in_clear:
        verdict.wrong.append(f"{sinks.in_clear} mails were sent in clear")
    verdict.wrong += [said for said in [case.also(sinks, lives)] if said]
    return verdict


def _first(said: Any, of: int = 1) -> Callable[[int], Any]:
    return lambda count: said if count <= of else None


def _status(status: bytes, header: bytes = b"") -> Callable[[], dict[str, Any]]:
    return lambda: {"answer": _first(HTTP % (status, header))}


def _hook(said: str | bytes) -> Callable[[], dict[str, Any]]:
    return lambda: {"answer": _first(said)}


def _phase(where: str, said: str, of: int = 1) -> Callable[[], dict[str, Any]]:
    return lambda: {"phase": lambda phase, count: said if phase == where and count <= of else None}


def _down(hours: float, *names: str) -> Callable[[], dict[str, Any]]:
    return lambda: {"down": lambda name, hour: name in names and hour < hours}


def refuse_bob_once() -> dict[str, Any]:
    """The second of two recipients is refused at first."""
    seen: list[str] = []

    def refuse(to: str) -> str | None:
        seen.append(to)
        return "451 come back later" if to.startswith("bob") and seen.count(to) == 1 else None

    return {"refuse": refuse}


def _hook_undelayed(sinks: Sinks, lives: Lives) -> str:
    late = [one.hour for one in sinks.receipts if one.recipient == "hook" and one.hour > 0]
    return f"the webhook waited for the mail: {late[:3]}" if late else ""


def _hook_first(sinks: Sinks, lives: Lives) -> str:
    order = [one.recipient for one in sinks.receipts]
    mails = [index for index, to in enumerate(order) if to != "hook"]
    return "the webhook waited for the mail" if mails and mails[0] < order.index("hook") else ""


def _never_flooded(sinks: Sinks, lives: Lives) -> str:
    """At most ten mails an hour to each, and memory that does not grow with what waits."""
    for to in {one.recipient for one in sinks.receipts} - {"hook"}:
        hours = sorted({one.message_id: one.hour for one in sinks.receipts if one.recipient == to}.values())
        if any(later - first < 1 for first, later in zip(hours, hours[10:], strict=False)):
            return f"{to} was flooded: {hours[:20]}"
    return ""


def _laid_out_plainly(sinks: Sinks, lives: Lives) -> str:
    return "HTML was sent" if any(b"text/html" in one.payload for one in sinks.receipts) else ""


RETRY_AFTER = (
    *(
        "0",
        "1",
        "120",
        "-5",
        "99999999",
        "1.5",
        "1e9",
        "abc",
        "",
        " 7 ",
        "9" * 400,
        "\u0663".encode().decode("latin-1"),
    ),
    *(
        "Wed, 21 Oct 2015 07:28:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "Mon, 99 Foo 2026 99:99:99 GMT",
        "tomorrow",
    ),
)


def _tls() -> Iterator[Case]:
    """STARTTLS stripped, a certificate for another host, one of an unknown authority, a refused password."""
    ours, unknown = trustme.CA(), trustme.CA()
    place = Path(tempfile.mkdtemp())
    ours.cert_pem.write_to_path(place / "ca.pem")

    def context(authority: trustme.CA, host: str) -> ssl.SSLContext:
        made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(host).configure_cert(made)
        return made

    good = context(ours, "127.0.0.1")
    smtp = {"security": "starttls", "ca_file": str(place / "ca.pem"), "username": "u", "password": "p4ssw0rd"}
    first: dict[str, Any] = {
        "STARTTLS stripped": {"tls": lambda session: False if session <= 2 else good},
        "certificate of another host": {
            "tls": lambda session: context(ours, "other.example") if session <= 2 else good
        },
        "certificate of an unknown authority": {
            "tls": lambda session: context(unknown, "127.0.0.1") if session <= 2 else good
        },
        "535 to the password": {
            "tls": lambda session: good,
            "phase": lambda phase, count: "535 no" if phase == "AUTH" and count <= 2 else None,
        },
    }
    for name, servers in first.items():
        yield Case(f"F27 {name}", lambda servers=servers: servers, {"smtp": smtp})  # type: ignore[misc]


def cases() -> Iterator[Case]:
    """All of them but the flood, which takes a while."""
    yield Case(
        "F21 mail refused for 6 h", _down(6, "mail"), also=_hook_undelayed, told=1, more={"owner": "hook"}
    )
    more: dict[str, Any] = {"owner": "hook", "until": 5 * DAYS}
    yield Case("F21 mail refused for 3 d", _down(3 * DAYS, "mail"), more, told=1, also=_hook_undelayed)
    for phase in PHASES:
        yield Case(f"F22 mail 451 at {phase}", _phase(phase, "451 try later", 2))
        yield Case(f"F22 mail 421 at {phase}", _phase(phase, "421 closing", 2))
        given_up = phase in PHASES[2:]
        yield Case(
            f"F23 mail 554 at {phase}",
            _phase(phase, "554 no"),
            {"owner": "hook"},
            told=int(given_up),
            replay=1 if given_up else None,
        )
    yield Case("F24 one of two recipients refused at first", refuse_bob_once)
    yield Case("F25 mail taken, then the line cut", _phase("body", "take and drop"))
    for phase in PHASES:
        for way in ("hang", "drip"):
            tarpit = _phase(phase, way, 2)
            yield Case(f"F26 tarpit ({way}) at {phase}", tarpit, {"seconds": SHORT}, also=_hook_first)
        yield Case(f"F26 line cut at {phase}", _phase(phase, "drop", 2))
    yield from _tls()
    yield Case("F28 webhook 500", _status(b"500 no"))
    yield Case("F28 webhook 502", _status(b"502 no"))
    yield Case("F28 webhook reset", _hook("reset"))
    yield Case("F28 webhook never answers", _hook("hang"), {"seconds": SHORT})
    for shape in RETRY_AFTER:
        for status in (b"429 no", b"503 no"):
            header = b"Retry-After: " + shape.encode("latin-1") + b"\r\n"
            yield Case(f"F29 {status.decode()}, Retry-After {shape[:20]!r}", _status(status, header))
    for target in (b"http://10.0.0.1/", b"http://169.254.169.254/latest", b"file:///etc/passwd"):
        yield Case(
            f"F30 redirect to {target.decode()}", _status(b"302 there", b"Location: " + target + b"\r\n")
        )
    yield Case("F31 webhook 410", _status(b"410 gone"), {"owner": "desk"}, told=1, replay=1)
    for way in ("head", "500 no"):
        yield Case(f"F32 endless {way} of a webhook", _hook(f"endless {way}"), {"seconds": SHORT})
    yield Case("F32 endless 200 of a webhook", _hook("endless 200 OK"), {"seconds": SHORT})
    for phase in PHASES:
        yield Case(
            f"F32 endless answer of the mail server at {phase}", _phase(phase, "endless"), {"seconds": SHORT}
        )
    yield Case("F33 webhook taken, then cut before the status", _hook(b""))
    more = {"owner": "hook", "until": 7 * DAYS}
    yield Case("F34 mail dead for 6 d", _down(6 * DAYS, "mail"), more, told=1, replay=6.5 * DAYS)
    more = {"owner": "desk", "until": 7 * DAYS}
    yield Case("F34 webhook dead for 6 d", _down(6 * DAYS, "hook"), more, told=1, replay=6.5 * DAYS)
    yield Case("F36 laying out fails", more={"template": False}, also=_laid_out_plainly)
    more = {"owner": "hook", "until": 3 * DAYS}
    yield Case("F37 every receiver dead for 26 h", _down(26, "mail", "hook"), more, told=1)


def flood(matches: int = 10_000) -> Case:
    """Ten thousand matches at once, ten mails an hour for people, and a webhook that gets each."""
    more = {"limit": 10}
    return Case(f"F35 {matches:,} matches at once", more=more, incidents=matches, also=_never_flooded)
