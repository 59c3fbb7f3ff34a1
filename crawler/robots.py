"""What a site's robots.txt allows, after RFC 9309: remembered for a day, and a server error forbids.

It fetches through the function that it is given and decides from what comes back; it downloads no page.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from time import monotonic

from protego import Protego

from crawler.gate import Gate, origin_of
from crawler.responses import Failure, FailureKind, Response

DAY = 86_400.0
HOUR = 3_600.0
MINUTE = 60.0
MAX_BYTES = 512 * 1024
MAX_CRAWL_DELAY = 30.0
MAX_SITES = 20_000

Fetch = Callable[[str, Gate], Awaitable[Response | Failure]]


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site said. `failure` is set when it could not be asked, and then nothing may be fetched."""

    parser: Protego | None
    keep: float
    failure: Failure | None = None

    def refuses(self, url: str, agent: str) -> Failure | None:
        if self.failure is not None:
            return self.failure
        if self.parser is None or self.parser.can_fetch(url, agent):
            return None
        return Failure(FailureKind.ROBOTS, "the site's robots.txt forbids it", url=url)

    def crawl_delay(self, agent: str) -> float:
        """The delay in seconds that the site asks for, at most 30; 0 when it asks for none."""
        if self.parser is None:
            return 0.0
        return min(float(self.parser.crawl_delay(agent) or 0), MAX_CRAWL_DELAY)


def read_rules(answer: Response | Failure) -> Rules:
    """What an answer to robots.txt means: 2xx its rules, 4xx no rules, 5xx and 429 everything forbidden.

    Where it could not be reached for another reason, that reason is the failure: the site itself is not
    reachable.
    """
    if isinstance(answer, Response):
        try:
            return Rules(Protego.parse(answer.body[:MAX_BYTES].decode("utf-8", "replace")), DAY)
        except Exception:  # whatever a hostile file raises out of the parser: it has no readable rule
            return Rules(None, DAY)
    if answer.kind is FailureKind.HTTP and answer.status is not None:
        if 400 <= answer.status < 500 and answer.status != 429:
            return Rules(None, DAY)
        text = f"robots.txt answers {answer.status}, which forbids the whole site"
        return Rules(
            None, HOUR, Failure(FailureKind.ROBOTS, text, answer.status, answer.retry_after, answer.url)
        )
    if answer.kind is FailureKind.REDIRECT:
        return Rules(None, DAY)  # RFC 9309, 2.3.1.2: too many redirects count as "unavailable"
    text = f"robots.txt: {answer.text}"
    return Rules(None, MINUTE, Failure(answer.kind, text, answer.status, answer.retry_after, answer.url))


class Robots:
    """The rules of the sites asked so far; several requests to one site wait for one answer."""

    def __init__(self, fetch: Fetch, agent: str) -> None:
        self._fetch, self._agent = fetch, agent
        self._sites: dict[tuple[object, Gate], tuple[float, asyncio.Future[Rules]]] = {}

    async def rules(self, url: str, gate: Gate) -> Rules:
        """The rules of the site of `url`; asks the site when they are not known or older than a day."""
        origin = origin_of(url)
        known = self._sites.get((origin, gate))
        if known is None or (known[1].done() and known[0] < monotonic()):
            if len(self._sites) >= MAX_SITES:
                self._forget()
            known = (0.0, asyncio.ensure_future(self._ask(url, gate)))
            self._sites[origin, gate] = known
        return await asyncio.shield(known[1])

    async def _ask(self, url: str, gate: Gate) -> Rules:
        origin = origin_of(url)
        assert origin is not None, "the gate lets no other URL through"
        scheme, host, port = origin
        netloc = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        rules = read_rules(await self._fetch(f"{scheme}://{netloc}/robots.txt", gate))
        asked = self._sites.get((origin, gate))
        if asked is not None:
            self._sites[origin, gate] = (monotonic() + rules.keep, asked[1])
        return rules

    def _forget(self) -> None:
        now = monotonic()
        fresh = {site: known for site, known in self._sites.items() if known[0] > now}
        self._sites = fresh if len(fresh) < MAX_SITES else {}

    async def refuses(self, url: str, gate: Gate) -> Failure | None:
        """Why `url` must not be fetched, or None."""
        return (await self.rules(url, gate)).refuses(url, self._agent)

    def stop(self) -> None:
        """Ask no more."""
        for _, asked in self._sites.values():
            asked.cancel()
