"""The case file is loaded in one statement: of one client at one provider."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.rules.case import AssignmentIdentity
from gateway.standard.findings import Outcome
from gateway.store.care import casefile
from gateway.store.db.database import Database
from tests.support.api.parties import THUIS, VENLO, VENRAY, ZORG, enrol
from tests.support.messages.messages import BSN, BSN_2
from tests.support.store.ledger import book, received

DAY = date(2024, 1, 1)


async def test_one_statement_loads_any_number_of_case_files_whatever_their_identificaties_hold(db: Database) -> None:
    await enrol(db)
    asked = [(received(f"{BSN}{number:03d}"), BSN) for number in range(5)] + [(received("PLAIN"), BSN_2)]
    statements: list[str] = []
    async with db.transaction() as tx:
        await casefile.load(tx, asked)
        with tx.query_logger(lambda record: statements.append(record.query)):
            assert len(await casefile.load(tx, asked)) == len(asked)
    assert statements == [casefile._LOAD]


async def test_a_case_file_is_of_one_client_at_one_provider(db: Database, assignment: tuple[str, int]) -> None:
    bsn, nummer = assignment
    async with db.transaction() as tx:
        [here, unknown, elsewhere] = await casefile.load(
            tx, [(received("A"), bsn), (received("B"), BSN_2), (replace(received("C"), verzender=THUIS), bsn)]
        )
    assert set(here.case.toewijzingen) == {nummer}
    assert here.case.toewijzingen[nummer].size == (120, "01", "4")
    assert here.client_id is not None
    assert here.takes_part
    assert not here.extern
    assert unknown.client_id is None
    assert not unknown.case.toewijzingen
    assert elsewhere.client_id == here.client_id
    assert not elsewhere.case.toewijzingen
    assert len({here.retour_identificatie, unknown.retour_identificatie, elsewhere.retour_identificatie}) == 3


@pytest.mark.parametrize(
    ("verdict", "same_bytes", "other_bytes"),
    [
        (Outcome.GOEDGEKEURD, ("standing", False), (None, True)),
        (Outcome.GEPARKEERD, ("standing", False), (None, True)),
        (Outcome.AFGEKEURD, ("refused_before", False), (None, False)),
    ],
)
async def test_an_earlier_message_keeps_its_identificatie_unless_it_was_refused(
    db: Database,
    assignment: tuple[str, int],
    verdict: Outcome,
    same_bytes: tuple[str | None, bool],
    other_bytes: tuple[str | None, bool],
) -> None:
    bsn, _ = assignment
    first = received("S1", inhoud=b"<a/>", oordeel=verdict)
    await book(db, **{each: getattr(first, each) for each in first.__slots__})
    async with db.transaction() as tx:
        found = await casefile.load(tx, [(received("S1", inhoud=b"<a/>"), bsn), (received("S1", inhoud=b"<b/>"), bsn)])
    for loaded, (which, used) in zip(found, (same_bytes, other_bytes), strict=True):
        earlier = {"standing": loaded.standing, "refused_before": loaded.refused_before}
        assert {name: id for name, id in earlier.items() if id} == ({which: first.id} if which else {})
        assert loaded.case.identificatie_used is used


async def test_a_number_stands_for_what_its_first_version_was_about(db: Database, assignment: tuple[str, int]) -> None:
    bsn, nummer = assignment
    async with db.reading() as tx:
        assert await casefile.find_known_numbers(tx, VENLO, [nummer, nummer + 1]) == {
            nummer: AssignmentIdentity(bsn=bsn, aanbieder=ZORG, categorie="02", code="02A02", ingangsdatum=DAY)
        }
        assert await casefile.find_known_numbers(tx, VENRAY, [nummer]) == {}
