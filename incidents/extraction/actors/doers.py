"""Whom the words around an act or a claim make its doer: who claims it, whom a blame points at, who is told
as the agent.

Word order alone, within one sentence; which groups are meant, and what counts in the end, is `attribution`'s
business.
"""

from __future__ import annotations

from itertools import pairwise

from incidents.extraction.reading import Sentence
from incidents.extraction.words.lexicon import Hit

_SUSPECT_REACH = 8
_CLAUSE_REACH = 14
_DEED_REACH = 20


_DENIES = 3  # words from a negation to the suspicion that it denies


def casts_doubt(sentence: Sentence, suspicion: Hit, at: int) -> bool:
    """Whether a suspicion is of the group at word `at`: near it, or "подозревают, что …" in its clause; not
    where it is denied ("it was *not* clear whether the ELN was involved").
    """
    denied = range(suspicion.first - _DENIES, suspicion.first)
    if any(hit.last - 1 in denied for hit in sentence.found("mod.negation")):
        return False
    if abs(suspicion.first - at) <= _SUSPECT_REACH:
        return True
    if suspicion.label.endswith(".deed") and 0 < at - suspicion.first <= _DEED_REACH:
        return True
    borders = sentence.passage.borders
    opens = suspicion.last < len(borders) and borders[suspicion.last] == 1
    return opens and 0 < at - suspicion.first <= _CLAUSE_REACH


_GUESS_REACH = 3  # words from a suspicion to the blame, or to whom it is of


def is_guess(suspicion: Hit, blame: Hit, at: int) -> bool:
    """Whether the group at word `at` is blamed by a guess: "may be *responsible*", "suspect that *it*"."""
    if suspicion.first <= blame.first <= suspicion.last + _GUESS_REACH:
        return True
    return suspicion.label.endswith(".word") and 0 <= at - suspicion.last <= _GUESS_REACH


_CLAIM_REACH = 8
_SPOKESMAN = 3  # words between a group and its spokesman


def claims(sentence: Sentence, claim: Hit, at: int) -> bool:
    """Whether a claim is of the group at word `at`: it stands in front, or soon behind: where the order of
    words says who acts, behind "by" ("claimed by the ELN", not "said it had struck the ELN").
    """
    if negated(sentence, claim) or at - claim.last > _CLAIM_REACH:
        return False
    if claim.label.endswith(".spoken"):
        return -_SPOKESMAN <= at - claim.first <= _SPOKESMAN
    if at < claim.last or not sentence.lexicon.words("patients"):
        return True
    return sentence.says("by", claim.last - 1, at) or sentence.says("of", claim.last - 1, claim.last + 1)


_SHORTEST = 2  # letters: "IS" is a word, too
_BESIDE = 10  # words between an acronym and what is said of it
_NEXT = 1  # the same, of one of two letters


def spoken_of_in_capitals(sentence: Sentence, start: int, end: int) -> bool:
    """Whether an acronym of some letters in `[start, end)` claims or denies the act, is blamed for it or
    suspected ("BLA said its fighters …", "blamed the ADF"), or names fighters ("NPA guerrillas").
    """
    name, first = sentence.passage.text[start:end], sentence.word_at(start)
    if len(name) < _SHORTEST or not name.isupper() or sentence.text.isupper():
        return False
    last = first + 1
    fighters = any(hit.first == last or hit.last == first for hit in sentence.found("person.attacker"))
    if fighters or sentence.says("members", last, last + 1) or sentence.says("members", first - 1, first):
        return True
    reach = _BESIDE if len(name) > _SHORTEST else _NEXT
    near = (hit for hit in sentence.found("claim") if max(first - hit.last, hit.first - last) <= reach)
    return any(_is_of(sentence, hit, first) for hit in near)


def _is_of(sentence: Sentence, cue: Hit, at: int) -> bool:
    """Whether words of claim, blame, suspicion or denial are of the group at word `at`."""
    match cue.label.split(".")[1]:
        case "claimed" | "avowed":
            return claims(sentence, cue, at)
        case "blamed":
            return points_at(sentence, cue, at)
        case "denied":
            return at <= cue.first
        case kind:
            return kind == "suspected"


def _is_denied(sentence: Sentence, cue: Hit, at: int) -> bool:
    """Whether a negation stands right before words of blame, or before whom they are of: "did *not* blame",
    "её выпустили *не* талибы".
    """
    denied = (cue.first, at) if cue.label.endswith(".same") else (cue.first,)
    return any(hit.last in denied for hit in sentence.found("mod.negation"))


_ACCUSER = 4  # words from whoever accuses to the verb


def _accuses(sentence: Sentence, cue: Hit, at: int) -> bool:
    """Whether the group at word `at`, before words of blame, makes them, in languages that decline names:
    "ХАМАС *обвинил* в ударе Израиль", "хуситы *обвинили*", but not "ХАМАС *обвинили* в ударе".
    """
    passage, verbs = sentence.passage, sentence.lexicon.words("accuses")
    reach = range(at + 1, min(at + _ACCUSER, cue.last, sentence.span.last) + 1)
    verb = next((n for n in reach if n < sentence.span.last and passage.words[n] in verbs), None)
    if verb is None or "," in passage.text[passage.starts[at] : passage.starts[verb]]:
        return False
    endings = sentence.lexicon.endings
    if passage.words[verb - 1].endswith(endings("object_endings")):
        return False
    if not passage.words[verb].endswith(endings("done_by_many")):
        return True
    heads = [verb - 1, *(hit.last - 1 for hit in sentence.found("person.attacker") if hit.last == at)]
    return any(passage.words[head].endswith(endings("many_endings")) for head in heads)


_SAME = 3  # words from "said the attackers were" to who they were


def points_at(sentence: Sentence, cue: Hit, at: int) -> bool:
    """Whether words of blame blame what stands at word `at`, where the language's order of words says it:
    "A blamed B" and "blamed on B" blame what follows, "A was accused of it" does not.
    """
    words = sentence.lexicon
    if cue.first <= at < cue.last:
        return True
    if _is_denied(sentence, cue, at) or _accuses(sentence, cue, at):
        return False
    if cue.label.endswith(".inside"):
        return False
    if cue.label.endswith(".same"):
        return 0 <= at - cue.last <= _SAME and not negated(sentence, cue)
    if sentence.says("blamed_on", cue.last - 1, cue.last + 1):
        return at >= cue.last
    if sentence.passage.words[cue.first] not in words.words("blames"):
        return not sentence.says("by", cue.last, at)  # not "accusations by the army"
    passive = sentence.says("auxiliary", cue.first - 2, cue.first)
    return at < cue.first if passive else at >= cue.last


_OWN_REACH = 12


def says_own(sentence: Sentence, last: int, act: Hit) -> bool:
    """Whether a group named before word `last` tells the act as its own: "the ELN said in *a statement* that
    it had …", "*«Хезболла»: наши* бойцы …", not that it had repelled it, nor "the police said that they had
    arrested …".
    """
    if act.label.startswith("act.arrest") or not last <= act.first <= last + _OWN_REACH:
        return False
    lexicon, between = sentence.lexicon, sentence.passage.words[last : act.first]
    said = next((n for n, word in enumerate(between) if word in lexicon.words("speaks")), len(between))
    speaks = bool(lexicon.words("words_of")) and _speaks_behind(sentence, last)
    told = between[0 if speaks else said :]
    told = [*told, *sentence.words(act.first, act.last)] if speaks else told
    deeds = (word for before, word in pairwise(told) if before not in lexicon.words("indefinite"))
    return not lexicon.words("own").isdisjoint(told) and lexicon.words("undone").isdisjoint(deeds)


def _speaks_behind(sentence: Sentence, last: int) -> bool:
    """Whether a colon stands behind a name that ends before word `last`."""
    passage = sentence.passage
    return ":" in passage.text[passage.ends[last - 1] : passage.starts[min(last, sentence.span.last - 1)]]


_AGENT_REACH = 9
_HELD = 2  # words between a captor's name and "is holding them" or "held by"


def is_source(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a group named in words `[first, last)` only tells of the act, in languages that decline names:
    "*ХАМАС:* при ударе …", "по данным *«Хезболлы»*", "сообщили в *«Талибане»*".
    """
    words = sentence.lexicon
    if not words.words("words_of"):
        return False
    if _speaks_behind(sentence, last):
        return True
    at = first - 1
    while sentence.says("bands", at, at + 1):
        at -= 1
    if sentence.says("into", at, at + 1):
        return sentence.says("avows", at - 1, at)
    return sentence.says("words_of", at, at + 1) or sentence.says("avows", at, at + 1)


def is_agent(sentence: Sentence, first: int, last: int, act: Hit) -> bool:
    """Whether a group named in words `[first, last)` is told as the doer: after "by", or before an active
    act; not where it only tells of it.
    """
    if is_source(sentence, first, last):
        return False
    if first < act.first and sentence.says("accuses|blames", act.first, act.first + 1):
        return False  # "ХАМАС *обвинил* в ударе", "Hamas *accused* Israel of shelling"
    if _is_deed_of(sentence, first, last, act):
        return True
    act = _deed_before(sentence, last, act) or _deed_behind(sentence, first, last, act) or act
    last = _behind_aside(sentence, last, act)
    apart = first - act.last if act.first < first else act.first - last
    if act.label.startswith("cue.captive"):
        return 0 <= (first - act.last if act.label.endswith(".by") else act.first - last) <= _HELD
    if act.label.startswith("act.clash") and apart <= _AGENT_REACH:
        return True  # of a fight both sides are the doers
    sides = sentence.lexicon.words("sides")
    if any(
        0 <= first - hit.last <= _SIDE and not sides.isdisjoint(sentence.words(hit.last - 1, first))
        for hit in sentence.found("act.clash")
    ):
        return True  # "killed in *clashes with* M23 rebels"
    if act.first < first < act.last and not act.label.startswith("act.raid"):
        named = sentence.found("person.attacker")
        if any(hit.first == act.first for hit in named):
            return True  # "боевики «Боко харам» напали" is one term, as is "shells fired by … hit"
        return _is_behind_by(sentence, act.first, first)
    cared = act.first < first and sentence.says("care", act.last, first)
    if not cared and _is_behind_by(
        sentence, max(first - _BY_REACH, act.first if act.first < first else 0), first
    ):
        return True  # but not "was taken to hospital by the X Rescue Squad"
    if act.label.startswith("act.raid") and _are_struck(sentence, first, last):
        return True
    reach = _VERBS_REACH if _goes_on(sentence, first, act) else _AGENT_REACH
    return act.first >= first and apart <= reach and _is_subject(sentence, first, last, act)


_WHOSE = 3  # words from a deed to the name of whose it is


def _is_deed_of(sentence: Sentence, first: int, last: int, act: Hit) -> bool:
    """Whether a deed told as a noun is that of the group in words `[first, last)` right behind it, in
    languages that decline names: "при *нападении боевиков* «Талибана»", "после *атаки* ХАМАС".
    """
    passage = sentence.passage
    deed = next(
        (at for at in range(act.last - 1, act.first - 1, -1) if sentence.says("deeds_of", at, at + 1)), None
    )
    if deed is None or not 0 <= first - deed - 1 <= _WHOSE or any(passage.borders[deed + 1 : first + 1]):
        return False
    fighters = {at for hit in sentence.found("person.attacker") for at in range(hit.first, hit.last)}
    between = range(deed + 1, first)
    if not all(at in fighters or sentence.says("bands|members", at, at + 1) for at in between):
        return False
    name = passage.text[passage.starts[last - 1] : passage.ends[last - 1]]
    declined = (
        name.isupper()
        or name.endswith(sentence.lexicon.endings("owner_endings"))
        or sentence.says("deed_upon", last, last + 1)
    )
    return bool(between) or declined  # not "после нападения «Талибан» заявил"


def _behind_aside(sentence: Sentence, last: int, act: Hit) -> int:
    """Where a name goes on that ends before word `last`: behind the relative clause that follows it, if one
    does: "al-Shabaab, *which is linked to al-Qaeda,* killed".
    """
    borders = sentence.passage.borders
    if not (last < act.first and borders[last] == 1 and sentence.says("relatives", last, last + 1)):
        return last
    return next((at for at in range(act.first, last, -1) if borders[at]), last)


_BY_REACH = 5
_MEMBERS = 4  # words from what is done by members of a group to the word before its name
_VERBS_REACH = 20  # words from a subject to the last of its verbs


def _are_struck(sentence: Sentence, first: int, last: int) -> bool:
    """Whether fighters of a group are told of beside a raid: "killed four *militants of* the ELN", "six *ELN
    rebels* were killed".
    """
    fighters = any(last <= hit.first <= last + 1 for hit in sentence.found("person.attacker"))
    return fighters or _are_members(sentence, first)


def _goes_on(sentence: Sentence, first: int, act: Hit) -> bool:
    """Whether an act is the second verb of a subject that opens its sentence or clause: "the rebels came at
    night *and killed*".
    """
    joined = sentence.says("both", act.first - 2, act.first)
    passage = sentence.passage
    opening = range(max(first - _OPENS, sentence.span.first), first + 1)
    others = any(hit.first < first for hit in sentence.found("act"))
    return joined and not others and any(passage.borders[at] for at in opening)


_DOING = 5  # words from a clause's verb to the word of the act: ", *setting off* a car bomb"


def _deed_before(sentence: Sentence, last: int, act: Hit) -> Hit | None:
    """The act behind word `last` whose doer did another one, too, in a clause that says so by its verb:
    "*attacked* a hotel, detonating a bomb".
    """
    passage, endings = sentence.passage, sentence.lexicon.endings("by_doing")
    back = range(act.first, max(act.first - _DOING, sentence.span.first), -1)
    opens = next((at for at in back if passage.borders[at]), None)
    if opens is None or passage.borders[opens] != 1 or not passage.words[opens].endswith(endings):
        return None
    if sentence.says("prompting", opens, opens + 1):
        return None
    return next((hit for hit in sentence.found("act") if last <= hit.first and hit.last <= opens), None)


def _deed_behind(sentence: Sentence, first: int, last: int, act: Hit) -> Hit | None:
    """The act behind a group that did another one, too, as the clause before it says: "*взорвав* мост,
    сепаратисты *убили* троих".
    """
    passage, endings = sentence.passage, sentence.lexicon.endings("by_doing")
    if act.last > first or not passage.words[act.first].endswith(endings):
        return None
    if not any(passage.borders[act.last : first + 1]):
        return None
    return next((hit for hit in sentence.found("act") if last <= hit.first), None)


_OPENS = 5  # words before a group at the start of a clause: "on Tuesday fighters of the …"
_SIDE = 2


def _is_behind_by(sentence: Sentence, start: int, first: int) -> bool:
    """Whether "by" stands between word `start` and a group at `first`, and not what is reported or repelled
    by it; "from" only behind persons ("gunmen from the ELN").
    """
    lexicon = sentence.lexicon
    no_deed = lexicon.words("speech|undone")
    for at, word in enumerate(sentence.words(start, first), max(start, sentence.span.first)):
        origin = word in lexicon.words("origin")
        since = at - (_MEMBERS if origin else 2)  # "used by members *of*"
        if word not in lexicon.words("by") or not no_deed.isdisjoint(sentence.words(since, at)):
            continue
        if not origin or _are_members(sentence, at):
            return True
    return False


def _are_members(sentence: Sentence, at: int) -> bool:
    """Whether persons who fight stand before word `at`: "two members *of* the ELN"."""
    members = sentence.lexicon.words("members")
    return any(word in members for word in sentence.words(at - 3, at)) or any(
        at - 4 <= hit.first < at for hit in sentence.found("person.attacker")
    )


def _is_subject(sentence: Sentence, first: int, last: int, act: Hit) -> bool:
    """Whether a group in words `[first, last)` does the act behind it: not "the army condemned the attack",
    "losses of the army in attacks", "an army commander shot", "the army found arms after the attack".
    """
    lexicon, between = sentence.lexicon, sentence.words(last, act.first)
    if sentence.says("passive", last, act.last):
        return False
    forces = any(hit.first == first for hit in sentence.found("actor.org"))
    if forces and sentence.says("subordinates", last, act.first):
        return False
    if not lexicon.words("speaks|speech|blames").isdisjoint(between):
        return False
    if sentence.says("about", _clause(sentence, last, act), act.first):
        return False
    if any(last <= hit.first <= last + 1 for hit in sentence.found("person.official")):
        return False
    if sentence.says("deeds_of", first - 1, first):
        return False  # "в ответ на *атаку ХАМАС* авиация ударила"
    if _is_whose(sentence, first) or _is_by_the_way(sentence, first, act) or _fought(sentence, last, act):
        return False
    at = _oblique(sentence, first)
    return at is None or (
        _are_members(sentence, at) and lexicon.words("undone").isdisjoint(sentence.words(at - _MEMBERS, at))
    )


def _clause(sentence: Sentence, last: int, act: Hit) -> int:
    """The word behind `last` with which the clause or verb phrase of an act opens: "which lost its leader,
    *killed* ten", "lost ten fighters and *killed* two".
    """
    passage, joins = sentence.passage, sentence.lexicon.words("both")
    back = range(act.first, last, -1)
    return next((at for at in back if passage.borders[at] or passage.words[at - 1] in joins), last)


def _fought(sentence: Sentence, last: int, act: Hit) -> bool:
    """Whether a comma parts an act from attackers to whom those before word `last` did something: "the army
    killed two *gunmen*, and a third blew himself up".
    """
    borders = sentence.passage.borders
    return any(
        last < hit.first and hit.last <= act.first and any(borders[hit.last : act.first + 1])
        for hit in sentence.found("person.attacker")
    )


def _is_whose(sentence: Sentence, first: int) -> bool:
    """Whether a group only tells whose somebody is whom the act befell, in languages that decline him:
    "*командира* группировки … застрелили".
    """
    at = first - 1
    if sentence.says("bands", at, first):
        at -= 1
    return sentence.says("of_group", at, at + 1)


def _is_by_the_way(sentence: Sentence, first: int, act: Hit) -> bool:
    """Whether a group stands in a clause between commas that tells who somebody is: "судью, *который* судил
    боевиков …, застрелили"; only where commas always part clauses.
    """
    if not sentence.lexicon.words("clauses_apart"):
        return False
    borders = sentence.passage.borders
    opens = next((at for at in range(first, sentence.span.first, -1) if borders[at] == 1), None)
    if opens is None or not any(borders[first + 1 : act.first + 1]):
        return False
    endings = sentence.lexicon.endings("partaking")
    return sentence.says("relatives", opens, opens + 1) or sentence.passage.words[opens].endswith(endings)


_OBLIQUE_REACH = 3


def _oblique(sentence: Sentence, first: int) -> int | None:
    """The preposition that a group at word `first` stands behind ("losses *of* the army"); not one with a day
    or a place of its own ("on Monday the army …"), nor one that a comma parts.
    """
    passage, known = sentence.passage, sentence.lexicon.words("oblique")
    for at in range(first - 1, max(first - _OBLIQUE_REACH, sentence.span.first) - 1, -1):
        if passage.borders[at + 1]:
            return None
        if passage.words[at] in known:
            inside = range(passage.starts[at], passage.starts[first])
            own = any(day.start in inside for day in sentence.dates) or any(
                place.start in inside for place in sentence.places
            )
            return None if own else at
    return None


def unclaimed(sentence: Sentence) -> bool:
    """Whether a sentence says that nobody has claimed the act."""
    return any(negated(sentence, hit) for hit in sentence.found("claim.claimed"))


def negated(sentence: Sentence, claim: Hit) -> bool:
    """ "No group has claimed responsibility", but not the blame behind it: "nobody claimed it, but officials
    *blamed* …".
    """
    others = [hit.last for hit in sentence.found("claim.claimed") if hit.last <= claim.first]
    first = max(claim.first - _NEGATED, *others, 0)
    if any(first <= hit.first < claim.last for hit in sentence.found("mod.negation")):
        return True
    return any(
        hit.first < claim.first < hit.last < claim.last  # "withdrew its claim of responsibility"
        or (first <= hit.first < claim.first and sentence.says("denied_deed", hit.last, claim.first + 1))
        for hit in sentence.found("claim.denied")
    )


_NEGATED = 7  # words from a negation to the claim that it denies
