"""What policy looks at is all that a municipality assigned to a client, as it stands now, and nothing of others."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import asyncpg
import pytest

from gateway.policy.care_file import Care, Contract, ContractedProvider
from gateway.store.care import contracten, policy_view
from gateway.store.care.policy_view import PolicyView
from gateway.store.db.database import Database
from gateway.store.parties import organisaties
from tests.support.api.application import Api, Clock
from tests.support.api.parties import THUIS, VENLO, VENRAY, ZORG, Caller, start, stop
from tests.support.messages.messages import BSN_2


async def choose(db: Database, code: str, beleid: str | None) -> None:
    """Let the municipality go by this policy."""
    async with db.transaction() as tx:
        partij = await organisaties.find(tx, code)
        assert partij is not None
        await organisaties.save(tx, replace(partij, beleid=beleid))


async def load(api: Api, client: str, gemeente: str = VENLO, aanbieder: str = ZORG) -> PolicyView:
    async with api.gateway.db.reading() as tx:
        [found] = await policy_view.load(tx, [(gemeente, UUID(client), aanbieder)])
        assert found is not None
        assert await policy_view.load_care(tx, gemeente, [UUID(client)]) == (
            {UUID(client): found.care_file.care} if found.care_file.care else {}
        )
    return found


async def test_nothing_is_read_for_a_municipality_without_policy(api: Api, venlo: Caller) -> None:
    jo = await venlo.register()
    await venlo.assign(jo)
    async with api.gateway.db.reading() as tx:
        assert await policy_view.load(tx, [(VENLO, UUID(jo), ZORG)]) == [None]
    await choose(api.gateway.db, VENLO, "noord-limburg")
    async with api.gateway.db.reading() as tx:
        assert await policy_view.load(tx, [(VENRAY, UUID(jo), ZORG)]) == [None]
    assert (await load(api, jo)).beleid == "noord-limburg"


async def test_it_is_the_present_care_at_every_provider(api: Api, venlo: Caller, clock: Clock) -> None:
    jo, an = await venlo.register(), await venlo.register(BSN_2)
    here = (await venlo.assign(jo))["toewijzingNummer"]
    daar = (await venlo.assign(jo, aanbieder=THUIS, product=None, omvang=None, budget=5_00))["toewijzingNummer"]
    gone = (await venlo.assign(jo, product={"categorie": "02", "code": "02A03"}))["toewijzingNummer"]
    await venlo.assign(an)
    clock.advance(days=2)
    await venlo.change(here, einddatum="2024-06-30")
    await venlo.change(gone, verwijderd=True)

    await choose(api.gateway.db, VENLO, "noord-limburg")
    found = await load(api, jo)
    first = Care(
        nummer=here,
        aanbieder=ZORG,
        categorie="02",
        code="02A02",
        ingangsdatum=date(2024, 1, 1),
        einddatum=date(2024, 6, 30),
        besloten_op=date(2024, 3, 1),
        volume=120,
        eenheid="01",
        frequentie="4",
    )
    assert found.care_file.care == (
        first,
        replace(
            first,
            nummer=daar,
            aanbieder=THUIS,
            categorie=None,
            code=None,
            einddatum=date(2024, 12, 31),
            volume=None,
            eenheid=None,
            frequentie=None,
            budget=5_00,
        ),
    )
    assert found.care_file.contracts is None


async def test_starts_and_stops_count_as_they_stand(api: Api, venlo: Caller, zorg: Caller) -> None:
    await choose(api.gateway.db, VENLO, "noord-limburg")
    jo = await venlo.register()
    nummer = (await venlo.assign(jo))["toewijzingNummer"]

    async def state() -> tuple[date | None, date | None]:
        [found] = (await load(api, jo)).care_file.care
        return found.gestart_op, found.gestopt_op

    async def report(message: object) -> None:
        receipt = await zorg.submit(message)  # type: ignore[arg-type]
        assert receipt["oordeel"] == "goedgekeurd", await zorg.codes(receipt["berichtId"])

    assert await state() == (None, None)
    begin, later = "2024-02-01", "2024-02-20"
    await report(start(nummer, "S1", begindatum=begin))
    assert await state() == (date(2024, 2, 1), None)
    tijdelijk = {"begindatum": begin, "einddatum": "2024-02-10", "reden_beeindiging": "20"}
    await report(stop(nummer, "E1", **tijdelijk))
    assert await state() == (date(2024, 2, 1), None), "a pause is no end"
    definitief = {"begindatum": begin, "einddatum": "2024-02-15", "reden_beeindiging": "19"}
    await report(stop(nummer, "E2", **definitief))
    assert await state() == (date(2024, 2, 1), date(2024, 2, 15))
    await report(start(nummer, "S2", begindatum=later))
    assert await state() == (date(2024, 2, 1), None), "taken up again"
    await report(start(nummer, "S3", begindatum=later, status_aanlevering="3"))
    await report(stop(nummer, "E3", **definitief, status_aanlevering="3"))
    assert await state() == (date(2024, 2, 1), None), "the stop was taken back"


async def test_the_register_of_contracts_is_of_one_municipality_and_one_provider(api: Api, venlo: Caller) -> None:
    db = api.gateway.db
    await choose(db, VENLO, "noord-limburg")
    await choose(db, VENRAY, "noord-limburg")
    jo = await venlo.register()
    here = Contract(aanbieder=ZORG, segment="1A1", soort="basis-lokaal", vanaf=date(2024, 1, 1), tot=date(2024, 12, 31))
    elders = Contract(aanbieder=THUIS, segment="vervoer", soort=None, vanaf=date(2022, 1, 1), tot=None)
    async with db.transaction() as tx:
        await contracten.replace(tx, VENLO, [elders, here])
        assert await contracten.list_contracts(tx, VENLO) == [here, elders]
        assert await contracten.list_contracts(tx, VENRAY) == []
        assert await policy_view.load_other_providers(tx, VENRAY, ZORG) == ()
        thuis = ContractedProvider(code=THUIS, naam="Thuis in de Peel", contracts=(elders,))
        assert await policy_view.load_other_providers(tx, VENLO, ZORG) == (thuis,)
        both = [(each.code, each.naam) for each in await policy_view.load_other_providers(tx, VENLO, "99990003")]
        assert both == [(ZORG, "Zorg aan de Maas"), (THUIS, "Thuis in de Peel")]
    assert (await load(api, jo)).care_file.contracts == (here,)
    assert (await load(api, jo, aanbieder="99990003")).care_file.contracts == (), "kept, but none with this one"
    async with db.transaction() as tx:
        await contracten.replace(tx, VENLO, [])
    assert (await load(api, jo)).care_file.contracts is None
    with pytest.raises(asyncpg.CheckViolationError):
        async with db.transaction() as tx:
            await contracten.replace(tx, VENLO, [replace(here, tot=date(2023, 12, 31))])


async def test_only_a_municipality_can_have_a_policy(api: Api) -> None:
    with pytest.raises(asyncpg.CheckViolationError):
        await choose(api.gateway.db, ZORG, "noord-limburg")
