"""What the ledgers of the receivers say about a simulated month. Nothing here asks the service."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tests.faults.month.news import HOUR, MOST_FAILING, Attack, Item, Month
from tests.faults.month.site import Ledger

LONGEST_WAIT = 3 * HOUR  # between two polls of a source that does not fail


@dataclass
class Verdict:
    """Attacks by what became of them on both receivers.

    `given_up` are those that a restored copy could not know of and that nobody had been told of yet: the
    documented price of a restore. `lost` are all others that did not arrive.
    """

    attacks: int = 0
    lost: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    twice_new: list[str] = field(default_factory=list)
    same_id: int = 0
    other_id: int = 0
    out_of_nothing: list[str] = field(default_factory=list)
    notices: Counter[str] = field(default_factory=Counter)
    hours_to_alert: list[float] = field(default_factory=list)

    @property
    def condemned(self) -> bool:
        return bool(self.lost or self.other_id or self.twice_new)

    def __str__(self) -> str:
        late = sorted(self.hours_to_alert)
        median, most = (late[len(late) // 2], late[-1]) if late else (0.0, 0.0)
        return (
            f"{self.attacks} attacks on two receivers: {len(self.lost)} lost {self.lost[:5]}, "
            f"{len(self.given_up)} given up by a restore, {len(self.twice_new)} told as new twice {self.twice_new[:5]}, "
            f"{self.same_id} repeated with the same id, {self.other_id} with another, "
            f"{len(self.out_of_nothing)} alerts of no attack {self.out_of_nothing[:5]}; "
            f"notices {dict(self.notices)}; published to taken: median {median:.2f} h, longest {most:.1f} h"
        )


def judge(month: Month, ledger: Ledger, restores: list[float]) -> Verdict:
    """Compare what was published with what the receivers took."""
    verdict = Verdict(attacks=len(month.attacks))
    told = _told(ledger, verdict)
    known = {(attack.town, attack.day): attack for attack in month.attacks}
    verdict.out_of_nothing = [f"{where} by {by}" for by, where in told if where not in known]
    for attack in month.attacks:
        for by in ("hook", "mail"):
            found = told.get((by, (attack.town, attack.day)), [])
            if not found:
                name = f"{attack.town} {attack.day} by {by}"
                (verdict.given_up if _unknowable(attack, month, restores) else verdict.lost).append(name)
                continue
            verdict.hours_to_alert.append((found[0] - attack.items[0].at) / 3600)
            if len(found) > 1:
                verdict.twice_new.append(f"{attack.town} {attack.day} by {by}")
    return verdict


def _told(ledger: Ledger, verdict: Verdict) -> dict[tuple[str, tuple[str, str]], list[float]]:
    """When each attack was told as new, by receiver; each id counts once."""
    told: dict[tuple[str, tuple[str, str]], list[float]] = defaultdict(list)
    places: dict[str, tuple[str, str]] = {}
    ids: dict[tuple[str, str], set[str]] = defaultdict(set)
    seen: set[str] = set()
    for at, name, body in ledger.posts:
        if "incident" not in body:
            verdict.notices["service"] += 1
            continue
        incident = body["incident"]
        where = _town(incident), incident["date"]["start"] if incident["date"] else "?"
        places.setdefault(incident["incident_id"], where)
        ids["hook", body["notice_id"]].add(name)
        if name in seen:
            verdict.same_id += 1
            continue
        seen.add(name)
        verdict.notices[body["reason"]] += 1
        if body["reason"] == "new":
            told["hook", where].append(at)
    for at, name, text, first in ledger.mails:
        found = re.search(r"Incident (i[0-9a-f]+)", text)
        if found is None:
            continue
        if name in seen:
            verdict.same_id += 1
            continue
        seen.add(name)
        if first:
            told["mail", places.get(found[1]) or _in_words(text)].append(at)
    verdict.other_id = sum(len(names) - 1 for names in ids.values())
    return told


def _town(incident: dict) -> str:  # type: ignore[type-arg]
    return str((incident["place"] or {}).get("name")).rstrip("’")


def _in_words(text: str) -> tuple[str, str]:
    """Town and day of a mail whose incident no webhook has told of."""
    town = re.search(r"\nWhere: ([^,(]+)", text)
    day = re.search(r"\nWhen: \w+ (\d+ \w+ \d{4})", text)
    when = datetime.strptime(day[1], "%d %B %Y").replace(tzinfo=UTC) if day else None
    return (town[1].strip().rstrip("’") if town else "?"), f"{when:%Y-%m-%d}" if when else "?"


def _unknowable(attack: Attack, month: Month, restores: list[float]) -> bool:
    """Whether a restore came before any source that tells of it could be read: it appeared just before, or the
    source was failing."""
    return any(all(_unread(item, month, restore) for item in attack.items) for restore in restores)


def _unread(item: Item, month: Month, restore: float) -> bool:
    if restore - LONGEST_WAIT <= item.at < restore:
        return True
    return any(
        trouble.who == item.source
        and trouble.begins <= item.at + LONGEST_WAIT
        and item.at < trouble.ends
        and item.at < restore < trouble.ends + MOST_FAILING
        for trouble in month.troubles
    )
