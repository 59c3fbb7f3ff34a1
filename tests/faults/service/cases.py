"""One fault each: what is done to the running service. What came of it is in `ground.wrong`; nothing there is good.

`CASES` maps the fault's name to what does it, `CONTROLS` a broken build to the case that must condemn it.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.acceptance.kills import TOWNS, story
from tests.acceptance.test_operations import free_port
from tests.acceptance.world import Story
from tests.faults.service.ground import DAY, Ground, Supervisor

BAD = Path(__file__).parents[2] / "config" / "bad"
HOUR = 3600
ENOUGH = 3  # configurations taken by mistake: the others would take an hour more to wait for
REFUSED = "not reloaded: the old configuration stays in force"

# --- hangs


def loop_hangs(ground: Ground) -> None:
    _hangs(ground, "loop")


def writer_hangs(ground: Ground) -> None:
    _hangs(ground, "writer")


def _hangs(ground: Ground, what: str) -> None:
    wish = ground.place / "hang"
    ground.environ["DATELINE_HANG"] = str(wish)
    supervisor = Supervisor(ground, watchdog=6.0)
    ground.begin()
    ground.tell("Derbent")
    supervisor.watch(lambda: False, 2.0)
    wish.write_text(what)
    ground.demand("the hang begins", supervisor.watch(lambda: not wish.exists(), 10))
    ground.attack("Grozny")
    supervisor.watch(lambda: ground.alerts("Grozny"), 60)
    ground.told_once("Derbent", "Grozny")
    ground.demand(f"one kill by the watchdog, not {supervisor.kills}", supervisor.kills == 1)
    supervisor.close()
    ground.stop(signal.SIGKILL)


# --- disks


def read_only_disk(ground: Ground) -> None:
    """Every write fails with EROFS for some seconds; a supervisor starts the service again when it ended with 75,
    also while the disk can only be read."""
    ground.begin(extra="service: {owner: hook}\n")
    ground.tell("Derbent")
    assert ground.process is not None
    calls = "pwrite64,fdatasync,ftruncate"
    harm = f"inject={calls}:error=EROFS"
    strace = subprocess.Popen(
        [
            "strace",
            "-f",
            "-p",
            str(ground.process.pid),
            "-o",
            "/dev/null",
            "-e",
            f"trace={calls}",
            "-e",
            harm,
        ],
        stderr=subprocess.DEVNULL,
    )
    time.sleep(1)
    ground.attack("Grozny")
    ground.expect(
        "an end, or a pause", lambda: ground.process.poll() is not None or ground.events("storage does")
    )
    ground.demand(f"an end with 75, not {ground.process.poll()}", ground.process.poll() in (None, 75))
    time.sleep(2)
    ground.demand("no alert before it is stored", not ground.alerts("Grozny"))
    strace.terminate()
    strace.wait()
    if ground.process.poll() is not None:
        read_only = f"mount --bind {ground.place} {ground.place} && mount -o remount,ro,bind {ground.place}"
        ground.start(wrapped=("unshare", "--mount", "sh", "-c", f'{read_only} && exec "$@"', "sh"))
        ground.demand("a start on it ends with 75", ground.process.wait(60) == 75)
        ground.start()
    ground.expect("the alert", lambda: ground.alerts("Grozny"))
    ground.told_once("Derbent", "Grozny")
    ground.demand("it ends well", ground.stop() == 0)


# --- copies


def old_copy_restored(ground: Ground) -> None:
    """A copy of two days ago takes the place of the database; what was alerted since must not come again."""
    ground.fake_clock()
    ground.set_clock(-2 * DAY)
    ground.begin()
    ground.tell("Nalchik")
    copied = ground.command("backup", "--config", str(ground.config), "--to", str(ground.place / "copies"))
    ground.demand(f"a copy: {copied.stderr}", copied.returncode == 0)
    ground.stop()
    ground.set_clock(0)
    ground.start()
    ground.tell("Derbent")
    ground.tell("Grozny")
    ground.stop()
    posts, mails = len(ground.site.posts), len(ground.mail.mails)
    for old in ground.place.glob("dateline.db*"):
        old.unlink()
    (copy,) = (ground.place / "copies").glob("dateline-*.db")
    copy.rename(ground.place / "dateline.db")
    once = ground.command("run", "--once", "--after-restore", "--config", str(ground.config))
    ground.demand(f"the first run after the restore: {once.stderr[-300:]}", once.returncode == 0)
    ground.start()
    ground.tell("Nazran")
    time.sleep(2)
    again = [body for _, body in ground.site.posts[posts:] if "incident" in body]
    ground.demand(f"nothing is told again, but {len(again) - 1} were", len(again) == 1)
    ground.demand("nor mailed", len(ground.mail.mails) - mails == 1 + _owners(ground, mails))


def _owners(ground: Ground, since: int) -> int:
    return sum("Dateline:" in str(mail["Subject"]) for _, mail in ground.mail.mails[since:])


def copies_under_load(ground: Ground) -> None:
    """Copies made while forty attacks are read: each is whole, adds up and holds what was settled before it."""
    ground.begin(extra="service: {backup: {to: copies, keep: 50}}\n")
    for town in TOWNS[:40]:
        ground.attack(town)
    for _ in range(6):
        settled = len(ground.events("article"))
        done = ground.command("backup", "--config", str(ground.config))
        ground.demand(f"a copy is made: {done.stderr[-200:]}", done.returncode == 0)
        made = Path(done.stdout.split(".db:")[0] + ".db") if done.returncode == 0 else None
        made = made or max((ground.place / "copies").glob("*.db"), default=None)
        if made is not None:
            _look_into(ground, made, settled)
        time.sleep(1.0)
    ground.expect("all alerts", lambda: all(ground.alerts(town) for town in TOWNS[:40]), 60)
    ground.stop()


def _look_into(ground: Ground, made: Path, settled: int) -> None:
    try:
        with sqlite3.connect(f"file:{made}?mode=ro", uri=True) as db:
            whole = db.execute("PRAGMA integrity_check").fetchone()[0]
            read = db.execute("SELECT count(*) FROM entries").fetchone()[0]
            counted = db.execute("SELECT value FROM meta WHERE key = 'articles_read'").fetchone()
            articles = db.execute("SELECT count(*) FROM articles").fetchone()[0]
    except sqlite3.Error as error:
        ground.wrong.append(f"a copy cannot be read: {error}")
        return
    ground.demand(f"a whole copy: {whole}", whole == "ok")
    ground.demand("its account adds up", read == int(counted[0] if counted else 0))
    ground.demand(f"it holds the {settled} settled before it, not {articles}", articles >= settled)


# --- logs and files


def log_is_full(ground: Ground) -> None:
    (ground.place / "daemon.log").touch()
    with Path("/dev/full").open("wb") as ground.log_to:
        _works_without_a_log(ground)


def log_is_closed(ground: Ground) -> None:
    (ground.place / "daemon.log").touch()
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as ground.log_to:
        _works_without_a_log(ground)


def _works_without_a_log(ground: Ground) -> None:
    ground.site.feeds["one"] = []
    ground.configure("one")
    ground.start()
    ground.expect("two polls", lambda: len(ground.site.visits) > 2)
    ground.tell("Derbent")
    ground.told_once("Derbent")
    ground.demand("it ends well", ground.stop() == 0)


def few_files(ground: Ground) -> None:
    names = "abcdefgh"
    for name in names:
        ground.site.feeds[name] = []
    ground.configure(*names, extra=f'service: {{listen: "127.0.0.1:{free_port()}"}}\n')
    ground.start(wrapped=("sh", "-c", 'ulimit -n 64; exec "$@"', "sh"))
    ground.expect("priming", lambda: len(ground.events("source primed")) == 8)
    time.sleep(4)
    for name, town in zip(names, TOWNS, strict=False):
        ground.site.feeds["one"] = []
        ground.attack(town)
        ground.site.publish(name, ground.site.feeds["one"].pop())
    ground.expect("the alerts", lambda: all(ground.alerts(town) for town in TOWNS[:8]))
    ground.told_once(*TOWNS[:8])
    ground.demand("it ends well", ground.stop() == 0)


# --- clocks


def clock_steps(ground: Ground) -> None:
    """Set by an hour, a month, back an hour, back more than a year, and right again."""
    ground.fake_clock()
    ground.begin(extra="keep: {articles: 10 days}\n")
    ground.tell("Derbent")
    steps = (HOUR, 30 * DAY, -HOUR, -400 * DAY, 0)
    for offset, town in zip(steps, TOWNS[1:], strict=False):
        ground.set_clock(offset)
        seen = len(ground.site.visits)
        ground.expect(f"polls after {offset:+} s", lambda seen=seen: len(ground.site.visits) > seen + 1)
        ground.tell(town)
    time.sleep(8)  # retention is looked at a few seconds after a step
    ground.told_once(*TOWNS[:6])
    kept = ground.count("articles")
    ground.demand(f"nothing purged early: 6 articles, not {kept}", kept == 6)
    ground.demand("it ends well", ground.stop() == 0)


def odd_times(ground: Ground) -> None:
    """An hour that comes twice, an hour that there is not, a zone of 13 hours, beyond 2038, the year 9000."""
    moments = (
        ("Europe/Vienna", datetime(2026, 10, 25, 0, 59, 57, tzinfo=UTC)),
        ("Europe/Vienna", datetime(2027, 3, 28, 0, 59, 57, tzinfo=UTC)),
        ("Pacific/Tongatapu", datetime(2026, 12, 31, 23, 59, 57, tzinfo=UTC)),
        ("UTC", datetime(2038, 1, 19, 3, 14, 5, tzinfo=UTC)),
        ("UTC", datetime(9000, 1, 1, tzinfo=UTC)),
    )
    ground.site.feeds["one"] = []
    ground.configure("one")
    for (zone, moment), town in zip(moments, TOWNS, strict=False):
        ground.fake_clock(TZ=zone)
        ground.set_clock((moment - datetime.now(UTC)).total_seconds())
        ground.start()
        seen = len(ground.site.visits)
        ground.expect(f"polls at {moment:%F}", lambda seen=seen: len(ground.site.visits) > seen + 5)
        ground.tell(town)
        ground.demand(f"it ends well at {moment:%F}", ground.stop() == 0)
    ground.told_once(*TOWNS[:5])


def suspended(ground: Ground) -> None:
    """Stopped as a whole, and waking eight hours later."""
    ground.fake_clock()
    ground.begin()
    ground.tell("Derbent")
    assert ground.process is not None
    ground.process.send_signal(signal.SIGSTOP)
    time.sleep(1)
    ground.set_clock(8 * HOUR)
    ground.attack("Grozny")
    ground.process.send_signal(signal.SIGCONT)
    ground.expect("the alert", lambda: ground.alerts("Grozny"), 15)
    ground.told_once("Derbent", "Grozny")
    ground.demand("it ends well", ground.stop() == 0)


def boot_at_1970(ground: Ground) -> None:
    ground.fake_clock()
    ground.begin()
    ground.tell("Derbent")
    ground.stop()
    ground.set_clock(-time.time() + HOUR)
    seen = len(ground.site.visits)
    ground.start()
    ground.expect("that it is said", lambda: ground.events("the clock cannot be right"))
    time.sleep(3)
    ground.demand("nothing is begun", len(ground.site.visits) == seen)
    ground.set_clock(0)
    ground.tell("Grozny")
    ground.told_once("Derbent", "Grozny")
    ground.demand("it ends well", ground.stop() == 0)


BROKEN_DATES = (
    "", "yesterday", "31 Feb 2026 10:00:00 GMT", "2026-13-45T99:99:99Z", "0000-00-00T00:00:00Z", "Mon, 32 Foo 2026",
    "1e400", "-62135596801", "9999-12-31T23:59:59Z", "1601-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 +9999",
    "\u0660\u0661/\u0660\u0662/\u0662\u0660\u0662\u0666", "2026-03-01T10:00:00+25:00",
)  # fmt: skip


def broken_dates(ground: Ground) -> None:
    """Thirteen entries whose dates are broken: each ends with an outcome, and what has no date says so."""
    ground.begin()
    told = [story(town, random.Random(town)) for town in TOWNS[: len(BROKEN_DATES)]]
    items = "".join(
        f"<item><title>{one.title}</title><link>{ground.site.url(one.path)}</link><guid>{one.path}</guid>"
        f"<pubDate>{date}</pubDate><description>{one.text}</description></item>"
        for date, one in zip(BROKEN_DATES, told, strict=True)
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
    ground.site.files["one.rss"] = (200, "application/rss+xml", feed.encode())
    ground.expect("13 outcomes", lambda: len(ground.articles()) == 13)
    late = ground.count(
        "articles WHERE published >= first_seen AND notes NOT LIKE '%undated; it appeared after%'"
    )
    ground.demand(f"none dated when it was read without saying so, but {late}", not late)
    ground.demand("it ends well", ground.stop() == 0)


# --- configurations


def broken_reloads(ground: Ground) -> None:
    """Cut in the middle, emptied, deleted, and each of `tests/config/bad`: all refused, none applied."""
    ground.environ["EMPTY_COOKIE"] = ""
    ground.begin()
    good = ground.config.read_bytes()
    shutil.copy(BAD / "unknown-key.yaml", ground.place)  # one names it as its polygon
    broken: list[tuple[str, bytes | None, str]] = [
        ("half-written", good[: len(good) // 2], ""),
        ("empty", b"", ""),
        ("deleted", None, ""),
    ]
    broken += [
        (p.stem, p.read_bytes(), p.with_suffix(".txt").read_text()) for p in sorted(BAD.glob("*.yaml"))
    ]
    for name, body, words in broken:
        _refuse(ground, name, body, words)
        if len(ground.wrong) == ENOUGH:
            break
    ground.demand("none is applied", not [line for line in ground.log() if line["event"] == "reloaded"])
    ground.tell("Derbent")
    ground.config.write_bytes(good)
    ground.demand(
        "a good one is taken", ground.command("reload", "--config", str(ground.config)).returncode == 0
    )
    ground.tell("Grozny")
    ground.told_once("Derbent", "Grozny")
    ground.demand("it ends well", ground.stop() == 0)


def _refuse(ground: Ground, name: str, body: bytes | None, words: str) -> None:
    assert ground.process is not None
    before = len(ground.events(REFUSED))
    if body is None:
        ground.config.unlink()
    else:
        ground.config.write_bytes(body)
    ground.process.send_signal(signal.SIGHUP)
    if ground.expect(f"the refusal of {name}", lambda: len(ground.events(REFUSED)) > before) and words:
        told = ground.events(REFUSED)[-1]["problems"]
        wanted = [line.split(":", 1)[1] for line in words.splitlines()]
        ground.demand(f"the words about {name}", [line.split(":", 1)[1] for line in told] == wanted)


def receiver_removed(ground: Ground) -> None:
    """What waits for a receiver that is removed is held, and sent when it is back."""
    ground.site.answer_hook = lambda count: 500
    ground.begin()
    ground.attack("Derbent")
    ground.expect("a failed attempt", lambda: ground.site.posts)
    text = ground.config.read_text()
    without = "\n".join(line for line in text.splitlines() if not line.startswith("  hook:"))
    ground.config.write_text(without.replace("[desk, hook]", "[desk]") + "\n")
    held = ground.command("reload", "--config", str(ground.config))
    ground.demand(f"what is held is listed: {held.stdout}{held.stderr}", "held for 'hook'" in held.stdout)
    tried = len(ground.site.posts)
    ground.site.answer_hook = lambda count: 204
    ground.config.write_text(text)
    ground.demand(
        "it is named again", ground.command("reload", "--config", str(ground.config)).returncode == 0
    )
    ground.expect(
        "the alert", lambda: len(ground.site.posts) > tried, 400
    )  # the third attempt comes after minutes
    ground.told_once("Derbent")


def secret_files(ground: Ground) -> None:
    """Missing, or readable by everybody: neither a start nor a reload goes on with it."""
    ground.begin()
    text = ground.config.read_text()
    with_secret = text.replace("security: none,", "security: none, username: me, password_file: mail.secret,")
    ground.config.write_text(with_secret)
    refused = ground.command("reload", "--config", str(ground.config))
    ground.demand(f"missing: {refused.stderr}", refused.returncode == 2 and "mail.secret" in refused.stderr)
    secret = ground.place / "mail.secret"
    secret.write_text("hunter22")
    secret.chmod(0o644)
    refused = ground.command("reload", "--config", str(ground.config))
    ground.demand(f"readable by all: {refused.stderr}", refused.returncode == 2 and "chmod" in refused.stderr)
    ground.demand(
        "it is not quoted", "hunter22" not in refused.stderr + (ground.place / "daemon.log").read_text()
    )
    ground.tell("Derbent")
    ground.stop()
    started = ground.command("run", "--once", "--config", str(ground.config))
    ground.demand(f"no start: {started.stderr}", started.returncode == 2 and "chmod" in started.stderr)


def evil_patterns(ground: Ground) -> None:
    """There are no patterns in a configuration: what looks like one is taken as words, and costs no time."""
    ground.site.feeds["one"] = []
    watches = '  - {name: Russia, regions: [Russia], exclude: ["(a+)+$", "(.*)*x"], notify: [desk, hook]}'
    ground.configure("one", watches=watches)
    ground.start()
    ground.expect("priming", lambda: ground.events("source primed"))
    ground.site.publish("one", Story("evil", "a" * 400, ("a" * 60 + " ") * 3000))
    ground.tell("Derbent", 15)
    ground.told_once("Derbent")


Case = Callable[[Ground], None]

CASES: dict[str, Case] = {
    "F06 the main loop hangs": loop_hangs,
    "F06 the writer hangs": writer_hangs,
    "F14 the disk becomes read-only, and writable again": read_only_disk,
    "F18 a two-day-old backup is restored": old_copy_restored,
    "F19 the log goes to a full disk": log_is_full,
    "F19 the log's reader is gone": log_is_closed,
    "F20 six backups under load": copies_under_load,
    "F49 the clock is set by +1 h, +30 d, -1 h, -400 d": clock_steps,
    "F50 summer time, a zone of 13 h, 2038, the year 9000": odd_times,
    "F51 suspended for 8 h": suspended,
    "F52 booted at 1970": boot_at_1970,
    "F53 entry dates of 13 broken forms": broken_dates,
    "F54, F55 broken, half-written, deleted configurations": broken_reloads,
    "F56 what looks like an evil pattern": evil_patterns,
    "F57 a receiver is removed with messages pending": receiver_removed,
    "F58 a secret file is missing, or readable by all": secret_files,
    "F59 64 file descriptors": few_files,
}

CONTROLS: dict[str, Case] = {
    "watchdog on a timer": loop_hangs,
    "beat without a write": writer_hangs,
    "no look at the clock": clock_steps,
    "missed ticks are counted": clock_steps,
    "retention believes the clock": clock_steps,
    "backup copies the file": copies_under_load,
    "restore forgets nothing": old_copy_restored,
    "log errors are raised": log_is_full,
    "reload takes what it can": broken_reloads,
    "removed receivers lose their messages": receiver_removed,
    "files are never closed": few_files,
}


def run(case: Case, place: Path, flaw: str = "") -> list[str]:
    """Do it in that directory; what was wrong."""
    ground = Ground(place, flaw)
    try:
        case(ground)
    except Exception as error:
        ground.wrong.append(f"{type(error).__name__}: {error}")
    finally:
        ground.close()
    return ground.wrong
