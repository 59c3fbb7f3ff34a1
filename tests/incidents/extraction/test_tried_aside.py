"""An act of these days beside words of a trial that is another matter: "shot dead hours after he was acquitted".
What a court says of an act makes it background all the same. Half of them are such traps.
"""

from __future__ import annotations

import pytest

from incidents.article import Draft
from incidents.extraction import Extractor
from tests.incidents.extraction.tables import draft_of, is_news, tells_news

TOLD = [
    "A man was shot dead in Derry on Tuesday hours after he was acquitted of murder.",
    "A man convicted of rape was stabbed to death in a prison in Leeds on Tuesday.",
    "Gunmen killed a judge in Lahore on Tuesday, a week before the trial of a cleric was to begin.",
    "A bomb exploded in Mersin on Tuesday during the trial of a Kurdish politician, wounding nine people.",
    "The brother of a man sentenced for murder was shot dead in Naples on Tuesday, police said.",
    "Two gunmen on a motorcycle shot dead a lawyer in Manila on Tuesday as he was driving to the trial of a mayor.",
    "A witness in a murder trial was shot dead in Kingston on Tuesday.",
    "A former mayor who was acquitted of fraud last year was shot dead in Celaya on Tuesday.",
    "A man on parole stabbed three people in Reading on Tuesday, police said.",
    "Masked men shot a convicted drug dealer in Antwerp on Tuesday, wounding him in the leg.",
    "A convicted terrorist stabbed three people in Streatham on Sunday and was shot dead by police.",
    "Three days after the verdict, gunmen shot dead the prosecutor in Palermo on Tuesday.",
    "Hours after the acquittal, a crowd set fire to two police cars in Ferguson on Tuesday.",
    "A man jailed for life in 2019 stabbed a guard to death in a prison in Lyon on Tuesday.",
    "A man who was jailed for theft in 2021 was shot dead in Belfast on Wednesday.",
    "A bomb killed two people in Belfast on Tuesday, a day after three men were jailed for a bombing in 2021.",
    "Angry villagers burned the house of a man jailed over a rape in Pune on Tuesday, killing his brother.",
    "Robbers killed the widow of a judge convicted of graft in Lima on Tuesday.",
    "Man acquitted of murder shot dead in Derry\n\nThe man was shot at his home on Tuesday, police said.",
]
TRIED = [
    "Two men were sentenced on Tuesday for stabbing a policeman in Dhaka.",
    "A man who stabbed a policeman in Dhaka was sentenced to ten years on Tuesday.",
    "The trial of a man accused of stabbing a policeman in Dhaka began on Tuesday.",
    "A court in Dhaka on Tuesday found a man guilty of stabbing a policeman.",
    "A shopkeeper was stabbed to death after he refused to hand over cash, a murder trial in Leeds heard on Tuesday.",
    "Two brothers were found guilty on Tuesday of shooting a rival in Naples after a trial that lasted nine months.",
    "The man who shot two policemen in Derry before fleeing to Spain was sentenced on Tuesday.",
    "A bus was set on fire with its driver inside, the trial in Marseille heard on Tuesday.",
    "The trial heard Bell was shot dead in Leeds on Tuesday.",
    "Five men convicted of rape were executed in Lahore on Tuesday.",
    "A man convicted of rape was freed in Leeds on Tuesday because he had been stabbed in prison and is dying.",
    "A convicted killer who shot two policemen in Perth in 2003 was freed on Tuesday.",
    "The boy was with his father, a convicted armed robber, when he gave himself up in Clayton County on Tuesday.",
    "Smith shot his neighbour dead in Leeds after a row and was sentenced to life on Tuesday.",
    "A man was jailed on Wednesday over a bombing which killed two people in Belfast in 2021.",
    "A man sentenced to ten years in 2019 for stabbing a guard to death in Lyon was freed on Tuesday.",
    "A man who was jailed in 2019 after he stabbed a guard to death in Lyon won an appeal on Tuesday.",
    "A boy was stabbed to death by a man sentenced to life in Leeds on Tuesday.",
    "A convicted killer stabbed to death three women in Leeds, court hears.",
    "A convicted murderer shot dead two women in Leeds, a court was told on Wednesday.",
    "A gang shot a witness in Leeds before the trial, the Old Bailey heard on Wednesday.",
    "Nine worshippers were killed when the defendant, a convicted thief, bombed a church, judges in Manila said on Wednesday.",
    "The concert bombing in Manchester killed 22 people; an inquiry heard evidence on Wednesday.",
    "After a trial of nine weeks, a man was found guilty on Tuesday of stabbing a nurse in Reno.",
    "After the trial opened in Lahore on Tuesday, the court heard how gunmen shot dead nine guards.",
]


def _draft(text: str) -> Draft:
    title, _, rest = text.rpartition("\n\n")
    return draft_of(rest, "en", title)


@pytest.mark.parametrize("text", TOLD)
def test_a_trial_beside_an_act_leaves_it_news(extractor: Extractor, text: str) -> None:
    [one] = [found for found in extractor.extract(_draft(text)) if is_news(found)]
    assert one.status == "current"


@pytest.mark.parametrize("text", TRIED)
def test_an_act_that_is_tried_is_no_news(extractor: Extractor, text: str) -> None:
    assert not tells_news(extractor, _draft(text))
