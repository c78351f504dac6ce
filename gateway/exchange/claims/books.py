"""The books around a claim: what it is judged on, and what is kept of it once it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from gateway.exchange.claims.rates import find_rates
from gateway.exchange.kernel.gateway import Gateway, off_loop
from gateway.messages.claim_answer import decided_lines, signed_cents
from gateway.messages.kinds.declaratie import Client, Prestatie, Wmo323
from gateway.rules.parts.claim import prestaties
from gateway.standard.findings import Finding
from gateway.standard.lexical import as_date, as_int, collapsed
from gateway.store.claims import claim_file
from gateway.store.claims.claim_file import ClaimQuestion, LoadedClaims
from gateway.store.claims.prestaties import NewClaim, NewClaimLine, book_claim
from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection
from gateway.store.ledger.berichten import Bericht


async def load_claims(
    tx: Connection, gateway: Gateway, gemeente: str, aanbieder: str, beleid: str | None, message: Wmo323, size: int
) -> LoadedClaims:
    """Return what the claim is judged on. Consistent while the caller holds the lock on the provider's claims.

    `beleid`: the region whose policy the municipality chose; None: none. `size`: bytes of the message.
    """
    question = await off_loop(size, _question, gemeente, aanbieder, message)
    loaded = await claim_file.load(tx, question)
    rates = await find_rates(tx, gateway, gemeente, aanbieder, beleid, message, size)
    return replace(loaded, file=replace(loaded.file, rates=rates))


def _question(gemeente: str, aanbieder: str, message: Wmo323) -> ClaimQuestion:
    """Return what the claim asks the books about. A date that Python can't hold is left out: a rule parks on it."""
    lines = list(prestaties(message))
    begins = set()
    for line in lines:
        try:
            begins.add((as_int(line.toewijzing_nummer), as_date(line.product_periode.begindatum)))
        except ValueError:
            continue
    formers = {collapsed(line.product_referentie.vorig_referentie_nummer or "") for line in lines} - {""}
    return ClaimQuestion(
        gemeente=gemeente,
        aanbieder=aanbieder,
        nummer=collapsed(message.declaratie.declaratie_nummer),
        bsns=sorted({collapsed(client.bsn) for client in message.declaratie.clienten}),
        numbers=sorted({as_int(line.toewijzing_nummer) for line in lines}),
        references=sorted({collapsed(line.product_referentie.referentie_nummer) for line in lines}),
        formers=sorted(formers),
        begins=sorted(begins),
    )


def book_decided_claim(
    booking: Booking, entry: Bericht, message: Wmo323, findings: Sequence[Finding], clients: Mapping[str, UUID]
) -> None:
    """Add the claim to the booking, each Prestatie with what its findings decide.

    `clients`: by BSN those whom the municipality has a file on. Raises ValueError for a date that the books can't hold.
    """
    lines = list(decided_lines(message, findings))
    granted = sum(signed_cents(line.ingediend_bedrag) for _, line, codes in lines if not codes)
    declaratie = message.declaratie
    claim = NewClaim(
        nummer=collapsed(declaratie.declaratie_nummer),
        periode=as_date(declaratie.declaratie_periode.begindatum),
        ingediend=signed_cents(declaratie.totaal_ingediend_bedrag),
        toegekend=granted,
        prestaties=[_kept(client, line, codes, clients) for client, line, codes in lines],
    )
    book_claim(booking, entry, claim)


def _kept(client: Client, line: Prestatie, codes: tuple[str, ...], clients: Mapping[str, UUID]) -> NewClaimLine:
    former = line.product_referentie.vorig_referentie_nummer
    return NewClaimLine(
        client_id=clients.get(collapsed(client.bsn)),
        referentie=collapsed(line.product_referentie.referentie_nummer),
        vorige=None if former is None else collapsed(former),
        toewijzing_nummer=as_int(line.toewijzing_nummer),
        categorie=collapsed(line.product_categorie),
        code=collapsed(line.product_code),
        begindatum=as_date(line.product_periode.begindatum),
        einddatum=as_date(line.product_periode.einddatum),
        volume=as_int(line.geleverd_volume),
        eenheid=collapsed(line.eenheid),
        tarief=None if line.product_tarief is None else as_int(line.product_tarief),
        bedrag=as_int(line.ingediend_bedrag.bedrag),
        retourcodes=codes,
    )
