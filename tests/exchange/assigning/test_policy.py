"""What policy is asked about: the decision as it will be and as it was, and everything around it but itself."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from gateway.exchange.assigning import policy
from gateway.exchange.assigning.changes import Change, apply_change
from gateway.exchange.assigning.policy import PolicyQuestion
from gateway.store.care import clienten, toewijzingen
from gateway.store.care.toewijzingen import AssignmentVersion, DecisionRecord
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENLO, ZORG, Partij
from tests.support.policy.chosen import choose_policy, request_for


async def asked(api: Api, client: str, nieuw: AssignmentVersion, nummer: int | None) -> PolicyQuestion | None:
    async with api.gateway.db.reading() as tx:
        found = await clienten.find(tx, VENLO, UUID(client))
        assert found is not None
        return await policy.load_question(tx, api.gateway, found, ZORG, nieuw, nummer)


async def present(api: Api, nummer: int) -> AssignmentVersion:
    async with api.gateway.db.reading() as tx:
        found = await toewijzingen.find(tx, VENLO, nummer)
        assert found is not None
        return found.current


async def test_a_change_is_put_with_what_it_was_and_without_itself(api: Api, venlo: Partij) -> None:
    jo = await venlo.schrijf_in()
    deze = (await venlo.ken_toe(**request_for(jo, "02A02", "2024-01-01", "2024-12-31")))["toewijzingNummer"]
    ander = (await venlo.ken_toe(**request_for(jo, "10B02", "2025-01-01", "2025-12-31", aanbieder=THUIS)))[
        "toewijzingNummer"
    ]
    nu = await present(api, deze)
    wijziging = Change(
        einddatum=date(2024, 6, 30), reden_wijziging="11", record=DecisionRecord(grond="levensgebeurtenis")
    )
    nieuw = apply_change(nu, wijziging, [])
    assert await asked(api, jo, nieuw, deze) is None, "no policy was chosen"

    await choose_policy(api.gateway)
    zaak = await asked(api, jo, nieuw, deze)
    assert zaak is not None
    decision = zaak.decision
    assert (decision.gemeente, decision.decision_day) == (VENLO, date(2024, 3, 1))
    assert decision.was is not None
    assert (decision.was.nummer, decision.was.einddatum) == (deze, date(2024, 12, 31))
    assert decision.care == replace(decision.was, einddatum=date(2024, 6, 30))
    assert (decision.verwijderd, decision.ground, decision.reden_wijziging) == (False, "levensgebeurtenis", "11")
    assert [each.nummer for each in zaak.care_file.care] == [ander]
    assert zaak.policy is not None
    assert zaak.policy.geldig_vanaf == date(2024, 1, 1)

    weg = await asked(api, jo, apply_change(nu, Change(verwijderen=True), []), deze)
    assert weg is not None
    assert weg.decision.verwijderd
    assert weg.decision.reden_wijziging == "13"


async def test_a_new_one_is_put_beside_all_there_is(api: Api, venlo: Partij) -> None:
    await choose_policy(api.gateway)
    jo = await venlo.schrijf_in()
    ander = (await venlo.ken_toe(**request_for(jo, "02A02", "2024-01-01", "2024-12-31")))["toewijzingNummer"]
    staand = await present(api, ander)
    terms = replace(staand.terms, ingangsdatum=date(2023, 5, 1), volume=3, budget=None)
    nieuw = replace(staand, nummer=0, terms=terms)
    zaak = await asked(api, jo, nieuw, None)
    assert zaak is not None
    assert zaak.decision.was is None
    assert zaak.decision.reden_wijziging is None
    zorg = zaak.decision.care
    assert (zorg.nummer, zorg.aanbieder, zorg.code, zorg.categorie) == (None, ZORG, "02A02", "02")
    assert (zorg.ingangsdatum, zorg.einddatum) == (date(2023, 5, 1), date(2024, 12, 31))
    assert (zorg.volume, zorg.eenheid, zorg.frequentie, zorg.budget) == (3, "82", "6", None)
    assert zorg.besloten_op == date(2024, 3, 1)
    assert [each.nummer for each in zaak.care_file.care] == [ander]
    assert zaak.policy is not None
    assert zaak.policy.geldig_vanaf == date(2022, 1, 1)
