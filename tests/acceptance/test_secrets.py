"""Canaries: a secret of its own planted in every field of the configuration that may hold one, servers that echo what
they are sent, and then a search of everything the service and its commands leave behind.
"""

from __future__ import annotations

import base64
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from aiosmtpd.smtp import AuthResult
from click.testing import CliRunner

from incidents.errors import ConfigError
from scheduler.cli import dateline
from scheduler.config import load
from tests.acceptance.world import MailServer, Story, World

TEXT = (
    "DERBENT, Russia - Gunmen shot dead two people in Derbent, in Russia's republic of Dagestan, on {day}, the interior "
    "ministry said.\n\nThe attackers fled, and the road to the north was closed for the night."
)
CANARIES = {
    name: f"canary-{name.lower().replace('_', '-')}-7f3a"
    for name in (
        "FEED_KEY",
        "COOKIE",
        "SMTP_USER",
        "SMTP_PASSWORD",
        "HOOK_TOKEN",
        "HOOK_HEADER",
        "HEARTBEAT",
        "PROXY",
        "CHAT_TOKEN",
        "FILE_TOKEN",
    )
} | {
    "HOOK_SECRET": "whsec_" + base64.b64encode(b"canary-of-the-signature-7f3a").decode(),
    "FILE_SECRET": "whsec_" + base64.b64encode(b"canary-of-the-file-7f3a").decode(),
}


SECRET_FILES = {"password", "address", "signature"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


PAGES = _free_port()


def refuse(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    """As careless servers do: the refusal names user and password."""
    said = f"535 5.7.8 no {data.login.decode()} with {data.password.decode()}"
    return AuthResult(success=False, handled=False, message=said)


def needles() -> dict[str, list[bytes]]:
    """Each canary as it is, in Base64, and as the key that signs."""
    found = {}
    for name, text in CANARIES.items():
        plain = text.removeprefix("whsec_")
        forms = [plain, base64.b64encode(plain.encode()).decode().rstrip("="), text]
        found[name] = [form.encode() for form in forms]
    found["HOOK_SECRET"].append(b"canary-of-the-signature")
    found["FILE_SECRET"].append(b"canary-of-the-file")
    return found


def seen_in(where: str, content: bytes) -> list[str]:
    return [
        f"{name} in {where}" for name, forms in needles().items() if any(form in content for form in forms)
    ]


def configure(world: World, *, proxy: bool = False) -> None:
    """Every field that may hold a secret has one: from the environment, or from a file."""
    kept = {
        "password": CANARIES["SMTP_PASSWORD"],
        "address": f"{world.site.url('hook')}?token={CANARIES['FILE_TOKEN']}",
        "signature": CANARIES["FILE_SECRET"],
    }
    assert kept.keys() == SECRET_FILES
    for name, text in kept.items():
        (world.place / name).write_text(text, encoding="utf-8")
        (world.place / name).chmod(0o600)
    world.configure(
        "one",
        "two",
        extra=f'service: {{owner: desk, listen: "127.0.0.1:{PAGES}", heartbeat_url: "{world.site.url("beat")}/${{HEARTBEAT}}", '
        "silent_after: 1 s, backup: {to: backups}}\n",
    )
    text = world.config.read_text("utf-8")
    for old, new in (
        ("one.rss", "one.rss?key=${FEED_KEY}"),
        ('two.rss"', 'two.rss", headers: {Cookie: "${COOKIE}"}'),
        (
            '/hook"',
            '/hook?token=${HOOK_TOKEN}", secret: "${HOOK_SECRET}", headers: {Authorization: "Bearer ${HOOK_HEADER}"}',
        ),
        (
            "receivers:\n",
            "receivers:\n  filed: {webhook: {url_file: address, secret_file: signature}}\n"
            f'  room: {{chat: {{urls: ["json://u:${{CHAT_TOKEN}}@127.0.0.1:{world.site.port}/hook"]}}}}\n',
        ),
        ("notify: [desk, hook]", "notify: [desk, hook, filed, room]"),
        ("security: none", 'security: none, username: "${SMTP_USER}", password_file: password'),
        (
            "delay: 0.01 s",
            'delay: 0.01 s, proxy: "http://u:${PROXY}@127.0.0.1:9"' if proxy else "delay: 0.01 s",
        ),
    ):
        assert old in text, old
        text = text.replace(old, new)
    world.config.write_text(text, encoding="utf-8")


@pytest.fixture
def planted(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in CANARIES.items():
        if name not in ("SMTP_PASSWORD", "FILE_TOKEN", "FILE_SECRET"):
            monkeypatch.setenv(name, text)


LOOKING = (
    *(("articles", "--json"), ("incidents", "--json"), ("sources", "--json"), ("outbox", "list", "--json")),
    *(("export", "articles"), ("export", "incidents", "--format", "csv"), ("check",)),
    *(("test-alert", receiver) for receiver in ("hook", "desk", "filed", "room")),
)


def printed(world: World) -> Iterator[tuple[str, bytes]]:
    """What the commands that look at something print."""
    for asked in LOOKING:
        yield (
            " ".join(asked),
            CliRunner().invoke(dateline, [*asked, "--config", str(world.config)]).output.encode(),
        )
    live = world.command("check", "--live", "--config", str(world.config))
    yield "check --live", (live.stdout + live.stderr).encode()


def process_list(pid: int) -> bytes:
    """The command lines of the service and all below it."""
    below = [int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit()]
    lines = []
    for one in below:
        try:
            parent = int(Path(f"/proc/{one}/stat").read_text("utf-8").rsplit(")", 1)[1].split()[1])
            if one == pid or parent == pid:
                lines.append(Path(f"/proc/{one}/cmdline").read_bytes())
        except (OSError, IndexError, ValueError):
            continue
    assert lines
    return b"\n".join(lines)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Apprise's own
@pytest.mark.parametrize("proxy", [False, True])
def test_no_secret_is_left_anywhere(world: World, planted: None, proxy: bool) -> None:
    world.site.feeds = {"one": [], "two": []}
    world.site.echo = True
    world.site.answer_hook = lambda count: 500
    world.mail.close()
    world.mail = MailServer(authenticator=refuse, auth_require_tls=False)
    configure(world, proxy=proxy)
    found: list[str] = []
    world.start()
    assert world.process is not None
    if proxy:
        world.wait("the failure", lambda: "source failed" in _log(world) or "fault" in _log(world))
    else:
        world.wait(
            "the first polls",
            lambda: {v.path.partition("?")[0] for v in world.site.visits} >= {"one.rss", "two.rss"},
        )
        world.wait("priming", lambda: sum(e["event"] == "source primed" for e in world.log()) >= 2)
        for feed in ("one", "two"):
            world.site.publish(
                feed, Story(f"{feed}-news", "Gunmen kill two in Derbent", TEXT.replace("{day}", "Monday"))
            )
        world.site.files["beat"] = (404, "text/plain", b"none")
        world.wait("the articles", lambda: len(world.articles()) >= 2)
        world.wait("alerts refused", lambda: len(refused(world)) == 3)
    for page in ("", "metrics"):
        with urlopen(f"http://127.0.0.1:{PAGES}/{page}") as answer:
            found += seen_in(f"page {page!r}", answer.read())
    found += seen_in("process list", process_list(world.process.pid))
    world.stop(signal.SIGTERM)
    if not proxy:
        for name, content in printed(world):
            assert content, name
            assert (
                name in ("check", "check --live")
                or b"Derbent" in content
                or "sources" in name
                or "test" in name
            )
            found += seen_in(name, content)
    kept = [f for f in world.place.rglob("*") if f.is_file() and f.name not in {*SECRET_FILES, "config.yaml"}]
    assert any(file.name == "dateline.db" for file in kept)
    for file in kept:
        found += seen_in(str(file.relative_to(world.place)), file.read_bytes())
    config = load(world.config, environ=dict(os.environ))
    found += seen_in("repr", repr(config).encode()) + seen_in("str", str(config.secrets).encode())
    assert not found


def refused(world: World) -> set[str]:
    """Which of the receivers that answer 500 were tried."""
    tried = set()
    for headers, _ in world.site.posts:
        if headers["User-Agent"].startswith("Apprise"):
            tried.add("room")
        else:
            tried.add("hook" if "Authorization" in headers else "filed")
    return tried


def _log(world: World) -> str:
    return (world.place / "daemon.log").read_text("utf-8")


def test_no_error_of_the_configuration_quotes_a_secret(world: World, planted: None) -> None:
    configure(world)
    text = world.config.read_text("utf-8")
    broken = {
        "port": text.replace("security: none", "security: none, colour: red"),
        "secret": text.replace('secret: "${HOOK_SECRET}"', f'secret: "{CANARIES["HOOK_TOKEN"]}!"'),
        "url": text.replace("http://127.0.0.1", "htp://127.0.0.1"),
        "header": text.replace("Bearer ${HOOK_HEADER}", "Bearer ${HOOK_HEADER}\\nX: y"),
        "syntax": text + "\n  : : [",
    }
    found: list[str] = []
    for name, content in broken.items():
        world.config.write_text(content, encoding="utf-8")
        said = CliRunner().invoke(dateline, ["check", "--config", str(world.config)])
        assert isinstance(said.exception, ConfigError), (name, said.output)
        found += seen_in(f"error of {name}", f"{said.output}{said.exception}".encode())
    assert not found
