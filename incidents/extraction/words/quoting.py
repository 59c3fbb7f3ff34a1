"""The sentences of an article that show an incident, for people to read in an alert."""

from __future__ import annotations

from incidents.article import Draft
from incidents.extraction.words.lexicon import lexicon_of
from incidents.extraction.words.sentences import cut
from incidents.incident import Evidence, Incident
from incidents.language import known_languages
from incidents.notices import Quote

SENTENCES = 3
CHARACTERS = 400


def quotes(draft: Draft, incident: Incident) -> tuple[Quote, ...]:
    """At most three sentences of the body, of at most 400 characters each, in their order; most telling
    ones first chosen.

    Marks are offsets into the quote's own text. The title comes first where it shows what no chosen sentence
    does.
    """
    language = draft.language if draft.language in known_languages() else "en"
    abbreviations = lexicon_of(language).words("abbreviations")
    in_text = [evidence for evidence in incident.evidence if evidence.where == "text"]
    spans = [(span.start, span.end) for span in cut("text", draft.text, abbreviations).spans]
    held: list[tuple[int, int, list[Evidence]]] = []
    for start, end in spans:
        inside = [evidence for evidence in in_text if start <= evidence.start < end]
        if inside:
            held.append((start, end, inside))
    chosen = sorted(held, key=lambda one: (-len({evidence.field for evidence in one[2]}), one[0]))[:SENTENCES]
    sentences = tuple(
        _quote(draft, draft.text[start:end], start, inside)
        for start, end, inside in sorted(chosen, key=lambda o: o[0])
    )
    in_title = [evidence for evidence in incident.evidence if evidence.where == "title"]
    shown = {evidence.field for _, _, inside in chosen for evidence in inside}
    if all(evidence.field in shown for evidence in in_title):
        return sentences
    return (_quote(draft, draft.title, 0, in_title), *sentences)


def _quote(draft: Draft, text: str, offset: int, marks: list[Evidence]) -> Quote:
    """A sentence with its marks, cut at a word where it is too long."""
    shown = text
    if len(shown) > CHARACTERS:
        shown = shown[: CHARACTERS - 1].rsplit(" ", 1)[0] + "…"
    found = sorted(
        {(mark.start - offset, mark.end - offset) for mark in marks if mark.end - offset < len(shown)}
    )
    kept: list[tuple[int, int]] = []
    for start, end in found:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], end))
        else:
            kept.append((start, end))
    return Quote(shown, tuple(kept), draft.source, draft.url)
