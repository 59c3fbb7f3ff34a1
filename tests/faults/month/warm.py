"""What the fork server of the simulated month has loaded and read once, so that no life must do it anew."""

from __future__ import annotations

from datetime import UTC, datetime

from incidents.article import Draft
from scheduler import work

work.prepare((), ("en", "ru"))
work.read_article(
    Draft(
        url="https://a.example/",
        title="Gunmen kill two in Derbent",
        text="Gunmen killed two in Derbent. " * 9,
    ),
    datetime.now(UTC),
)
