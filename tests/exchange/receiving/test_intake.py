"""Intake: a message is refused that breaks level 1, or comes from another party than its sender."""

from typing import Any, cast

import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Forbidden, Invalid, Refusal
from gateway.exchange.receiving.intake import open_message, parse_valid
from gateway.messages.write import serialise
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import BEESEL, THUIS, VENLO, ZORG
from tests.support.messages.messages import schemas, wmo301, wmo305

GATEWAY = Gateway(cast(Any, None), schemas())
PROVIDER = Organisatie(ZORG, "aanbieder", "Zorg aan de Maas")
START = serialise(wmo305(afzender=ZORG, ontvanger=VENLO))


def test_the_sender_brings_its_message_in() -> None:
    arrived = open_message(GATEWAY, PROVIDER, START)
    assert (arrived.kind.name, arrived.verzender) == ("WMO305", ZORG)


@pytest.mark.parametrize(
    ("caller", "data", "refused_with", "problem"),
    [
        (PROVIDER, b"<Bericht", Invalid, "xml-niet-welgevormd"),
        (PROVIDER, START.replace(b"Client>", b"Klant>"), Invalid, "schema-ongeldig"),
        (PROVIDER, serialise(wmo301()), Invalid, "bericht-niet-ondersteund"),
        (Organisatie(THUIS, "aanbieder", "Thuis in de Peel"), START, Forbidden, "andere-verzender"),
        (Organisatie(VENLO, "gemeente", "Venlo"), START, Forbidden, "gemeente-aangesloten"),
        (Organisatie(BEESEL, "gemeente", "Beesel", extern=True), START, Invalid, "bericht-niet-ondersteund"),
    ],
    ids=["no xml", "schema", "other sender's kind", "other provider", "hosted", "other municipality"],
)
def test_another_message_is_refused(
    caller: Organisatie, data: bytes, refused_with: type[Refusal], problem: str
) -> None:
    with pytest.raises(refused_with) as refused:
        open_message(GATEWAY, caller, data)
    assert refused.value.problem == problem


def test_a_refusal_on_the_schema_holds_every_finding() -> None:
    with pytest.raises(Invalid) as refused:
        parse_valid(GATEWAY, START.replace(b"Begindatum>", b"Begin>"))
    assert {finding.level for finding in refused.value.findings} == {1}
