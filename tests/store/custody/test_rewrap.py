"""All that is encrypted is bound to its place with the newest key, in pieces; the ledger still fits its seals."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from gateway.exchange.custody.seal import VerifiedCount, seal_ledger, verify_ledger
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.parties.people import add_person
from gateway.messages.terms import AssignmentTerms
from gateway.standard.findings import Outcome
from gateway.store.care import clienten, toewijzingen
from gateway.store.care.toewijzingen import AssignmentVersion, DecisionRecord
from gateway.store.custody import retention, rewrap
from gateway.store.custody.rewrap import Progress
from gateway.store.db.booking import Booking
from gateway.store.db.database import Database
from gateway.store.db.places import COLUMNS, MAX_PLAIN_BYTES, MESSAGE
from gateway.store.db.roles import REWRAPPER, RoleMissing
from gateway.store.db.vault import Vault, VaultError
from gateway.store.delivery.vecozo import ophalingen
from gateway.store.ledger import beoordelingen, berichten, gebeurtenissen
from gateway.store.parties.operator_log import Actor
from gateway.store.parties.push_secrets import create_secret, list_secrets
from gateway.store.requests import verzoek_antwoorden, verzoeken
from gateway.store.requests.verzoek_antwoorden import Answer
from gateway.store.requests.verzoeken import NewRequest, NewRequests
from tests.support.api.parties import CLIENT, VENLO, ZORG, enrol
from tests.support.messages.messages import schemas
from tests.support.store.deliveries import MAKE
from tests.support.store.key_ring import LENIENT, RING, unbound, vault
from tests.support.store.ledger import book, entry
from tests.support.store.postgres import execute

BSN = "999900006"
LARGE = b"<bericht>" + b" " * MAX_PLAIN_BYTES + b"</bericht>"
FINDINGS = [{"code": "TR002", "text": "één"}]
VERSION = AssignmentVersion(
    nummer=1,
    versie=1,
    toewijzingsdatum=date(2024, 1, 1),
    toewijzingstijd=time(12),
    terms=AssignmentTerms(
        categorie="02",
        code="02A02",
        ingangsdatum=date(2024, 1, 1),
        einddatum=None,
        commentaar="let op",
        referentie_aanbieder="R1",
    ),
    record=DecisionRecord(beslist_door="Jo"),
    overrule={"consulent": "Jo", "reden": "x", "bevindingen": []},
)
SIGNAL = (
    "insert into signalen (gemeente, id, code, sleutel, aanbieder, uiterlijk, tekst, bron, status, ontstaan_op,"
    " afgehandeld_op, afgehandeld_door, notitie) values ($1, $2, 'NL-805', 'x', $3, '2024-01-01', 'x', 'x',"
    " 'afgehandeld', now(), now(), row(0, 'Jo')::geheim, row(0, 'notitie')::geheim)"
)


ASKED = NewRequest(volgnummer=1, referentie="R1", dagtekening=date(2024, 3, 1), ingangsdatum=date(2024, 4, 1))


async def hold_one(tx: Any) -> None:
    """Keep a payload that came from VECOZO."""
    id = uuid4()
    await ophalingen.hold(
        tx,
        gemeente=VENLO,
        id=id,
        adres="https://vecozo.example",
        conversatie=id,
        soort="WMO301",
        probleem="inhoud-onleesbaar",
        toelichting="x",
        payload=b"<bericht/>",
        wait=timedelta(hours=1),
    )


def gateway_on(db: Database, keys: Vault) -> Gateway:
    return Gateway(db, schemas(), vault=keys)


@pytest.fixture
async def lenient(dsn: str) -> AsyncIterator[Database]:
    """A pool on a database from before values were bound."""
    db = await Database.connect(dsn, vault=LENIENT)
    yield db
    await db.close()


@pytest.fixture
async def old(lenient: Database, dsn: str) -> Database:
    """That database, with something in every encrypted column, none of it bound, and a seal over it."""
    await enrol(lenient)
    await add_person(gateway_on(lenient, LENIENT), VENLO, "jo.jansen", "Jo Jansen", "consulent")
    async with lenient.transaction() as tx:
        client = await clienten.create(tx, VENLO, BSN, CLIENT)
        assert client is not None
        await toewijzingen.insert(tx, VENLO, client.id, ZORG, VERSION, None)
        await retention.hold(tx, client.id, "bezwaar", Actor("opdrachtregel", "jo"))
        await create_secret(tx, ZORG, timedelta(hours=1))
        await hold_one(tx)
        await tx.execute(SIGNAL, VENLO, berichten.new_id(), ZORG)
    message = entry(inhoud=LARGE, oordeel=Outcome.GEPARKEERD, bevindingen=FINDINGS, client_id=client.id)
    booking = Booking()
    berichten.book_message(booking, message)
    NewRequests(asked=(ASKED,)).book(booking, message, client.id)
    beoordelingen.book_verdict(
        booking, replace(message, oordeel=Outcome.AFGEKEURD), "beheer", datetime.now().astimezone()
    )
    async with lenient.transaction() as tx:
        await booking.write(tx)
        await tx.execute(
            "insert into toewijzing_verzendingen (gemeente, nummer, versie, bericht_id) values ($1, 1, 1, $2)",
            VENLO,
            message.id,
        )
        request = await verzoeken.find_by_reference(tx, VENLO, message.aanbieder, ASKED.referentie)
        assert request is not None
        answers = Booking()
        answer = Answer(verzoek_id=request.id, bericht_id=message.id, antwoord="in-onderzoek", beslist_door="Jo")
        verzoek_antwoorden.book(answers, VENLO, answer)
        await answers.write(tx)
        await gebeurtenissen.log_event(tx, VENLO, message.id, "overruled", toewijzingNummer=1, versie=1)
    await book(lenient)
    await unbind(dsn)
    await execute(dsn, "insert into sleutelring (naam, vingerafdruk, sinds) values ('1', '', now() - interval '1 day')")
    await seal_ledger(gateway_on(lenient, LENIENT))
    return lenient


async def unbind(dsn: str) -> None:
    """Put every value back as it was kept before values were bound."""
    connection = await asyncpg.connect(dsn)
    for each in COLUMNS:
        key = ", ".join(each.key)
        await connection.execute(f"alter table {each.table} disable trigger user")
        for row in await connection.fetch(f"select {key}, {each.name} from {each.table} where {each.name} is not null"):
            *where, (number, content) = row
            if number > 0:
                continue
            marks = " and ".join(f"{name} = ${place}" for place, name in enumerate(each.key, 3))
            await connection.execute(
                f"update {each.table} set {each.name} = row($1, $2)::geheim where {marks}",
                *unbound(LENIENT.decrypt(number, content, each.at(*where))),
                *where,
            )
        await connection.execute(f"alter table {each.table} enable trigger user")
    await connection.close()


async def run(db: Database, keys: Vault) -> list[Progress]:
    """Encrypt all anew; return how it ended, by column."""
    return [each async for each in rewrap.rewrap(db, keys) if each.finished]


async def numbers(dsn: str) -> set[int]:
    """Return the numbers of the keys in use."""
    connection = await asyncpg.connect(dsn)
    found = {
        row[0]
        for each in COLUMNS
        for row in await connection.fetch(
            f"select ({each.name}).sleutel from {each.table} where {each.name} is not null"
        )
    }
    await connection.close()
    return found


async def deviations(db: Database, keys: Vault) -> list[str]:
    return [each.text async for each in verify_ledger(gateway_on(db, keys), VerifiedCount())]


async def test_every_column_is_bound_and_the_ledger_still_fits_its_seals(old: Database, dsn: str) -> None:
    assert await numbers(dsn) == {1}
    assert await deviations(old, LENIENT) == []
    ended = await run(old, LENIENT)
    assert [(each.column, each.seen > 0, each.done, each.left) for each in ended] == [
        (each, True, 2 if each.table == "berichten" else 1, []) for each in COLUMNS
    ]
    assert await numbers(dsn) == {-1}
    assert [each.done for each in await run(old, LENIENT)] == [0] * len(COLUMNS)
    strict = await Database.connect(dsn, vault=vault())
    try:
        assert await deviations(strict, vault()) == []
        async with strict.reading() as tx:
            found = await toewijzingen.find(tx, VENLO, 1)
            client = await clienten.find_by_bsn(tx, VENLO, BSN)
            [hold] = await retention.list_holds(tx)
            assert len(await list_secrets(tx, ZORG)) == 1
            contents = set()
            for id, size in await tx.fetch("select id, length((inhoud).inhoud) from berichten"):
                message = await berichten.find(tx, id)
                assert message is not None
                contents.add(message.inhoud[:10])
                assert size < 1000
            assert contents == {b"<bericht/>", LARGE[:10]}
    finally:
        await strict.close()
    assert found is not None
    assert client is not None
    assert (found.current.terms, found.current.overrule) == (VERSION.terms, VERSION.overrule)
    assert (client.gegevens, hold.reden) == (CLIENT, "bezwaar")


async def test_a_newer_key_comes_over_what_was_encrypted_anew_before(old: Database, dsn: str) -> None:
    await run(old, LENIENT)
    newer = Vault(RING.with_new_key())
    for _ in range(2):
        db = await Database.connect(dsn, vault=newer)
        try:
            ended = await run(db, newer)
            assert await numbers(dsn) == {-2}
            assert await deviations(db, newer) == []
            await seal_ledger(gateway_on(db, newer))
            assert await deviations(db, newer) == []
        finally:
            await db.close()
        assert not [each for each in ended if each.left]


async def test_a_run_that_was_broken_off_goes_on(old: Database, dsn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewrap, "MAX_ROWS_PER_PIECE", 2)
    monkeypatch.setattr(rewrap, "_MAX_BYTES", 1)
    for _ in range(5):
        await book(old)
    await unbind(dsn)
    async for each in rewrap.rewrap(old, LENIENT):
        if each.column is MESSAGE and each.done == 3:
            break
    assert await numbers(dsn) == {1, -1}
    await run(old, LENIENT)
    assert await numbers(dsn) == {-1}


async def test_what_comes_in_meanwhile_and_two_runs_at_once_do_no_harm(
    old: Database, dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewrap, "MAX_ROWS_PER_PIECE", 3)
    for _ in range(12):
        await book(old)
    await unbind(dsn)
    await seal_ledger(gateway_on(old, LENIENT))

    async def traffic() -> None:
        for _ in range(6):
            await book(old)
            await seal_ledger(gateway_on(old, LENIENT))

    one, other, _ = await asyncio.gather(run(old, LENIENT), run(old, LENIENT), traffic())
    done = {MESSAGE.name: sum(each.done for each in (*one, *other) if each.column is MESSAGE)}
    assert done == {MESSAGE.name: 14}
    assert await numbers(dsn) == {-1}
    assert await deviations(old, LENIENT) == []


async def test_content_is_erased_after_it_was_encrypted_anew(lenient: Database, dsn: str) -> None:
    await enrol(lenient)
    id = await book(lenient, vastgelegd_op=datetime.now(UTC) - timedelta(days=900))
    await unbind(dsn)
    await execute(dsn, MAKE.format(which="true"))
    await seal_ledger(gateway_on(lenient, LENIENT))
    await run(lenient, LENIENT)
    async with lenient.transaction() as tx:
        assert await retention.erase(tx, VENLO, [id], 12) == 1
    await seal_ledger(gateway_on(lenient, LENIENT))
    assert await deviations(lenient, LENIENT) == []
    assert [each.done for each in await run(lenient, LENIENT)] == [0] * len(COLUMNS)
    async with lenient.reading() as tx:
        found = await berichten.find(tx, id)
    assert found is not None
    assert (found.inhoud, found.bevindingen) == (b"", [])


async def test_a_value_that_was_changed_before_is_left_as_it_is_and_told(old: Database, dsn: str) -> None:
    await execute(
        dsn,
        "alter table berichten disable trigger user;"
        " update berichten set inhoud = row(1, 'onleesbaar')::geheim where oordeel = 'geparkeerd'",
    )
    [told] = [each for each in await run(old, LENIENT) if each.left]
    assert (told.column, told.done, len(told.left)) == (MESSAGE, 1, 1)
    [deviation] = await deviations(old, LENIENT)
    assert "is gewijzigd" in deviation


async def test_what_was_exchanged_in_the_ledger_before_is_still_found_by_its_seal(old: Database, dsn: str) -> None:
    await execute(
        dsn,
        "alter table berichten disable trigger user;"
        " update berichten a set inhoud = b.inhoud from berichten b where a.id <> b.id",
    )
    await run(old, LENIENT)
    assert ["is gewijzigd" in each for each in await deviations(old, LENIENT)] == [True, True]


async def test_a_message_that_somebody_wrote_unencrypted_is_not_taken_in(old: Database, dsn: str) -> None:
    planted = berichten.new_id()
    await execute(
        dsn,
        "insert into berichten (gemeente, id, richting, soort, release, verzender, ontvanger, identificatie, inhoud,"
        f" sha256, oordeel) select gemeente, '{planted}', richting, soort, release, verzender, ontvanger, 'X',"
        " row(0, '<bericht/>')::geheim, '', oordeel from berichten limit 1",
    )
    await seal_ledger(gateway_on(old, LENIENT))
    [told] = [each for each in await run(old, LENIENT) if each.left]
    assert told.left == [MESSAGE.at(VENLO, planted)]
    assert any("niet versleuteld" in each for each in await deviations(old, LENIENT))
    strict = await Database.connect(dsn, vault=vault())
    try:
        async with strict.reading() as tx:
            with pytest.raises(VaultError, match="niet aan haar plaats gebonden"):
                await berichten.find(tx, planted)
    finally:
        await strict.close()


async def test_a_message_sealed_before_the_vault_is_taken_in(old: Database, dsn: str) -> None:
    await execute(
        dsn,
        "delete from sleutelring; insert into sleutelring (naam, vingerafdruk) values ('1', '');"
        " alter table berichten disable trigger user; alter table zegels disable trigger user;"
        " alter table zegelbladen disable trigger user; delete from zegelbladen; delete from zegels;"
        " update berichten set inhoud = row(0, '<bericht/>')::geheim;"
        " update sleutelring set sinds = now() + interval '1 hour'",
    )
    await seal_ledger(gateway_on(old, LENIENT))
    await execute(dsn, "update sleutelring set sinds = clock_timestamp()")
    assert not [each for each in await run(old, LENIENT) if each.left]
    assert await numbers(dsn) == {-1}
    assert await deviations(old, LENIENT) == []


async def test_a_forged_note_of_a_rewrap_is_named(old: Database, dsn: str) -> None:
    """By who owns the database: other content in the place of what lies under a seal, and a note that it is that."""
    await run(old, LENIENT)
    await execute(
        dsn,
        """
        alter table berichten disable trigger user;
        alter table herversleutelingen disable trigger user;
        insert into herversleutelingen (gemeente, naar, van, sleutel, met, bewijs)
            select h.gemeente, sha256('anders'), h.van, h.sleutel, h.met, h.bewijs
            from herversleutelingen h join berichten b on h.naar = sha256((b.inhoud).inhoud) limit 1;
        update berichten set inhoud = row(-1, 'anders')::geheim
            where sha256((inhoud).inhoud) = (select h.naar from herversleutelingen h
                join herversleutelingen g on g.van = h.van and g.naar = sha256('anders') and h.naar <> g.naar)
        """,
    )
    [told] = await deviations(old, LENIENT)
    assert "niet bewezen opnieuw versleuteld" in told
    assert await deviations(old, vault()) == [told]
    assert len(await deviations(old, Vault(replace(RING, keys_by_number={2: bytes(32)})))) > 1


async def test_the_application_can_not_rewrap_and_who_can_puts_in_nothing_unbound(db: Database, dsn: str) -> None:
    call = "select herversleutel('{}', '{}', '{{0983}}', '{{x}}', '{{1}}', '{{x}}', '{{1}}', '{{x}}', '{{}}', '{{}}',"
    call += " '{{}}', '{{}}', 1::smallint, '{{}}')"
    async with db.transaction() as tx:
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="permission denied"):
            await tx.execute(call.format("berichten", "inhoud"))
        await tx.execute("rollback")
    for table, column in (("berichten", "sha256"), ("zegels", "wortel"), ("toewijzingen", "nummer")):
        async with db.transaction() as tx:
            await tx.execute(f"set local role {REWRAPPER}")
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="no encrypted column"):
                await tx.execute(call.format(table, column))
            await tx.execute("rollback")
    await enrol(db)
    id = await book(db)
    async with db.transaction() as tx:
        kept = await tx.fetchval("select (inhoud).inhoud from berichten")
        await tx.execute(f"set local role {REWRAPPER}")
        done = await tx.fetchval(
            "select herversleutel('berichten', 'inhoud', array[$1::text], array[$2::text], '{null}',"
            " array[sha256($3::bytea)], '{1}', '{x}', '{}', '{}', '{}', '{}', 1::smallint, '{}')",
            VENLO,
            str(id),
            kept,
        )
    assert done == 0


async def test_without_the_role_it_says_so(old: Database, dsn: str) -> None:
    await execute(dsn, f"create role mindere login; grant gateway_app to mindere; grant {REWRAPPER} to gateway")
    theirs = await Database.connect(dsn.replace("//gateway@", "//mindere@"), vault=LENIENT)
    try:
        with pytest.raises(RoleMissing, match=REWRAPPER):
            await run(theirs, LENIENT)
    finally:
        await theirs.close()
        await execute(dsn, "drop role mindere")


def test_a_proof_is_of_one_key_municipality_and_value() -> None:
    given = (1, VENLO, b"a" * 32, b"b" * 32, 1)
    proof = vault().prove_rewrap(*given)
    others = [(1, "0984", *given[2:]), (*given[:2], b"c" * 32, *given[3:]), (*given[:3], b"c" * 32, 1), (*given[:4], 2)]
    assert proof not in [vault().prove_rewrap(*each) for each in others]
    newer = Vault(RING.with_new_key())
    assert newer.prove_rewrap(*given) == proof != newer.prove_rewrap(2, *given[1:])
    with pytest.raises(VaultError, match="Sleutel 9 ontbreekt"):
        vault().prove_rewrap(9, *given[1:])
