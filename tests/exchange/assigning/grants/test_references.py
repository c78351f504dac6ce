"""Which reference an assignment carries in the next WMO301."""

from dataclasses import replace
from datetime import date, time
from uuid import UUID

import pytest

from gateway.exchange.assigning.clients import find_client
from gateway.exchange.assigning.grants.references import find_granted, link_grants, with_references
from gateway.exchange.kernel.refusals import Conflict
from gateway.store.care.toewijzingen import AssignmentVersion
from gateway.store.requests.verzoek_toewijzingen import GrantedRequest
from tests.support.api.application import Api
from tests.support.api.parties import THUIS, VENLO, ZORG, Caller
from tests.support.api.requests import asked, codes_of, decide, vot
from tests.support.messages.messages import BSN_2
from tests.support.store.assigned import DAY, TERMS


async def test_a_reference_is_that_of_an_open_request_for_this_client_or_of_none(
    api: Api, venlo: Caller, zorg: Caller
) -> None:
    jo = await find_client(api.gateway, VENLO, UUID(await venlo.register()))
    other = await find_client(api.gateway, VENLO, UUID(await venlo.register(BSN_2)))
    assert await codes_of(zorg, vot("V1", asked("R1"))) == {}
    async with api.gateway.db.reading() as tx:
        found = await find_granted(tx, jo, ZORG, "R1")
        assert found is not None
        assert found.client_id == jo.id
        for aanbieder, reference in ((ZORG, None), (ZORG, "R2"), (THUIS, "R1")):
            assert await find_granted(tx, jo, aanbieder, reference) is None
        with pytest.raises(Conflict, match="verzoek-andere-client"):
            await find_granted(tx, other, ZORG, "R1")
        assert await link_grants(tx, VENLO, {}, []) == []
    await decide(venlo, "R1", "afwijzen", reden="7")
    async with api.gateway.db.reading() as tx:
        with pytest.raises(Conflict, match="verzoek-al-beantwoord"):
            await find_granted(tx, jo, ZORG, "R1")


def test_the_versions_of_a_grant_get_its_reference_and_no_others() -> None:
    one = AssignmentVersion(nummer=1, versie=1, toewijzingsdatum=DAY, toewijzingstijd=time(12), terms=TERMS)
    given = with_references([one, replace(one, nummer=2)], [GrantedRequest(UUID(int=1), "WMO315", "R9", (2,))])
    assert [each.terms.referentie_aanbieder for each in given] == [TERMS.referentie_aanbieder, "R9"]
    assert given[1].toewijzingsdatum == date(2024, 1, 1)
