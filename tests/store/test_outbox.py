"""Notices are unique, messages are claimed before they are sent, and everything has an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from incidents.incident import Report
from incidents.notices import Notice, Told
from store.database import Database
from store.packing import dump, pack_json, unpack_json
from tests.store.invented import DAY, HOUR, MINUTE, NOW, change, known, message, notice


def planned(db: Database, *numbers: int, receiver: str = "desk") -> list[Notice]:
    made = [notice(number, receiver) for number in numbers]
    db.outbox.add(made)
    return made


def put(db: Database, *numbers: int, receiver: str = "desk", **changes: object) -> None:
    planned(db, *numbers, receiver=receiver)
    for number in numbers:
        db.outbox.put_message(message(number, receiver, **changes))


def state(db: Database, number: int = 1, receiver: str = "desk") -> tuple[str, int]:
    found = db.outbox.show(message(number, receiver).message_id)
    assert found is not None
    return found.state, found.attempt


def test_a_notice_comes_back_as_it_was(db: Database) -> None:
    made = notice()
    assert db.outbox.add([made]) == 1
    assert db.outbox.unrouted(NOW) == [made]


def test_receivers_that_are_told_the_same_share_a_snapshot(db: Database) -> None:
    made = [notice(1), notice(1, "hook"), notice(1, "other", why="another rule")]
    db.outbox.add(made)
    assert db.outbox.unrouted(NOW) == made
    snapshots = [row[0] for row in db._c.rows("SELECT snapshot FROM notices ORDER BY number")]
    assert snapshots[0] == snapshots[1] != snapshots[2]


def test_a_long_history_is_stored_compressed(db: Database) -> None:
    reports = tuple(Report(f"https://a.example/{n}", "A", NOW, f"o{n}") for n in range(200))
    made = notice(known=replace(notice().known, reports=reports))
    db.outbox.add([made])
    assert db.outbox.unrouted(NOW) == [made]
    assert db._c.number("SELECT length(snapshot) FROM notices") < 4096


def test_a_snapshot_of_the_first_release_is_read(db: Database) -> None:
    made = notice()
    db.outbox.add([made])
    whole = unpack_json(db._c.rows("SELECT snapshot FROM notices")[0][0])
    whole |= {"notice_id": made.notice_id, "at": "2026-03-02T12:00:00Z", "watches": list(made.watches)}
    db._c.run("UPDATE notices SET snapshot = ?", (pack_json(dump(whole)),))
    assert db.outbox.unrouted(NOW) == [made]


def test_the_same_notice_is_planned_once(db: Database) -> None:
    planned(db, 1)
    again = replace(notice(1), notice_id="another id")
    assert db.outbox.add([notice(1), again, notice(1, "hook")]) == 1
    assert [n.receiver for n in db.outbox.unrouted(NOW)] == ["desk", "hook"]
    later = [notice(1, reason="toll", notice_id="n1t"), notice(1, version=2, notice_id="n1v")]
    assert db.outbox.add(later) == 2


def test_what_was_told_is_known_by_receiver(db: Database) -> None:
    primed = notice(1, "hook", primed=True)
    db.outbox.add([notice(1), primed, notice(2)])
    assert db.outbox.told("i1") == [
        Told("desk", "new", 1, False, NOW),
        Told("hook", "new", 1, True, NOW),
    ]


def test_a_notice_that_is_withdrawn_is_taken_out_while_it_waits(db: Database) -> None:
    waits = replace(notice(1, reason="toll", notice_id="n1t"), until=NOW + DAY, changes=(change(),))
    db.outbox.add([waits])
    assert db.outbox.add([replace(waits, changes=())]) == 0
    assert db.outbox.told("i1") == []
    db.outbox.add([waits])
    db.outbox.hold(["n1t"], NOW + DAY, "quiet hours")
    db.outbox.add([replace(waits, changes=())])
    assert len(db.outbox.told("i1")) == 1


def test_a_notice_that_waits_is_amended_until_its_window_closes(db: Database) -> None:
    waits = replace(notice(1, reason="toll", notice_id="n1t"), until=NOW + DAY)
    assert db.outbox.add([waits]) == 1
    assert db.outbox.unrouted(NOW) == []
    assert db.outbox.unrouted(NOW + DAY - MINUTE) == []
    assert [n.notice_id for n in db.outbox.unrouted(NOW + DAY)] == ["n1t"]
    assert [t.waiting for t in db.outbox.told("i1")] == [waits]
    amended = replace(waits, why="more came")
    assert db.outbox.add([amended]) == 1
    assert db.outbox.add([amended]) == 0
    assert [n.why for n in db.outbox.unrouted(NOW + DAY)] == ["more came"]
    db.outbox.hold(["n1t"], NOW + 2 * DAY, "quiet")
    assert db.outbox.add([replace(waits, why="too late")]) == 0


def test_a_primed_notice_is_never_sent(db: Database) -> None:
    db.outbox.add([notice(1, primed=True)])
    assert db.outbox.unrouted(NOW + 9 * DAY) == []
    with pytest.raises(ValueError, match="primed or silenced"):
        db.outbox.put_message(message(1))
    db.outbox.hold(["n1-desk"], NOW, "quiet")
    answer = db.outbox.answer("n1-desk")
    assert answer is not None
    assert (answer.state, answer.messages) == ("primed", ())


def test_a_held_notice_waits_and_then_comes_in_order(db: Database) -> None:
    planned(db, 1, 2, 3)
    db.outbox.hold(["n1-desk", "n2-desk"], NOW + HOUR, "quiet hours")
    assert [n.notice_id for n in db.outbox.unrouted(NOW)] == ["n3-desk"]
    assert [n.notice_id for n in db.outbox.unrouted(NOW + HOUR - MINUTE)] == ["n3-desk"]
    answer = db.outbox.answer("n1-desk")
    assert answer is not None
    assert (answer.state, answer.until, answer.reason) == ("held", NOW + HOUR, "quiet hours")
    assert [n.notice_id for n in db.outbox.unrouted(NOW + HOUR)] == ["n1-desk", "n2-desk", "n3-desk"]


def test_a_silenced_notice_stays_silent(db: Database) -> None:
    planned(db, 1)
    db.outbox.silence(["n1-desk"], "silence 4: drills")
    assert db.outbox.unrouted(NOW + DAY) == []
    with pytest.raises(ValueError, match="silenced"):
        db.outbox.put_message(message(1))
    assert db.outbox.notices.count() == {"silenced": 1}


def test_a_message_takes_its_notices(db: Database) -> None:
    planned(db, 1, 2)
    assert db.outbox.put_message(message(1, notice_ids=("n1-desk", "n2-desk")))
    assert db.outbox.unrouted(NOW) == []
    assert db.outbox.notice_ids(message(1).message_id) == ["n1-desk", "n2-desk"]
    stored = db.outbox.show(message(1).message_id)
    assert stored is not None
    assert (stored.payload, stored.subject) == (message(1).payload, message(1).subject)


def test_two_recipients_of_one_notice_have_a_message_each(db: Database) -> None:
    planned(db, 1)
    second = message(1, message_id="<second>", recipient="other@example.org")
    assert db.outbox.put_messages([message(1), second]) == 2
    answer = db.outbox.answer("n1-desk")
    assert answer is not None
    assert [m.recipient for m in answer.messages] == ["desk@example.org", "other@example.org"]


def test_an_alert_never_takes_an_id_in_use(db: Database) -> None:
    planned(db, 1, 2)
    db.outbox.put_message(message(1))
    with pytest.raises(ValueError, match="in use"):
        db.outbox.put_message(message(1, notice_ids=("n2-desk",)))
    assert [n.notice_id for n in db.outbox.unrouted(NOW)] == ["n2-desk"]


def test_news_of_the_service_is_told_once(db: Database) -> None:
    silent = message(1, "owner", kind="service", notice_ids=(), message_id="silent-source-7")
    assert db.outbox.put_message(silent)
    assert not db.outbox.put_message(silent)
    assert db.outbox.count() == {"pending": 1}


def test_a_claim_is_committed_before_it_is_returned(db: Database, path: Path) -> None:
    put(db, 1)
    (claimed,) = db.outbox.claim(NOW, "boot1", 10)
    assert (claimed.state, claimed.attempt, claimed.payload) == ("sending", 1, b"rendered \x00 once")
    with Database.open(path, read_only=True) as reader:
        assert state(reader) == ("sending", 1)
    assert db.outbox.claim(NOW, "boot1", 10) == []


def test_what_is_not_due_is_not_claimed(db: Database) -> None:
    put(db, 1, next_at=NOW + MINUTE)
    assert db.outbox.claim(NOW, "boot1", 10) == []
    assert db.outbox.next_due() == NOW + MINUTE
    assert len(db.outbox.claim(NOW + MINUTE, "boot1", 10)) == 1
    assert db.outbox.next_due() is None


def test_a_long_queue_delays_no_other_receiver(db: Database) -> None:
    put(db, *range(100), receiver="dead")
    put(db, 1, 2, receiver="desk")
    claimed = db.outbox.claim(NOW, "boot1", 4)
    assert [m.receiver for m in claimed] == ["dead", "desk", "dead", "desk"]
    assert [m.receiver for m in db.outbox.claim(NOW, "boot1", 4, busy={"dead"})] == []


def test_a_reply_is_kept_with_each_attempt(db: Database) -> None:
    put(db, 1)
    message_id = message(1).message_id
    db.outbox.claim(NOW, "boot1", 1)
    assert db.outbox.settle(message_id, "deferred", "451 later", NOW + MINUTE, NOW + HOUR)
    assert state(db) == ("deferred", 1)
    assert db.outbox.claim(NOW + MINUTE, "boot1", 1) == []
    db.outbox.claim(NOW + HOUR, "boot1", 1)
    assert db.outbox.settle(message_id, "sent", "250 ok", NOW + HOUR)
    assert state(db) == ("sent", 2)
    log = db.outbox.deliveries(message_id)
    assert [(d.attempt, d.status, d.reply) for d in log] == [
        (1, "deferred", "451 later"),
        (2, "sent", "250 ok"),
    ]
    assert (log[0].started_at, log[0].settled_at) == (NOW, NOW + MINUTE)


def test_a_message_is_settled_once(db: Database) -> None:
    put(db, 1)
    message_id = message(1).message_id
    assert not db.outbox.settle(message_id, "sent", "", NOW)
    db.outbox.claim(NOW, "boot1", 1)
    assert db.outbox.settle(message_id, "sent", "250", NOW)
    assert not db.outbox.settle(message_id, "dead", "550", NOW)
    assert state(db) == ("sent", 1)
    with pytest.raises(ValueError, match="next attempt"):
        db.outbox.settle(message_id, "deferred", "", NOW)


def test_what_another_boot_was_sending_is_sent_again(db: Database) -> None:
    put(db, 1, 2)
    db.outbox.claim(NOW, "boot1", 1)
    db.outbox.claim(NOW, "boot2", 1)
    assert db.outbox.recover("boot2") == 1
    assert (state(db, 1), state(db, 2)) == (("pending", 1), ("sending", 1))
    (again,) = db.outbox.claim(NOW, "boot2", 10)
    assert (again.message_id, again.attempt) == (message(1).message_id, 2)
    assert [d.status for d in db.outbox.deliveries(again.message_id)] == ["unanswered", "sending"]


def test_a_disabled_receiver_loses_nothing(db: Database) -> None:
    put(db, 1, 2)
    put(db, 1, receiver="hook")
    db.outbox.claim(NOW, "boot1", 1)
    db.outbox.disable_receiver("desk", "410 gone", NOW)
    assert db.outbox.settle(message(1).message_id, "deferred", "410", NOW, NOW)
    put(db, 3)
    assert [state(db, n)[0] for n in (1, 2, 3)] == ["held", "held", "held"]
    assert [m.receiver for m in db.outbox.claim(NOW, "boot1", 10)] == ["hook"]
    desk, hook = db.outbox.receivers()
    assert (desk.name, desk.disabled_at, desk.reason, desk.messages) == ("desk", NOW, "410 gone", {"held": 3})
    assert (hook.disabled_at, hook.messages) == (None, {"sending": 1})
    assert db.outbox.enable_receiver("desk") == 3
    assert len(db.outbox.claim(NOW, "boot1", 10)) == 3


def test_a_replay_for_a_disabled_receiver_puts_it_back_into_use(db: Database) -> None:
    put(db, 1, 2)
    db.outbox.claim(NOW, "boot1", 1)
    db.outbox.disable_receiver("desk", "410 gone", NOW)
    db.outbox.settle(message(1).message_id, "dead", "410", NOW)
    assert db.outbox.replay(NOW + DAY, receiver="desk") == 2
    assert db.outbox.receivers()[0].disabled_at is None
    again = db.outbox.claim(NOW + DAY, "boot1", 10)
    assert {m.message_id for m in again} == {message(1).message_id, message(2).message_id}


def test_the_dead_are_sent_again_under_their_ids(db: Database) -> None:
    put(db, 1, 2, 3)
    for claimed in db.outbox.claim(NOW, "boot1", 2):
        db.outbox.settle(claimed.message_id, "dead", "550 no such user", NOW)
    assert db.outbox.replay(NOW + DAY, receiver="desk") == 2
    again = db.outbox.claim(NOW + DAY, "boot1", 10)
    assert {m.message_id for m in again} == {message(n).message_id for n in (1, 2, 3)}
    assert {m.attempt for m in again} == {1}
    assert len(db.outbox.deliveries(message(1).message_id)) == 2
    assert db.outbox.replay(NOW, message_ids=[message(1).message_id]) == 0
    db.outbox.settle(message(1).message_id, "sent", "250", NOW + DAY)
    assert db.outbox.replay(NOW, message_ids=[message(1).message_id]) == 1


def test_a_thread_begins_with_the_first_message(db: Database) -> None:
    put(db, 1)
    db.outbox.add([notice(1, reason="toll", notice_id="n1t")])
    db.outbox.put_message(message(1, message_id="<second>", notice_ids=("n1t",)))
    assert db.outbox.thread("i1", "desk", "desk@example.org") == message(1).message_id
    assert db.outbox.thread("i1", "desk", "other@example.org") is None


def test_every_notice_has_an_answer(db: Database) -> None:
    put(db, 1)
    db.outbox.claim(NOW, "boot1", 1)
    db.outbox.settle(message(1).message_id, "sent", "250 queued as 77", NOW + MINUTE)
    answer = db.outbox.answer("n1-desk")
    assert answer is not None
    (carrier,) = answer.messages
    assert (answer.state, carrier.state, carrier.reply) == ("routed", "sent", "250 queued as 77")
    assert (carrier.settled_at, carrier.recipient) == (NOW + MINUTE, "desk@example.org")
    assert db.outbox.answer("nothing") is None


def test_notices_and_messages_are_listed(db: Database) -> None:
    put(db, 1, 2)
    put(db, 3, receiver="hook")
    planned(db, 4)
    assert [m.message_id for m in db.outbox.find(receiver="desk", limit=1)] == [message(2).message_id]
    assert len(db.outbox.find(state="pending", kind="alert")) == 3
    assert [row.notice.notice_id for row in db.outbox.notices.find(state="planned")] == ["n4-desk"]
    assert len(db.outbox.notices.find(receiver="desk", since=NOW)) == 3
    assert db.outbox.notices.find(incident_id="i3")[0].state == "routed"


def test_a_big_incident_fits_into_its_notice(db: Database) -> None:
    big = known("i1", reports=known().reports * 1000, words=frozenset())
    db.outbox.add([notice(1, known=big)])
    assert db.outbox.unrouted(NOW)[0].known == big


def test_due_times_follow_a_clock_that_is_set(db: Database) -> None:
    put(db, 1, next_at=NOW + HOUR)
    db.sources.sync([("News", "https://news.example/feed", "feed")], NOW)
    db.rebase(-400 * DAY, NOW - 400 * DAY)
    assert db.outbox.next_due() == NOW + HOUR - 400 * DAY
    assert db.sources.next_due() == NOW - 400 * DAY
    db.rebase(400 * DAY, NOW)
    assert db.sources.next_due() == NOW


def test_what_was_written_since_the_clock_was_set_is_not_moved_ahead(db: Database) -> None:
    put(db, 1, next_at=NOW + 30 * DAY)
    db.sources.sync([("News", "https://news.example/feed", "feed")], NOW + 30 * DAY + MINUTE)
    db.rebase(30 * DAY, NOW + 30 * DAY + timedelta(seconds=1))
    assert db.outbox.next_due() == NOW + 30 * DAY
    assert db.sources.next_due() == NOW + 30 * DAY + MINUTE


def test_silences_and_acknowledgements_are_kept(db: Database) -> None:
    number = db.meta.add_silence({"watch": "Attacks"}, NOW, NOW + DAY, "exercise")
    db.meta.add_silence({}, NOW, NOW + MINUTE, "short")
    assert [s.comment for s in db.meta.silences(NOW + HOUR)] == ["exercise"]
    assert db.meta.silences(NOW)[0].matcher == {"watch": "Attacks"}
    assert db.meta.end_silence(number)
    assert not db.meta.end_silence(number)
    assert db.meta.silences(NOW + HOUR) == []
    db.meta.acknowledge("i1", NOW, "seen")
    assert db.meta.acknowledgements("i1") == [(NOW, "seen")]
