"""Every English verb of violence in each form that reports give it: past, passive, perfect, "accused of …ing",
a clause in "-ing", a relative clause, the present of a headline. Written from the language.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of, is_news

FLOOR = 0.98  # of the sentences are right

# Base, past, "-ing" and, where it differs, participle; `_` stands for the object.
VERBS = {
    "killed": """\
massacre _|massacred _|massacring _
slaughter _|slaughtered _|slaughtering _
butcher _|butchered _|butchering _
slay _|slew _|slaying _|slain
murder _|murdered _|murdering _
assassinate _|assassinated _|assassinating _
execute _|executed _|executing _
behead _|beheaded _|beheading _
decapitate _|decapitated _|decapitating _
lynch _|lynched _|lynching _
gun down _|gunned down _|gunning down _|gunned down
shoot dead _|shot dead _|shooting dead _
stab _ to death|stabbed _ to death|stabbing _ to death
hack _ to death|hacked _ to death|hacking _ to death
beat _ to death|beat _ to death|beating _ to death|beaten to death""",
    "abducted": """\
abduct _|abducted _|abducting _
kidnap _|kidnapped _|kidnapping _
seize _|seized _|seizing _
snatch _|snatched _|snatching _
carry off _|carried off _|carrying off _
hold _ hostage|held _ hostage|holding _ hostage
take _ hostage|took _ hostage|taking _ hostage|taken hostage""",
    "": """\
ambush a convoy|ambushed a convoy|ambushing a convoy
attack a village|attacked a village|attacking a village
raid a village|raided a village|raiding a village
storm a village|stormed a village|storming a village
torch a village|torched a village|torching a village
burn down a village|burned down a village|burning down a village
ransack a village|ransacked a village|ransacking a village
bomb a market|bombed a market|bombing a market
shell a market|shelled a market|shelling a market
bombard a market|bombarded a market|bombarding a market
strafe a market|strafed a market|strafing a market
blow up a bridge|blew up a bridge|blowing up a bridge|blown up
rob a bank|robbed a bank|robbing a bank
shoot at worshippers|shot at worshippers|shooting at worshippers
fire on worshippers|fired on worshippers|firing on worshippers
open fire on worshippers|opened fire on worshippers|opening fire on worshippers
mow down worshippers|mowed down worshippers|mowing down worshippers|mown down
set fire to a church|set fire to a church|setting fire to a church
hurl grenades at a church|hurled grenades at a church|hurling grenades at a church
throw a bomb at a church|threw a bomb at a church|throwing a bomb at a church
stab worshippers|stabbed worshippers|stabbing worshippers
maim worshippers|maimed worshippers|maiming worshippers""",
}
ACTIVE = """\
Gunmen {past} near Maiduguri on Tuesday, residents said.
The army accused Boko Haram of {ing} near Maiduguri on Tuesday.
Gunmen came at night, {ing} near Maiduguri on Tuesday.
The militants, who {past} near Maiduguri on Tuesday, fled into the forest."""
HEADLINES = """\
Gunmen {base} near Maiduguri
Boko Haram fighters {base} near Maiduguri"""
PASSIVE = "Nine villagers were {participle} near Maiduguri on Tuesday, residents said."


def reports() -> Iterator[tuple[str, str, str]]:
    """What is counted, if anybody, with a headline and a text, of which one is empty."""
    for counted, verbs in VERBS.items():
        for forms in verbs.splitlines():
            base, past, ing, *rest = (form.replace("_", "nine villagers") for form in forms.split("|"))
            for line in ACTIVE.splitlines():
                yield counted, "", line.format(past=past, ing=ing)
            for line in HEADLINES.splitlines():
                yield counted, line.format(base=base), ""
            if counted:
                participle = rest[0] if rest else past.replace("nine villagers", "").replace("  ", " ")
                yield counted, "", PASSIVE.format(participle=participle.strip())


def is_right(extractor: Extractor, counted: str, title: str, text: str) -> bool:
    """Whether an act is told, of nine people where any are counted, by the group that the text accuses."""
    news = [one for one in extractor.extract(draft_of(text, "en", title)) if is_news(one)]
    if not news:
        return False
    toll = getattr(news[0], counted) if counted else None
    named = "Boko Haram" not in text + title or any(one.group == "Boko Haram" for one in news[0].attribution)
    return named and (not counted or (toll is not None and toll.best == 9))


def test_each_verb_is_told_in_each_of_its_forms(extractor: Extractor) -> None:
    every = list(reports())
    wrong = [" / ".join(one) for one in every if not is_right(extractor, *one)]
    assert len(wrong) <= (1 - FLOOR) * len(every), f"{len(wrong)} of {len(every)} wrong:\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    "text",
    """\
A man accused of beheading his wife in 2019 went on trial in Denver on Tuesday.
The opposition accused the minister of butchering the language in a speech on Tuesday.
Critics accused the director of butchering the novel.
The chairman accused rivals of ambushing the board with a vote on Tuesday.
The coach accused rivals of raiding his squad in the summer.
Prosecutors accuse the banker of looting the pension fund of millions.
The union accused the firm of robbing workers of their pensions.
The minister accused banks of seizing nine homes a day.
The company denied seizing nine villages for its plantation.
Heavy rain pounded a market near Maiduguri on Tuesday, residents said.
Waves are pounding the harbour of Dover, coastguards said on Tuesday.
Fans pelted the referee, hurling abuse at officials.
Rangers open fire on Celtic with three goals in ten minutes.
Two bidders slaughtered the opposition in Leeds on Tuesday, slashing prices.
The keeper was executing three saves of the highest class on Tuesday.
The band is executing three songs from its new record in Leeds on Tuesday.
Spain's coastguard caught traffickers off Cadiz on Wednesday, seizing 14 people.
The family accused police of holding the boy overnight in Leeds on Tuesday.
The bank is accused of seizing a family home in Leeds on Tuesday.
Saudi Arabia was condemned for executing 81 men in one day in Riyadh.
Officials in Jakarta began slaughtering 4000 chickens on Wednesday over bird flu.
The farmer spent Wednesday slaughtering 200 pigs near Leeds.
Four sailors were carried off by a wave near Cork on Wednesday.
Two miners were carried off to hospital by rescuers in Zonguldak on Wednesday.
Fans accused the referee of robbing the home side in Leeds on Wednesday.
She accused Trump of bombarding people with messages on Wednesday.
The storm was blamed for pounding the town of Lahaina on Wednesday.
A gang of volunteers took six residents from a care home to the seaside on Wednesday.
Police are ambushing drivers with speed guns in Leeds on Wednesday.
Nine people were hurt by Chinese fire crackers in Manila on Wednesday.""".splitlines(),
)
def test_what_only_reads_like_one_of_them(extractor: Extractor, text: str) -> None:
    assert not any(map(is_news, extractor.extract(draft_of(text))))


@pytest.mark.parametrize(
    "title",
    """\
Turkish fire kills 66 at ski hotel
Thai fire kills 23 on school bus near Bangkok
Rebels pound Stormers at home
Rebels loot shop of bargain players
Tory rebels burn bridges
Tory rebels open fire at party conference
Cousins throws two bombs as Falcons win
Trump throws grenade into trade talks""".splitlines(),
)
def test_what_only_reads_so_in_a_headline(extractor: Extractor, title: str) -> None:
    assert not any(map(is_news, extractor.extract(draft_of("", "en", title))))
