"""The shape of config.yaml, key by key. Its JSON Schema for editors is made from here.

It checks each value by itself; what one value says about another (a receiver's name, a region) is checked in
`references`, and what it means is made in `resolve`. Unknown keys are errors.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    field_validator,
    model_validator,
)

from crawler.selector import check_selector
from incidents.watch import ALERT_ON, Reason
from scheduler.config.secrets import check_signing, is_reference
from scheduler.config.written import (
    Address,
    Clock,
    Distance,
    Duration,
    Headers,
    Keeping,
    Language,
    Listen,
    Mailbox,
    Port,
    Positive,
    Rate,
    Share,
    Text,
    Types,
    Whole,
    Zone,
)


def _some(description: str) -> Any:
    return Field(min_length=1, description=description)


DEFAULT_LANGUAGES = ("en", "ru")


class Shape(BaseModel):
    """A mapping of the config: no key but these."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class KeepShape(Shape):
    articles: Keeping = timedelta(days=400)
    incidents: Keeping = None


class ThresholdsShape(Shape):
    killed: Whole | None = None
    injured: Whole | None = None
    confidence: Share | None = None
    origins: Whole | None = None


class WatchShape(Shape):
    name: Text
    regions: Annotated[list[Text], _some("Any of these; left out: anywhere.")] | None = None
    groups: Annotated[list[Text], _some("Any of these; left out: by anyone.")] | None = None
    types: Annotated[Types, Field(description="Any of these; left out: every violent one.")] | None = None
    exclude: list[Text] = []
    """Words or phrases; an article that has one is not alerted."""
    when: ThresholdsShape = ThresholdsShape()
    """Least numbers."""
    alert_on: Annotated[list[Reason], Field(min_length=1)] = list(ALERT_ON)
    notify: Annotated[list[Text], _some("Names of receivers.")]


class RegionShape(Shape):
    places: list[Text] = []
    """A country, country/division or its ISO 3166-2 code, country/division/place."""
    names: list[Text] = []
    """Words that name the region itself."""
    near: Text | None = None
    """The middle of a circle: a place, or "latitude, longitude"."""
    within: Distance | None = None
    """The circle's radius."""
    polygon: Text | None = None
    """A GeoJSON file with a Polygon or MultiPolygon."""
    extends: Text | None = None
    """A region or preset whose places this one adds to."""

    @model_validator(mode="after")
    def _whole_circle(self) -> Self:
        if (self.near is None) != (self.within is None):
            raise ValueError("'near' and 'within' go together, such as {near: RU-KHM/Surgut, within: 60 km}")
        if not (self.places or self.names or self.near or self.polygon or self.extends):
            raise ValueError("says nothing; give it places, names, near and within, a polygon, or extends")
        return self


class GroupShape(Shape):
    aliases: list[Text] = []
    """Names that count alone, in any script; the group's own name is one."""
    weak: list[Text] = []
    """Names that count only beside another sign of the group."""
    media: list[Text] = []
    """Outlets through which it claims."""
    parts: dict[Text, list[Text]] = {}
    """Sub-groups, each with its aliases."""
    extends: Text | None = None
    """A group or preset whose names this one adds to."""


class EveryShape(Shape):
    min: Duration = timedelta(minutes=5)
    max: Duration | None = None
    """Left out: an hour, and six where the publisher asks for it."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.max is not None and self.min > self.max:
            raise ValueError("'min' is longer than 'max'")
        return self


def _every(value: Any) -> Any:
    return {"min": value, "max": value} if isinstance(value, str | int | float) else value


class SourceShape(Shape):
    name: Text
    feed: Address | None = None
    sitemap: Address | None = None
    section: Address | None = None
    spider: Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][\w.]*\.[A-Za-z_]\w*$")] | None = None
    """A class of your own, such as my_spiders.Interfax."""
    follow: Annotated[Text, AfterValidator(check_selector)] | None = None
    """The CSS selector of a section's links."""
    language: Language | None = None
    """Left out: found out for each article."""
    every: Annotated[
        EveryShape,
        BeforeValidator(_every, json_schema_input_type=Duration | EveryShape),
    ] = EveryShape()
    """How often it is asked: a time, or bounds within which it adapts."""
    headers: Headers = {}
    """Sent to this address's origin only."""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [kind for kind in ("feed", "sitemap", "section", "spider") if getattr(self, kind) is not None]
        if len(kinds) != 1:
            given = f"not {' and '.join(kinds)}" if kinds else "it has none"
            raise ValueError(f"a source is one of feed, sitemap, section or spider; {given}")
        if self.follow is not None and kinds != ["section"]:
            raise ValueError("'follow' belongs to a section")
        return self


class EmailShape(Shape):
    to: Annotated[list[Mailbox], Field(min_length=1)]


class WebhookShape(Shape):
    url: Address | None = None
    url_file: Text | None = None
    secret: str | None = None
    """Signs the body after Standard Webhooks (whsec_...)."""
    secret_file: Text | None = None
    headers: Headers = {}

    @field_validator("secret")
    @classmethod
    def _can_sign(cls, value: str | None) -> str | None:
        if value and not is_reference(value):
            check_signing(value)
        return value


class ChatShape(Shape):
    urls: Annotated[list[Text], _some("Addresses as Apprise writes them.")]


class QuietShape(Shape):
    start: Annotated[Clock, Field(alias="from")]
    end: Annotated[Clock, Field(alias="to")]
    unless: Annotated[ThresholdsShape, Field(alias="except")] = ThresholdsShape()


class DigestShape(Shape):
    at: Clock
    day: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] | None = None


class ReceiverShape(Shape):
    file: Text | None = None
    """A file to which each alert is appended as a line of JSON; "-" is the terminal."""
    email: EmailShape | None = None
    webhook: WebhookShape | None = None
    chat: ChatShape | None = None
    zone: Zone = ZoneInfo("UTC")
    quiet: QuietShape | None = None
    """Hours in which alerts are held, unless an incident is grave."""
    digest: DigestShape | None = None
    """One message a day, or a week, instead of one for each alert."""
    limit: Rate | None = None
    """The most messages in a time; the rest waits, and comes together."""
    group: Duration | None = None
    """How long to wait for more, so that they come in one message."""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [kind for kind in ("file", "email", "webhook", "chat") if getattr(self, kind) is not None]
        if len(kinds) != 1:
            given = f"not {' and '.join(kinds)}" if kinds else "it has none"
            raise ValueError(f"a receiver is one of file, email, webhook or chat; {given}")
        return self


class SmtpShape(Shape):
    host: Text
    port: Port = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: Text | None = None
    password: str | None = None
    password_file: Text | None = None
    sender: Mailbox
    ca_file: Text | None = None


class AllowPrivateShape(Shape):
    sources: list[Text] = []
    receivers: list[Text] = []


class NetworkShape(Shape):
    contact: Text | None = None
    """An address in the User-Agent, so that a site's keeper can ask who you are."""
    delay: Duration = timedelta(seconds=1)
    """Between two requests to one host."""
    proxy: Address | None = None
    allow_private: AllowPrivateShape = AllowPrivateShape()


class BackupShape(Shape):
    to: Text
    keep: Positive = 7


class ServiceShape(Shape):
    owner: Text | None = None
    """The receiver that hears of the service itself: a silent source, a dead receiver."""
    listen: Listen | None = None
    """Where health and metrics are served."""
    silent_after: Duration = timedelta(hours=12)
    """After how long without any new article the owner hears of it."""
    heartbeat_url: Address | None = None
    """Asked for regularly while all is well, so that somebody notices when it is not."""
    backup: BackupShape | None = None


class ConfigShape(Shape):
    """The configuration of Dateline."""

    database: Text
    """The SQLite file; like all paths, relative to the config."""
    languages: Annotated[list[Language], Field(min_length=1)] = list(DEFAULT_LANGUAGES)
    max_age: Duration = timedelta(days=7)
    """Articles older than this are stored, never alerted."""
    keep: KeepShape = KeepShape()
    """How long articles and incidents stay in the database."""
    watches: list[WatchShape]
    regions: dict[Text, RegionShape] = {}
    groups: dict[Text, GroupShape] = {}
    sources: list[SourceShape]
    receivers: dict[Text, ReceiverShape]
    smtp: SmtpShape | None = None
    network: NetworkShape = NetworkShape()
    service: ServiceShape = ServiceShape()
