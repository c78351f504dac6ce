"""Alerts over HTTP: a back office registers its own address, and sees how telling it goes."""

from tests.support.api.application import Api
from tests.support.api.parties import VENRAY, Caller, problem

URL = "https://backoffice.example/iwmo"
ADDRESSES = "/v1/attenderingsadressen"


async def test_an_address_is_added_listed_given_a_secret_and_withdrawn_by_its_own_organisation(
    api: Api, venlo: Caller
) -> None:
    made = await venlo.http.post(ADDRESSES, json={"url": URL, "soorten": ["signaal.ontstaan"]})
    assert made.status_code == 201, made.text
    secret = made.json().pop("geheim")
    [listed] = (await venlo.http.get(ADDRESSES)).json()["adressen"]
    assert {**listed, "geheim": secret} == made.json()
    assert secret.startswith("whsec_")
    venray = await api.caller(VENRAY)
    assert (await venray.http.get(ADDRESSES)).json() == {"adressen": []}
    one = f"{ADDRESSES}/{listed['adresId']}"
    for method, path in (("DELETE", one), ("POST", f"{one}/geheim"), ("POST", f"{one}/proef")):
        problem(await venray.http.request(method, path), 404, "adres-onbekend")
    renewed = (await venlo.http.post(f"{one}/geheim")).json()["geheim"]
    assert renewed.startswith("whsec_")
    assert renewed != secret
    assert (await venlo.http.delete(one)).status_code == 204
    problem(await venlo.http.delete(one), 404, "adres-onbekend")
    assert (await venlo.http.get(ADDRESSES)).json() == {"adressen": []}


async def test_what_cannot_be_is_refused(venlo: Caller, zorg: Caller) -> None:
    for wrong in ({}, {"url": URL, "soorten": ["iets"]}, {"url": URL, "soorten": []}, {"url": "x" * 501}):
        problem(await venlo.http.post(ADDRESSES, json=wrong), 400)
    problem(await venlo.http.post(ADDRESSES, json={"url": "https://10.1.2.3/"}), 400, "afleveradres-afgeschermd")
    problem(await zorg.http.post(ADDRESSES, json={"url": URL, "soorten": ["zegel.te-laat"]}), 400, "soort-ongeldig")
    assert (await venlo.http.post(ADDRESSES, json={"url": URL})).status_code == 201
    problem(await venlo.http.post(ADDRESSES, json={"url": URL}), 409, "adres-bestaat")


async def test_a_trial_is_on_the_list_of_its_organisation(api: Api, venlo: Caller) -> None:
    made = (await venlo.http.post(ADDRESSES, json={"url": "https://nergens.invalid/iwmo"})).json()
    outcome = (await venlo.http.post(f"{ADDRESSES}/{made['adresId']}/proef")).json()
    assert (outcome["geleverd"], outcome["uitkomst"]) == (False, "ConnectError")
    page = (await venlo.http.get("/v1/attenderingen", params={"staat": "opgegeven"})).json()
    [item] = page["attenderingen"]
    assert (item["soort"], item["adresId"], item["pogingen"], item["uitkomst"]) == (
        "proef",
        made["adresId"],
        1,
        "ConnectError",
    )
    assert (page["totaal"], page["volgende"]) == (1, None)
    assert (await venlo.http.get("/v1/attenderingen", params={"staat": "geleverd"})).json()["totaal"] == 0
    assert (await (await api.caller(VENRAY)).http.get("/v1/attenderingen")).json()["attenderingen"] == []
