"""A config that is in order, and what it becomes."""

from __future__ import annotations

import shutil
from datetime import time, timedelta
from pathlib import Path

import pytest

from alerts.receivers import Chat, Digest, Email, File, Limit, Quiet, Webhook
from incidents import presets
from incidents.errors import ConfigError
from incidents.incident import VIOLENT, Type
from incidents.watch import Area, Group, Region, Thresholds
from scheduler.config import Config, load

ROOT = Path(__file__).parents[2]
WHOLE = ROOT / "tests" / "config" / "whole"
ENVIRON = {
    "FEED_KEY": "feed-key-1",
    "COOKIE": "session=cookie-2",
    "TOKEN": "token-3",
    "CHAT_URL": "tgram://chat-4/5",
    "SMTP_PORT": "465",
    "SMTP_USER": "mailer",
    "PROXY_PASSWORD": "proxy-5",
    "PING": "ping-6",
}
FILES = {"mail.secret": "mail-7\n", "hook.secret": "aG9vay04", "url.secret": "https://hooks.example/url-9\n"}
SECRETS = ["feed-key-1", "cookie-2", "token-3", "chat-4", "proxy-5", "ping-6", "mail-7", "aG9vay04", "url-9"]
MINIMAL = """\
database: d.db
watches: [{name: A, notify: [log]}]
sources: [{name: S, feed: "https://a.example/rss"}]
receivers: {log: {file: alerts.jsonl}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(WHOLE, tmp_path, dirs_exist_ok=True)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o600)
    return tmp_path


@pytest.fixture
def whole(folder: Path) -> Config:
    return load(folder / "config.yaml", environ=ENVIRON)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_config_loads_without_any_secret_and_without_a_warning() -> None:
    config = load(ROOT / "config.yaml", environ={})
    assert config.warnings == ()
    assert len(config.sources) >= 10
    assert {source.language for source in config.sources} == {"en", "ru"}
    assert all(source.url.startswith("https://") for source in config.sources)
    assert config.receivers["log"].to == File(str(ROOT / "alerts.jsonl"))
    assert config.watches[0].regions == (Region("Russia", areas=(Area("RU"),)),)
    assert config.smtp is None


def test_the_four_parts_that_are_needed_are_enough(tmp_path: Path) -> None:
    config = load(written(tmp_path, MINIMAL), environ={})
    assert config.database == tmp_path / "d.db"
    assert config.languages == ("en", "ru")
    assert (config.max_age, config.keep_articles) == (timedelta(days=7), timedelta(days=400))
    assert config.watches[0].types == VIOLENT
    assert config.watches[0].alert_on == ("new", "toll", "claim")
    assert config.groups == presets.groups()


def test_parts_with_nothing_behind_them_count_as_left_out(tmp_path: Path) -> None:
    config = load(written(tmp_path, MINIMAL + "regions:\ngroups:\nsmtp:\nnetwork:\nservice:\n"), environ={})
    assert config.smtp is None


def test_paths_are_relative_to_the_file_and_not_to_the_working_directory(whole: Config, folder: Path) -> None:
    assert whole.path == folder / "config.yaml"
    assert whole.database == folder / "data" / "dateline.db"
    assert whole.receivers["log"].to == File(str(folder / "alerts.jsonl"))
    assert whole.receivers["screen"].to == File("-")
    assert whole.service.backup is not None
    assert whole.service.backup.to == folder / "backups"


def test_a_watch_has_its_regions_resolved_to_areas(whole: Config) -> None:
    watch = whole.watches[0]
    russia, kaspiysk, caucasus, surgut, line, sahel = watch.regions
    assert russia.areas == (Area("RU"),)
    assert kaspiysk.areas[0].admin1_code == "RU-DA"
    assert kaspiysk.areas[0].geonameid is not None
    assert caucasus.areas == (Area("RU", "RU-DA"), Area("RU", "RU-CE"), Area("RU", "RU-IN"))
    assert caucasus.names == ("North Caucasus", "Северный Кавказ")
    assert surgut.circle is not None
    assert (round(surgut.circle.lat), round(surgut.circle.lon), surgut.circle.km) == (61, 73, 60.0)
    assert [len(ring) for ring in line.polygons] == [4, 4]
    assert line.polygons[0][0] == (37.0, 48.0)
    assert {area.country for area in sahel.areas} == {"ML", "BF", "NE", "TD", "MR", "SN"}
    assert "Сахель" in sahel.names
    assert "Wider Sahel" in sahel.names


def test_a_watch_keeps_its_rules(whole: Config) -> None:
    watch = whole.watches[0]
    assert watch.types == {Type.BOMBING, Type.ARREST}
    assert watch.when == Thresholds(1, 2, 0.5, 2)
    assert watch.alert_on == ("new", "place", "retracted")
    assert watch.notify == ("desk", "ops-hook")
    assert whole.watches[1].name == "NO"
    assert whole.watches[3].groups == ("Hamas",)


def test_a_group_extends_the_preset_of_its_own_name(whole: Config) -> None:
    groups = {group.name: group for group in whole.groups}
    state = groups["Islamic State"]
    assert {"ИГИЛ", "داعش", "the organisation"} <= set(state.aliases)
    assert {"ИГ", "ISX"} <= set(state.weak)
    assert {"Amaq", "Our Outlet"} <= set(state.media)
    assert {"Вилаят Кавказ", "Vilayat Kavkaz of ours"} <= set(state.parts["Caucasus Province"])
    assert state.parts["Moon Province"] == ("IS-Moon",)
    assert len(groups) == len(whole.groups)


def test_a_name_that_the_config_gives_to_its_own_group_is_taken_from_the_preset(whole: Config) -> None:
    owners = [group.name for group in whole.groups if "JNIM" in group.aliases]
    assert owners == ["Our militia"]


def test_a_group_without_extends_replaces_the_preset(tmp_path: Path) -> None:
    config = load(written(tmp_path, MINIMAL + "groups: {Taliban: {aliases: [Talibs]}}\n"), environ={})
    assert [group for group in config.groups if group.name == "Taliban"] == [Group("Taliban", ("Talibs",))]


def test_sources_come_with_their_kind_bounds_and_permissions(whole: Config) -> None:
    feed, sitemap, section, own = whole.sources
    assert (feed.kind, feed.url, feed.language) == ("feed", "https://feed.example/rss?key=feed-key-1", "ru")
    assert (sitemap.every_min, sitemap.every_max) == (timedelta(minutes=5), timedelta(hours=6))
    assert (section.follow, section.headers) == ("a.headline", {"Cookie": "session=cookie-2"})
    assert (own.kind, own.url, own.every_min) == ("spider", "my_spiders.Interfax", timedelta(minutes=15))
    assert feed.private == ("10.1.0.0/16", "[::1]:80")


def test_receivers_come_with_their_target_and_routing(whole: Config) -> None:
    desk = whole.receivers["desk"]
    assert desk.to == Email(("desk@example.org", "night@example.org"))
    assert desk.zone == "Europe/Vienna"
    assert desk.quiet == Quiet(time(22, 22), time(7), Thresholds(killed=5))
    assert desk.limit == Limit(10, timedelta(hours=1))
    assert desk.group == timedelta(minutes=2)
    assert whole.receivers["morning"].digest == Digest(time(7, 30), 0)
    hook, file_hook, chat = (whole.receivers[name].to for name in ("ops-hook", "file-hook", "chat"))
    assert isinstance(hook, Webhook)
    assert hook.secret is None
    assert hook.headers["X-Token"].reveal() == "token-3"
    assert isinstance(file_hook, Webhook)
    assert file_hook.secret is not None
    assert (file_hook.url, file_hook.secret.reveal()) == ("https://hooks.example/url-9", "aG9vay04")
    assert isinstance(chat, Chat)
    assert [url.reveal() for url in chat.urls] == ["tgram://chat-4/5"]


def test_the_mail_server_network_and_service(whole: Config) -> None:
    assert whole.smtp is not None
    assert whole.smtp.password is not None
    assert (whole.smtp.port, whole.smtp.security, whole.smtp.username) == (465, "tls", "mailer")
    assert whole.smtp.password.reveal() == "mail-7"
    assert whole.network.delay == timedelta(seconds=1.5)
    assert whole.network.proxy is not None
    assert whole.network.proxy.reveal() == "http://user:proxy-5@proxy.example:3128"
    assert whole.network.private_receivers == ("127.0.0.1:8025",)
    assert whole.service.listen == ("::1", 8200)
    assert whole.service.heartbeat_url is not None
    assert whole.service.heartbeat_url.reveal() == "https://ping.example/ping-6"


def test_no_secret_is_in_the_repr_and_redact_takes_each_out_of_a_text(whole: Config) -> None:
    spoken = repr(whole.receivers) + repr(whole.smtp) + repr(whole.network) + repr(whole.service)
    assert not [secret for secret in SECRETS if secret in spoken and secret != "url-9"]
    log_line = " ".join([*ENVIRON.values(), *FILES.values()])
    assert not [secret for secret in SECRETS if secret in whole.secrets.redact(log_line)]
    assert "mail-7" not in repr(whole.secrets)


def test_without_secrets_nothing_is_looked_up(folder: Path) -> None:
    for name in FILES:
        (folder / name).unlink()
    config = load(folder / "config.yaml", secrets=False, environ={})
    assert len(config.watches) == 4
    assert config.smtp is not None
    assert config.smtp.password is None
    assert not config.secrets.texts


def test_a_secret_that_stands_in_the_config_is_warned_of_and_not_shown(tmp_path: Path) -> None:
    text = MINIMAL.replace(
        "{file: alerts.jsonl}", '{webhook: {url: "https://hooks.example/", secret: hunter22}}'
    )
    config = load(written(tmp_path, text), environ={})
    assert config.warnings == (
        "config.yaml:4:60: receivers.log.webhook.secret: stands in the config itself; "
        "${VARIABLE} or 'secret_file' keeps it out",
    )
    assert config.secrets.redact("hunter22") == "***"


def test_what_a_server_may_echo_of_a_secret_address_is_redacted(tmp_path: Path) -> None:
    (tmp_path / "url").write_text(
        "https://ann:pass@hooks.example/in/T0K3N?key=another-one&as=json", encoding="utf-8"
    )
    (tmp_path / "url").chmod(0o600)
    text = MINIMAL.replace("{file: alerts.jsonl}", "{webhook: {url_file: url}}")
    redact = load(written(tmp_path, text), environ={}).secrets.redact
    assert redact("no /in/T0K3N?key=another-one&as=json here") == "no *** here"
    assert redact("another-one, pass, json of hooks.example") == "***, ***, json of hooks.example"


def test_a_short_word_as_the_path_of_a_secret_address_is_left_in_other_texts(tmp_path: Path) -> None:
    text = MINIMAL.replace("{file: alerts.jsonl}", '{webhook: {url: "https://hooks.example/dateline"}}')
    redact = load(written(tmp_path, text), environ={}).secrets.redact
    assert redact("/var/lib/dateline/dateline.db") == "/var/lib/dateline/dateline.db"
    assert redact("at https://hooks.example/dateline") == "at ***"


def test_what_is_hardly_meant_is_warned_of(tmp_path: Path) -> None:
    text = """\
database: d.db
watches: []
keep: {incidents: 2 weeks}
sources: [{name: S, feed: "https://a.example/rss"}, {name: T, feed: "https://a.example/rss"}]
receivers: {log: {file: alerts.jsonl}}
"""
    assert load(written(tmp_path, text), environ={}).warnings == (
        "config.yaml:5:13: receivers.log: no watch notifies this receiver",
        "config.yaml:2:1: watches: there is no watch, so nothing will be alerted",
        "config.yaml:3:8: keep.incidents: incidents stay always; only articles are let go of. Write 'forever'",
        "config.yaml:4:53: sources[1]: has the address of 'S'",
    )


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_loads(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode())
    assert load(path, environ={}).watches[0].name == "A"


def test_an_environment_variable_is_data_and_never_yaml(tmp_path: Path) -> None:
    text = MINIMAL.replace("https://a.example/rss", "https://a.example/${PART}")
    config = load(written(tmp_path, text), environ={"PART": "${OTHER}#x,y:z"})
    assert config.sources[0].url == "https://a.example/${OTHER}#x,y:z"


def test_a_config_in_json_is_yaml_too_and_its_escapes_are_read(tmp_path: Path) -> None:
    text = """{"database": "d.db", "sources": [], "receivers": {"log": {"file": "a"}},
        "watches": [{"name": "\\ud83d\\udca3 \\u0412\\u0437\\u0440\\u044b\\u0432", "notify": ["log"]}]}"""
    assert load(written(tmp_path, text), environ={}).watches[0].name == "\N{BOMB} Взрыв"


def test_the_same_file_loads_to_equal_values(folder: Path) -> None:
    first, second = (load(folder / "config.yaml", environ=ENVIRON) for _ in range(2))
    assert first == second


def test_a_missing_file_is_said_with_its_whole_path(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        load(tmp_path / "nowhere.yaml", environ={})
    assert raised.value.problems == [
        f"{tmp_path / 'nowhere.yaml'}: there is no such file; name it with --config, or let `dateline init FILE` write one"
    ]
