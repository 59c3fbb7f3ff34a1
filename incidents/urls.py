"""The canonical form of an address: two addresses of one page should have the same.

It is for comparing, not for fetching. It knows no site by name, opens no connection, and never raises.
"""

from __future__ import annotations

import re
from string import whitespace
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

# Parameters that say how a reader came, not what is read.
_TRACKING = re.compile(
    r"utm_\w+|(?:fb|g|dc|y|ys|ttc|msclk|twc)lid|(?:fb|g|y|ys|dc)clid|[gw]braid|igshid|_openstat|mc_[ce]id"
    r"|_ga|_gl|ref_\w+|referrer|cmpid?|ncid|ns_\w+|icid|mkt_tok|at_\w+|wt_\w+|pk_\w+|mtm_\w+|hsa_\w+|trk\w*"
    r"|spm|smid|smtyp|share\w*|soc_src|soc_trk|guccounter|guce_\w+|xtor|echobox|amp|amp_\w+",
    re.IGNORECASE,
)
# These mostly do as well, but a number in them may be the page's.
_DOUBTFUL = re.compile(r"ref|source|src|from|feature|rss|cid", re.IGNORECASE)
_AMP_OUTPUT = re.compile(r"output(?:type)?", re.IGNORECASE)
_SESSION = re.compile(r"jsessionid|phpsessid|aspsessionid\w*|sessionid|session_id", re.IGNORECASE)
_MOBILE = re.compile(r"^(?:www\d?|m|mobile|amp|touch|lite|wap|pda)\.(?=[^.]+\.[^.]+)")
_AMP_PATH = re.compile(r"^/amp(?=/.)|/amp(?:\.html?)?/?$|(?<=\w)\.amp(?=\.html?$|$)", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_PATH_SESSION = re.compile(r";jsessionid=[^/?]*", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SLASHES = re.compile(r"/{2,}")
_DEFAULT_PORTS = (80, 443)
_SAFE_PATH = "/:@!$&'()*+,;=~-._"


def canonical(url: str) -> str:
    """The canonical form of an address. Idempotent, never raises.

    https; no `www.`, mobile or AMP variant, tracking parameter, fragment, default port or trailing slash; the
    other parameters sorted. What is not an http address comes back stripped.
    """
    url = _SURROGATE.sub("\ufffd", url).strip()
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").strip(whitespace).rstrip(f".{whitespace}"), parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in ("http", "https") or not host:
        return url
    netloc = _host(host)
    if port is not None and port not in _DEFAULT_PORTS:
        netloc += f":{port}"
    return urlunsplit(SplitResult("https", netloc, _path(parts.path), _query(parts.query), ""))


def _host(host: str) -> str:
    """Without a mobile, AMP or `www` label, in ASCII."""
    while host != (shorter := _MOBILE.sub("", host)):
        host = shorter
    if ":" in host:
        return f"[{host}]"
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return quote(host)


def _path(path: str) -> str:
    """Escapes in one form; no session, AMP mark, index file, doubled or trailing slash."""
    path = quote(unquote(path, errors="surrogateescape"), safe=_SAFE_PATH, errors="surrogateescape")
    while True:
        shorter = _PATH_SESSION.sub("", path)
        shorter = _INDEX.sub("", _SLASHES.sub("/", shorter)).rstrip("/")
        shorter = _AMP_PATH.sub("", shorter)
        if shorter == path:
            return path
        path = shorter


def _query(query: str) -> str:
    """Sorted, without what does not choose the page. `?storyId=` and its like stay: they are the page."""
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    return urlencode(sorted(p for p in pairs if _chooses_page(*p)), errors="surrogateescape")


def _chooses_page(name: str, value: str) -> bool:
    if _TRACKING.fullmatch(name) or _SESSION.fullmatch(name):
        return False
    if _DOUBTFUL.fullmatch(name):
        return value.isdigit()
    return not (_AMP_OUTPUT.fullmatch(name) and value.lower() == "amp")
