"""The case that started it, in our own words, in English and then in Russian, on a live site after priming."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.acceptance.world import Story, World

_DAYS_EN = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DAYS_RU = "понедельник вторник среду четверг пятницу субботу воскресенье".split()
_MONTHS = "January February March April May June July August September October November December".split()

NOW = datetime.now(UTC)
ATTACK = NOW - timedelta(days=1)
SURGUT = ATTACK - timedelta(days=10)

ENGLISH = Story(
    "kaspiysk-en",
    "Policeman dies as knifemen strike traffic post in Kaspiysk",
    f"""KASPIYSK, Russia - Two men carrying knives set upon traffic police in the Caspian town of Kaspiysk, in the \
Russian republic of Dagestan, on {_DAYS_EN[ATTACK.weekday()]}. One officer died of his wounds and a second was injured, \
the regional interior ministry said. Both attackers were shot dead.

The Islamic State group claimed responsibility for the attack through Amaq, the outlet it uses for such statements.

It was the second attack of its kind within a month. On {_MONTHS[SURGUT.month - 1]} {SURGUT.day} a man with a knife \
wounded eight people in the Siberian city of Surgut.

The group also said that it had destroyed a Russian airliner over the Sinai peninsula in November 2015, when all 224 \
people on board were killed.

Photo: officers on guard in Sochi in February 2014.

This magazine has reported on conflict since 1996. Write to the editors or subscribe below.""",
)

RUSSIAN = Story(
    "kaspiysk-ru",
    "В Каспийске при нападении на пост ДПС погиб полицейский",
    f"""В дагестанском Каспийске в {_DAYS_RU[ATTACK.weekday()]} двое вооружённых ножами мужчин напали на пост \
дорожной полиции. Один сотрудник скончался от ран, ещё один ранен, сообщили в республиканском МВД. Оба нападавших \
застрелены.

Ответственность за нападение взяла на себя запрещённая группировка «Исламское государство», об этом сообщило \
связанное с ней агентство «Амак».

В ноябре 2015 года над Синаем был взорван российский самолёт, погибли 224 человека.""",
    language="ru",
)

OLD = Story(
    "library",
    "Library opens after repairs",
    "The town library opened its doors again after two years of work. Readers came early, and the director thanked "
    "the builders for their patience. A new reading room for children is planned for the spring.",
    published=NOW - timedelta(hours=5),
)


def test_one_attack_in_two_languages_is_one_alert_with_two_origins(world: World, tmp_path: Path) -> None:
    world.site.publish("en", OLD)
    world.site.feeds["ru"] = []
    world.configure("en", "ru")
    with world.running():
        world.wait("priming", lambda: "library" in world.articles())
        world.site.publish("en", ENGLISH)
        world.wait("the first mail", lambda: world.mail.mails)
        world.site.publish("ru", RUSSIAN)
        world.wait("the second article", lambda: "kaspiysk-ru" in world.articles())
        world.wait("a quiet outbox", lambda: len(world.site.posts) == len(world.mail.mails))

    alerts = [body for _, body in world.site.posts]
    assert [body["reason"] for body in alerts] == ["new"]
    incident = alerts[0]["incident"]
    assert incident["type"] == "stabbing"
    assert incident["status"] == "current"
    assert (incident["place"]["name"], incident["place"]["admin1_code"]) == ("Kaspiysk", "RU-DA")
    assert incident["place"]["country"] == "RU"
    assert incident["date"]["start"] == incident["date"]["end"] == f"{ATTACK:%Y-%m-%d}"
    assert [(a["group"], a["basis"], a["via"]) for a in incident["attribution"]] == [
        ("Islamic State", "claimed", "Amaq")
    ]
    assert incident["killed"]["best"] == 1
    assert incident["injured"]["best"] == 1
    assert incident["perpetrators_killed"]["best"] == 2

    known = world.command("incidents", "--config", str(world.config), "--json").stdout
    assert '"origins": 2' in next(line for line in known.splitlines() if "Kaspiysk" in line)
    assert world.articles()["kaspiysk-ru"]["outcome"] == "joined"
    subjects = [str(mail["subject"]) for _, mail in world.mail.mails]
    assert subjects == ["Kaspiysk, Dagestan (RU): stabbing, 1 killed, 1 injured, claimed by Islamic State"]
