"""Where the measuring sets lie, how each is parted into "look" and "score only", and how figures are printed.

The part is decided by a stable hash of the id: a third of each set is only to be scored, never to be looked
at.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from incidents import presets
from incidents.article import draft_from_dict
from incidents.extraction import Extractor
from incidents.incident import Incident, incident_to_dict

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def part(identity: str) -> str:
    """ "look" or "score": the same for ever for one id."""
    return "score" if int(sha256(identity.encode()).hexdigest(), 16) % 3 == 0 else "look"


def lines(name: str) -> Iterator[Any]:
    """The objects of a JSON Lines file under `shared/data`; exit with a message where it is absent."""
    path = DATA / name
    if not path.exists():
        sys.exit(f"shared/data is not here ({path})")
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def extractor() -> Extractor:
    """The extractor as `dateline extract` has it without a config: the presets alone."""
    return Extractor(presets.groups())


def extract(tool: Extractor, record: dict[str, Any]) -> list[dict[str, Any]]:
    """The incidents of one article, as the contract writes them."""
    found: tuple[Incident, ...] = tool.extract(draft_from_dict(record))
    return [incident_to_dict(incident) for incident in found]


VIOLENT = [
    "bombing",
    "suicide_bombing",
    "shooting",
    "stabbing",
    "vehicle_attack",
    "armed_attack",
    "assassination",
    "kidnapping",
    "hijacking",
    "arson",
    "robbery",
    "sabotage",
    "shelling",
    "airstrike",
    "clash",
    "raid",
]


def ratio(right: float, all_: float) -> float:
    """`right / all_`, 0 where there is nothing."""
    return right / all_ if all_ else 0.0


def f1(correct: float, actual: float, possible: float) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean."""
    precision, recall = ratio(correct, actual), ratio(correct, possible)
    return precision, recall, ratio(2 * precision * recall, precision + recall)


def row(name: str, values: Iterable[float | str]) -> None:
    """Print one aligned line of figures."""
    shown = " ".join(f"{value:>8.3f}" if isinstance(value, float) else f"{value:>8}" for value in values)
    print(f"{name:<34} {shown}")


Pairs = list[tuple[float, bool]]
DRAWS = 1000


def _bins(pairs: Pairs) -> list[Pairs]:
    """The pairs by tenths of confidence, without empty tenths."""
    bins: list[Pairs] = [[] for _ in range(10)]
    for confidence, right in pairs:
        bins[min(9, int(confidence * 10))].append((confidence, right))
    return [content for content in bins if content]


def calibration_error(pairs: Pairs) -> float:
    """The expected calibration error over ten bins (Naeini et al. 2015)."""
    gaps = (abs(sum(confidence - right for confidence, right in content)) for content in _bins(pairs))
    return sum(gaps) / len(pairs)


def by_chance(pairs: Pairs) -> list[float]:
    """The errors that a perfectly calibrated tool would show with these confidences, in ascending order: with
    few incidents no tool shows none (Brocker and Smith 2007, consistency resampling).
    """
    dice = random.Random(0)
    return sorted(
        calibration_error([(confidence, dice.random() < confidence) for confidence, _ in pairs])
        for _ in range(DRAWS)
    )


def reliability(name: str, pairs: Pairs) -> None:
    """Print a reliability table, its error, and what error chance alone would make of a perfect tool."""
    print(f"{name}: confidence, share right, incidents")
    for content in _bins(pairs):
        mean = ratio(sum(confidence for confidence, _ in content), len(content))
        share = ratio(sum(right for _, right in content), len(content))
        print(f"   {mean:.2f} {share:.2f} {len(content)}")
    chance = by_chance(pairs)
    middle, most = chance[DRAWS // 2], chance[DRAWS * 95 // 100]
    print(f"   ECE {calibration_error(pairs):.3f}")
    print(f"   a perfect tool's, by chance: {middle:.3f}, up to {most:.3f} in 95 of 100 draws")
