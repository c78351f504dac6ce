"""Each route names the kinds of organisation it is for; any other is refused before the route looks at the request."""

import pytest

from tests.support.api.application import Api
from tests.support.api.parties import BEESEL, BEHEER, VENLO, ZORG, problem


@pytest.mark.parametrize(
    ("code", "path", "words"),
    [
        (ZORG, "/v1/contracten", "Dit is voor een gemeente; de aanvrager is een aanbieder."),
        (BEHEER, "/v1/postvak", "Dit is voor een gemeente of aanbieder; de aanvrager is een beheerder."),
        (VENLO, "/v1/leveringen", "Dit is voor een beheerder; de aanvrager is een gemeente."),
    ],
)
async def test_a_kind_of_organisation_that_the_route_is_not_for_is_refused(
    api: Api, code: str, path: str, words: str
) -> None:
    response = await (await api.caller(code)).http.get(path)
    assert problem(response, 403, "geen-toegang")["detail"] == words


async def test_a_municipality_with_another_gateway_only_exchanges_messages(api: Api) -> None:
    beesel = await api.caller(BEESEL)
    problem(await beesel.http.get("/v1/contracten"), 403, "gemeente-extern")
    assert await beesel.mailbox() == []


async def test_a_parameter_that_the_route_lacks_is_refused_for_every_caller(api: Api) -> None:
    for code in (VENLO, ZORG):
        problem(await (await api.caller(code)).http.get("/v1/postvak?soort=WMO301"), 400, "ongeldige-aanvraag")
