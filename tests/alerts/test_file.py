"""The file receiver on a real file system."""

from __future__ import annotations

import json
import os

from alerts.file import FileReceiver
from alerts.receivers import Outgoing
from tests.alerts.invented import draft, log_file, notice


def outgoing(receiver: FileReceiver, number: int = 1) -> Outgoing:
    subject, payload = receiver.compose(draft(notice(), recipient="log"))
    return Outgoing(f"msg_{number}", "log", subject, payload)


async def test_every_alert_is_a_line_of_json_and_a_line_for_people(tmp_path):
    said: list[str] = []
    receiver = FileReceiver(log_file(tmp_path / "alerts.jsonl"), said.append)
    replies = [await receiver.send(outgoing(receiver, n)) for n in range(3)]
    lines = (tmp_path / "alerts.jsonl").read_text("utf-8").splitlines()
    assert {reply.kind for reply in replies} == {"done"}
    assert [json.loads(line)["reason"] for line in lines] == ["new"] * 3
    assert len(said) == 3
    assert said[0].startswith("Kaspiysk")


async def test_a_line_that_a_crash_cut_does_not_spoil_the_next(tmp_path):
    path = tmp_path / "alerts.jsonl"
    path.write_text('{"notice_id": "half')
    receiver = FileReceiver(log_file(path))
    await receiver.send(outgoing(receiver))
    first, second = path.read_text("utf-8").splitlines()
    assert first == '{"notice_id": "half'
    assert json.loads(second)["reason"] == "new"


async def test_a_path_that_cannot_be_written_is_temporary(tmp_path):
    for path in (tmp_path, tmp_path / "no" / "such" / "folder.jsonl"):
        receiver = FileReceiver(log_file(path))
        reply = await receiver.send(outgoing(receiver))
        assert (reply.kind, reply.whole) == ("temporary", True)


async def test_a_pipe_is_refused_rather_than_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    receiver = FileReceiver(log_file(tmp_path / "pipe"))
    reply = await receiver.send(outgoing(receiver))
    assert reply.kind == "temporary"
    assert "regular" in reply.text


async def test_a_dash_is_standard_output(capfdbinary):
    receiver = FileReceiver(log_file("-"))
    await receiver.send(outgoing(receiver))
    assert json.loads(capfdbinary.readouterr().out)["reason"] == "new"
