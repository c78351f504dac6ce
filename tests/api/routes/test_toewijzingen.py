"""A municipality asks for assignments of its own."""

from tests.support.api.application import Api
from tests.support.api.parties import (
    TOEWIJZING,
    VENLO,
    VENRAY,
    Partij,
    problem,
)


async def test_a_municipality_asks_for_itself_only(api: Api, venlo: Partij) -> None:
    client = await venlo.schrijf_in()
    venray = await api.als(VENRAY)
    for code in (VENLO, "9999"):
        response = await venray.http.post("/v1/toewijzingen", json={**TOEWIJZING, "client": client, "gemeente": code})
        assert code in problem(response, 403, "andere-gemeente")["detail"]
