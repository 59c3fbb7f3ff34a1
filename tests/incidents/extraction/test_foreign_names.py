"""Foreign places that a Cyrillic text names and the gazetteer holds in Latin letters only."""

from __future__ import annotations

import pytest

from tests.incidents.extraction.test_places import resolved


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("В бразильском городе Сузану и в Итакуакесетубе прошли обыски.", "Итакуакесетубе", "BR-SP"),
        ("Филиппины: в Магинданао и в Бантаяне стреляли.", "Бантаяне", "PH-07"),
        ("Таиланд. В посёлке Тхачанге взорвалась бомба.", "Тхачанге", "TH-84"),
        ("Нигер. Посёлок Айору обстрелян ночью.", "Айору", "NE-6"),
        ("В Каньете сожжены машины. Чили ждёт ответа.", "Каньете", "CL-BI"),
        ("Буркина-Фасо.\n\nКонгусси, 14 мая. Взорвалась мина.", "Конгусси", "BF-05"),
        ("ДР Конго: у города Бени, провинция Северное Киву, убиты трое.", "Бени", "CD-NK"),
        ("Колумбия: в Тибу, департамент Норте-де-Сантандер, убит мэр.", "Тибу", "CO-NSA"),
        ("Порт-о-Пренс. Налёт в пригороде Каррефур.", "Каррефур", "HT-OU"),
        ("Таджикистан: перестрелка в районе посёлка Пяндж.", "Пяндж", "TJ-KT"),
        ("Ирак. Взрыв прогремел в Мукдадии.", "Мукдадии", "IQ-DI"),
        ("Сирия: нападение на автобус под Эс-Сухной.", "Эс-Сухной", "SY-HI"),
        ("В Саудовской Аравии ракета упала в Неджране.", "Неджране", "SA-10"),
        ("Шопиан: двое убиты. Индия. Город Шопиан закрыт.", "Шопиан", "IN-JK"),
        ("Мали. В Дуэнце взрыв. Жители Дуэнцы бегут.", "Дуэнцы", "ML-5"),
        ("В Мексике, в Поса-Рике, убит журналист.", "Поса-Рике", "MX-VER"),
        ("Колумбия: бой у Тибу, есть погибшие.", "Тибу", "CO-NSA"),
        ("Мали: налёт на деревню у Бандиагары.", "Бандиагары", "ML-5"),
        ("Мали: взрывы в Бандиагаре и Тененку.", "Тененку", "ML-5"),
        ("Взрыв прогремел на рынке в сирийском Африне.", "Африне", "SY-HL"),
        ("Имама ранили в шведском городе Стрёмсунд.", "Стрёмсунд", "SE-Z"),
        ("Стрельба в шведском Стрёмсунде, ранен имам.", "Стрёмсунде", "SE-Z"),
        ("У филиппинского Пикита подорван джип.", "Пикита", "PH-12"),
        ("Бой под йеменским Эль-Байда.", "Эль-Байда", "YE-BA"),
        ("Под нигерийским Монгуно обстрелян лагерь.", "Монгуно", "NG-BO"),
    ],
)
def test_a_foreign_name_is_read_back_by_its_sound(text: str, words: str, code: str) -> None:
    assert resolved(text, "ru").get(words) == code


@pytest.mark.parametrize(
    "where", ["Сенате", "Парламенте", "Госсовете", "Генштабе", "Институте", "Агентстве", "Музее"]
)
@pytest.mark.parametrize(
    "whose", ["французском", "турецком", "сирийском", "нигерийском", "германском", "мексиканском"]
)
def test_an_institution_behind_its_country_is_no_town(where: str, whose: str) -> None:
    assert where not in resolved(f"Об этом говорили в {whose} {where}.", "ru")


@pytest.mark.parametrize("text", ["Депутат выступил в Думе.", "В Сирии ждут закона: его примут в Госсовете."])
def test_an_institution_is_no_town_by_its_sound(text: str) -> None:
    assert set(resolved(text, "ru").values()) <= {"SY"}


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Стрельба в Фейетвилле, штат Западная Виргиния.", "Фейетвилле", "US-WV"),
        ("Стрельба в Мэрисвилле, штат Вашингтон.", "Мэрисвилле", "US-WA"),
        ("Канада, провинция Манитоба. Взрыв в Стейнбаке.", "Стейнбаке", "CA-MB"),
        ("Австралия. В Тамворте, штат Новый Южный Уэльс, взрыв.", "Тамворте", "AU-NSW"),
        ("Британия: в Эккрингтоне задержаны двое.", "Эккрингтоне", "GB-ENG"),
    ],
)
def test_towns_of_states_are_read_back_where_the_article_names_the_state(
    text: str, words: str, code: str
) -> None:
    assert resolved(text, "ru").get(words) == code


@pytest.mark.parametrize("where", ["Конгрессе", "Сенате", "Музее", "Совете", "Суде"])
@pytest.mark.parametrize("state", ["Аризона", "Миссури", "Оклахома", "Пенсильвания", "Техас"])
def test_an_institution_is_no_town_of_a_state(where: str, state: str) -> None:
    assert where not in resolved(f"Об этом говорили в {where}. Закона ждёт штат {state}, США.", "ru")


@pytest.mark.parametrize("name", ["Сазерленд-Спрингс", "Сазерленд Спрингс", "Садерлэнд-Спрингз"])
@pytest.mark.parametrize("before", ["в", "в городе", "близ посёлка", "церковь города"])
@pytest.mark.parametrize(
    "gloss", ["(Sutherland Springs)", "(англ. Sutherland Springs)", "(Sutherland Springs, Техас)"]
)
def test_what_the_text_writes_in_latin_letters_behind_a_name_says_what_it_is(
    name: str, before: str, gloss: str
) -> None:
    text = f"США: стреляли {before} {name} {gloss}, это недалеко от Сан-Антонио."
    assert resolved(text, "ru").get(name) == "US-TX"


@pytest.mark.parametrize(
    "text", ["США: об этом сказал Джон Остин (John Austin).", "США: статья в газете «Дейтон» (Dayton)."]
)
def test_a_gloss_behind_no_word_of_place_is_none(text: str) -> None:
    assert set(resolved(text, "ru")) == {"США"}
