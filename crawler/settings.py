"""How the crawler behaves on the web: the few values a user sets, and every Scrapy setting, in one place.

Scrapy's defaults are not safe for fetching what strangers name: each difference is here, with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MAX_REDIRECTS = 5
_ACCEPT = (
    "application/rss+xml,application/atom+xml,application/feed+json;q=0.9,"
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """How to behave on the web. `delay` (seconds, per host) and `timeout` (seconds, per request) are
    politeness and patience; `max_size` counts unpacked bytes; `concurrency` is how many hosts are spoken to
    at once."""

    contact: str = ""
    delay: float = 1.0
    proxy: str | None = None
    timeout: float = 20.0
    max_size: int = 5 * 2**20
    concurrency: int = 32
    obey_robots: bool = True
    version: str = "0.1"

    @property
    def user_agent(self) -> str:
        return f"Dateline/{self.version}" + (f" (+{self.contact})" if self.contact else "")


def scrapy_settings(network: NetworkSettings) -> dict[str, Any]:
    """Every setting in which we differ from Scrapy's defaults, and why that default is not safe here."""
    return {
        # the way out
        "DOWNLOAD_HANDLERS_BASE": {},  # none for file, data, ftp, s3
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "crawler.connections.GatedHandler"),
        "TWISTED_DNS_RESOLVER": "crawler.connections.GateResolver",
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_MAXSIZE": network.max_size,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": network.timeout,
        # politeness: one request a host at a time
        "CONCURRENT_REQUESTS": network.concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": 0.0,  # ours is crawler.courtesy
        "USER_AGENT": network.user_agent,
        "DEFAULT_REQUEST_HEADERS": {"Accept": _ACCEPT},
        "URLLENGTH_LIMIT": 2083,
        # only what we need on the way: no cookies, referer, meta refresh, environment proxies, cache, retries
        "DOWNLOADER_MIDDLEWARES_BASE": {
            "crawler.middlewares.RobotsMiddleware": 100,
            "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
            "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
            "crawler.middlewares.BoundedCompression": 590,
            "crawler.middlewares.GatedRedirects": 600,
        },
        "REDIRECT_MAX_TIMES": MAX_REDIRECTS,
        "SPIDER_MIDDLEWARES_BASE": {"scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": 800},
        "ROBOTSTXT_OBEY": False,  # Scrapy's never expires and takes a 5xx for leave: ours is crawler.robots
        "COOKIES_ENABLED": False,
        "REFERER_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "RETRY_ENABLED": False,
        # nothing that listens, counts or prints
        "EXTENSIONS_BASE": {},
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,  # new in Scrapy 2.19: on by default, and runs code
        "STATS_CLASS": "scrapy.statscollectors.DummyStatsCollector",
        "LOG_FORMATTER": "crawler.middlewares.Silent",
        "LOG_ENABLED": False,
        "CONCURRENT_ITEMS": 1,  # Scrapy starts a hundred tasks a response otherwise
    }
