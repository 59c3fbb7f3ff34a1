"""Delivery: from a planned notice to a server's ledger, with faults in between."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from contextlib import asynccontextmanager
from datetime import time, timedelta

import pytest
import structlog

from alerts.delivery import Delivery
from alerts.file import FileReceiver
from alerts.mail import MailReceiver
from alerts.planning import PAGE
from alerts.receivers import Account, Digest, Limit, Outgoing, Reply, SmtpSettings, Timeouts
from alerts.webhook import WebhookReceiver
from tests.alerts.invented import NOW, change, desk, hook, known, log_file, notice
from tests.alerts.memory import Clock, MemoryOutbox
from tests.alerts.servers import OpenPorts, mail_server, scripted_mail, web_server

LOG = structlog.get_logger()
TIMES = Timeouts(connect=0.3, command=0.3, data=0.3, total=1.0)


class Asked:
    """A receiver that answers as told and keeps what it was given."""

    width = 1
    deadline = 0.3

    def __init__(self, name: str, replies: Sequence[Reply] = (), **fields: object) -> None:
        self.settings = desk(name, **fields)
        self.replies = list(replies)
        self.got: list[Outgoing] = []
        self._composer = MailReceiver(self.settings, SmtpSettings("x", 1, "d@example.org", "none"))
        self.compose = self._composer.compose
        self.recipients = self._composer.recipients

    async def send(self, message: Outgoing) -> Reply:
        self.got.append(message)
        return self.replies.pop(0) if self.replies else Reply("done", "250")

    async def close(self) -> None:
        pass


def delivery(outbox: MemoryOutbox, clock: Clock, *receivers: Asked, boot: str = "boot-1", **fields: object):
    named = {receiver.settings.name: receiver for receiver in receivers}
    return Delivery(outbox, named, clock, boot, LOG, **fields)  # type: ignore[arg-type]


@asynccontextmanager
async def running(of: Delivery):
    task = asyncio.create_task(of.run())
    try:
        yield task
    finally:
        await of.stop(2.0)
        await task


async def until(fact, seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not fact():
            await asyncio.sleep(0.005)


def smtp(port: int) -> SmtpSettings:
    return SmtpSettings("127.0.0.1", port, "dateline@example.org", "none", timeouts=TIMES)


async def test_a_notice_reaches_mail_webhook_and_file_at_once(tmp_path):
    outbox, clock = MemoryOutbox(), Clock(NOW)
    async with mail_server() as box, web_server() as server:
        settings = [
            desk("desk", "a@example.org", "b@example.org"),
            hook(server.url),
            log_file(tmp_path / "log"),
        ]
        receivers = {
            "desk": MailReceiver(settings[0], smtp(box.port)),
            "hook": WebhookReceiver(settings[1], OpenPorts(server.port)),
            "log": FileReceiver(settings[2]),
        }
        of = Delivery(outbox, receivers, clock, "boot", LOG)
        async with running(of):
            await asyncio.sleep(0.05)
            incident = known()
            outbox.add(*(notice(incident, receiver=one.name) for one in settings))
            of.poke()
            await until(lambda: outbox.states() == ["sent"] * 4)
    assert sorted(box.recipients) == [["a@example.org"], ["b@example.org"]]
    assert json.loads(server.requests[0][1])["incident"]["incident_id"] == incident.incident_id
    assert (tmp_path / "log").read_text().count("\n") == 1


async def test_a_primed_notice_is_never_sent():
    outbox, desk_ = MemoryOutbox(), Asked("desk")
    outbox.add(notice(primed=True))
    assert await delivery(outbox, Clock(NOW), desk_).pump() == 0


async def test_an_update_goes_into_the_thread_of_the_first_mail():
    outbox, clock, desk_ = MemoryOutbox(), Clock(NOW), Asked("desk")
    incident = known()
    of = delivery(outbox, clock, desk_)
    outbox.add(notice(incident))
    await of.pump()
    outbox.add(notice(incident, reason="toll", version=1, changes=(change(),)))
    await of.pump()
    first, second = desk_.got
    assert f"In-Reply-To: <{first.message_id}@example.org>".encode() in second.payload
    assert second.subject.startswith("Toll 1 -> 3: Kaspiysk")


async def test_an_update_stored_together_with_the_first_still_threads():
    outbox, desk_ = MemoryOutbox(), Asked("desk")
    incident = known()
    outbox.add(notice(incident), notice(incident, reason="toll", version=1, changes=(change(),)))
    await delivery(outbox, Clock(NOW), desk_).pump()
    assert f"<{desk_.got[0].message_id}@example.org>".encode() in desk_.got[1].payload


async def test_a_temporary_failure_comes_again_unchanged_on_schedule():
    outbox, clock = MemoryOutbox(), Clock(NOW)
    desk_ = Asked("desk", [Reply("temporary", "451 later")] * 2)
    of = delivery(outbox, clock, desk_)
    outbox.add(notice())
    assert await of.pump() == 1
    assert await of.pump() == 0
    clock.pass_(seconds=75)
    await of.pump()
    clock.pass_(minutes=6, seconds=1)
    await of.pump()
    assert outbox.states() == ["sent"]
    assert len({(message.message_id, message.payload) for message in desk_.got}) == 1
    assert [reply for _, reply in next(iter(outbox.messages.values())).log] == [
        "451 later",
        "451 later",
        "250",
    ]


async def test_a_crash_while_sending_repeats_the_same_message():
    outbox, clock, desk_ = MemoryOutbox(), Clock(NOW), Asked("desk")
    outbox.add(notice())
    before = delivery(outbox, clock, desk_, boot="boot-1")
    await before._planner.plan(NOW, ())
    (claimed,) = await outbox.claim("desk", NOW, "boot-1", 10)
    await desk_.send(Outgoing(claimed.message_id, claimed.recipient, claimed.subject, claimed.payload))
    async with running(delivery(outbox, clock, desk_, boot="boot-2")):
        await until(lambda: outbox.states() == ["sent"])
    assert desk_.got[0] == desk_.got[1]


async def test_a_dead_receiver_delays_no_other():
    outbox, clock = MemoryOutbox(), Clock(NOW)
    async with scripted_mail(greeting="hang") as tarpit, mail_server() as box:
        bad = MailReceiver(desk("bad"), smtp(tarpit.port))
        good = MailReceiver(desk("good"), smtp(box.port))
        of = Delivery(outbox, {"bad": bad, "good": good}, clock, "boot", LOG)
        for _ in range(30):
            outbox.add(notice(receiver="bad"), notice(receiver="good"))
        async with running(of):
            await until(lambda: len(box.mails) == 30, 2.0)
            tried = [len(row.log) for row in outbox.messages.values() if row.new.receiver == "bad"]
    assert sum(tried) <= 2


async def test_the_first_of_a_flood_goes_out_before_the_last_is_routed():
    class Counting(Asked):
        unrouted = 0

        async def send(self, message: Outgoing) -> Reply:
            if not self.got:
                self.unrouted = sum(row.state == "planned" for row in outbox.notices.values())
            return await super().send(message)

    outbox, clock, desk_ = MemoryOutbox(), Clock(NOW), Counting("desk")
    outbox.add(*(notice() for _ in range(3 * PAGE)))
    async with running(delivery(outbox, clock, desk_)):
        await until(lambda: len(desk_.got) == 3 * PAGE, 60.0)
    assert desk_.unrouted >= PAGE


async def test_a_queue_for_a_receiver_that_is_down_keeps_its_attempts():
    outbox, clock = MemoryOutbox(), Clock(NOW)
    desk_ = Asked("desk", [Reply("temporary", "refused", whole=True)])
    for _ in range(20):
        outbox.add(notice())
    of = delivery(outbox, clock, desk_)
    assert await of.pump() == 1
    assert sorted(row.attempt for row in outbox.messages.values()) == [0] * 19 + [1]
    clock.pass_(minutes=2)
    await of.pump()
    assert outbox.states() == ["sent"] * 20


async def test_three_days_without_a_server_lose_nothing():
    outbox, clock = MemoryOutbox(), Clock(NOW)
    down = Reply("temporary", "connecting: refused", whole=True)
    desk_, log_ = Asked("desk", [down] * 10_000), Asked("log")
    of = delivery(outbox, clock, desk_, log_, owner="desk")
    outbox.add(*(notice() for _ in range(5)))
    while clock() < NOW + timedelta(days=3):
        await of.pump()
        clock.pass_(minutes=10)
    assert {r.state for r in outbox.messages.values() if r.new.receiver == "desk"} <= {"pending", "deferred"}
    assert [message.subject for message in log_.got] == ["Dateline: receiver desk does not work"]
    desk_.replies.clear()
    clock.pass_(hours=2)
    await of.pump()
    await of.pump()
    assert set(outbox.states()) == {"sent"}


async def test_when_a_receiver_works_again_what_was_put_off_for_hours_goes_at_once():
    outbox, clock = MemoryOutbox(), Clock(NOW)
    desk_ = Asked("desk", [Reply("temporary", "refused", whole=True)] * 8)
    of = delivery(outbox, clock, desk_)
    outbox.add(notice())
    while desk_.replies:
        await of.pump()
        clock.pass_(minutes=20)
    assert all(row.next_at > clock() for row in outbox.messages.values())
    outbox.add(notice())
    await of.pump()
    assert outbox.states() == ["sent"] * 2


async def test_what_is_refused_again_while_catching_up_is_tried_once_and_holds_up_nothing():
    full = Reply("temporary", "452 mailbox full")
    down = Reply("temporary", "refused", whole=True)
    outbox, clock = MemoryOutbox(), Clock(NOW)
    desk_ = Asked("desk", [down, Reply("done", "250"), *[full] * 14])
    of = delivery(outbox, clock, desk_)
    outbox.add(*(notice() for _ in range(30)))
    await of.pump()
    clock.pass_(minutes=2)
    await of.pump()
    assert outbox.states().count("sent") == 16
    assert max(row.attempt for row in outbox.messages.values()) <= 2


async def test_retry_after_is_said_to_all_messages_of_the_receiver():
    outbox, clock = MemoryOutbox(), Clock(NOW)
    async with web_server() as server:
        server.status, server.headers = 429, {"Retry-After": "3600"}
        receivers = {"hook": WebhookReceiver(hook(server.url), OpenPorts(server.port))}
        of = Delivery(outbox, receivers, clock, "boot", LOG)
        outbox.add(*(notice(receiver="hook") for _ in range(3)))
        async with running(of):
            await until(lambda: server.requests)
            await until(lambda: "deferred" in outbox.states())
            of.poke()
            await asyncio.sleep(0.1)
    assert len(server.requests) == 1
    assert sorted(row.attempt for row in outbox.messages.values()) == [0, 0, 1]


async def test_a_permanent_refusal_is_told_to_the_owner_through_another_receiver_once_a_day():
    outbox, clock = MemoryOutbox(), Clock(NOW)
    desk_, log_ = Asked("desk", [Reply("permanent", "550 unknown user")] * 3), Asked("log")
    of = delivery(outbox, clock, desk_, log_, owner="desk")
    outbox.add(*(notice() for _ in range(3)))
    await of.pump()
    await of.pump()
    assert outbox.states().count("dead") == 3
    assert [message.subject for message in log_.got] == ["Dateline: receiver desk: a message was given up"]


async def test_410_disables_the_receiver_and_holds_what_is_meant_for_it():
    outbox, clock = MemoryOutbox(), Clock(NOW)
    hook_, log_ = Asked("hook", [Reply("gone", "410 Gone")]), Asked("log")
    of = delivery(outbox, clock, hook_, log_, owner="log")
    outbox.add(*(notice(receiver="hook") for _ in range(3)))
    await of.pump()
    outbox.add(notice(receiver="hook"))
    await of.pump()
    states = sorted(row.state for row in outbox.messages.values() if row.new.receiver == "hook")
    assert states == ["dead", "held", "held", "held"]
    assert len(hook_.got) == 1
    assert [message.subject for message in log_.got] == ["Dateline: receiver hook is disabled"]


async def test_a_receiver_that_is_enabled_again_is_used_without_a_restart():
    outbox, clock = MemoryOutbox(), Clock(NOW)
    hook_, log_ = Asked("hook", [Reply("gone", "410 Gone")]), Asked("log")
    of = delivery(outbox, clock, hook_, log_, owner="log")
    outbox.add(notice(receiver="hook"))
    async with running(of), asyncio.timeout(5):
        while not log_.got:
            await asyncio.sleep(0.01)
        outbox.gone.clear()
        outbox.add(notice(receiver="hook"))
        of.poke()
        while len(hook_.got) < 2:
            await asyncio.sleep(0.01)
    assert len(hook_.got) == 2


async def test_five_days_of_failure_disable_a_receiver():
    outbox, clock = MemoryOutbox(), Clock(NOW)
    desk_, log_ = Asked("desk", [Reply("temporary", "refused", whole=True)] * 10_000), Asked("log")
    of = delivery(outbox, clock, desk_, log_, owner="log")
    outbox.add(*(notice() for _ in range(3)))
    while clock() < NOW + timedelta(days=6):
        await of.pump()
        clock.pass_(hours=1)
    assert list(outbox.gone) == ["desk"]
    assert "pending" not in outbox.states()


async def test_when_all_receivers_are_dead_nothing_loops_and_nothing_is_lost():
    outbox, clock = MemoryOutbox(), Clock(NOW)
    dead = Reply("permanent", "550 no")
    one, two = Asked("one", [dead] * 100), Asked("two", [dead] * 100)
    of = delivery(outbox, clock, one, two, owner="one")
    outbox.add(notice(receiver="one"), notice(receiver="two"))
    for _ in range(10):
        await of.pump()
        clock.pass_(hours=1)
    assert set(outbox.states()) == {"dead"}
    assert len(one.got) + len(two.got) == 4


async def test_a_notice_for_a_receiver_the_config_no_longer_names_waits_with_a_reason():
    outbox, clock, desk_ = MemoryOutbox(), Clock(NOW), Asked("desk")
    outbox.add(notice(receiver="gone"), notice())
    await delivery(outbox, clock, desk_).pump()
    assert len(desk_.got) == 1
    (row,) = [row for row in outbox.notices.values() if row.notice.receiver == "gone"]
    assert (row.state, row.why) == ("held", "receiver: the config names no gone")
    clock.pass_(days=1, minutes=1)
    back = Asked("gone")
    await delivery(outbox, clock, back).pump()
    assert len(back.got) == 1


async def test_a_fault_of_ours_in_one_send_ends_neither_the_lane_nor_the_message():
    class Broken(Asked):
        async def send(self, message: Outgoing) -> Reply:
            await super().send(message)
            if len(self.got) == 1:
                raise RuntimeError("a fault")
            return Reply("done", "250")

    outbox, clock, desk_ = MemoryOutbox(), Clock(NOW), Broken("desk")
    outbox.add(notice(), notice())
    of = delivery(outbox, clock, desk_)
    await of.pump()
    assert sorted(outbox.states()) == ["deferred", "sent"]


async def test_a_send_that_never_ends_is_cut_off():
    class Stuck(Asked):
        async def send(self, message: Outgoing) -> Reply:
            await asyncio.sleep(3600)
            raise AssertionError

    outbox, clock = MemoryOutbox(), Clock(NOW)
    outbox.add(notice())
    await delivery(outbox, clock, Stuck("desk")).pump()
    assert outbox.states() == ["deferred"]


async def test_stopping_cuts_off_what_hangs_and_leaves_it_due():
    class Stuck(Asked):
        deadline = 3600.0

        async def send(self, message: Outgoing) -> Reply:
            self.got.append(message)
            await asyncio.sleep(3600)
            raise AssertionError

    outbox, clock, desk_ = MemoryOutbox(), Clock(NOW), Stuck("desk")
    outbox.add(notice(), notice())
    of = delivery(outbox, clock, desk_)
    task = asyncio.create_task(of.run())
    await until(lambda: desk_.got)
    await of.stop(0.1)
    await task
    assert sorted(outbox.states()) == ["deferred", "pending"]


async def test_a_reply_that_the_outbox_could_not_take_is_written_down_later_and_not_sent_again():
    class Full(MemoryOutbox):
        full = True

        async def settle(self, *fields):
            if self.full:
                raise OSError("no space left")
            await super().settle(*fields)

    outbox, clock, desk_ = Full(), Clock(NOW), Asked("desk")
    outbox.add(notice())
    of = delivery(outbox, clock, desk_)
    with pytest.raises(OSError, match="no space left"):
        await of.pump()
    outbox.full = False
    await of.pump()
    assert outbox.states() == ["sent"]
    assert len(desk_.got) == 1


async def test_what_the_outbox_raises_ends_the_run():
    class Broken(MemoryOutbox):
        async def claim(self, *fields):
            raise OSError("input/output error")

    outbox = Broken()
    outbox.add(notice())
    with pytest.raises(OSError, match="input/output"):
        await asyncio.wait_for(delivery(outbox, Clock(NOW), Asked("desk")).run(), 5)


async def test_a_service_message_with_the_same_key_is_told_once():
    outbox, clock, log_ = MemoryOutbox(), Clock(NOW), Asked("log")
    of = delivery(outbox, clock, log_, owner="log")
    for _ in range(3):
        await of.tell_owner("silent:Hill Courier", "Hill Courier is silent", "No article for 12 hours.")
        await of.pump()
    assert [message.subject for message in log_.got] == ["Dateline: Hill Courier is silent"]


async def test_a_digest_proves_silence():
    class Book:
        async def account(self, since, until):
            return Account(43, 41, ("A", "B"), (), {"opened": 4, "no_incident": 1200})

    outbox, clock = MemoryOutbox(), Clock(NOW)
    morning = Asked("morning", zone="Europe/Vienna", digest=Digest(time(7, 30)))
    of = delivery(outbox, clock, morning, accounts=Book())
    await of.pump()
    assert morning.got == []
    clock.pass_(hours=18)
    await of.pump()
    await of.pump()
    assert [message.subject for message in morning.got] == ["Digest: 0 incidents"]
    assert b"41 of 43 sources healthy, 2 silent (A, B)." in morning.got[0].payload
    assert b"1,204 articles read: 4 opened, 1,200 no incident." in morning.got[0].payload


async def test_a_digest_holds_what_comes_and_sends_it_in_one():
    outbox, clock = MemoryOutbox(), Clock(NOW)
    morning = Asked("morning", zone="Europe/Vienna", digest=Digest(time(7, 30)))
    of = delivery(outbox, clock, morning)
    outbox.add(*(notice(receiver="morning") for _ in range(3)))
    await of.pump()
    assert {row.why for row in outbox.notices.values()} == {"digest: goes out at 07:30 Europe/Vienna"}
    clock.pass_(days=1)
    await of.pump()
    assert len(morning.got) == 1
    assert morning.got[0].subject.startswith("Digest: 3 incidents: Kaspiysk")
    assert {row.state for row in outbox.notices.values()} == {"routed"}


@pytest.mark.parametrize(
    ("rule", "messages"),
    [
        ({"digest": Digest(time(7, 30))}, 1),
        ({"group": timedelta(minutes=2)}, 1),
        ({"limit": Limit(10, timedelta(hours=1))}, 10),
    ],
)
async def test_a_flood_is_summed_up_whole_however_many_it_is(rule, messages):
    outbox, clock = MemoryOutbox(), Clock(NOW)
    told, machine = Asked("desk", **rule), Asked("ops")
    of = delivery(outbox, clock, told, machine)
    flood = 2 * PAGE + 50
    outbox.add(*(notice(known(), receiver=name) for _ in range(flood) for name in ("desk", "ops")))
    for _ in range(3):
        await of.pump()
        clock.pass_(minutes=2 if "group" in rule else 0, days=1 if "digest" in rule else 0)
    assert len([message for message in told.got if message.subject != "Digest: 0 incidents"]) == messages
    assert len(machine.got) == flood
    assert {row.state for row in outbox.notices.values()} == {"routed"}
