"""A request as its parties see it: what was asked, what came of it, and until when an answer is due."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import NotFound
from gateway.messages.kinds.verzoek import AangevraagdProduct, Verzoek, Wmo315, Wmo317
from gateway.messages.read import read
from gateway.policy.care.requests import answer_due
from gateway.rules.case import RequestAnswer
from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.xml.parse import parse
from gateway.store.db.database import Connection
from gateway.store.ledger import berichten
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from gateway.store.requests import verzoek_antwoorden, verzoek_toewijzingen, verzoeken
from gateway.store.requests.verzoek_antwoorden import AnswerSent
from gateway.store.requests.verzoeken import KeptRequest


@dataclass(frozen=True, slots=True)
class FoundRequest:
    """A request, and all that came of it."""

    request: KeptRequest
    asked: AangevraagdProduct | Verzoek | None
    """What the message asks under this reference; None: its content was erased."""
    answers: Sequence[AnswerSent]
    nummers: Sequence[int]
    """The assignments by which it was granted."""
    due: date | None
    """Until when an answer is in time; None: it has its final answer."""
    untold: Sequence[int] = ()
    """Of an open request the assignments that grant it, and that the next WMO301 tells so by: it refused the former."""


async def find_request(gateway: Gateway, gemeente: str, id: UUID) -> FoundRequest:
    """Return the request of this municipality. Raises NotFound."""
    async with gateway.db.reading() as tx:
        return await load_request(tx, gemeente, id, gateway.today())


async def find_client_of(gateway: Gateway, gemeente: str, id: UUID) -> UUID:
    """Return the id of the client whom this request to the municipality is about. Raises NotFound."""
    async with gateway.db.reading() as tx:
        return (await _find_kept(tx, gemeente, id)).client_id


async def find_request_of(gateway: Gateway, caller: Organisatie, id: UUID) -> FoundRequest:
    """Return the request to the caller, a municipality, or of the caller, a provider: without who decided on it.

    Raises NotFound.
    """
    if caller.soort == "gemeente":
        return await find_request(gateway, caller.code, id)
    async with gateway.db.reading() as tx:
        request = await verzoeken.find_of_provider(tx, caller.code, id)
        if request is None or not caller.may_handle(request.soort):
            raise NotFound("verzoek-onbekend", f"Aanbieder {caller.code} heeft geen verzoek {id}.")
        found = await _with_history(tx, request, gateway.today())
    answers = [replace(each, answer=replace(each.answer, beslist_door=None)) for each in found.answers]
    return replace(found, answers=answers)


async def load_request(tx: Connection, gemeente: str, id: UUID, today: date) -> FoundRequest:
    """Return the request of this municipality, in the caller's transaction. Raises NotFound."""
    return await _with_history(tx, await _find_kept(tx, gemeente, id), today)


async def _find_kept(tx: Connection, gemeente: str, id: UUID) -> KeptRequest:
    request = await verzoeken.find(tx, gemeente, id)
    if request is None:
        raise NotFound("verzoek-onbekend", f"Gemeente {gemeente} heeft geen verzoek {id}.")
    return request


async def _with_history(tx: Connection, request: KeptRequest, today: date) -> FoundRequest:
    message = await berichten.find(tx, request.bericht_id)
    assert message is not None, "a request is kept with its message"
    gemeente, id = request.gemeente, request.id
    own = await organisaties.find(tx, gemeente)
    due = due_day(request, frozenset() if own is None else own.gewerkte_feestdagen)
    numbers = await verzoek_toewijzingen.list_of_request(tx, gemeente, id)
    return FoundRequest(
        request,
        _asked(message.inhoud, request.volgnummer) if message.inhoud else None,
        await verzoek_antwoorden.list_of_request(tx, gemeente, id),
        numbers,
        due,
        await _list_untold(tx, request, today) if due is not None and numbers else (),
    )


async def _list_untold(tx: Connection, request: KeptRequest, today: date) -> Sequence[int]:
    whole = request.soort == Wmo317.soort.name
    return await verzoek_toewijzingen.list_to_tell_again(tx, request.gemeente, request.id, today, whole=whole)


def due_day(request: KeptRequest, worked: frozenset[str]) -> date | None:
    """Return until when the next answer to the request is in time; None when it has its final answer."""
    if request.status in (RequestAnswer.GRANTED, RequestAnswer.DENIED):
        return None
    received = request.ontvangen_op.astimezone(DUTCH_TIME).date()
    investigated = request.status == RequestAnswer.INVESTIGATED.value
    return answer_due(received, request.dagtekening, worked, investigated=investigated)


def _asked(data: bytes, volgnummer: int) -> AangevraagdProduct | Verzoek:
    document = parse(data)
    message = read(document.without_comments() if document.has_comments else document)
    if isinstance(message, Wmo317):
        return message.client.verzoek
    assert isinstance(message, Wmo315)
    return message.client.aangevraagde_producten[volgnummer - 1]
