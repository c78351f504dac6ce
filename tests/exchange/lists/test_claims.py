"""Who sees which claims. What the lists hold over HTTP: tests/api/routes/claims."""

from uuid import uuid4

import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.kernel.refusals import Forbidden, NotFound
from gateway.exchange.lists.claims import find_claim, list_claim_lines, list_claims
from gateway.store.claims.claim_list import ClaimFilter
from gateway.store.claims.line_list import LineFilter
from gateway.store.parties.organisaties import Organisatie
from tests.store.claims.test_prestaties import a_line, keep
from tests.support.api.parties import THUIS, VENLO, ZORG

PROVIDER = Organisatie(ZORG, "aanbieder", "Zorg")


async def test_a_mandate_for_other_messages_shows_no_claims(gateway: Gateway) -> None:
    async with gateway.db.transaction() as tx:
        id = await keep(tx, "D1", a_line("R1"))
    assert (await find_claim(gateway, PROVIDER, id)).lines[0].referentie_nummer == "R1"
    limited = Organisatie(ZORG, "aanbieder", "Zorg", berichtsoorten=frozenset({"WMO305"}))
    assert (await list_claims(gateway, limited, ClaimFilter(), AskedPage())).items == []
    assert (await list_claim_lines(gateway, limited, LineFilter(), AskedPage())).items == []
    with pytest.raises(NotFound):
        await find_claim(gateway, limited, id)


async def test_what_is_asked_of_another_is_not_found(gateway: Gateway) -> None:
    async with gateway.db.transaction() as tx:
        await keep(tx, "D1", a_line("R1"))
    assert (await list_claims(gateway, PROVIDER, ClaimFilter(aanbieder=THUIS), AskedPage())).items == []
    assert len((await list_claims(gateway, PROVIDER, ClaimFilter(gemeente=VENLO), AskedPage())).items) == 1
    with pytest.raises(Forbidden):
        await list_claim_lines(gateway, PROVIDER, LineFilter(client=uuid4()), AskedPage())
