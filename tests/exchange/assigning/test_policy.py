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
from tests.support.api.parties import THUIS, VENLO, ZORG, Caller
from tests.support.policy.chosen import choose_policy, request_for


async def asked(api: Api, client: str, new: AssignmentVersion, nummer: int | None) -> PolicyQuestion:
    async with api.gateway.db.reading() as tx:
        found = await clienten.find(tx, VENLO, UUID(client))
        assert found is not None
        [question] = await policy.load_questions(tx, api.gateway, found, [policy.Step(ZORG, new, nummer)])
        return question


async def present(api: Api, nummer: int) -> AssignmentVersion:
    async with api.gateway.db.reading() as tx:
        found = await toewijzingen.find(tx, VENLO, nummer)
        assert found is not None
        return found.current


async def test_a_change_is_put_with_what_it_was_and_without_itself(api: Api, venlo: Caller) -> None:
    jo = await venlo.register()
    this_one = (await venlo.assign(**request_for(jo, "02A02", "2024-01-01", "2024-12-31")))["toewijzingNummer"]
    other = (await venlo.assign(**request_for(jo, "10B02", "2025-01-01", "2025-12-31", aanbieder=THUIS)))[
        "toewijzingNummer"
    ]
    now = await present(api, this_one)
    change = Change(einddatum=date(2024, 6, 30), reden_wijziging="11", record=DecisionRecord(grond="levensgebeurtenis"))
    new = apply_change(now, change, [])
    without = await asked(api, jo, new, this_one)
    assert (without.region, without.policy, without.findings()) == (None, None, ())

    await choose_policy(api.gateway)
    question = await asked(api, jo, new, this_one)
    decision = question.decision
    assert (decision.gemeente, decision.decision_day) == (VENLO, date(2024, 3, 1))
    assert decision.was is not None
    assert (decision.was.nummer, decision.was.einddatum) == (this_one, date(2024, 12, 31))
    assert decision.care == replace(decision.was, einddatum=date(2024, 6, 30))
    assert (decision.verwijderd, decision.ground, decision.reden_wijziging) == (False, "levensgebeurtenis", "11")
    assert [each.nummer for each in question.care_file.care] == [other]
    assert question.policy is not None
    assert question.policy.geldig_vanaf == date(2024, 1, 1)

    gone = await asked(api, jo, apply_change(now, Change(remove=True), []), this_one)
    assert gone.decision.verwijderd
    assert gone.decision.reden_wijziging == "13"


async def test_a_new_one_is_put_beside_all_there_is(api: Api, venlo: Caller) -> None:
    await choose_policy(api.gateway)
    jo = await venlo.register()
    other = (await venlo.assign(**request_for(jo, "02A02", "2024-01-01", "2024-12-31")))["toewijzingNummer"]
    standing = await present(api, other)
    terms = replace(standing.terms, ingangsdatum=date(2023, 5, 1), volume=3, budget=None)
    new = replace(standing, nummer=0, terms=terms)
    question = await asked(api, jo, new, None)
    assert question.decision.was is None
    assert question.decision.reden_wijziging is None
    zorg = question.decision.care
    assert (zorg.nummer, zorg.aanbieder, zorg.code, zorg.categorie) == (None, ZORG, "02A02", "02")
    assert (zorg.ingangsdatum, zorg.einddatum) == (date(2023, 5, 1), date(2024, 12, 31))
    assert (zorg.volume, zorg.eenheid, zorg.frequentie, zorg.budget) == (3, "82", "6", None)
    assert zorg.besloten_op == date(2024, 3, 1)
    assert [each.nummer for each in question.care_file.care] == [other]
    assert question.policy is not None
    assert question.policy.geldig_vanaf == date(2022, 1, 1)
