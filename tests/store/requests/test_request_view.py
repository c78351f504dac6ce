"""A message is judged on the requests of its client, and on those with a reference in it."""

from dataclasses import replace
from uuid import uuid4

from gateway.rules.case import Request, RequestAnswer
from gateway.store.db.database import Database
from gateway.store.requests import request_view
from gateway.store.requests.request_view import Sought
from gateway.store.requests.verzoeken import KeptRequest
from tests.store.requests.conftest import REFERENCE
from tests.store.requests.test_verzoeken import answered
from tests.support.api.parties import THUIS, VENLO, VENRAY, ZORG


async def test_of_the_client_or_by_reference_at_this_provider_and_municipality(db: Database, kept: KeptRequest) -> None:
    ours = Sought(gemeente=VENLO, aanbieder=ZORG, client_id=kept.client_id, referenties=(), sha256=b"")
    asked = [
        ours,
        replace(ours, client_id=None, referenties=("X", REFERENCE)),
        replace(ours, client_id=uuid4(), referenties=("X",)),
        replace(ours, aanbieder=THUIS, referenties=(REFERENCE,)),
        replace(ours, gemeente=VENRAY, referenties=(REFERENCE,)),
    ]
    async with db.reading() as tx:
        found = await request_view.load(tx, asked)
    request = Request(soort="WMO315")
    assert found == [{REFERENCE: request}, {REFERENCE: replace(request, of_client=False)}, {}, {}, {}]


async def test_an_answer_counts_but_not_for_the_message_that_gave_it(db: Database, kept: KeptRequest) -> None:
    ours = Sought(gemeente=VENLO, aanbieder=ZORG, client_id=kept.client_id, referenties=(), sha256=b"")
    async with db.transaction() as tx:
        message = await answered(tx, kept, "afgewezen")
        own = await tx.fetchval("select sha256 from berichten where id = $1", message)
        [other, same] = await request_view.load(tx, [ours, replace(ours, sha256=own)])
    assert other[REFERENCE].answers == {RequestAnswer.DENIED}
    assert same[REFERENCE].answers == frozenset()
