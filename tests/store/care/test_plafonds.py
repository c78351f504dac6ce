"""What is committed under ceilings, in one statement, is what Python makes of each assignment."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count
from uuid import UUID

import pytest_asyncio
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.messages.terms import AssignmentTerms
from gateway.policy.care.amounts import expected_amount
from gateway.policy.care.ceilings import amount_under, product_facts
from gateway.policy.care_file import Care, Contract
from gateway.policy.loading.regions import load_region
from gateway.policy.tariffs import Tariff
from gateway.store.care import contracten, plafonds, policy_view, tarieven, toewijzingen
from gateway.store.care.toewijzingen import NOTHING_RECORDED, AssignmentVersion
from gateway.store.db.database import Connection, Database
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import THUIS, VENLO, ZORG
from tests.support.examples import times
from tests.support.store.ledger import book, clients

REGION = load_region("noord-limburg")
FACTS = product_facts(REGION.versions)
FIRST = date(2023, 11, 1)
CODES = ("10B01", "10M01", "02A02", "02M02", "08V02", None, "99X99")
NUMBERS = count(900_001)
REPORT = (
    "insert into {} (gemeente, client_id, aanbieder, toewijzing_nummer, begindatum, bericht_id{})"
    " values ($1, $2, $3, $4, $5, $6"
)
days = st.integers(0, 700).map(lambda n: FIRST + timedelta(n))


@st.composite
def assignments(draw: st.DrawFn) -> tuple[str, AssignmentTerms, bool]:
    """Draw a provider, the terms of an assignment, and whether it is removed."""
    first = draw(days)
    budget = draw(st.none() | st.integers(0, 10**8))
    omvang = draw(st.booleans()) and budget is None
    code = draw(st.sampled_from(CODES))
    terms = AssignmentTerms(
        categorie=code[:2] if code else "10",
        code=code,
        ingangsdatum=first,
        einddatum=draw(st.none() | st.integers(0, 500).map(lambda n: first + timedelta(n))),
        volume=draw(st.integers(0, 9)) if omvang else None,
        eenheid=draw(st.sampled_from(["82", "82", "82", "14", "83"])) if omvang else None,
        frequentie=draw(st.sampled_from(["1", "2", "4", "6"])) if omvang else None,
        budget=budget,
    )
    return draw(st.sampled_from([ZORG, ZORG, THUIS])), terms, draw(st.integers(0, 9)) == 0


@st.composite
def registers(draw: st.DrawFn) -> list[Contract]:
    """Draw contracts, for segments and for products, that follow each other; most have a ceiling."""
    found = []
    for aanbieder in (ZORG, THUIS):
        for segment, product in (("1B", None), ("1B", "10B01"), ("1A1", None), ("1A1", "02M02"), ("vervoer", None)):
            first = draw(days)
            for length in draw(st.lists(st.integers(0, 400), max_size=2)):
                last = first + timedelta(length)
                plafond = draw(st.none() | st.integers(0, 10**9))
                contract = Contract(
                    aanbieder=aanbieder,
                    segment=segment,
                    product=product,
                    soort=None,
                    plafond=plafond,
                    vanaf=first,
                    tot=last,
                )
                found.append(contract)
                first = last + timedelta(draw(st.integers(1, 40)))
    return found


@st.composite
def tables(draw: st.DrawFn) -> list[Tariff]:
    """Draw tariffs of some products, of all providers or one, that end or don't."""
    found = []
    for code in ("10B01", "10M01", "02A02", "08V02"):
        for aanbieder in (None, ZORG):
            first = draw(days)
            for length in draw(st.lists(st.integers(0, 900), max_size=2)):
                last = first + timedelta(length)
                bedrag = draw(st.integers(0, 99_999_999))
                tariff = Tariff(
                    categorie=code[:2],
                    code=code,
                    aanbieder=aanbieder,
                    eenheid="82",
                    bedrag=bedrag,
                    vanaf=first,
                    tot=last,
                )
                found.append(tariff)
                first = last + timedelta(draw(st.integers(1, 40)))
    return found


@pytest_asyncio.fixture
async def client(db: Database) -> AsyncIterator[UUID]:
    """A client of Venlo, where two providers may be assigned care."""
    async with db.transaction() as tx:
        await organisaties.save(tx, Organisatie(VENLO, "gemeente", "Venlo"))
        for code in (ZORG, THUIS):
            await organisaties.save(tx, Organisatie(code, "aanbieder", f"Zorg {code}"))
    [found] = await clients(db)
    yield found


async def assign(tx: Connection, client: UUID, aanbieder: str, terms: AssignmentTerms, *, removed: bool = False) -> int:
    """Keep the assignment; return its number."""
    version = AssignmentVersion(
        nummer=next(NUMBERS),
        versie=1,
        toewijzingsdatum=terms.ingangsdatum,
        toewijzingstijd=time(12),
        terms=terms,
        reden_wijziging=None,
        verwijderd=removed,
        record=NOTHING_RECORDED,
        overrule=None,
    )
    await toewijzingen.insert(tx, VENLO, client, aanbieder, version, None)
    return version.nummer


def counted(
    care: Sequence[Care], contract: Contract, register: Sequence[Contract], tariffs: Sequence[Tariff]
) -> tuple[int, int]:
    """Return the cents and the number of assignments without a known price, as Python counts them."""
    own = [each for each in register if each.aanbieder == contract.aanbieder]
    found = [
        amount_under(contract, each, own, REGION.policy_on(each.ingangsdatum) or REGION.versions[0], tariffs)
        for each in care
    ]
    return sum(each.cents for each in found), sum(not each.complete for each in found)


@settings(max_examples=times(0.5), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=st.lists(assignments(), max_size=12),
    stops=st.lists(st.integers(-40, 400), min_size=12, max_size=12),
    register=registers(),
    tariffs=tables(),
)
async def test_one_statement_counts_what_python_counts_of_each_assignment(
    db: Database,
    client: UUID,
    made: list[tuple[str, AssignmentTerms, bool]],
    stops: list[int],
    register: list[Contract],
    tariffs: list[Tariff],
) -> None:
    bericht = await book(db)
    async with db.transaction() as tx:
        await tx.execute("savepoint before")
        await contracten.replace(tx, VENLO, register)
        await tarieven.replace(tx, VENLO, tariffs)
        for (aanbieder, terms, removed), stopped in zip(made, stops, strict=False):
            nummer = await assign(tx, client, aanbieder, terms, removed=removed)
            if stopped > 300 or not terms.categorie:
                continue
            reason, last = ("19" if nummer % 3 else "20"), terms.ingangsdatum + timedelta(max(stopped, 0))
            await tx.execute(
                f"{REPORT.format('starts', '')})", VENLO, client, aanbieder, nummer, terms.ingangsdatum, bericht
            )
            await tx.execute(
                f"{REPORT.format('stops', ', reden_beeindiging, einddatum')}, $7, $8)",
                *(VENLO, client, aanbieder, nummer, terms.ingangsdatum, bericht, reason, last),
            )
        care = (await policy_view.load_care(tx, VENLO, [client])).get(client, ())
        found = await plafonds.sum_commitments(tx, VENLO, None, FACTS)
        of_one = await plafonds.sum_commitments(tx, VENLO, [THUIS], FACTS)
        await tx.execute("rollback to savepoint before")
    ceilings = [each for each in register if each.plafond is not None]
    assert sorted(map(repr, (each.contract for each in found))) == sorted(map(repr, ceilings))
    for each in found:
        assert (each.cents, each.unpriced) == counted(care, each.contract, register, tariffs), each.contract
    assert of_one == [each for each in found if each.contract.aanbieder == THUIS]


ENDLESS = [
    Contract(aanbieder=ZORG, segment=segment, soort=None, plafond=0, vanaf=date(2020, 1, 1), tot=date(2029, 12, 31))
    for segment in ("1B", "1A1", "vervoer")
]
FOREVER = [
    Tariff(categorie=code[:2], code=code, aanbieder=None, eenheid="82", bedrag=bedrag, vanaf=date(2020, 1, 1), tot=None)
    for code, bedrag in (("10B01", 2_345_67), ("02A02", 9_999_99), ("02M02", 100_01), ("08V02", 40_50))
]


@settings(max_examples=times(0.5), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(assignments(), max_size=12))
async def test_all_that_is_committed_is_the_sum_of_what_each_is_expected_to_cost(
    db: Database, client: UUID, made: list[tuple[str, AssignmentTerms, bool]]
) -> None:
    expected = {each.segment: [0, 0] for each in ENDLESS}
    async with db.transaction() as tx:
        await tx.execute("savepoint before")
        await contracten.replace(tx, VENLO, ENDLESS)
        await tarieven.replace(tx, VENLO, FOREVER)
        ended = [
            (*each, replace(terms, einddatum=terms.einddatum or terms.ingangsdatum))
            for *each, terms in ((a, r, t) for a, t, r in made)
        ]
        for aanbieder, removed, terms in ended:
            await assign(tx, client, aanbieder, terms, removed=removed)
            policy = REGION.policy_on(terms.ingangsdatum)
            segment = policy and policy.segment_of(terms.code)
            if removed or aanbieder != ZORG or segment is None:
                continue
            amount = (
                terms.budget
                if terms.budget is not None
                else expected_amount(
                    FOREVER,
                    policy,
                    code=terms.code,
                    aanbieder=aanbieder,
                    days=(terms.ingangsdatum, terms.einddatum),
                    omvang=(terms.volume, terms.eenheid, terms.frequentie),
                )
            )
            expected[segment][0] += amount or 0
            expected[segment][1] += amount is None
        found = await plafonds.sum_commitments(tx, VENLO, None, FACTS)
        await tx.execute("rollback to savepoint before")
    assert {each.contract.segment: [each.cents, each.unpriced] for each in found} == expected


async def test_without_a_ceiling_there_is_nothing_to_count_and_no_lock(tx: Connection) -> None:
    await contracten.replace(tx, VENLO, [replace(each, plafond=None) for each in ENDLESS])
    assert await plafonds.sum_commitments(tx, VENLO, None, FACTS) == []
    assert await plafonds.list_ceiling_locks(tx, VENLO, [ZORG, THUIS]) == []
    await contracten.replace(tx, VENLO, ENDLESS)
    assert len(await plafonds.list_ceiling_locks(tx, VENLO, [ZORG, THUIS])) == 1
