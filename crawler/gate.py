"""Which addresses may be reached: the gate in front of every outgoing connection.

It judges addresses and URLs and opens nothing. It knows nothing of Scrapy, so that alerts can be handed one
too, with other permissions. The table is our own: `ipaddress.is_global` calls NAT64, 6to4, multicast and
shared addresses public. An IPv6 address that carries an IPv4 one is judged by what it carries.
"""

from __future__ import annotations

import re
import socket
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from incidents.errors import BadInput

_BLOCKED_4 = {
    IPv4Network(network): name
    for network, name in {
        "0.0.0.0/8": "this network",
        "10.0.0.0/8": "private",
        "100.64.0.0/10": "shared (carrier-grade NAT)",
        "127.0.0.0/8": "loopback",
        "169.254.0.0/16": "link-local",
        "172.16.0.0/12": "private",
        "192.0.0.0/24": "IETF assignments",
        "192.0.2.0/24": "documentation",
        "192.88.99.0/24": "6to4 relay",
        "192.168.0.0/16": "private",
        "198.18.0.0/15": "benchmarking",
        "198.51.100.0/24": "documentation",
        "203.0.113.0/24": "documentation",
        "224.0.0.0/4": "multicast",
        "240.0.0.0/4": "reserved",
    }.items()
}
_PUBLIC_6 = IPv6Network("2000::/3")
_BLOCKED_6 = {
    IPv6Network(network): name
    for network, name in {
        "::1/128": "loopback",
        "::/128": "unspecified",
        "64:ff9b:1::/48": "local-use NAT64",
        "fe80::/10": "link-local",
        "fc00::/7": "unique local",
        "fec0::/10": "site-local",
        "ff00::/8": "multicast",
        "2001::/32": "Teredo",
        "2001::/23": "IETF assignments",
        "2001:db8::/32": "documentation",
        "3fff::/20": "documentation",
    }.items()
}
_LOCAL_NAMES = re.compile(
    r"(?:.*\.)?(?:localhost|local|localdomain|internal|home\.arpa|ip6-localhost|ip6-loopback)"
)
_NOT_IN_URL = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029]")
_NUMERIC_HOST = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}", re.IGNORECASE)
_TARGET = re.compile(
    r"(?:\[(?P<six>[^\]]+)\]|(?P<host>[^\s\[\]:]+|[^\s\[\]]*:[^\s\[\]]*:[^\s\[\]]*))(?::(?P<port>\d+))?"
)

Address = IPv4Address | IPv6Address


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, NAT64, 6to4, compatible."""
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address in IPv6Network("64:ff9b::/96"):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    if address.sixtofour:
        return address.sixtofour
    if address in IPv6Network("::/96") and int(address) > 1:
        return IPv4Address(int(address))
    return None


def _kind(address: Address) -> str | None:
    """What makes `address` not public, or None when it is public."""
    if isinstance(address, IPv4Address):
        return next((name for network, name in _BLOCKED_4.items() if address in network), None)
    carried = _embedded(address)
    if carried is not None:
        return _kind(carried)
    named = next((name for network, name in _BLOCKED_6.items() if address in network), None)
    return named or (None if address in _PUBLIC_6 else "not public")


@dataclass(frozen=True, slots=True)
class Target:
    """One permission: a network or a host name, on one port or on all."""

    network: IPv4Network | IPv6Network | None
    host: str | None
    port: int | None

    def covers(self, address: Address, port: int, host: str | None) -> bool:
        if self.port is not None and port != self.port:
            return False
        if self.network is None:
            return host is not None and host.rstrip(".").lower() == self.host
        carried = _embedded(address) if isinstance(address, IPv6Address) else None
        return any(a.version == self.network.version and a in self.network for a in (address, carried) if a)


def read_target(text: str) -> Target:
    """Read `127.0.0.1:8025`, `10.1.0.0/16`, `[::1]:80`, `fd00::/8` or `intranet.example:8080`. Raise
    BadInput."""
    match = _TARGET.fullmatch(text.strip())
    if not match:
        raise BadInput(f"{text!r} is no address, network or host name, with or without a port")
    where = match["six"] or match["host"]
    port = int(match["port"]) if match["port"] else None
    if port is not None and not 0 < port < 65536:
        raise BadInput(f"{text!r}: the port must be between 1 and 65535")
    try:
        return Target(ip_network(where), None, port)
    except ValueError as error:
        if re.search(r"[/:]", where) or re.fullmatch(r"[\d.]+", where):
            raise BadInput(f"{text!r}: {error}") from None
        return Target(None, where.rstrip(".").lower(), port)


def literal_address(host: str) -> Address | None:
    """The address that `host` spells, in any spelling the C library takes (short, octal, hexadecimal), or
    None."""
    host = unicodedata.normalize("NFKC", host).replace("\u3002", ".").rstrip(".")
    try:
        return ip_address(host)
    except ValueError:
        pass
    if not _NUMERIC_HOST.fullmatch(host):
        return None
    try:
        return IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def origin_of(url: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of an http(s) URL, defaults filled in; None when it has none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return parts.scheme, parts.hostname.rstrip("."), port or (443 if parts.scheme == "https" else 80)


@dataclass(frozen=True, slots=True)
class Gate:
    """Judges addresses and URLs. `targets` are the permissions; without any, only public addresses pass."""

    targets: tuple[Target, ...] = ()

    @classmethod
    def allowing(cls, allow: Iterable[str]) -> Gate:
        """A gate with permissions as the config spells them. Raise BadInput."""
        return cls(tuple(read_target(text) for text in allow))

    def check_address(self, address: str, port: int, host: str | None = None) -> str | None:
        """Why a connection to `address`, found for `host`, is refused; None when it is allowed."""
        try:
            judged = ip_address(address)
        except ValueError:
            return f"{address} is no IP address"
        if any(target.covers(judged, port, host) for target in self.targets):
            return None
        kind = _kind(judged)
        return f"{address} is not a public address ({kind})" if kind else None

    def check_url(self, url: str) -> str | None:
        """Why `url` is refused before anything is resolved; None when its host may be looked up."""
        if _NOT_IN_URL.search(url):
            return "the URL holds a space, a backslash or a control character"
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            return f"the URL cannot be read ({error})"
        return self._check_parts(parts, port)

    def _check_parts(self, parts: SplitResult, port: int | None) -> str | None:
        if parts.scheme.lower() not in ("http", "https"):
            return f"only http and https are fetched, not {parts.scheme or 'a URL without scheme'}"
        host = parts.hostname
        if not host:
            return "the URL has no host"
        if "@" in parts.netloc:
            return "the URL holds a user name; send credentials as headers of the source"
        if "%" in host:
            return "the host holds a percent sign"
        literal = literal_address(host)
        if literal is not None:
            return self.check_address(str(literal), port or (443 if parts.scheme == "https" else 80), host)
        name = unicodedata.normalize("NFKC", host).replace("\xad", "").rstrip(".").lower()
        if not self.targets and _LOCAL_NAMES.fullmatch(name):
            return f"{name} is a local name"
        return None
