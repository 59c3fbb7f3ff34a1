"""How invented incidents are told: the sentences of three languages, and the people and streets in them."""

from __future__ import annotations

DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
    "ru": "в понедельник|во вторник|в среду|в четверг|в пятницу|в субботу|в воскресенье".split("|"),
    "uk": "у понеділок|у вівторок|у середу|у четвер|у п'ятницю|у суботу|у неділю".split("|"),
}
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня".split(),
}
GROUPS = {
    "IS": ("Islamic State", "Исламское государство", "Ісламська держава"),
    "Taliban": ("Taliban", "Талибан", "Талібан"),
    "JNIM": ("Jama'at Nusrat al-Islam wal-Muslimin", "", ""),
    "BLA": ("Balochistan Liberation Army", "", ""),
    "TTP": ("Tehrik-i-Taliban Pakistan", "", ""),
    "Shabaab": ("al-Shabaab", "«Аш-Шабаб»", ""),
    "Boko": ("Boko Haram", "«Боко Харам»", ""),
}
TARGETS = {  # in or at the target
    "market": ("a crowded market", "на рынке", "на ринку"),
    "checkpoint": ("a police checkpoint", "у поста полиции", "біля поста поліції"),
    "mosque": ("a mosque", "в мечети", "у мечеті"),
    "school": ("a school", "в школе", "у школі"),
    "bus": ("a bus stop", "на автобусной остановке", "на автобусній зупинці"),
    "flats": ("a block of flats", "у жилого дома", "біля житлового будинку"),
    "port": ("the port", "в порту", "у порту"),
    "hospital": ("a hospital", "у больницы", "біля лікарні"),
    "cafe": ("a cafe", "в кафе", "у кафе"),
    "base": ("an army base", "у военной базы", "біля військової бази"),
    "church": ("a church", "в церкви", "у церкві"),
    "hotel": ("a hotel", "в гостинице", "у готелі"),
    "car": ("an official's car", "у автомобиля чиновника", "біля автомобіля чиновника"),
    "bank": ("a bank", "в банке", "у банку"),
    "train": ("a railway station", "на вокзале", "на вокзалі"),
}
# Headline and first sentence of each kind, two ways in English and Russian, one in Ukrainian.
OPENINGS = {
    "bombing": {
        "en": (
            "Bomb kills {killed} at {target} in {town}",
            "A bomb exploded at {target} in {town}, {division}, on {day},",
        ),
        "en2": (
            "{town} explosion leaves {killed} dead",
            "{town} was shaken on {day} by a bomb hidden near {target},",
        ),
        "ru": ("{at} {in_town} взорвалась бомба", "{at} {in_town} {day} взорвалась бомба, сообщили в МВД."),
        "ru2": (
            "Взрыв {in_town}: есть погибшие",
            "Самодельная бомба сработала {day} {at} {in_town}, рассказали в полиции.",
        ),
        "uk": (
            "{at} {in_town} вибухнула бомба",
            "{day} {at} {in_town} вибухнула бомба, повідомили в поліції.",
        ),
    },
    "suicide": {
        "en": (
            "Suicide bomber strikes {target} in {town}",
            "A suicide bomber blew himself up at {target} in {town}, {division}, on {day},",
        ),
        "en2": (
            "At least {killed} dead as blast tears through {target}",
            "The man walked into {target} in {town} on {day} and detonated his explosive vest,",
        ),
        "ru": (
            "Смертник подорвал себя {at} {in_town}",
            "Террорист-смертник подорвал себя {day} {at} {in_town}, сообщили власти.",
        ),
        "uk": (
            "Смертник підірвав себе {at} {in_town}",
            "Терорист-смертник {day} підірвав себе {at} {in_town}, повідомила влада.",
        ),
    },
    "shooting": {
        "en": (
            "Gunmen kill {killed} at {target} in {town}",
            "Gunmen opened fire at {target} in {town}, {division}, on {day},",
        ),
        "en2": (
            "Armed men storm {target}, {killed} shot dead",
            "Residents of {town} woke to gunfire on {day} when armed men attacked {target},",
        ),
        "ru": ("{at} {in_town} открыли стрельбу", "Неизвестные {day} открыли огонь {at} {in_town}."),
        "ru2": (
            "Вооружённое нападение {in_town}",
            "Стрельба произошла {day} {at} {in_town}, подтвердили в пресс-службе.",
        ),
        "uk": ("{at} {in_town} відкрили вогонь", "Невідомі {day} відкрили вогонь {at} {in_town}."),
    },
    "stabbing": {
        "en": (
            "Man with knife attacks {target} in {town}",
            "A man with a knife attacked {target} in {town} on {day},",
        ),
        "ru": ("{in_town} мужчина напал с ножом", "Мужчина с ножом {day} напал на людей {at} {in_town}."),
        "uk": ("{in_town} чоловік напав з ножем", "Чоловік з ножем {day} напав на людей {at} {in_town}."),
    },
    "drones": {
        "en": (
            "Drone attack on {town}",
            "Drones attacked {town} early on {day} and hit {target},",
        ),
        "en2": (
            "{town} under drone attack, {killed} killed",
            "A wave of drones struck {town} on {day}; one fell on {target},",
        ),
        "ru": (
            "Атака беспилотников {in_town}",
            "{day} утром беспилотники нанесли удар {in_town}, попадание зафиксировано {at}.",
        ),
        "uk": (
            "Ворог атакував дронами: влучання {in_town}",
            "{day} вранці ворог завдав удару дронами {in_town}, зафіксовано влучання {at}.",
        ),
    },
    "shelling": {
        "en": ("Shelling hits {target} in {town}", "Artillery shells hit {target} in {town} on {day},"),
        "en2": ("{killed} killed as shells fall on {town}", "Shells landed on {target} in {town} on {day},"),
        "ru": ("Обстрел {in_town}", "{day} под артиллерийский обстрел {in_town} попали люди {at}."),
        "uk": ("Обстріл {in_town}", "{day} армія ворога обстріляла людей з артилерії {at} {in_town}."),
    },
}
TOLL = {
    "en": " killing {killed} people and wounding {injured} others, officials said.",
    "en0": " wounding {injured} people, officials said.",
    "ru": " Погибли {killed} человек, ранены {injured}.",
    "ru0": " Ранены {injured} человек.",
    "uk": " Загинули {killed} осіб, поранено {injured}.",
    "uk0": " Поранено {injured} осіб.",
}
DETAILS = {
    "en": (
        " {person}, who keeps a shop in {street}, said the windows of his house were gone.",
        " Ambulances could not pass {street} for an hour. {person} was looking for his brother.",
    ),
    "ru": (
        " Житель по имени {person} рассказал, что на {street} выбило стёкла.",
        " На {street} перекрыто движение. Очевидец {person} вывел из здания детей.",
    ),
    "uk": (" Мешканець {person} розповів, що на {street} вибило вікна.",),
}
CLAIM = {
    "en": (
        "{group} claims attack in {town}",
        "The {group} claimed responsibility on {today} for the {day} attack at {target} in {town} that killed"
        " {killed} people.",
    ),
    "ru": (
        "{group}: ответственность за нападение {in_town}",
        "«{group}» {today} взяло на себя ответственность за нападение, которое произошло {day} {at} {in_town}."
        " Тогда погибли {killed} человек.",
    ),
}
RIVAL = {  # another group says that it was its own
    "en": (
        "{group} says it was behind attack in {town}",
        "The {group} claimed responsibility on {today} for the {day} attack at {target} in {town} in which"
        " {killed} people were killed, contradicting an earlier claim. {person} buried his brother in {street}.",
    ),
}
REVISED = {  # the page of the first report, written anew
    "en": (
        "UPDATE: {killed} dead after attack at {target} in {town}",
        "The number of people killed in the attack at {target} in {town}, {division}, on {day} rose to {killed},"
        " officials said. {injured} were wounded. {person}, who lives in {street}, heard it from afar.",
    ),
    "ru": (
        "Обновлено: {killed} погибших {in_town}",
        "Число погибших при нападении {at} {in_town}, случившемся {day}, выросло до {killed} человек, ранены"
        " {injured}. Житель по имени {person} рассказал, что на {street} до сих пор работают спасатели.",
    ),
    "uk": (
        "Оновлено: {killed} загиблих {in_town}",
        "Кількість загиблих внаслідок атаки {at} {in_town}, що сталася {day}, зросла до {killed}, поранено"
        " {injured}. Мешканець {person} розповів, що на {street} досі працюють рятувальники.",
    ),
}
RISEN = {
    "en": (
        "Toll in {town} rises to {killed}",
        "The number of people killed in the {day} attack at {target} in {town} has risen to {killed}, doctors said"
        " on {today}, after two of the wounded died in hospital.",
    ),
    "ru": (
        "Число погибших {in_town} выросло до {killed}",
        "Число погибших при нападении, случившемся {day} {at} {in_town}, выросло до {killed} человек, сообщили"
        " {today} в больнице.",
    ),
    "uk": (
        "Кількість загиблих {in_town} зросла до {killed}",
        "Кількість загиблих внаслідок атаки, що сталася {day} {at} {in_town}, зросла до {killed}, повідомили"
        " {today} у лікарні.",
    ),
}
CHARGE = {
    "en": (
        "Suspect charged over killing of {person}",
        "A court ordered on {today} that a man accused of the attack in {street} be held for two months."
        " {person}, 34, was among the {killed} dead. The suspect denies that he fired or planted anything.",
    ),
    "ru": (
        "Предъявлено обвинение по делу об убийстве: {person}",
        "Суд {today} арестовал на два месяца обвиняемого в нападении на {street}. Среди {killed} погибших был"
        " {person}.",
    ),
}
COURT = {
    "en": (
        "Man sentenced to life for attack in {town}",
        "A court on {today} sentenced a man to life in prison for the attack at {target} in {town} on"
        " {date}, in which {killed} people, {person} among them, were killed.",
    ),
    "ru": (
        "Вынесен приговор по делу о нападении {in_town}",
        "Суд {today} приговорил к пожизненному сроку участника нападения, совершённого {date} {at} {in_town}."
        " Тогда погибли {killed} человек, в том числе {person}.",
    ),
}
YEAR = {
    "en": (
        "{town} remembers its dead one year on",
        "Families gathered on {today} in {town} to mark the anniversary of the attack at {target} on {date} that"
        " killed {killed} people. {person} brought flowers to {street}.",
    ),
    "ru": (
        "{in_town} вспоминают погибших",
        "{today} {in_town} прошёл митинг в годовщину нападения, случившегося {date} {at}: тогда погибли {killed}"
        " человек.",
    ),
}
# key: in Latin letters, Russian, Ukrainian; street in each
PEOPLE = """
alibekov Magomed-Alibekov Магомед-Алибеков Магомед-Алібеков Gamidov-Street улице-Гамидова вулиці-Гамідова
ramazanov Ruslan-Ramazanov Руслан-Рамазанов Руслан-Рамазанов Sovetskaya-Street Советской-улице Радянській-вулиці
haidari Zalmai-Haidari Залмай-Хайдари Залмай-Хайдарі Salang-Road Салангском-шоссе Саланзькому-шосе
rahimi Farid-Rahimi Фарид-Рахими Фарід-Рахімі Dasht-Avenue проспекте-Дашт проспекті-Дашт
nazari Yunus-Nazari Юнус-Назари Юнус-Назарі Gazargah-Road дороге-Газаргах дорозі-Газаргах
gadzhiev Shamil-Gadzhiev Шамиль-Гаджиев Шаміль-Гаджиєв Toturbiev-Street улице-Тотурбиева вулиці-Тотурбієва
bondarenko Oleh-Bondarenko Олег-Бондаренко Олег-Бондаренко Pushkin-Street улице-Пушкина вулиці-Пушкіна
shevchuk Ihor-Shevchuk Игорь-Шевчук Ігор-Шевчук Perekop-Street Перекопской-улице Перекопській-вулиці
kravets Pavlo-Kravets Павел-Кравец Павло-Кравець Kharkivska-Street Харьковской-улице Харківській-вулиці
melnyk Viktor-Melnyk Виктор-Мельник Віктор-Мельник Deribas-Street улице-Дерибаса вулиці-Дерибаса
tkachenko Andrii-Tkachenko Андрей-Ткаченко Андрій-Ткаченко Klochkivska-Street Клочковской-улице Клочківській-вулиці
dudaev Akhmed-Dudaev Ахмед-Дудаев Ахмед-Дудаєв Mayakovsky-Street улице-Маяковского вулиці-Маяковського
toure Ibrahim-Toure Ибрагим-Туре Ібрагім-Туре Aljanabandia-Road дороге-Альжана дорозі-Альжана
omarov Kamil-Omarov Камиль-Омаров Каміль-Омаров Akushinsky-Avenue проспекте-Акушинского проспекті-Акушинського
baloch Sabir-Baloch Сабир-Балох Сабір-Балох Hazarganji-Road дороге-Хазарганджи дорозі-Хазарганджі
masih Yousaf-Masih Юсуф-Масих Юсуф-Масіх Kohati-Gate воротах-Кохати воротах-Кохаті
afridi Gul-Afridi Гуль-Африди Гуль-Афріді Ring-Road Кольцевой-дороге Кільцевій-дорозі
warsame Hassan-Warsame Хасан-Варсаме Хасан-Варсаме Lido-Beach пляже-Лидо пляжі-Лідо
aden Yasin-Aden Ясин-Аден Ясін-Аден Airport-Road дороге-Аэропорт дорозі-Аеропорт
bukar Kaka-Bukar Кака-Букар Кака-Букар Baga-Road дороге-Бага дорозі-Бага
jabbar Karim-Jabbar Карим-Джаббар Карім-Джаббар Palestine-Street Палестинской-улице Палестинській-вулиці
salihi Omer-Salihi Омер-Салихи Омер-Саліхі Tuz-Road дороге-Туз дорозі-Туз
hamdani Laith-Hamdani Лейс-Хамдани Лейс-Хамдані Nineveh-Street улице-Ниневия вулиці-Ніневія
lysenko Petro-Lysenko Пётр-Лысенко Петро-Лисенко Saltivka-Road Салтовском-шоссе Салтівському-шосе
panchenko Roman-Panchenko Роман-Панченко Роман-Панченко Admiral-Street Адмиральской-улице Адміральській-вулиці
hordiienko Taras-Hordiienko Тарас-Гордиенко Тарас-Гордієнко Peremoha-Embankment набережной-Победы набережній-Перемоги
evloev Musa-Evloev Муса-Евлоев Муса-Євлоєв Bazorkin-Avenue проспекте-Базоркина проспекті-Базоркіна
kardanov Zalim-Kardanov Залим-Карданов Залім-Карданов Shogentsukov-Avenue проспекте-Шогенцукова проспекті-Шогенцукова
galiev Ilnur-Galiev Ильнур-Галиев Ільнур-Галієв Fayzi-Street улице-Файзи вулиці-Файзі
sokolova Pavel-Sokolov Павел-Соколов Павло-Соколов Rokossovsky-Street улице-Рокоссовского вулиці-Рокоссовського
stanikzai Wali-Stanikzai Вали-Станикзай Валі-Станікзай Talashi-Square площади-Талаши площі-Талаші
achakzai Naseer-Achakzai Насир-Ачакзай Насір-Ачакзай Shaheedan-Square площади-Шахидан площі-Шахідан
ahmadi Mirwais-Ahmadi Мирвайс-Ахмади Мірвайс-Ахмаді Karte-Road дороге-Карте дорозі-Карте
qaderi Najib-Qaderi Наджиб-Кадери Наджиб-Кадері Bakrabad-Road дороге-Бакрабад дорозі-Бакрабад
magomedov Isa-Magomedov Иса-Магомедов Іса-Магомедов Lenin-Street улице-Ленина вулиці-Леніна
marchenko Bohdan-Marchenko Богдан-Марченко Богдан-Марченко Ushakov-Avenue проспекте-Ушакова проспекті-Ушакова
savchenko Denys-Savchenko Денис-Савченко Денис-Савченко Tavria-Street улице-Таврической вулиці-Таврійській
mengal Jamil-Mengal Джамиль-Менгал Джаміль-Менгал Joint-Road дороге-Джойнт дорозі-Джойнт
maiga Oumar-Maiga Умар-Майга Умар-Майга Washington-Square площади-Вашингтон площі-Вашингтон
jubouri Saad-Jubouri Саад-Джубури Саад-Джубурі Zuhour-Street улице-Зухур вулиці-Зухур
obaidi Nabil-Obaidi Набиль-Обейди Набіль-Обейді Tayaran-Square площади-Таяран площі-Таяран
kuliev Rasul-Kuliev Расул-Кулиев Расул-Кулієв Tagi-Street улице-Тагиева вулиці-Тагієва
khadisov Umar-Khadisov Умар-Хадисов Умар-Хадісов Staropromyslovsky-Road Старопромысловском-шоссе Старопромисловському-шосе
farah Abdi-Farah Абди-Фарах Абді-Фарах Makka-Road дороге-Макка дорозі-Макка
rudenko Maksym-Rudenko Максим-Руденко Максим-Руденко Lanzheron-Street Ланжероновской-улице Ланжеронівській-вулиці
koval Yurii-Koval Юрий-Коваль Юрій-Коваль Herasym-Street улице-Герасима вулиці-Герасима
goni Modu-Goni Моду-Гони Моду-Гоні Damboa-Road дороге-Дамбоа дорозі-Дамбоа
yatsenko Serhii-Yatsenko Сергей-Яценко Сергій-Яценко Soborny-Avenue проспекте-Соборном проспекті-Соборному
franko Mykhailo-Franko Михаил-Франко Михайло-Франко Zelena-Street Зелёной-улице Зеленій-вулиці
keita Modibo-Keita Модибо-Кейта Модібо-Кейта Hippodrome-Road дороге-Ипподром дорозі-Іподром
kasongo Jean-Kasongo Жан-Касонго Жан-Касонго Katindo-Avenue проспекте-Катиндо проспекті-Катіндо
halabi Samir-Halabi Самир-Халаби Самір-Халабі Jamiliya-Street улице-Джамилия вулиці-Джамілія
shami Bassel-Shami Басель-Шами Басель-Шамі Baghdad-Boulevard бульваре-Багдад бульварі-Багдад
siddiqui Imran-Siddiqui Имран-Сиддики Імран-Сіддікі Shahrah-Road дороге-Шахра дорозі-Шахра
qureshi Tariq-Qureshi Тарик-Куреши Тарік-Куреші Lyari-Street улице-Лиари вулиці-Ліарі
nahas Antoun-Nahas Антун-Нахас Антун-Нахас Azizieh-Square площади-Азизие площі-Азізіє
mbuyi Pascal-Mbuyi Паскаль-Мбуи Паскаль-Мбуї Himbi-Road дороге-Химби дорозі-Хімбі
kovalchuk Anton-Kovalchuk Антон-Ковальчук Антон-Ковальчук Metalurh-Street улице-Металлургов вулиці-Металургів
musaev Rashid-Musaev Рашид-Мусаев Рашид-Мусаєв Yaragsky-Street улице-Ярагского вулиці-Ярагського
osman Ali-Osman Али-Осман Алі-Осман Calanley-Road дороге-Каланлей дорозі-Каланлей
"""
PERSONS = {
    parts[0]: tuple(part.replace("-", " ") for part in parts[1:])
    for parts in (line.split() for line in PEOPLE.splitlines())
    if parts
}
