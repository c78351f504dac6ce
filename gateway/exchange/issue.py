"""Issuing: a municipality assigns care or changes an assignment, and the WMO301 that says so is on its way."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

import asyncpg

from gateway.exchange.changes import Wijziging, changed
from gateway.exchange.clienten import find as find_client
from gateway.exchange.compose import Concept, compose_301
from gateway.exchange.context import NEDERLAND, Conflict, Gateway, Invalid, NotFound
from gateway.standard.findings import Outcome
from gateway.standard.releases import IWMO_3_2
from gateway.store import casefile, ledger, organisaties, toewijzingen
from gateway.store.clienten import Client
from gateway.store.database import Connection, client_lock
from gateway.store.ledger import Bericht, Booking
from gateway.store.toewijzingen import Toewijzing, Versie


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanvraag:
    """What a back office asks for."""

    client: UUID
    aanbieder: str
    """AGB code."""
    categorie: str | None
    code: str | None
    ingangsdatum: date
    einddatum: date | None
    """Inclusive; None is open-ended."""
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None
    """Euro cents."""
    commentaar: str | None = None
    referentie_aanbieder: str | None = None


@dataclass(frozen=True, slots=True)
class Herhaalbaar:
    """The key under which a request may be repeated without being carried out twice, and what it said."""

    sleutel: str
    hash: bytes


@dataclass(frozen=True, slots=True)
class Uitgifte:
    """An assignment and the message that made it known."""

    toewijzing: Toewijzing
    bericht_id: UUID


async def assign(
    gateway: Gateway, gemeente: str, aanvraag: Aanvraag, herhaalbaar: Herhaalbaar | None = None
) -> Uitgifte:
    """The assignment has a number, its WMO301 is in the ledger and waits for the provider.

    The message holds every current assignment of the client with this provider and those changed since the last one
    (OP087). A repeated request with the same key gets the first result. Raises NotFound, Invalid, Conflict.
    """
    client = await find_client(gateway, gemeente, aanvraag.client)
    try:
        return await _assigned(gateway, client, aanvraag, herhaalbaar)
    except asyncpg.UniqueViolationError:
        # The same key came in for another client at this very moment; it is in the books by now.
        return await _assigned(gateway, client, aanvraag, herhaalbaar)


async def _assigned(gateway: Gateway, client: Client, aanvraag: Aanvraag, herhaalbaar: Herhaalbaar | None) -> Uitgifte:
    gemeente = client.gemeente
    async with gateway.db.transaction(client_lock(gemeente, client.bsn)) as tx:
        if herhaalbaar is not None:
            eerder = await _earlier(tx, gemeente, herhaalbaar)
            if eerder is not None:
                return eerder
        await _check_provider(tx, aanvraag.aanbieder)
        eerste = _first_version(gateway, await toewijzingen.next_nummer(tx), aanvraag)
        key = (herhaalbaar.sleutel, herhaalbaar.hash) if herhaalbaar else None
        await toewijzingen.insert(tx, gemeente, client.id, aanvraag.aanbieder, eerste, key)
        return await _issued(tx, gateway, client, aanvraag.aanbieder, eerste.nummer)


async def change(gateway: Gateway, gemeente: str, nummer: int, wijziging: Wijziging) -> Uitgifte:
    """The assignment has a new version that holds (OP033x1), with a moment of decision of its own (IV013).

    Its WMO301 is in the ledger and waits for the provider. Raises NotFound, Invalid, Conflict.
    """
    client = await find_client(gateway, gemeente, (await find(gateway, gemeente, nummer)).toewijzing.client_id)
    async with gateway.db.transaction(client_lock(gemeente, client.bsn)) as tx:
        actueel = await toewijzingen.find(tx, gemeente, nummer)
        assert actueel is not None
        nieuw = changed(actueel.actueel, wijziging, await casefile.reported(tx, gemeente, nummer))
        await toewijzingen.add_version(tx, gemeente, _decided_now(gateway, nieuw, actueel.actueel))
        return await _issued(tx, gateway, client, actueel.aanbieder, nummer)


async def find(gateway: Gateway, gemeente: str, nummer: int) -> Uitgifte:
    """The assignment, and the message that made its present version known. Raises NotFound."""
    async with gateway.db.reading() as tx:
        uitgifte = await _issued_before(tx, gemeente, nummer)
    if uitgifte is None:
        raise NotFound("toewijzing-onbekend", f"Gemeente {gemeente} heeft geen toewijzing {nummer}.")
    return uitgifte


async def _issued_before(tx: Connection, gemeente: str, nummer: int) -> Uitgifte | None:
    toewijzing = await toewijzingen.find(tx, gemeente, nummer)
    if toewijzing is None:
        return None
    bericht_id = await toewijzingen.message_with(tx, gemeente, nummer, toewijzing.actueel.versie)
    assert bericht_id is not None, "an assignment is issued in the transaction that makes it"
    return Uitgifte(toewijzing, bericht_id)


async def _earlier(tx: Connection, gemeente: str, herhaalbaar: Herhaalbaar) -> Uitgifte | None:
    gevonden = await toewijzingen.by_request(tx, gemeente, herhaalbaar.sleutel)
    if gevonden is None:
        return None
    nummer, eerdere_hash = gevonden
    if eerdere_hash != herhaalbaar.hash:
        raise Conflict(
            "sleutel-hergebruikt",
            f"Idempotency-Key is al gebruikt voor toewijzing {nummer}, met een andere inhoud. "
            "Gebruik een nieuwe sleutel.",
            gegevens={"toewijzingNummer": nummer},
        )
    return await _issued_before(tx, gemeente, nummer)


async def _check_provider(tx: Connection, aanbieder: str) -> None:
    partij = await organisaties.find(tx, aanbieder)
    if partij is None or partij.soort != "aanbieder":
        raise Invalid(
            "aanbieder-onbekend",
            f"Aanbieder {aanbieder} is niet aangesloten op deze gateway. Controleer de AGB-code, of laat de beheerder "
            "de aanbieder inschrijven.",
        )


def _first_version(gateway: Gateway, nummer: int, aanvraag: Aanvraag) -> Versie:
    nu = gateway.now().astimezone(NEDERLAND).replace(microsecond=0)
    return Versie(
        nummer=nummer,
        versie=1,
        toewijzingsdatum=nu.date(),
        toewijzingstijd=nu.time(),
        categorie=aanvraag.categorie,
        code=aanvraag.code,
        ingangsdatum=aanvraag.ingangsdatum,
        einddatum=aanvraag.einddatum,
        volume=aanvraag.volume,
        eenheid=aanvraag.eenheid,
        frequentie=aanvraag.frequentie,
        budget=aanvraag.budget,
        commentaar=aanvraag.commentaar,
        referentie_aanbieder=aanvraag.referentie_aanbieder,
    )


def _decided_now(gateway: Gateway, nieuw: Versie, vorige: Versie) -> Versie:
    """The version with a moment of decision after that of the one before, which then no longer holds."""
    nu = gateway.now().astimezone(NEDERLAND).replace(microsecond=0, tzinfo=None)
    vorig = datetime.combine(vorige.toewijzingsdatum, vorige.toewijzingstijd)
    moment = max(nu, vorig + timedelta(seconds=1))
    return replace(nieuw, versie=vorige.versie + 1, toewijzingsdatum=moment.date(), toewijzingstijd=moment.time())


async def _issued(tx: Connection, gateway: Gateway, client: Client, aanbieder: str, nummer: int) -> Uitgifte:
    """The WMO301 with all that has to be in it is in the ledger and waits for the provider."""
    versies = await toewijzingen.to_send(tx, client.gemeente, client.id, aanbieder, gateway.today())
    identificatie = await ledger.next_identificatie(tx)
    inhoud = compose_301(
        gateway,
        Concept(
            gemeente=client.gemeente,
            aanbieder=aanbieder,
            identificatie=identificatie,
            bsn=client.bsn,
            gegevens=client.gegevens,
            versies=versies,
        ),
    )
    soort = IWMO_3_2.berichten["WMO301"]
    entry = Bericht(
        gemeente=client.gemeente,
        id=ledger.new_id(),
        richting="uit",
        soort=soort.naam,
        release=soort.release,
        verzender=client.gemeente,
        ontvanger=aanbieder,
        identificatie=identificatie,
        inhoud=inhoud,
        oordeel=Outcome.GOEDGEKEURD,
        client_id=client.id,
        vastgelegd_op=gateway.now(),
    )
    booking = Booking(client.gemeente)
    booking.bericht(entry)
    booking.levering(entry.id, aanbieder, client.id)
    toewijzingen.book_sending(booking, entry.id, versies)
    await booking.write(tx)
    toewijzing = await toewijzingen.find(tx, client.gemeente, nummer)
    assert toewijzing is not None
    return Uitgifte(toewijzing, entry.id)
