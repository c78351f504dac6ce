"""What is wrong with a command line is told in one Dutch sentence."""

from typing import Any

import pytest

from tests.cli.running import invoke
from tests.cli.tree import ENGLISH, GROUPS, LEAVES

EVERY = pytest.mark.parametrize("words", LEAVES, ids=" ".join)


def wrong(*args: object) -> str:
    """Return the one line that is said of this command line."""
    result = invoke(*args)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("gateway: ")
    assert result.stderr.count("\n") == 1
    assert not ENGLISH.search(result.stderr)
    return result.stderr


@EVERY
def test_b18_an_unknown_option_is_told_in_one_line(words: tuple[str, ...]) -> None:
    told = wrong(*words, "--xyzzy")
    assert told == f"gateway: er is geen optie '--xyzzy'. Zie 'gateway {' '.join(words)} --help'.\n"


@EVERY
def test_b18_more_than_a_command_takes_is_told_in_one_line(words: tuple[str, ...]) -> None:
    if any(param.nargs == -1 for param in LEAVES[words].params):
        return  # it takes whatever number there is
    wrong(*words, *["te", "veel"] * 4)


@EVERY
def test_b18_what_lacks_is_named(words: tuple[str, ...]) -> None:
    needed = [param for param in LEAVES[words].params if param.required]
    if needed:
        told = wrong(*words)
        assert " ontbreekt" in told
        assert any(param.opts[0] in told or (param.metavar or "").strip("[].…") in told for param in needed)


@EVERY
def test_b18_a_value_of_another_kind_is_told_with_what_it_should_be(words: tuple[str, ...]) -> None:
    for param in LEAVES[words].params:
        kind = param.type_descriptor
        if param.param_type_name != "option" or kind.is_path or kind.annotation in (bool, str, list[str]):
            continue
        told = wrong(*words, *_arguments(LEAVES[words]), param.opts[0], "zomaar")
        assert f"optie {param.opts[0]}: 'zomaar' " in told


def _arguments(command: Any) -> list[str]:
    """Return something for every argument that is needed: the parser looks at those first."""
    ids = "01890a5d-ac96-774b-bcce-b302099a8057"
    return [
        ids if "UUID" in str(param.type_descriptor.annotation) else "1"
        for param in command.params
        if param.param_type_name == "argument" and param.required
    ]


@pytest.mark.parametrize("group", GROUPS, ids=" ".join)
def test_b18_an_unknown_command_is_told_in_one_line(group: tuple[str, ...]) -> None:
    assert "er is geen opdracht 'zomaar'" in wrong(*group, "zomaar")


def test_b18_what_looks_like_it_is_suggested() -> None:
    assert "Bedoelt u 'validate'" in wrong("validte")
    assert "Bedoelt u 'mandate' of 'mandates'" in wrong("accounts", "mandat")
    assert "Bedoelt u --omschrijving?" in wrong("accounts", "key", "0983", "--omschrijvin", "x")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("accounts", "add", "0983", "--soort", "stad"), "kies uit gemeente, aanbieder, beheerder, intermediair"),
        (("deliveries", "list", "--aantal", "veel"), "'veel' is geen geheel getal"),
        (("deliveries", "list", "--aantal", "0"), "0 ligt niet tussen 1 en 10000"),
        (
            ("accounts", "mandate", "A", "B", "--berichten", "WMO305", "--vanaf", "1-3-2026"),
            "'1-3-2026' is geen datum; schrijf hem als 2026-03-01",
        ),
        (("ledger", "proof", "12"), "argument ID: '12' is geen id"),
        (("messages", "list", "--soort", "WMO35"), "er is geen berichtsoort 'WMO35'. Bedoelt u WMO325 of"),
        (("messages", "list", "--gemeente", "983"), "'983' is geen gemeentecode; die heeft vier cijfers"),
        (("claims", "list", "--gemeente", "983"), "'983' is geen gemeentecode; die heeft vier cijfers"),
        (("claims", "lines", "--aanbieder", "1"), "'1' is geen AGB-code; die heeft acht cijfers"),
        (("requests", "list", "0983", "--aanbieder", "1"), "'1' is geen AGB-code; die heeft acht cijfers"),
        (("requests", "list", "983"), "'983' is geen gemeentecode; die heeft vier cijfers"),
        (("messages", "list", "--aanbieder", "1234567"), "'1234567' is geen AGB-code; die heeft acht cijfers"),
        (("assignments", "list", "0983", "--aanbieder", "x"), "geen AGB-code"),
        (("signals", "list", "0983", "--code", "nl-8055"), "er is geen signaal met code 'NL-8055'. Bedoelt u NL-805"),
        (("accounts", "add", "0983", "--naam"), "optie --naam heeft een waarde nodig"),
        (("signals", "refresh", "--alle=ja"), "optie --alle"),
        (("rules", "TR134", "TR135"), "hier staat meer dan de opdracht kent: TR135"),
        (("accounts", "grant", "0983", "--omschrijving", "x"), "geef --oidc of --certificaat"),
    ],
)
def test_b18_what_is_wrong_with_a_value_is_said(args: tuple[str, ...], told: str) -> None:
    assert told in wrong(*args)


@EVERY
def test_a_choice_that_is_nearly_one_is_told_with_that(words: tuple[str, ...]) -> None:
    for param in LEAVES[words].params:
        choices = param.type_descriptor.choices
        if param.param_type_name == "option" and choices:
            text = str(getattr(choices[-1], "value", choices[-1]))
            told = wrong(*words, *_arguments(LEAVES[words]), param.opts[0], f"{text}x")
            assert f"Bedoelt u {text}?" in told


@EVERY
def test_an_option_that_is_nearly_one_is_told_with_that(words: tuple[str, ...]) -> None:
    names = [param.opts[0] for param in LEAVES[words].params if param.param_type_name == "option" and not param.hidden]
    for name in names:
        assert name in wrong(*words, f"{name}x").partition("Bedoelt u ")[2]


def test_an_argument_that_is_no_text_is_told() -> None:
    assert "is geen tekst in UTF-8" in wrong("accounts", "history", "\udcff")
