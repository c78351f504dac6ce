"""Who takes part is decided on the command line, in a real database."""

import asyncio
import json
import shutil
from pathlib import Path

import asyncpg
import pytest

import gateway.policy
from gateway.store.db.database import Database
from gateway.store.parties import api_keys
from gateway.store.parties.organisaties import Organisatie
from tests.cli.running import invoke
from tests.support.api.leaks import found_in

VENLO = ("accounts", "add", "0983", "--soort", "gemeente", "--naam", "Venlo")
ZORG = ("accounts", "add", "99990001", "--soort", "aanbieder", "--naam", "Zorg [bold] & Zo")


@pytest.fixture(autouse=True)
def database(dsn: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", dsn)
    return dsn


def owner(dsn: str, key: str) -> Organisatie | None:
    """Return the organisation that the key lets in; None when it lets nobody in."""

    async def look() -> Organisatie | None:
        db = await Database.connect(dsn)
        try:
            async with db.reading() as tx:
                return await api_keys.find_owner(tx, key)
        finally:
            await db.close()

    return asyncio.run(look())


def test_add_prints_a_key_alone_on_stdout(dsn: str) -> None:
    result = invoke(*VENLO)
    assert result.exit_code == 0
    key = result.stdout.removesuffix("\n")
    assert key.startswith("gw_")
    assert "alleen nu te lezen" in result.stderr
    assert owner(dsn, key) == Organisatie("0983", "gemeente", "Venlo")


def test_add_takes_an_address(dsn: str) -> None:
    result = invoke(*ZORG, "--afleveradres", "https://zorg.example/iwmo", "--ongeprobeerd")
    found = owner(dsn, result.stdout.strip())
    assert found is not None
    assert found.afleveradres == "https://zorg.example/iwmo"


def test_add_twice_is_refused_and_names_the_way() -> None:
    invoke(*VENLO)
    result = invoke(*VENLO)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "al ingeschreven als gemeente Venlo" in result.stderr
    assert "accounts key" in result.stderr


@pytest.mark.parametrize(
    ("code", "soort", "told"),
    [
        ("983", "gemeente", "vier cijfers"),
        ("0000", "gemeente", "geen gemeente in de indeling van het CBS"),
        ("1234567", "aanbieder", "acht cijfers"),
        ("0123456x", "aanbieder", "acht cijfers"),
        ("Beheer", "beheerder", "kleine letters"),
        ("0983", "beheerder", "kleine letters"),
    ],
)
def test_a_code_of_another_form_is_refused(code: str, soort: str, told: str) -> None:
    result = invoke("accounts", "add", code, "--soort", soort, "--naam", "X")
    assert result.exit_code == 1
    assert told in result.stderr


def test_a_name_is_asked_for() -> None:
    assert "naam is leeg" in invoke("accounts", "add", "0983", "--soort", "gemeente", "--naam", " ").stderr


@pytest.mark.parametrize(
    ("adres", "told"),
    [
        ("http://zorg.example/iwmo", "niet versleuteld"),
        ("ftp://zorg.example", "geen adres"),
        ("zorg.example", "geen adres"),
        ("https://", "geen adres"),
        ("https://zorg.example:99999", "geen adres"),
        ("https://[zorg", "geen adres"),
        ("https://zorg.example/a b", "geen adres"),
        ("https://jan:geheim@zorg.example", "wachtwoord"),
        ("https://10.1.2.3/iwmo", "afgeschermd"),
        ("https://[::ffff:127.0.0.1]/", "afgeschermd"),
        ("https://169.254.169.254/latest", "afgeschermd"),
    ],
)
def test_an_address_that_is_unsafe_or_none_is_refused(adres: str, told: str) -> None:
    result = invoke(*ZORG, "--afleveradres", adres)
    assert result.exit_code == 1
    assert told in result.stderr


@pytest.mark.parametrize(
    "adres", ["http://127.0.0.1:9000/", "http://localhost:9000", "http://[::1]:9000/x", "http://10.1.2.3/"]
)
def test_an_address_in_a_network_that_the_operator_allows_may_be_plain(
    adres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for settings in ("", "192.168.0.0/16"):
        monkeypatch.setenv("GATEWAY_PUSH_PRIVATE", settings)
        result = invoke(*ZORG, "--afleveradres", adres)
        assert result.exit_code == 1
        assert "GATEWAY_PUSH_PRIVATE" in result.stderr
    monkeypatch.setenv("GATEWAY_PUSH_PRIVATE", "10.0.0.0/8, 127.0.0.0/8, ::1")
    assert invoke(*ZORG, "--afleveradres", adres, "--ongeprobeerd").exit_code == 0


def test_a_network_that_is_none_is_said_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_PUSH_PRIVATE", "10.0.0.0/33")
    result = invoke("accounts", "list")
    assert result.exit_code == 2
    assert "GATEWAY_PUSH_PRIVATE" in result.stderr


def test_an_operator_gets_no_messages() -> None:
    result = invoke(
        "accounts", "add", "beheer", "--soort", "beheerder", "--naam", "B", "--afleveradres", "https://b.example"
    )
    assert result.exit_code == 1
    assert "geen berichten" in result.stderr


def test_list_shows_who_takes_part() -> None:
    invoke(*VENLO)
    invoke(*ZORG)
    rows = [line.split() for line in invoke("accounts", "list").stdout.splitlines()]
    assert ["0983", "gemeente", "Venlo", "postvak"] in rows
    assert ["99990001", "aanbieder", "Zorg", "[bold]", "&", "Zo", "postvak"] in rows


def test_the_list_is_chosen_by_kind_and_has_json() -> None:
    for each in (VENLO, ZORG, ("accounts", "add", "0984", "--soort", "gemeente", "--naam", "Venray")):
        invoke(*each)

    def codes(*options: object) -> list[str]:
        return [json.loads(line)["code"] for line in invoke("accounts", "list", "--json", *options).stdout.splitlines()]

    assert codes() == ["0983", "0984", "99990001"]
    assert codes("--soort", "gemeente") == ["0983", "0984"]
    assert codes("--soort", "beheerder") == []
    assert codes("--volgorde", "nieuwste", "--aantal", 2) == ["99990001", "0984"]
    [venlo] = [json.loads(each) for each in invoke("accounts", "list", "--json", "--aantal", 1).stdout.splitlines()]
    assert (venlo["naam"], venlo["gewerkteFeestdagen"], "berichtsoorten" in venlo) == ("Venlo", [], False)
    [key] = [json.loads(each) for each in invoke("accounts", "keys", "0983", "--json").stdout.splitlines()]
    assert (key["organisatie"], key["ingetrokkenOp"]) == ("0983", None)
    [done] = [json.loads(each) for each in invoke("accounts", "history", "0983", "--json").stdout.splitlines()]
    assert done["soort"] == "ingeschreven"


def test_change_sets_name_and_address() -> None:
    invoke(*ZORG)
    change = ("accounts", "change", "99990001", "--ongeprobeerd")
    assert invoke(*change, "--naam", "Zo", "--afleveradres", "https://z.example").exit_code == 0
    assert "https://z.example" in invoke("accounts", "list").stdout
    result = invoke("accounts", "change", "99990001", "--kanaal", "postvak")
    assert "99990001: Zo, berichten naar postvak" in result.stderr
    result = invoke(*change, "--kanaal", "push")
    assert "99990001: Zo, berichten naar https://z.example" in result.stderr
    result = invoke(*change, "--map", "/srv/zorg")
    assert "99990001: Zo, berichten naar /srv/zorg" in result.stderr
    assert invoke("accounts", "change", "99990002", "--naam", "Wie").exit_code == 1


def test_an_address_that_cannot_be_reached_is_refused_unless_set_untried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATEWAY_PUSH_PRIVATE", "127.0.0.1")
    closed = ("--afleveradres", "http://127.0.0.1:9/")
    added = invoke(*ZORG, *closed)
    assert (added.exit_code, added.stdout) == (1, "")
    assert "verbinding: poort 9 neemt geen verbinding aan" in added.stderr
    assert "99990001 is hiervandaan niet bereikt langs push" in added.stderr
    invoke(*ZORG)
    change = ("accounts", "change", "99990001")
    refused = invoke(*change, "--map", tmp_path / "weg", "--naam", "Anders")
    assert (refused.exit_code, "ENOENT" in refused.stderr) == (1, True)
    assert "Anders" not in invoke("accounts", "list").stdout
    for fine in (("--map", tmp_path), ("--naam", "Zo"), (*closed, "--ongeprobeerd"), ("--kanaal", "postvak")):
        assert invoke(*change, *fine).exit_code == 0
    tried = [json.loads(line) for line in invoke("accounts", "history", "99990001", "--json").stdout.splitlines()]
    assert [each["gegevens"]["bereikt"] for each in tried if each["soort"] == "kanaal_beproefd"] == ["ja"]


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("--kanaal", "push"), 1, "--afleveradres"),
        (("--kanaal", "map"), 1, "--map"),
        (("--map", "srv/zorg"), 1, "volledig pad"),
        (("--map", "/srv/zorg", "--afleveradres", "https://z.example"), 2, "--kanaal"),
    ],
    ids=["no address", "no folder", "half a path", "two at once"],
)
def test_a_channel_without_what_it_needs_is_refused(args: tuple[str, ...], code: int, told: str) -> None:
    invoke(*ZORG)
    result = invoke("accounts", "change", "99990001", *args)
    assert result.exit_code == code
    assert told in result.stderr


def test_a_municipality_chooses_a_policy_or_none() -> None:
    assert invoke(*VENLO, "--beleid", "noord-limburg").exit_code == 0
    rows = [line.split() for line in invoke("accounts", "list").stdout.splitlines()]
    assert ["0983", "gemeente", "Venlo", "postvak", "noord-limburg"] in rows
    result = invoke("accounts", "change", "0983", "--naam", "Gemeente Venlo")
    assert "beleid noord-limburg" in result.stderr, "another change leaves it"
    assert "beleid" not in invoke("accounts", "change", "0983", "--beleid", "geen").stderr
    assert "beleid noord-limburg" in invoke("accounts", "change", "0983", "--beleid", "noord-limburg").stderr


def test_s3_a_municipality_says_on_which_holidays_it_works() -> None:
    assert invoke(*VENLO, "--werkdag", "goede-vrijdag").exit_code == 0
    assert "ook werkdag: goede-vrijdag" in invoke("accounts", "change", "0983", "--naam", "Venlo aan de Maas").stderr
    result = invoke("accounts", "change", "0983", "--werkdag", "goede-vrijdag", "--werkdag", "bevrijdingsdag")
    assert "ook werkdag: bevrijdingsdag, goede-vrijdag" in result.stderr
    assert "bevrijdingsdag, goede-vrijdag" in invoke("accounts", "list").stdout
    assert "goede-vrijdag -> bevrijdingsdag, goede-vrijdag" in invoke("accounts", "history", "0983").stdout
    assert "werkdag" not in invoke("accounts", "change", "0983", "--werkdag", "geen").stderr


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        ((*VENLO, "--werkdag", "koningsdag"), 1, "bevrijdingsdag"),
        ((*VENLO, "--werkdag", "bevrijdingsdag", "--werkdag", "bevrijdingsdag-buiten-lustrum"), 1, "niet allebei"),
        ((*VENLO, "--werkdag", "geen", "--werkdag", "bevrijdingsdag"), 2, "niet allebei"),
        ((*ZORG, "--werkdag", "bevrijdingsdag"), 1, "gemeente"),
    ],
    ids=["no choice", "both", "none and one", "provider"],
)
def test_s3_a_working_day_that_cannot_be_chosen_is_refused(args: tuple[str, ...], code: int, told: str) -> None:
    result = invoke(*args)
    assert result.exit_code == code
    assert told in result.stderr


@pytest.mark.parametrize(
    ("args", "told"),
    [
        ((*VENLO, "--beleid", "limburg-zuid"), "er is beleid van noord-limburg"),
        ((*ZORG, "--beleid", "noord-limburg"), "Beleid kiest een gemeente"),
        (("accounts", "add", "0363", "--soort", "gemeente", "--naam", "A", "--beleid", "noord-limburg"), "Venray"),
    ],
    ids=["unknown", "provider", "elsewhere"],
)
def test_a_policy_that_cannot_be_chosen_is_refused(args: tuple[str, ...], told: str) -> None:
    result = invoke(*args)
    assert result.exit_code == 1
    assert told in result.stderr
    assert invoke("accounts", "list").stdout.count("\n") == 1, "nobody was let in"


def test_a_folder_of_policy_that_is_not_there_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_POLICY_DIR", "/nergens")
    result = invoke("accounts", "list")
    assert result.exit_code == 2
    assert "GATEWAY_POLICY_DIR" in result.stderr


def test_a_policy_that_went_away_keeps_nothing_else_from_changing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "eigen"
    shutil.copytree(Path(gateway.policy.__file__).parent / "data" / "noord-limburg", own)
    monkeypatch.setenv("GATEWAY_POLICY_DIR", str(tmp_path))
    assert "beleid eigen" not in invoke(*VENLO).stderr
    assert "beleid eigen" in invoke("accounts", "change", "0983", "--beleid", "eigen").stderr
    monkeypatch.delenv("GATEWAY_POLICY_DIR")
    assert invoke("accounts", "change", "0983", "--naam", "V").exit_code == 0
    assert invoke("accounts", "change", "0983", "--beleid", "eigen").exit_code == 0, "it was that already"
    assert invoke("accounts", "change", "0983", "--beleid", "geen").exit_code == 0
    assert invoke("accounts", "change", "0983", "--beleid", "eigen").exit_code == 1


def test_a_database_that_is_not_there_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_DATABASE_URL", "postgresql://u:geheim@127.0.0.1:1/x")
    result = invoke("accounts", "list")
    assert result.exit_code == 2
    assert result.stderr.startswith("gateway: ")
    assert result.stderr.count("\n") == 1
    assert "geheim" not in result.stderr


async def test_a_key_is_kept_as_a_hash_only(dsn: str) -> None:
    key = (await asyncio.to_thread(invoke, *VENLO)).stdout.strip()
    connection = await asyncpg.connect(dsn)
    kept = await connection.fetch("select * from api_sleutels")
    await connection.close()
    assert len(kept) == 1
    assert key not in str(kept)


def test_a_municipality_may_use_another_gateway() -> None:
    assert invoke(*VENLO, "--extern").exit_code == 0
    assert ["0983", "gemeente", "(extern)", "Venlo", "postvak"] in listed()
    assert invoke("accounts", "change", "0983", "--naam", "Venlo!").exit_code == 0
    assert ["0983", "gemeente", "(extern)", "Venlo!", "postvak"] in listed()
    assert invoke("accounts", "change", "0983", "--eigen").exit_code == 0
    assert ["0983", "gemeente", "Venlo!", "postvak"] in listed()
    result = invoke(*ZORG, "--extern")
    assert (result.exit_code, "instelling van een gemeente" in result.stderr) == (1, True)


def listed() -> list[list[str]]:
    """Return the rows of the list, a word at a time."""
    return [line.split() for line in invoke("accounts", "list").stdout.splitlines()]


def test_b07_no_bsn_gets_into_a_list_by_the_command_line(dsn: str) -> None:
    assert invoke(*ZORG).exit_code == 0
    for command in (
        ("accounts", "key", "99990001", "--omschrijving", "sleutel van 999900006"),
        ("accounts", "change", "99990001", "--naam", "Zorg 9999.00.006"),
        ("accounts", "change", "99990001", "--kanaal", "map", "--map", "/srv/999900006001"),
    ):
        result = invoke(*command)
        assert result.exit_code != 0, command
        assert "die een BSN kunnen zijn" in " ".join(result.stderr.split())
    assert asyncio.run(found_in(dsn)) == []
