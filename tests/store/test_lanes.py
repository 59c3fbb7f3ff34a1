"""Each receiver has a lane of its own: what is due in it, held, claimed and let go."""

from __future__ import annotations

from store.database import Database
from tests.store.invented import DAY, HOUR, MINUTE, NOW, message, notice


def put(db: Database, *numbers: int, receiver: str = "desk", **changes: object) -> None:
    for number in numbers:
        db.outbox.add([notice(number, receiver)])
        db.outbox.put_message(message(number, receiver, **changes))


def test_a_claim_is_of_one_lane(db: Database) -> None:
    put(db, 1, 2, 3)
    put(db, 1, receiver="hook")
    claimed = db.lanes.claim("desk", NOW, "boot1", 2)
    assert [(m.message_id, m.state) for m in claimed] == [
        (message(1).message_id, "sending"),
        (message(2).message_id, "sending"),
    ]
    assert db.lanes.next_due() == {"desk": NOW, "hook": NOW}


def test_what_is_let_go_was_never_tried(db: Database) -> None:
    put(db, 1, 2)
    claimed = db.lanes.claim("desk", NOW, "boot1", 2)
    db.outbox.settle(claimed[1].message_id, "sent", "250", NOW)
    db.lanes.release([one.message_id for one in claimed])
    (again,) = db.lanes.claim("desk", NOW, "boot1", 2)
    assert (again.message_id, again.attempt) == (message(1).message_id, 1)
    assert [d.status for d in db.outbox.deliveries(message(2).message_id)] == ["sent"]


def test_holds_are_told_with_their_reasons(db: Database) -> None:
    db.outbox.add([notice(number) for number in range(4)])
    db.outbox.hold(["n0-desk", "n1-desk"], NOW + HOUR, "quiet hours")
    db.outbox.hold(["n2-desk"], NOW + DAY, "digest")
    assert db.lanes.holding("desk", NOW) == [(NOW + HOUR, "quiet hours"), (NOW + DAY, "digest")]
    assert db.lanes.holding("desk", NOW + HOUR) == [(NOW + DAY, "digest")]
    assert db.lanes.holding("hook", NOW) == []
    released = db.lanes.next_release()
    assert released is not None
    assert released < NOW
    db.outbox.silence(["n3-desk"], "drill")
    assert db.lanes.next_release() == NOW + HOUR


def test_what_a_limit_counts_is_what_was_made(db: Database) -> None:
    put(db, 1, created_at=NOW - DAY)
    put(db, 2, 3, created_at=NOW - MINUTE)
    assert db.lanes.sent_times("desk", "desk@example.org", NOW - HOUR) == [NOW - MINUTE, NOW - MINUTE]
    assert db.lanes.last_digest("desk") is None
    db.outbox.put_message(message(4, kind="digest", notice_ids=()))
    assert db.lanes.last_digest("desk") == NOW
