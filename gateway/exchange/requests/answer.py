"""Answering a request by a WMO319: it is refused, or under investigation."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from gateway.exchange.assigning.clients import find_client
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict
from gateway.exchange.requests.lookup import FoundRequest, find_client_of, load_request
from gateway.messages.common import BerichtIdentificatie, Header, fixed
from gateway.messages.kinds.antwoord import Antwoord, Wmo319
from gateway.messages.read import read
from gateway.messages.write import write
from gateway.rules.case import CaseFile, RequestAnswer
from gateway.rules.engine import judge
from gateway.rules.outside import Outside
from gateway.standard.xml.parse import parse
from gateway.store.care.clienten import Client
from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection
from gateway.store.db.locks import client_lock
from gateway.store.delivery import outbox
from gateway.store.ledger import berichten
from gateway.store.requests import request_view, verzoek_antwoorden, verzoeken
from gateway.store.requests.request_view import Sought
from gateway.store.requests.verzoek_antwoorden import Answer
from gateway.store.requests.verzoeken import KeptRequest

REASONS_TO_REFUSE: Final = ("1", "2", "3", "4", "5", "6", "7", "9")
"""RedenAfwijzingVerzoek (WJ759) under the Wmo; 8 is for another act."""
_VALUES: Final = {RequestAnswer.DENIED: "1", RequestAnswer.INVESTIGATED: "2"}
"""VerzoekAntwoord."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """The answer that a back office gives."""

    answer: RequestAnswer
    reden: str | None = None
    """RedenAfwijzingVerzoek of a refusal."""
    withdrawn: bool = False
    """The provider withdrew the request outside the messages, for which there is none: it gets a refusal."""
    decided_by: str | None = None


async def answer_request(gateway: Gateway, gemeente: str, id: UUID, asked: GivenAnswer) -> FoundRequest:
    """Book the WMO319 with this answer, queue it for the provider, and return the request as it is then.

    Raises NotFound, or Conflict with the findings of the rules when no such answer may follow; then nothing is kept.
    """
    client = await find_client(gateway, gemeente, await find_client_of(gateway, gemeente, id))
    async with gateway.db.transaction(client_lock(gemeente, client.bsn)) as tx:
        found = await load_request(tx, gemeente, id, gateway.today())
        request = found.request
        if asked.answer is RequestAnswer.DENIED:
            _check_nothing_waits(found)
        await _book(tx, gateway, client, request, asked)
        await verzoeken.settle(tx, gemeente, [id])
        return await load_request(tx, gemeente, id, gateway.today())


async def _book(tx: Connection, gateway: Gateway, client: Client, request: KeptRequest, asked: GivenAnswer) -> None:
    identificatie = await berichten.next_identificatie(tx)
    message = _message(gateway, request, identificatie, asked)
    inhoud = write(message, gateway.schemas)
    await _check_rules(tx, gateway, request, inhoud)
    entry = berichten.new_entry(
        Wmo319.soort,
        gemeente=request.gemeente,
        aanbieder=request.aanbieder,
        identificatie=identificatie,
        inhoud=inhoud,
        client_id=client.id,
        vastgelegd_op=gateway.now(),
    )
    booking = Booking()
    berichten.book_message(booking, entry)
    outbox.book_delivery(booking, entry, client.id)
    answer = Answer(
        verzoek_id=request.id,
        bericht_id=entry.id,
        antwoord=asked.answer.value,
        reden=asked.reden,
        ingetrokken=asked.withdrawn,
        beslist_door=asked.decided_by,
    )
    verzoek_antwoorden.book(booking, request.gemeente, answer)
    await booking.write(tx)


def _message(gateway: Gateway, request: KeptRequest, identificatie: str, asked: GivenAnswer) -> Wmo319:
    reference = BerichtIdentificatie(identificatie=identificatie, dagtekening=gateway.today().isoformat())
    return Wmo319(
        header=Header(
            afzender=request.gemeente,
            ontvanger=request.aanbieder,
            bericht_identificatie=reference,
            **fixed(Wmo319.soort),
        ),
        antwoord=Antwoord(
            referentie_aanbieder=request.referentie,
            verzoek_antwoord=_VALUES[asked.answer],
            reden_afwijzing_verzoek=asked.reden,
        ),
    )


async def _check_rules(tx: Connection, gateway: Gateway, request: KeptRequest, inhoud: bytes) -> None:
    """Raise Conflict with the findings against this WMO319, by which its receiver would refuse it."""
    sought = Sought(
        gemeente=request.gemeente,
        aanbieder=request.aanbieder,
        client_id=request.client_id,
        referenties=(request.referentie,),
        sha256=berichten.digest(inhoud),
    )
    [requests] = await request_view.load(tx, [sought])
    verdict = judge(read(parse(inhoud)), case=CaseFile(requests=requests), outside=Outside(today=gateway.today()))
    if verdict.findings:
        raise Conflict(
            "antwoord-niet-mogelijk",
            f"Dit verzoek is {_STATES[request.status]}; zo'n antwoord kan daar niet op volgen. Er is niets vastgelegd "
            "en niets verstuurd.",
            verdict.findings,
            {"verzoekId": str(request.id), "verzoekStatus": request.status},
        )


_STATES: Final = {
    "open": "nog niet beantwoord",
    RequestAnswer.INVESTIGATED: "in onderzoek",
    RequestAnswer.GRANTED: "al toegekend",
    RequestAnswer.DENIED: "al afgewezen",
}


def _check_nothing_waits(found: FoundRequest) -> None:
    """Raise Conflict when an assignment that grants the request goes with the next WMO301 all the same."""
    if found.untold:
        told = ", ".join(map(str, found.untold))
        raise Conflict(
            "toekenning-staat-klaar",
            f"Dit verzoek werd toegekend met toewijzing {told}; de aanbieder keurde de WMO301 af, en zij gaat mee met "
            "de volgende. Verwijder haar en wijs het verzoek dan af, of ken het nogmaals toe: dan gaat zij opnieuw "
            "uit. Wie haar wijzigt, kent het daarmee ook toe.",
            details={"toewijzingNummers": list(found.untold)},
        )
