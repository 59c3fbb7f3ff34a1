"""Mail against real servers on loopback."""

from __future__ import annotations

import email
import json
import ssl
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
import trustme
from aiosmtpd.smtp import AuthResult

from alerts import mail
from alerts.mail import MailReceiver
from alerts.receivers import Outgoing, Secret, SmtpSettings, Timeouts
from incidents.incident import Attribution, Place
from tests.alerts.invented import KASPIYSK, NOW, STABBING, desk, draft, known, notice
from tests.alerts.servers import PHASES, mail_server, scripted_mail

SHORT = Timeouts(connect=0.3, command=0.3, data=0.3, total=1.0)
HOSTILE = Path(__file__).parents[3] / "shared" / "data" / "hostile"


def smtp(port: int, **fields: object) -> SmtpSettings:
    settings: dict[str, object] = {"sender": "Dateline <dateline@example.org>", "security": "none"}
    settings |= {"timeouts": SHORT, **fields}
    return SmtpSettings("127.0.0.1", port, **settings)  # type: ignore[arg-type]


def receiver(port: int, **fields: object) -> MailReceiver:
    return MailReceiver(desk(), smtp(port, **fields))


def outgoing(number: int = 0, recipient: str = "desk@example.org") -> Outgoing:
    subject, payload = mail.compose(
        draft(recipient=recipient, message_id=f"msg_{number}"), desk(), "dateline@example.org"
    )
    return Outgoing(f"msg_{number}", recipient, subject, payload)


def parsed(payload: bytes) -> EmailMessage:
    found = email.message_from_bytes(payload, policy=default)
    assert isinstance(found, EmailMessage)
    return found


def hostile_lines(name: str) -> list[str]:
    path = HOSTILE / name
    if not path.exists():
        pytest.skip("shared/data is not here")
    if name.endswith(".json"):
        return json.loads(path.read_text("utf-8"))
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line[:1] == '"']


async def test_a_mail_arrives_as_it_was_composed():
    async with mail_server() as box:
        desk_mail = receiver(box.port)
        reply = await desk_mail.send(outgoing())
        await desk_mail.close()
    assert reply.kind == "done"
    assert reply.text == "250 taken"
    got = parsed(box.mails[0])
    assert (
        got["Subject"] == "Kaspiysk, Dagestan (RU): stabbing, 1 killed, 1 injured, claimed by Islamic State"
    )
    assert got["Message-ID"] == "<msg_0@example.org>"
    assert got["To"] == "desk@example.org"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["List-Id"] == "Dateline desk <desk.dateline.example.org>"
    assert got["Date"] == "Mon, 02 Mar 2026 14:05:00 +0000"
    assert [part.get_content_type() for part in got.iter_parts()] == ["text/plain", "text/html"]
    assert box.recipients == [["desk@example.org"]]


def test_composing_again_gives_the_same_bytes():
    one = mail.compose(draft(of := notice()), desk(), "dateline@example.org")
    assert one == mail.compose(draft(of), desk(), "dateline@example.org")


def test_an_update_refers_to_the_first_mail():
    _, payload = mail.compose(draft(references=("msg_first",)), desk(), "dateline@example.org")
    got = parsed(payload)
    assert got["In-Reply-To"] == got["References"] == "<msg_first@example.org>"


def test_ids_survive_a_long_sender_domain():
    domain = "a-very-long-department-name.another-long-label." + "x" * 60 + ".example.org"
    key = "msg_" + "a" * 24
    _, payload = mail.compose(draft(message_id=key, references=(key,)), desk(), f"alerts@{domain}")
    unfolded = payload.replace(b"\r\n ", b" ")
    assert unfolded.count(f"<{key}@{domain}>".encode()) == 3


def test_no_line_of_a_mail_is_longer_than_the_standard_allows():
    place = Place("К" * 300, None, None, "RU", None, None, "place", None)
    of = notice(known(STABBING.__class__(type=STABBING.type, status="current", place=place)))
    _, payload = mail.compose(draft(of), desk(), "dateline@example.org")
    assert max(map(len, payload.split(b"\r\n"))) <= 998
    assert payload.isascii()


@pytest.mark.parametrize("name", ["headers.txt", "blns.json"])
def test_no_text_from_the_web_adds_a_header_or_a_recipient(name):
    headers = None
    for text in hostile_lines(name):
        place = Place(text, text, None, "RU", 1.0, 2.0, "place", None)
        attribution = (Attribution(text, text, "claimed", text),)
        incident = STABBING.__class__(
            type=STABBING.type, status="current", place=place, attribution=attribution, targets=(text,)
        )
        of = notice(known(incident), why=text, watches=(text,), url=text)
        subject, payload = mail.compose(draft(of), desk(text or "x"), "dateline@example.org")
        got = parsed(payload)
        names = [key.lower() for key in got]
        headers = headers or names
        assert names == headers, text
        assert not [part.defects for part in got.walk() if part.defects]
        assert [part.get_content_type() for part in got.iter_parts()] == ["text/plain", "text/html"]
        assert got["To"] == "desk@example.org"
        assert len(subject) <= 200
        assert payload.endswith(b"--\r\n")


@pytest.mark.parametrize("letter", ["x", "я"])
def test_a_subject_of_any_length_is_read_as_it_was_written(letter):
    for length in range(1, 120):
        place = replace(
            KASPIYSK, name="".join(letter if n % 9 else " " for n in range(length)).strip() or letter
        )
        line, raw = mail.compose(
            draft(notice(known(replace(STABBING, place=place)))), desk(), "d@example.org"
        )
        assert email.message_from_bytes(raw, policy=default)["Subject"] == line


async def test_a_hundred_mails_go_over_one_connection():
    async with mail_server() as box:
        desk_mail = receiver(box.port)
        replies = [await desk_mail.send(outgoing(number)) for number in range(20)]
        await desk_mail.close()
    assert {reply.kind for reply in replies} == {"done"}
    assert len(box.mails) == 20
    assert box.sessions == 1


async def test_a_kept_connection_that_died_is_replaced_without_a_failure():
    async with mail_server() as box:
        desk_mail = receiver(box.port)
        await desk_mail.send(outgoing(1))
        desk_mail._client.transport.abort()  # type: ignore[union-attr]
        reply = await desk_mail.send(outgoing(2))
        await desk_mail.close()
    assert reply.kind == "done"
    assert box.sessions == 2


async def test_a_refused_connection_is_the_receivers_trouble_and_temporary():
    async with scripted_mail() as server:
        port = server.port
    reply = await receiver(port).send(outgoing())
    assert (reply.kind, reply.whole) == ("temporary", True)


@pytest.mark.parametrize("phase", PHASES)
async def test_4xx_in_any_phase_is_temporary(phase):
    answers = {phase: "451 come back later"}
    if phase == "EHLO":
        answers["HELO"] = "451 come back later"
    async with scripted_mail(**answers) as server:
        reply = await receiver(server.port).send(outgoing())
    assert reply.kind == "temporary"
    assert "451 come back later" in reply.text


@pytest.mark.parametrize("phase", ["MAIL", "RCPT", "DATA", "body"])
async def test_5xx_about_the_message_is_permanent(phase):
    async with scripted_mail(**{phase: "550 5.7.1 not here"}) as server:
        reply = await receiver(server.port).send(outgoing())
    assert (reply.kind, reply.whole) == ("permanent", False)
    assert "550 5.7.1 not here" in reply.text


@pytest.mark.parametrize("phase", ["greeting", "EHLO"])
async def test_5xx_before_the_message_is_spoken_of_loses_nothing(phase):
    async with scripted_mail(**{phase: "554 no", "HELO": "554 no"}) as server:
        reply = await receiver(server.port).send(outgoing())
    assert (reply.kind, reply.whole) == ("temporary", True)


@pytest.mark.parametrize("fault", ["drop", "hang", "endless"])
@pytest.mark.parametrize("phase", PHASES)
async def test_a_server_that_hangs_or_hangs_up_is_left_in_time(phase, fault):
    answers = {phase: fault} | ({"HELO": fault} if phase == "EHLO" else {})
    async with scripted_mail(**answers) as server:
        reply = await receiver(server.port).send(outgoing())
    assert reply.kind == ("ambiguous" if phase in ("DATA", "body") else "temporary")
    assert reply.whole


async def test_taken_and_then_cut_is_ambiguous():
    async with scripted_mail(body="drop") as server:
        reply = await receiver(server.port).send(outgoing())
    assert len(server.bodies) == 1
    assert reply.kind == "ambiguous"


async def test_taken_and_cut_after_the_reply_is_done():
    async with scripted_mail(QUIT="drop") as server:
        desk_mail = receiver(server.port)
        reply = await desk_mail.send(outgoing())
        await desk_mail.close()
    assert reply.kind == "done"


async def test_one_refused_recipient_does_not_touch_the_other():
    async with mail_server() as box:
        box.refuse = lambda address: "550 unknown" if address.startswith("gone") else None
        desk_mail = receiver(box.port)
        replies = [
            await desk_mail.send(outgoing(n, to))
            for n, to in enumerate(["gone@example.org", "ops@example.org"])
        ]
        await desk_mail.close()
    assert [reply.kind for reply in replies] == ["permanent", "done"]
    assert box.recipients == [["ops@example.org"]]


async def test_a_server_without_starttls_gets_nothing():
    async with scripted_mail() as server:
        reply = await receiver(server.port, security="starttls").send(outgoing())
    assert (reply.kind, reply.whole) == ("temporary", True)
    assert "STARTTLS" in reply.text
    assert "MAIL" not in server.commands


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def server_side(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return context


async def test_mail_goes_over_verified_tls(authority, tmp_path):
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    async with mail_server(server_side(authority, "127.0.0.1")) as box:
        desk_mail = receiver(box.port, security="starttls", ca_file=str(tmp_path / "ca.pem"))
        reply = await desk_mail.send(outgoing())
        await desk_mail.close()
    assert reply.kind == "done"


@pytest.mark.parametrize(("name", "trusted"), [("127.0.0.1", False), ("other.example", True)])
async def test_a_certificate_that_is_not_right_gets_nothing(authority, tmp_path, name, trusted):
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    ca_file = str(tmp_path / "ca.pem") if trusted else None
    async with mail_server(server_side(authority, name)) as box:
        reply = await receiver(box.port, security="starttls", ca_file=ca_file).send(outgoing())
    assert (reply.kind, reply.whole) == ("temporary", True)
    assert "certificate" in reply.text.lower()
    assert box.mails == []


async def test_a_wrong_password_is_temporary_and_never_shown():
    def check(server, session, envelope, mechanism, data):
        return AuthResult(success=False, handled=False, message=f"535 bad password {data.password.decode()}")

    async with mail_server(authenticator=check, auth_require_tls=False) as box:
        reply = await receiver(box.port, username="u", password=Secret("canary-7")).send(outgoing())
    assert (reply.kind, reply.whole) == ("temporary", True)
    assert "535" in reply.text
    assert "canary-7" not in reply.text


async def test_a_password_is_accepted():
    def check(server, session, envelope, mechanism, data):
        return AuthResult(success=data.password == b"canary-7")

    async with mail_server(authenticator=check, auth_require_tls=False) as box:
        desk_mail = receiver(box.port, username="u", password=Secret("canary-7"))
        reply = await desk_mail.send(outgoing())
        await desk_mail.close()
    assert reply.kind == "done"


def test_secrets_do_not_print():
    assert "canary" not in repr(smtp(25, password=Secret("canary-7")))
    assert NOW.tzinfo is not None
