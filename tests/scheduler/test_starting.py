"""`dateline init` refuses an answer with which nothing would be found, and leaves no file that does not load."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from scheduler.cli import dateline

ANSWERS = {"regions": "Russia", "languages": "en, uk", "feeds": "https://a.example/rss", "receiver": ""}


def begun(path: Path, **answers: str) -> tuple[int, str]:
    given = [f"--{name}={answer}" for name, answer in {**ANSWERS, **answers}.items()]
    result = CliRunner().invoke(dateline, ["init", *given, str(path)])
    return result.exit_code, result.output + str(result.exception or "")


def test_good_answers_make_a_file(tmp_path: Path) -> None:
    code, said = begun(tmp_path / "a.yaml")
    assert (code, (tmp_path / "a.yaml").exists()) == (0, True), said


@pytest.mark.parametrize(
    ("answer", "text", "said"),
    [
        ("languages", "en, fr", "incidents are read in en, ru, uk; nothing would be found in 'fr'"),
        (
            "feeds",
            "http://127.0.0.1:8025/rss",
            "127.0.0.1 is not a public address (loopback); docs/sources.md",
        ),
        ("feeds", "https://ann:word@a.example/rss", "the URL holds a user name"),
        ("receiver", "https://ann:word@a.example/\x00", ""),
    ],
)
def test_an_answer_that_cannot_be_is_refused_and_no_file_is_left(
    tmp_path: Path, answer: str, text: str, said: str
) -> None:
    code, told = begun(tmp_path / "a.yaml", **{answer: text})
    assert code != 0
    assert said in told
    assert not (tmp_path / "a.yaml").exists()


def test_a_file_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    code, told = begun(tmp_path / "nowhere" / "a.yaml")
    assert (code, "cannot be written (No such file or directory)" in told) == (1, True)
