"""Settings of an account are refused before anything is written, whatever kind of organisation it is."""

from dataclasses import replace

import pytest

from gateway.exchange.kernel.refusals import Invalid
from gateway.exchange.parties.account_settings import check_settings
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.application import Clock
from tests.support.exchange.assignments import without_database

GATEWAY = without_database(Clock())
NEW = Organisatie("99990009", "aanbieder", "Zorg Nieuw")
VENLO = Organisatie("0983", "gemeente", "Venlo")


@pytest.mark.parametrize(
    "account",
    [
        replace(NEW, code="9999000"),
        replace(NEW, naam=" "),
        replace(NEW, naam="x" * 201),
        replace(NEW, soort="gemeente", code="0001"),
        replace(NEW, extern=True),
        replace(NEW, beleid="noord-limburg"),
        replace(NEW, gewerkte_feestdagen=frozenset({"bevrijdingsdag"})),
        replace(NEW, soort="intermediair", code="Bureau"),
        replace(NEW, soort="intermediair", code="bureau", kanaal="push", afleveradres="https://93.184.216.34/"),
    ],
    ids=["code", "no-name", "long-name", "no-municipality", "extern", "policy", "holidays", "name", "channel"],
)
def test_settings_that_can_not_be_are_refused(account: Organisatie) -> None:
    with pytest.raises(Invalid):
        check_settings(GATEWAY, account)


@pytest.mark.parametrize(
    "account",
    [
        NEW,
        replace(NEW, naam="x" * 200),
        replace(NEW, kanaal="push", afleveradres="https://93.184.216.34/iwmo"),
        replace(VENLO, extern=True, productverschil_is_signaal=True),
        replace(VENLO, beleid="noord-limburg", gewerkte_feestdagen=frozenset({"bevrijdingsdag"})),
        Organisatie("bureau", "intermediair", "Bureau"),
    ],
    ids=["provider", "long-name", "push", "extern", "policy", "intermediary"],
)
def test_settings_that_fit_are_accepted(account: Organisatie) -> None:
    check_settings(GATEWAY, account)


def test_an_old_policy_that_is_gone_keeps_no_other_setting_from_changing() -> None:
    account = replace(VENLO, beleid="verdwenen")
    check_settings(GATEWAY, account, is_new_policy=False)
    with pytest.raises(Invalid):
        check_settings(GATEWAY, account)
