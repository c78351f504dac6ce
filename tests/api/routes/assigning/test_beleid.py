"""A municipality sees the policy that it chose, as it governs on a day."""

from gateway.policy.loading.regions import load_region
from gateway.policy.table import cards
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, VENRAY
from tests.support.exchange.signals import choose_policy


async def test_the_policy_of_a_day_is_shown_whole(api: Api) -> None:
    venlo = await api.caller(VENLO)
    await choose_policy(api.gateway.db, VENLO, "noord-limburg")
    first, second = load_region("noord-limburg").versions
    response = await venlo.http.get("/v1/beleid", params={"op": "2023-12-31"})
    assert response.status_code == 200
    before = response.json()
    assert (before["geldigVanaf"], before["geldigTotEnMet"]) == ("2022-01-01", "2023-12-31")
    now = (await venlo.http.get("/v1/beleid", params={"op": "2024-01-01"})).json()
    assert (now["geldigVanaf"], now["geldigTotEnMet"]) == ("2024-01-01", None)
    for shown, policy in ((before, first), (now, second)):
        assert {each["code"] for each in shown["producten"]} == set(policy.producten)
        assert {frozenset(each["segmenten"]): each["mag"] for each in shown["stapeling"]} == {
            pair: rule.mag.value for pair, rule in policy.stapeling.items()
        }
        assert [each["code"] for each in shown["toetsen"]] == [card.code for card in cards()]
        assert {each["code"]: each["openVraag"] for each in shown["toetsen"]} == {
            code: each.open_vraag for code, each in policy.toetsen.items()
        }
        assert {each["product"] for each in shown["gronden"]} == {
            *(code for code, rule in policy.verlenging.items() if rule.gronden),
            *(code for code, rule in policy.meerwerk.items() if rule.gronden),
        }


async def test_without_a_policy_it_says_what_to_do(api: Api) -> None:
    venlo, venray = await api.caller(VENLO), await api.caller(VENRAY)
    await choose_policy(api.gateway.db, VENLO, "noord-limburg")
    early = await venlo.http.get("/v1/beleid", params={"op": "2021-12-31"})
    assert early.status_code == 404
    assert "het eerste geldt vanaf 2022-01-01" in early.json()["detail"]
    none = await venray.http.get("/v1/beleid")
    assert (none.status_code, none.json()["type"]) == (404, "urn:iwmo-gateway:probleem:geen-beleid")
