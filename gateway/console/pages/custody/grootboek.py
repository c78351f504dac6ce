"""The ledger: its newest seals, a verification that shows how far it is, and the proof of one message."""

import json
from collections.abc import AsyncIterator
from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from gateway.console.session.looks import about
from gateway.console.session.visit import WHO_OPERATE, ActingOperator, Operator, Visit
from gateway.console.view.fields import Fields
from gateway.console.view.refusals import text_of
from gateway.console.view.render import page
from gateway.exchange.custody.seal import list_late_seals, prove_message
from gateway.exchange.custody.verification import Verification, read_heads, verify_in_steps
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.standard.noted import NotedHash, parse_noted

router = APIRouter()

_PATH: Final = "/console/grootboek"
_PLACE: Final = "<!-- hier -->"
"""In the page of a verification: where the bar grows, and where the outcome comes."""
_BLOCKS: Final = 50
_BLOCK: Final = '<span class="stukje"></span>'


@router.get(_PATH)
async def toon(visit: Operator) -> Response:
    """Return the newest seal of every municipality, and the root over them."""
    return await _ledger(visit, Fields({}))


async def _ledger(visit: Visit, fields: Fields) -> Response:
    heads, last = await read_heads(visit.gateway)
    return page(
        visit,
        "grootboek.html",
        status=422 if fields.errors else 200,
        seals=list(heads.seals.values()),
        root=heads.root.hex() if heads.seals else None,
        last=last,
        late=await list_late_seals(visit.gateway),
        fields=fields,
        may_act=visit.may(WHO_OPERATE),
    )


@router.post(f"{_PATH}/nagaan")
async def ga_na(visit: ActingOperator) -> Response:
    """Verify the whole ledger; the page grows while that goes on."""
    fields = Fields(dict(visit.form))
    noted: list[NotedHash] = []
    try:
        noted += [parse_noted(fields["genoteerd"])] if fields["genoteerd"] else []
        steps = verify_in_steps(visit.gateway, noted)
        first = await anext(steps)
    except ValueError as error:
        fields.fail("genoteerd", f"{str(error).capitalize()}.")
        return await _ledger(visit, fields)
    except Conflict as refused:
        fields.fail("genoteerd", text_of(refused))
        return await _ledger(visit, fields)
    return StreamingResponse(_growing(visit, first, steps), media_type="text/html; charset=utf-8")


async def _growing(visit: Visit, seen: Verification, steps: AsyncIterator[Verification]) -> AsyncIterator[str]:
    """Yield the page piece by piece: a block of its bar for each two percent that was read."""
    frame = bytes(page(visit, "grootboek_nagaan.html", place=_PLACE).body).decode()
    before, between, after = frame.split(_PLACE)
    yield before
    shown = 0
    async for seen in steps:
        blocks = _BLOCKS * seen.percentage // 100
        if blocks > shown:
            yield _BLOCK * (blocks - shown)
            shown = blocks
    yield between
    yield bytes(page(visit, "grootboek_uitkomst.html", seen=seen).body).decode()
    yield after


@router.get(f"{_PATH}/bewijs")
async def bewijs(visit: Operator) -> Response:
    """Return the proof that a message lies under a seal, as a file that can be checked without the database."""
    fields = Fields(dict(visit.request.query_params))
    message = fields.id("bericht")
    if message is None:
        if not fields.errors:
            fields.fail("bericht", "Vul het id van een bericht in.")
        return await _ledger(visit, fields)
    about(visit.request, onderwerp=message)
    try:
        proof = await prove_message(visit.gateway, message)
    except (NotFound, Conflict) as refused:
        fields.fail("bericht", text_of(refused))
        return await _ledger(visit, fields)
    headers = {"content-disposition": f'attachment; filename="bewijs-{message}.json"'}
    return Response(json.dumps(proof.to_json(), indent=2), media_type="application/json", headers=headers)
