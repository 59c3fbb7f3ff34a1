"""Tell what of a text is not the report: captions, footers, pointers to other articles.

Looks at paragraphs only; what it names opens no incident.
"""

from __future__ import annotations

import re

_CAPTION = re.compile(
    r"^\W*(?:photo|photos|image|picture|pictured|file photo|file|video|watch|caption|gallery|slideshow|credit|map"
    r"|фото|на фото|архивное фото|снимок|видео|на снимке|иллюстрация|світлина|на світлині|відео)\b\s*(?:[:(|/–—-]|by\b)"
    r"|\((?:photo|image|file|picture|фото|reuters|ap|afp|getty|ap photo)[^)]{0,60}\)\W*$"
    r"|\b(?:photo|image|photograph|фото|світлина)\s*(?:by|:|©|courtesy)[^.]{0,80}$"
    r"|^\W*(?:above|below|left|right|top)\s*[:,]"
    r"|(?:file photo|архивное фото|архівне фото)\W*$",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"^\W*(?:read more|read also|see also|see more|related|related coverage|related stories|related articles|more on this|more from"
    r"|also read|also on|more|watch|recommended|trending|most read|don't miss|click here|you may also like|up next"
    r"|читайте также|читать также|читайте|смотрите также|по теме|ещё по теме|подробнее|материалы по теме|другие новости|ранее по теме|см. также"
    r"|читайте також|дивіться також|за темою|більше за темою)\b\s*(?:[:|–—-]|\n|$)",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"^\W*(?:about (?:the|this|our|us\b)|about us|copyright|©|all rights reserved|subscribe|sign up|follow us|contact us|the views expressed"
    r"|newsletter|support our|donate|advertisement$|terms of|privacy policy|share this|this article (?:was|first|originally)"
    r"|о журнале|о нас\b|о проекте|об издании|о газете|об авторе|подпис(?:ывайтесь|ка|аться)|все права|копирование|источник:|редакция"
    r"|про журнал|про нас\b|про видання|про автора|підписуйтесь|підписатися|усі права|всі права)",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"^\W*(?:about (?:the|this|our|us\b)[^.!?]{0,60}|о журнале|о нас|о проекте|об издании|о газете|об авторе|про журнал|про нас|про видання"
    r"|related(?: coverage| stories| articles)?|читайте также|по теме|материалы по теме|другие новости|читайте також|за темою)\W*$",
    re.IGNORECASE,
)
_SITE = re.compile(
    r"\s(?:[-–—|•:]{1,2})\s(?=[^-–—|•]*$)(?=.*(?:news|\.com|\.net|\.org|\btv\b|channel|weather|times|post|herald|tribune|journal|fox ?\d"
    r"|\bcbs|\bnbc|\babc|\b[KW][A-Z]{2,3}\b|новости|риа|газета|новини))",
    re.IGNORECASE,
)


def headline(title: str) -> int:
    """Where a title's own words end: what follows the last dash and names the site is no part of the headline."""
    end = len(title)
    for _ in range(3):
        match = _SITE.search(title[:end])
        if match is None or match.start() < 12:
            break
        end = match.start()
    return end


_ENDED = re.compile(r"[.!?…:;,\"”»)\]]\s*$")
_SHORT = 160


def furniture(paragraphs: list[str]) -> list[bool]:
    """For each paragraph (a line of the text), whether it is no part of the report.

    A footer's heading ("About the magazine") takes the next paragraph with it; a short line that ends without a
    full stop, after the first paragraphs, is a caption or the headline of something else.
    """
    verdicts: list[bool] = []
    under_heading = False
    prose = sum(1 for paragraph in paragraphs if _ENDED.search(paragraph))
    for number, paragraph in enumerate(paragraphs):
        line = paragraph.strip()
        short = len(line) < _SHORT
        loose = number > 0 and short and prose > 0 and not _ENDED.search(line)
        footer = _FOOTER.search(line) is not None and (number > 0 or short)
        verdict = (
            under_heading
            or loose
            or (footer and number >= max(1, len(paragraphs) // 3))
            or (_CAPTION.search(line) is not None and len(line) < 400)
            or (_POINTER.search(line) is not None and len(line) < 250)
        )
        verdicts.append(verdict)
        under_heading = _HEADING.search(line) is not None
    return verdicts
