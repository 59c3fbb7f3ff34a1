"""Chat through Apprise."""

from __future__ import annotations

import json
import sys

import pytest

from alerts.chat import ChatReceiver
from alerts.receivers import Chat, Outgoing, ReceiverSettings, Secret
from incidents.errors import DatelineError
from tests.alerts.invented import draft
from tests.alerts.servers import web_server

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # Apprise's own


def settings(*urls: str) -> ReceiverSettings:
    return ReceiverSettings("room", Chat(tuple(Secret(url) for url in urls)))


def test_without_the_extra_the_error_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(DatelineError, match=r"-m pip install apprise$"):
        ChatReceiver(settings("json://127.0.0.1/"))


async def test_each_address_gets_the_subject_and_a_short_text():
    async with web_server() as server:
        room = ChatReceiver(
            settings(f"json://127.0.0.1:{server.port}/one", f"json://127.0.0.1:{server.port}/two")
        )
        for recipient in room.recipients():
            subject, payload = room.compose(draft(recipient=recipient))
            reply = await room.send(Outgoing("msg_1", recipient, subject, payload))
            assert reply.kind == "done"
    assert len(server.requests) == 2
    body = json.loads(server.requests[0][1])
    assert body["title"].startswith("Kaspiysk, Dagestan (RU): stabbing")
    assert len(body["message"]) <= 3500


async def test_a_failure_is_temporary_and_shows_no_token():
    async with web_server() as server:
        server.status = 500
        room = ChatReceiver(settings(f"json://canary-5@127.0.0.1:{server.port}/"))
        subject, payload = room.compose(draft())
        reply = await room.send(Outgoing("msg_1", room.recipients()[0], subject, payload))
    assert (reply.kind, reply.whole) == ("temporary", True)
    assert "canary" not in reply.text + repr(room.settings) + "".join(room.recipients())


async def test_what_is_no_address_is_temporary():
    room = ChatReceiver(settings("nothing at all"))
    reply = await room.send(Outgoing("msg_1", "room/1", "s", b"{}"))
    assert reply.kind == "temporary"
