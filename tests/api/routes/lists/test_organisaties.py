"""The list of organisations over HTTP."""

import pytest

from tests.support.api.application import SHARED, Api
from tests.support.api.parties import VENLO, ZORG


@SHARED
@pytest.mark.parametrize(("code", "kinds"), [(VENLO, 2), (ZORG, 2), ("beheer", 3)])
async def test_organisations_are_listed_for_whom_they_are(shared_api: Api, code: str, kinds: int) -> None:
    caller = await shared_api.caller(code)
    found = (await caller.http.get("/v1/organisaties", params={"aantal": 100})).json()["organisaties"]
    assert len({each["soort"] for each in found}) == kinds
    assert [each["code"] for each in found] == sorted(each["code"] for each in found)
    assert {each["kanaal"] for each in found} == ({"postvak"} if code == "beheer" else {None})
    chosen = (await caller.http.get("/v1/organisaties", params={"soort": "beheerder"})).json()["organisaties"]
    assert bool(chosen) == (code == "beheer")
