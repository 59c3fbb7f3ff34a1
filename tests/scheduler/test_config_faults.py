"""A config that is wrong: every problem in one run, each with file, line, column, path and a way out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from incidents.errors import ConfigError
from scheduler.config import load
from scheduler.config.document import MAX_BYTES

BAD = Path(__file__).parents[1] / "config" / "bad"
MINIMAL = """\
database: d.db
watches: [{name: A, notify: [log]}]
sources: [{name: S, feed: "https://a.example/rss"}]
receivers: {log: {file: alerts.jsonl}}
"""
MAIL = """\
database: d.db
watches: [{name: A, notify: [desk]}]
sources: [{name: S, feed: "https://a.example/rss"}]
receivers: {desk: {email: {to: [desk@example.org]}}}
smtp: {host: smtp.example.org, username: me, password_file: mail.secret, sender: me@example.org}
"""


def problems(path: Path, **environ: str) -> list[str]:
    with pytest.raises(ConfigError) as raised:
        load(path, environ=environ)
    return raised.value.problems


def problems_of(tmp_path: Path, body: str | bytes, **environ: str) -> list[str]:
    path = tmp_path / "config.yaml"
    path.write_bytes(body.encode() if isinstance(body, str) else body)
    return problems(path, **environ)


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
def test_each_bad_file_is_refused_with_exactly_these_words(path: Path) -> None:
    assert problems(path, EMPTY_COOKIE="") == path.with_suffix(".txt").read_text().splitlines()


def test_there_are_many_ways_to_be_wrong_and_each_is_told_with_its_line() -> None:
    told = [path.with_suffix(".txt").read_text().splitlines() for path in BAD.glob("*.yaml")]
    assert len(told) >= 80
    assert all(re.match(r"[\w-]+\.yaml:\d+:\d+: ", line) for lines in told for line in lines)


def test_every_problem_is_told_in_one_run_in_the_order_of_the_file() -> None:
    lines = [int(line.split(":")[1]) for line in problems(BAD / "several.yaml")]
    assert lines == sorted(lines)
    assert len(lines) >= 10


@pytest.mark.parametrize("body", ["", "\n\n", "# only a comment\n", "---\n", "null\n"])
def test_an_empty_file_is_refused(tmp_path: Path, body: str) -> None:
    (problem,) = problems_of(tmp_path, body)
    assert problem.startswith("config.yaml:")
    assert "empty" in problem or "expected" in problem


def test_a_file_that_is_not_utf8_is_refused_where_it_begins_not_to_be(tmp_path: Path) -> None:
    body = MINIMAL.encode() + "# Северный Кавказ\n".encode("cp1251")
    assert problems_of(tmp_path, body) == ["config.yaml:5:3: not UTF-8; save the file as UTF-8"]


@pytest.mark.parametrize("body", [b"\x00\x01\x02", b"a: \x00b\n", b"\x7fELF\x02\x01\x01"])
def test_a_binary_file_is_refused_without_an_echo(tmp_path: Path, body: bytes) -> None:
    (problem,) = problems_of(tmp_path, body)
    assert problem.isprintable()


def test_a_huge_file_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "#" * (MAX_BYTES + 1)) == ["config.yaml:1:1: larger than 4 MiB"]


def test_deep_brackets_do_not_exhaust_the_stack(tmp_path: Path) -> None:
    assert "nested too deeply" in problems_of(tmp_path, "a: " + "[" * 20_000)[0]


def test_a_directory_is_no_config(tmp_path: Path) -> None:
    assert problems(tmp_path) == [f"{tmp_path}: cannot be read: Is a directory"]


def test_a_half_written_file_is_refused_wherever_it_ends(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "config.yaml").read_text(encoding="utf-8")
    needed = text.index("receivers:  ")
    for end in range(0, needed, 211):
        assert problems_of(tmp_path, text[:end])


def test_a_secret_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    assert problems_of(tmp_path, MAIL) == [
        "config.yaml:5:61: smtp.password_file: the file 'mail.secret' cannot be read: "
        "No such file or directory",
    ]


def test_a_secret_file_that_everybody_may_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mail.secret").write_text("hunter22")
    (tmp_path / "mail.secret").chmod(0o644)
    (problem,) = problems_of(tmp_path, MAIL)
    assert "can be read by every user of this machine; run: chmod o-rwx mail.secret" in problem


@pytest.mark.parametrize(("body", "what"), [(b"", "is empty"), (b"\n", "is empty"), (b"\xff", "not UTF-8")])
def test_a_secret_file_without_a_secret_is_refused(tmp_path: Path, body: bytes, what: str) -> None:
    (tmp_path / "mail.secret").write_bytes(body)
    (tmp_path / "mail.secret").chmod(0o600)
    assert what in problems_of(tmp_path, MAIL)[0]


def test_a_folder_is_no_secret_file(tmp_path: Path) -> None:
    (tmp_path / "mail.secret").mkdir()
    assert "is not a file" in problems_of(tmp_path, MAIL)[0]


def test_no_message_quotes_what_came_from_the_environment(tmp_path: Path) -> None:
    text = """\
database: d.db
max_age: "${VALUE}"
watches: [{name: A, types: ["${VALUE}"], when: {killed: "${VALUE}"}, notify: ["${VALUE}"]}]
sources: [{name: S, feed: "${VALUE}", headers: {"bad name": "${VALUE}"}}]
receivers: {log: {webhook: {url: "${VALUE}", secret: "${VALUE}"}, zone: "${VALUE}"}}
smtp: {host: a, port: "${VALUE}", password: "${VALUE}", sender: "${VALUE}"}
network: {proxy: "${VALUE}"}
service: {listen: "${VALUE}", heartbeat_url: "${VALUE}"}
"""
    found = problems_of(tmp_path, text, VALUE="hunter22-and-more")
    assert len(found) >= 10
    assert not [line for line in found if "hunter22" in line]


@pytest.mark.parametrize(
    "body",
    [
        'smtp: {password: "hunter22}\n',
        "smtp: {password: *hunter22}\n",
        "smtp:\n  password: hunter22: x: y\n",
        "smtp: {password: !hunter22 x}\n",
        "smtp: {password: @hunter22}\n",
        "smtp: {password: [hunter22], secret: {hunter22: 1}}\n",
        "smtp: {password: 'hunter22' 'hunter22'}\n",
        "receivers: {log: {webhook: {url: hunter22, secret: [hunter22], headers: {X: [hunter22]}}}}\n",
        "network: {proxy: hunter22}\nservice: {heartbeat_url: hunter22}\n",
    ],
)
def test_no_message_quotes_a_secret_that_stands_in_a_broken_file(tmp_path: Path, body: str) -> None:
    assert not [line for line in problems_of(tmp_path, body) if "hunter22" in line.replace("!hunter22", "")]


def test_a_problem_is_one_printable_line_whatever_the_file_says(tmp_path: Path) -> None:
    text = MINIMAL + '"a\\nb\\e[31m": 1\nmax_age: "x\\u2028\\u202ey"\n'
    for line in problems_of(tmp_path, text):
        assert line.isprintable()
