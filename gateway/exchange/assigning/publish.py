"""Publishing an assignment: its WMO301 is composed, booked in the ledger and queued for the provider."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from gateway.exchange.assigning.compose import Draft301, compose_301
from gateway.exchange.assigning.grants.references import link_grants, with_references
from gateway.exchange.assigning.override import PolicyAssessment
from gateway.exchange.assigning.registers.tariffs import NOTHING_EXPECTED, Expectation, find_expected
from gateway.exchange.claims.standing import NOTHING_CLAIMED, ClaimedSoFar, find_claimed
from gateway.exchange.kernel.gateway import Gateway
from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.case import RequestAnswer
from gateway.store.care import toewijzing_verzendingen, toewijzingen
from gateway.store.care.clienten import Client
from gateway.store.care.toewijzingen import Assignment
from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection
from gateway.store.delivery import outbox
from gateway.store.ledger import berichten, gebeurtenissen
from gateway.store.ledger.berichten import Bericht
from gateway.store.ledger.gebeurtenissen import OVERRULED
from gateway.store.requests import verzoek_antwoorden, verzoeken
from gateway.store.requests.verzoek_antwoorden import Answer
from gateway.store.requests.verzoeken import KeptRequest

NOTHING_GRANTED: Final[Mapping[int, KeptRequest]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class IssuedAssignment:
    """An assignment, and the message that told its present version to the provider."""

    assignment: Assignment
    bericht_id: UUID
    findings: Sequence[Mapping[str, Any]] = ()
    """Findings of policy on that version, in JSON form."""
    sent: bool = True
    """False when every message with that version was refused; the version then counts as never sent."""
    expected: Expectation = NOTHING_EXPECTED
    """What that version is expected to cost."""
    claimed: ClaimedSoFar = NOTHING_CLAIMED
    """What was claimed of it, and what is left."""


async def publish_assignments(
    tx: Connection,
    gateway: Gateway,
    client: Client,
    aanbieder: str,
    assessments: Mapping[int, PolicyAssessment],
    granted: Mapping[int, KeptRequest] = NOTHING_GRANTED,
    again: KeptRequest | None = None,
) -> list[IssuedAssignment]:
    """Book the next WMO301 of this client to this provider, with the findings of policy, and queue it.

    In the caller's transaction, under the client's lock. `assessments`: by number of each assignment that was decided
    on; the message holds all that has to be told. `granted`: by number the requests that are granted so; these and
    the message that tells it are kept. `again`: an open request of which the provider refused the grant, to be told
    now. Raises Invalid when the message would break schema or rules.
    """
    today = gateway.today()
    versions = await toewijzing_verzendingen.versions_to_send(tx, client.gemeente, client.id, aanbieder, today)
    grants = await link_grants(tx, client.gemeente, granted, versions, again)
    identificatie = await berichten.next_identificatie(tx)
    inhoud = compose_301(
        gateway,
        Draft301(
            gemeente=client.gemeente,
            aanbieder=aanbieder,
            identificatie=identificatie,
            bsn=client.bsn,
            gegevens=client.gegevens,
            client=client.id,
            versions=with_references(versions, grants),
            unnumbered=frozenset(each.nummer for each in versions if each.versie == 1 and each.nummer in assessments),
        ),
    )
    found = {nummer: each.findings_json(nummer) for nummer, each in assessments.items()}
    entry = _ledger_entry(
        gateway, client, aanbieder, identificatie, inhoud, [each for findings in found.values() for each in findings]
    )
    booking = Booking()
    berichten.book_message(booking, entry)
    outbox.book_delivery(booking, entry, client.id)
    toewijzing_verzendingen.book_sending(booking, client.gemeente, entry.id, versions)
    for each in grants:
        answer = Answer(verzoek_id=each.verzoek_id, bericht_id=entry.id, antwoord=RequestAnswer.GRANTED.value)
        verzoek_antwoorden.book(booking, client.gemeente, answer)
    await booking.write(tx)
    if grants:
        await verzoeken.settle(tx, client.gemeente, [each.verzoek_id for each in grants])
    issued = []
    for nummer, assessment in assessments.items():
        assignment = await toewijzingen.find(tx, client.gemeente, nummer)
        assert assignment is not None
        if assessment.overrule is not None:
            await _log_override(tx, entry.id, assignment, assessment)
        expected = await find_expected(tx, gateway, assignment)
        claimed = await find_claimed(tx, assignment)
        issued.append(IssuedAssignment(assignment, entry.id, found[nummer], expected=expected, claimed=claimed))
    return issued


async def _log_override(tx: Connection, bericht_id: UUID, assignment: Assignment, assessment: PolicyAssessment) -> None:
    await gebeurtenissen.log_event(
        tx,
        assignment.gemeente,
        bericht_id,
        OVERRULED,
        toewijzingNummer=assignment.nummer,
        versie=assignment.current.versie,
        codes=sorted({each.code for each in assessment.overruled}),
    )


def _ledger_entry(
    gateway: Gateway,
    client: Client,
    aanbieder: str,
    identificatie: str,
    inhoud: bytes,
    bevindingen: Sequence[Mapping[str, Any]],
) -> Bericht:
    return berichten.new_entry(
        Wmo301.soort,
        gemeente=client.gemeente,
        aanbieder=aanbieder,
        identificatie=identificatie,
        inhoud=inhoud,
        bevindingen=bevindingen,
        client_id=client.id,
        vastgelegd_op=gateway.now(),
    )


async def find_issued(tx: Connection, gateway: Gateway, gemeente: str, nummer: int) -> IssuedAssignment | None:
    """Return the assignment, with the message that told its present version; None when it doesn't exist."""
    assignment = await toewijzingen.find(tx, gemeente, nummer)
    if assignment is None:
        return None
    bericht = await toewijzing_verzendingen.find_message_with(tx, gemeente, nummer, assignment.current.versie)
    assert bericht is not None, "an assignment is published in the transaction that makes it"
    bericht_id, bevindingen, sent = bericht
    own = [each for each in bevindingen if each.get("toewijzingNummer", nummer) == nummer]
    expected, claimed = await find_expected(tx, gateway, assignment), await find_claimed(tx, assignment)
    return IssuedAssignment(assignment, bericht_id, own, sent, expected, claimed)
