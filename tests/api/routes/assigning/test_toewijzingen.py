"""A municipality asks for assignments of its own."""

from tests.support.api.application import Api
from tests.support.api.parties import (
    ASSIGNMENT,
    VENLO,
    VENRAY,
    Caller,
    problem,
)


async def test_a_municipality_asks_for_itself_only(api: Api, venlo: Caller) -> None:
    client = await venlo.register()
    venray = await api.caller(VENRAY)
    for code in (VENLO, "9999"):
        response = await venray.http.post("/v1/toewijzingen", json={**ASSIGNMENT, "clientId": client, "gemeente": code})
        assert code in problem(response, 403, "andere-gemeente")["detail"]
