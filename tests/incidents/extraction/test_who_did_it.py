"""Who did it, told in a sentence apart from the act: a grid of acts, of formulas of claim, blame, suspicion and
denial, and of sentences that name a group for background, before or behind them. Half of it are traps.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of

FLOOR = 0.98  # of the combinations are right

ACTS = {
    "en": """Five policemen were killed when a roadside bomb hit their truck near {T} on Tuesday, officials said.
Gunmen on motorcycles shot dead seven villagers at a market in {T} on Monday night.
Armed men stormed an army post in {T} before dawn on Wednesday and killed eleven soldiers.
Two nurses and their driver were kidnapped on the road to {T} on Monday.
Attackers set fire to six trucks outside {T} on Tuesday.""",
}
SAID = {
    "en": """claimed {G} claimed responsibility.
claimed {G} has accepted responsibility for it.
claimed {G} owned up to the attack in a message to reporters.
claimed In a statement on Telegram, {G} said its fighters had carried out the attack.
claimed {G} says its men did it.
claimed Responsibility was claimed by {G} on Thursday.
claimed The attack was claimed on Wednesday by {G}.
claimed {G} published a claim on its channel, with photographs.
claimed {G} took responsibility in a short video in which it showed captured rifles.
claimed In a video posted online, {G} boasted of the operation.
claimed {G} claimed the attack on Wednesday through its media wing.
claimed A leaflet signed by {G} was left at the scene.
claimed {G} has admitted carrying out the attack.
claimed {G} said on its radio station that it had targeted spies.
claimed The attack was later claimed in an online statement by {G}.
claimed Hours later {G} said in an emailed statement that it was behind the attack.
claimed In the capital, a man who said he spoke for {G} told reporters that the group had done it.
blamed The army blamed {G}.
blamed Officials in the capital blamed {G} for the attack.
blamed No group has claimed responsibility, but officials blamed {G}.
blamed The governor attributed the attack to {G}.
blamed The interior ministry held {G} responsible.
blamed A local chief accused {G} of having carried out the attack.
blamed Residents put the blame on {G}.
blamed The government laid the attack at the door of {G}.
blamed The mayor said that {G} was behind the attack.
blamed Police said {G} was responsible.
blamed The president said on Wednesday that the killers belonged to {G}.
blamed A military spokesman pointed the finger at {G}.
blamed The attack was the work of {G}, the minister said.
blamed The police chief ascribed the attack to {G}.
blamed The government says {G} did it.
suspected {G} is suspected.
suspected Police suspect {G}.
suspected Investigators suspected {G} because of the weapons used.
suspected Suspicion fell on {G}, which is active in the area.
suspected Officials believe {G} was responsible.
suspected Police believe that {G} carried out the attack.
suspected The attack bore the hallmarks of {G}.
suspected {G} is thought to be behind it.
suspected It is suspected that {G} carried out the attack.
suspected Members of {G} are believed to have carried out the attack.
suspected No group has claimed the attack, but {G} is the main suspect.
suspected The attackers are presumed to belong to {G}.
denied {G} denied any part in it.
denied {G} denied that its men were involved.
denied {G} said it had nothing to do with the attack.
denied {G} rejected the charge.
denied A spokesman for {G} denied involvement.
denied {G} denied responsibility for the attack.
- {G} condemned the attack.
- {G} has controlled the road since 2021.
- The government is in talks with {G}.
- The region is a stronghold of {G}.
- {G} signed a truce with the government in March.
- A leader of {G} was arrested in the capital last year.
- Violence by {G} has killed more than 6,000 people since 2012.
- The victims had fled from {G} last year.
- {G} has carried out similar attacks in the area.
- It was not clear whether {G} was involved.
- In 2019 {G} claimed an attack in which nine people died.
- The dead had fought against {G} for years.
- Most attacks of this kind have been blamed on {G}.
- The army has fought {G} there since 2017.
- {G} offered its condolences to the families.
- Soldiers arrested two members of {G} in another town last month.""",
}
BACKGROUND = {
    "en": """-
The army has been fighting {R} in the region since 2012.
{R}, which is also active there, condemned the killing.
Last year {R} claimed a raid that killed nine people in the same district.
The town lies near an area held by {R}.
Three members of {R} were arrested in the capital last month.
Peace talks with {R} broke down in March.""",
}
# A town, a group as the text names it, its name, and another group for background.
GROUPS = {
    "en": """Mubi | Boko Haram | Boko Haram | Ansaru
Cali | the ELN | National Liberation Army (Colombia) | Clan del Golfo
Beni | the ADF | Allied Democratic Forces | M23
Goma | the Fifth of May Front | Fifth of May Front | M23
Kidal | JNIM | Jama'at Nusrat al-Islam wal-Muslimin | Islamic State
Bannu | the Tehreek-i-Taliban Pakistan (TTP) | Tehrik-i-Taliban Pakistan | Islamic State
Mandera | al-Shabaab | al-Shabaab | Islamic State
Guayaquil | the Black Dragons gang | Black Dragons | Los Choneros""",
}


def reports(language: str) -> Iterator[tuple[str, str, str]]:
    """The basis wanted ("-" for none), the group's name and the report."""
    acts, backgrounds = ACTS[language].splitlines(), BACKGROUND[language].splitlines()
    groups = [tuple(row.split(" | ")) for row in GROUPS[language].splitlines()]
    for number, row in enumerate(SAID[language].splitlines()):
        basis, said = row.split(" ", 1)
        for at, (town, named, group, other) in enumerate(groups):
            act = acts[(number + at) % len(acts)].format(T=town)
            background = backgrounds[(number * 3 + at) % len(backgrounds)].format(R=other)
            told = [_capital(one) for one in (said.format(G=named), background) if one != "-"]
            told = told[::-1] if (number + at) % 3 == 0 else told
            yield basis, group, ("\n\n" if (number + at) % 2 else " ").join([act, *told])


def _capital(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


@pytest.mark.parametrize("language", sorted(SAID))
def test_who_did_it_is_told_apart_from_the_act_and_nobody_else_is_named(
    extractor: Extractor, language: str
) -> None:
    wrong, asked = [], 0
    for basis, group, text in reports(language):
        incidents = extractor.extract(draft_of(text, language))[:1]
        said = {(one.group, one.basis) for incident in incidents for one in incident.attribution}
        asked += 1
        if not incidents or said != ({(group, basis)} if basis != "-" else set()):
            wrong.append(f"{said} instead of {basis} {group}: {text}")
    assert len(wrong) <= (1 - FLOOR) * asked, f"{len(wrong)} of {asked}:\n" + "\n".join(wrong)
