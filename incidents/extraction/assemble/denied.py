"""The incidents that an article denies, with all that it says of them: so that the known ones are found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from incidents.extraction.actors.namings import Naming
from incidents.extraction.acts.denials import denier_of
from incidents.extraction.acts.mentions import is_violent
from incidents.extraction.assemble.building import build
from incidents.extraction.reading import Reading
from incidents.extraction.stories import Story
from incidents.incident import Incident, Where


def deny(
    reading: Reading, stories: Sequence[Story], namings: Mapping[Where, Sequence[Naming]], source: str
) -> tuple[Incident, ...]:
    """The violent acts that an article of `source` says not to have happened, as it tells of them."""
    denied = [story for story in stories if story.denied and is_violent(story.kind)]
    return tuple(
        replace(
            build(reading, story, namings, main=len(stories) == 1, likely=1.0),
            denied=_denier(story) or source,
        )
        for story in denied
    )


def _denier(story: Story) -> str | None:
    """Who denies it by the text, or else by the headline, which is shorter."""
    mentions = sorted(story.mentions, key=lambda mention: mention.sentence.in_title)
    return next(filter(None, map(denier_of, mentions)), None)
