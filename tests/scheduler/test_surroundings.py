"""`dateline check` says what the service would stumble over on this machine, with the line that asks for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler.cli import dateline

CONFIG = """\
database: DATABASE
watches: [{name: A, notify: [log]}]
sources: [{name: S, feed: "https://a.example/rss"}]
receivers: {log: {RECEIVER}}
service: {owner: logSERVICE}
"""


def checked(tmp_path: Path, **parts: str) -> tuple[int, str]:
    text = CONFIG
    for part, plain in (("DATABASE", "d.db"), ("RECEIVER", "file: alerts.jsonl"), ("SERVICE", "")):
        text = text.replace(part, parts.get(part, plain))
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    result = CliRunner().invoke(dateline, ["check", "--config", str(path)])
    assert sorted(tmp_path.rglob("*")) == before, "it makes nothing"
    return result.exit_code, result.output + str(result.exception or "")


def test_what_is_there_is_good(tmp_path: Path) -> None:
    (tmp_path / "alerts.jsonl").touch()
    for parts in ({}, {"RECEIVER": 'file: "-"'}, {"SERVICE": ", backup: {to: a/b/c}"}):
        code, said = checked(tmp_path, **parts)
        assert (code, "good." in said) == (0, True), said


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (
            {"DATABASE": "no/d.db"},
            "config.yaml:1:1: database: the directory HERE/no does not exist; make it: mkdir -p",
        ),
        (
            {"DATABASE": "folder"},
            "database: HERE/folder is a directory; name a file in it, such as HERE/folder/dateline",
        ),
        ({"DATABASE": "notes.txt/d.db"}, "database: HERE/notes.txt is no directory"),
        ({"DATABASE": "notes.txt"}, "this is not a SQLite database; name another file"),
        (
            {"RECEIVER": "file: no/alerts.jsonl"},
            "config.yaml:4:19: receivers.log.file: the directory HERE/no does not",
        ),
        ({"RECEIVER": "file: folder"}, "receivers.log.file: HERE/folder is no file; name one"),
        (
            {"SERVICE": ", backup: {to: notes.txt/copies}"},
            "service.backup.to: HERE/notes.txt is no directory",
        ),
    ],
)
def test_what_is_missing_is_told_with_its_line(tmp_path: Path, parts: dict[str, str], said: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "notes.txt").write_text("These are no tables, but notes. " * 20, encoding="utf-8")
    code, told = checked(tmp_path, **parts)
    assert code != 0
    assert said.replace("HERE", str(tmp_path)) in told


def test_a_chat_without_its_package_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    code, told = checked(tmp_path, RECEIVER='chat: {urls: ["json://hooks.example"]}')
    assert code != 0
    assert "receivers.log.chat: needs Apprise; run: " in told


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_what_may_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    code, told = checked(tmp_path, DATABASE="closed/d.db")
    assert (code, "cannot be written by this user" in told) != (0, True)


def test_each_problem_and_each_warning_is_a_line_that_says_whose_it_is_and_which(tmp_path: Path) -> None:
    def run(text: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
        command = (sys.executable, "-m", "scheduler", "check")
        return subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)

    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    plain = CONFIG.replace("DATABASE", "d.db").replace("RECEIVER", "file: a").replace("SERVICE", "")
    odd = run(plain.replace("/rss", '/rss", every: "1 s'))
    assert (odd.returncode, odd.stdout.count("good.")) == (0, 1)
    assert [line[:37] for line in odd.stderr.splitlines()] == ["dateline: warning: config.yaml:3:52: "]
    bad = run(plain.replace("notify", "notfy").replace("feed", "fed"))
    assert bad.returncode == 2
    assert len(bad.stderr.splitlines()) >= 3
    assert all(line.startswith("dateline: config.yaml:") for line in bad.stderr.splitlines())


def test_only_what_reads_the_configuration_for_its_own_sake_tells_of_warnings(tmp_path: Path) -> None:
    code, said = checked(tmp_path, SERVICE=', listen: "0.0.0.0:8200"')
    assert (code, said.count("dateline: warning: ")) == (0, 1)
    for command in (["incidents"], ["sources"]):
        listed = CliRunner().invoke(dateline, [*command, "--config", str(tmp_path / "config.yaml")])
        assert "warning" not in listed.output


def test_what_this_user_cannot_even_look_at_is_told_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, stat = tmp_path / "closed", Path.stat

    def shut(path: Path, **how: bool) -> os.stat_result:
        if closed in path.parents:
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, **how)

    monkeypatch.setattr(Path, "stat", shut)
    for parts, key in (
        ({"DATABASE": "closed/d.db"}, "database"),
        ({"RECEIVER": "file: closed/alerts.jsonl"}, "receivers.log.file"),
        ({"SERVICE": ", backup: {to: closed/copies}"}, "service.backup.to"),
    ):
        code, said = checked(tmp_path, **parts)
        assert code and f"{key}: {tmp_path}/closed/" in said, said
        assert "cannot be reached by this user" in said
