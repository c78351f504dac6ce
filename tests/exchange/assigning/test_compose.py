"""A WMO301 is composed whole, or refused with everything that is against it; nothing needs a database."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from gateway.exchange.assigning.compose import Draft301, compose_301, product_of_version
from gateway.exchange.assigning.versions import first_version
from gateway.exchange.kernel.refusals import Invalid
from gateway.messages.read import read
from gateway.standard.xml.parse import parse
from tests.support.api.application import Clock
from tests.support.api.parties import CLIENT, VENLO, ZORG
from tests.support.exchange.assignments import new_assignment, without_database
from tests.support.messages.messages import BSN

GATEWAY = without_database(Clock())


def draft(details: Mapping[str, Any] = CLIENT, **terms: Any) -> Draft301:
    version = first_version(GATEWAY, new_assignment(UUID(int=1), **terms), 7)
    return Draft301(gemeente=VENLO, aanbieder=ZORG, identificatie="G1", bsn=BSN, gegevens=details, versions=[version])


def refused(draft: Draft301) -> Invalid:
    with pytest.raises(Invalid) as refusal:
        compose_301(GATEWAY, draft)
    return refusal.value


def test_a_message_holds_its_client_and_versions() -> None:
    made = draft()
    message: Any = read(parse(compose_301(GATEWAY, made)))
    assert (message.header.afzender, message.header.ontvanger) == (VENLO, ZORG)
    assert message.header.bericht_identificatie.dagtekening == "2024-03-01"
    assert (message.client.bsn, message.client.naam.voornamen) == (BSN, "Jo")
    [sent] = message.client.toegewezen_producten
    [version] = made.versions
    expected = product_of_version(version)
    assert (sent.toewijzing_nummer, sent.ingangsdatum, sent.einddatum) == ("7", "2024-01-01", "2024-12-31")
    assert (sent.product.code, sent.omvang.volume) == ("02A02", "120")
    assert (expected.toewijzingsdatum, expected.toewijzingstijd) == (sent.toewijzingsdatum, sent.toewijzingstijd)


def test_details_of_another_form_are_named_by_their_key_in_the_request() -> None:
    refusal = refused(draft({**CLIENT, "geslacht": 1, "schoenmaat": "42"}))
    assert refusal.problem == "gegevens-onvolledig"
    faults: Any = refusal.details["fouten"]
    assert [each["plaats"] for each in faults] == ["geslacht", "schoenmaat"]
    assert not [each for each in faults if "client." in each["melding"]]


def test_schema_and_rules_refuse_with_their_findings() -> None:
    by_schema = refused(draft({**CLIENT, "geslacht": "7"}))
    assert by_schema.problem == "schema-ongeldig"
    assert by_schema.findings
    made = draft()
    [version] = made.versions
    by_rules = refused(replace(made, versions=[version, replace(version, nummer=8)]))
    assert (by_rules.problem, {each.code for each in by_rules.findings}) == ("regels-geschonden", {"TR302"})
    assert date(2024, 1, 1).isoformat() in by_rules.findings[0].explanation


def test_a_new_assignment_is_told_in_words_for_nobody_knows_its_number() -> None:
    made = draft()
    [version] = made.versions
    twice = replace(made, versions=[replace(version, nummer=6), replace(version, nummer=2)], unnumbered=frozenset({2}))
    [found] = refused(twice).findings
    assert found.explanation == (
        "2 toewijzingen van hetzelfde product overlappen elkaar: 6 van 2024-01-01 tot en met 2024-12-31; de "
        "nieuwe toewijzing (02A02, vanaf 2024-01-01) van 2024-01-01 tot en met 2024-12-31."
    )
    assert "ToewijzingNummer" not in found.values
    of_budget = replace(draft(budget=5), unnumbered=frozenset({7}))
    found = refused(of_budget).findings[0]
    assert found.explanation.startswith("De nieuwe toewijzing (02A02, vanaf 2024-01-01) heeft ")
