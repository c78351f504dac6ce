"""A BSN brought in where none belongs: what is kept or shown of it tells nobody whose it is.

What these tests leave in the database and say in the log is searched by conftest.py, as after every test here.
"""

from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import pytest

from gateway.exchange.custody.seal import VerifiedCount, seal_ledger, verify_ledger
from gateway.exchange.delivery.channels import open_channels
from gateway.exchange.delivery.worker import deliver_due
from gateway.exchange.kernel.gateway import DeliverySettings, utc_now
from gateway.exchange.kernel.refusals import Invalid
from gateway.exchange.parties import access, accounts, keys
from gateway.messages.write import serialise
from gateway.store.db.vault import PSEUDONYM
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.e2e.test_other_gateway import answer_to, assignment_of
from tests.support.api.application import Api
from tests.support.api.batches import packed, send
from tests.support.api.leaks import NAME, found_in, hidden_bsns, leaks_in
from tests.support.api.parties import ASSIGNMENT, BEESEL, BEHEER, VENLO, ZORG, Caller, problem, start, with_header
from tests.support.exchange.receiver import a_receiver, status
from tests.support.messages.messages import BSN, BSN_2
from tests.support.store.postgres import execute

HERE = (ip_network("127.0.0.0/8"),)
LEFT_OFF = "99900026"
"""A BSN without its leading zero."""
WRITTEN = [f"{BSN}001", BSN, f"S{BSN}", "9999.00.006", "9999 00 006", f"{LEFT_OFF}001"]


async def assigned(venlo: Caller) -> int:
    return int((await venlo.assign(await venlo.register()))["toewijzingNummer"])


async def stored(api: Api, bericht: str) -> str:
    async with api.gateway.db.reading() as tx:
        return str(await tx.fetchval("select identificatie from berichten where id = $1::text::uuid", bericht))


def put_into(folder: Path) -> dict[str, bytes]:
    """Return the files that were delivered there, by name."""
    return {each.name: each.read_bytes() for each in folder.iterdir()}


@pytest.mark.parametrize("identificatie", WRITTEN)
async def test_b07_an_identificatie_with_a_bsn_is_kept_as_a_pseudonym_and_still_counts_once(
    api: Api, venlo: Caller, zorg: Caller, identificatie: str
) -> None:
    nummer = await assigned(venlo)
    first = await zorg.submit(start(nummer, identificatie))
    assert (first["identificatie"], first["oordeel"]) == (identificatie, "goedgekeurd")
    assert await zorg.submit(start(nummer, identificatie)) == first
    other = await zorg.submit(start(nummer, identificatie, begindatum="2024-02-02"))
    assert "TR056" in await zorg.codes(other["berichtId"])
    kept = await stored(api, first["berichtId"])
    assert kept == await stored(api, other["berichtId"]) == (await zorg.show(first["berichtId"]))["identificatie"]
    assert kept.startswith(PSEUDONYM)
    assert not any(each.isdigit() for each in kept)
    answer = await zorg.read_message(first["retourberichtId"])
    assert answer.header.bericht_identificatie.identificatie == identificatie


async def test_b07_an_answer_finds_the_message_it_is_to_though_that_has_a_pseudonym(api: Api, zorg: Caller) -> None:
    beesel = await api.caller(BEESEL)
    sent = await beesel.submit(assignment_of(f"{BSN}001"))
    [message] = await zorg.collect()
    answer = answer_to(message, f"{BSN_2}02")
    receipt = await zorg.submit(answer)
    assert receipt["identificatie"] == f"{BSN_2}02"
    assert await zorg.submit(answer) == receipt
    assert (await beesel.show(sent["berichtId"]))["uitkomst"] == "goedgekeurd"
    told = problem(await zorg.send(answer_to(message, "R2")), 409, "al-beantwoord")
    assert hidden_bsns(str(told)) == []


async def test_b07_an_unknown_identificatie_is_told_to_who_brought_it_and_not_kept(
    api: Api, venlo: Caller, zorg: Caller
) -> None:
    await venlo.assign(await venlo.register())
    [message] = await zorg.collect()
    message = with_header(
        message, bericht_identificatie=replace(message.header.bericht_identificatie, identificatie=LEFT_OFF)
    )
    told = problem(await zorg.send(answer_to(message, "R1")), 400, "heenbericht-onbekend")
    assert LEFT_OFF in told["detail"]
    async with api.gateway.db.reading() as tx:
        kept = await tx.fetchval("select probleem::text from weigeringen")
    assert LEFT_OFF not in kept
    assert "heenbericht-onbekend" in kept


async def test_b07_no_list_of_an_operator_and_no_name_of_a_file_shows_one(
    api: Api, venlo: Caller, zorg: Caller, tmp_path: Path
) -> None:
    async with api.gateway.db.transaction() as tx:
        gemeente = Organisatie(VENLO, "gemeente", "Venlo", kanaal="map", aflevermap=str(tmp_path))
        await organisaties.save(tx, gemeente)
    await zorg.submit(start(await assigned(venlo), f"{BSN}001"))
    beheer = await api.caller(BEHEER)
    listed = (await beheer.http.get("/v1/leveringen")).json()["leveringen"]
    assert [each["identificatie"].startswith(PSEUDONYM) for each in listed if each["soort"] == "WMO305"] == [True]
    async with open_channels(DeliverySettings()) as channels:
        await deliver_due(api.gateway, channels)
    [(name, content)] = put_into(tmp_path).items()
    assert f"{BSN}001".encode() in content
    assert hidden_bsns(str([*listed, name])) == []


async def test_b07_a_row_under_a_pseudonym_is_sealed_as_any_other(api: Api, venlo: Caller, zorg: Caller) -> None:
    await zorg.submit(start(await assigned(venlo), f"{BSN}001"))
    await seal_ledger(api.gateway)
    assert [each async for each in verify_ledger(api.gateway, VerifiedCount())] == []


async def test_b07_the_reference_of_a_provider_is_encrypted_and_goes_with_the_message(
    venlo: Caller, zorg: Caller
) -> None:
    await venlo.assign(await venlo.register(), referentieAanbieder=f"{BSN} {NAME}")
    [message] = await zorg.collect()
    assert message.client.toegewezen_producten[0].referentie_aanbieder == f"{BSN} {NAME}"


@pytest.mark.parametrize("name", [f"{BSN}.xml", f"{NAME}, {BSN}.xml"])
async def test_b07_names_in_a_zip_are_told_to_who_sent_them_and_not_kept(api: Api, zorg: Caller, name: str) -> None:
    batch = packed((name, b"<Bericht"))
    assert [each["bestand"] for each in (await send(zorg, batch)).json()["berichten"]] == [name]
    told = problem(await send(zorg, packed((f"map/{name}", b"x"))), 400, "zip-ongeldig")
    assert name in told["detail"]
    async with api.gateway.db.reading() as tx:
        kept = [row[0] for row in await tx.fetch("select probleem ->> 'melding' from weigeringen order by id")]
    assert kept[-1].startswith("De zip kan niet worden aangenomen: bestand 1 ligt in een map")


async def test_b07_no_header_path_or_query_leaves_one_behind(venlo: Caller) -> None:
    client = await venlo.register()
    for value in (BSN, f"verzoek-{BSN}", f"{BSN}001", f"00000000-0000-0000-0000-{BSN}001", "9999-00-006"):
        headers = {
            "x-request-id": value,
            "idempotency-key": value,
            "namens": value,
            "user-agent": value,
        }
        response = await venlo.http.get(f"/v1/clienten/{client}", headers=headers)
        assert response.status_code == 200
        assert response.headers["x-request-id"] != value
        for path in (
            f"/v1/clienten/{value}",
            f"/{value}",
            f"/v1/inzages?clientId={value}",
            f"/v1/signalen?status={value}",
        ):
            assert (await venlo.http.get(path, headers=headers)).status_code in (200, 404, 400)
        refused = await venlo.http.get(f"/v1/clienten/{client}", headers={**headers, "doel": f"inzage {value}"})
        problem(refused, 400, "doel-ongeldig")
        asked = {**ASSIGNMENT, "clientId": client, "grond": value}
        assert (await venlo.http.post("/v1/toewijzingen", json=asked, headers=headers)).status_code in (201, 400)


async def test_b07_a_name_for_a_request_that_holds_none_is_kept(venlo: Caller) -> None:
    for name in ("verzoek-2024-1", "0192f5c2-7b1e-7cc0-9d5a-123456789012", "a" * 64):
        assert (await venlo.http.get("/v1/postvak", headers={"x-request-id": name})).headers["x-request-id"] == name


@pytest.mark.parametrize("text", [BSN, f"sleutel van {BSN}", f"{BSN}001", "9999.00.006", f"x{BSN}y"])
async def test_b07_what_an_operator_writes_is_refused_with_a_bsn_in_it(api: Api, text: str) -> None:
    gateway = api.gateway
    path = text.replace(" ", "%20")
    attempts = (
        keys.new_key(gateway, ZORG, text),
        access.grant_access(gateway, ZORG, "oidc", text, "koppeling"),
        access.grant_access(gateway, ZORG, "oidc", "zorg", text),
        accounts.freeze_account(gateway, ZORG, text),
        accounts.change_account(gateway, ZORG, naam=text),
        accounts.change_account(gateway, ZORG, kanaal="push", afleveradres=f"https://zorg.example/{path}"),
        accounts.change_account(gateway, ZORG, kanaal="push", afleveradres=f"https://zorg.example/?client={path}"),
        accounts.change_account(gateway, ZORG, kanaal="map", aflevermap=f"/srv/{text}"),
        accounts.add_account(gateway, Organisatie("99990009", "aanbieder", text)),
        accounts.add_account(gateway, Organisatie("99990009", "aanbieder", "Zorg"), text),
    )
    for attempt in attempts:
        with pytest.raises(Invalid) as refused:
            await attempt
        assert refused.value.problem == "bevat-bsn"
        assert hidden_bsns(refused.value.text) == []


async def test_b07_what_an_operator_needs_is_not_refused(api: Api) -> None:
    gateway = api.gateway
    await keys.new_key(gateway, ZORG, "koppeling AGB 99990001 op 2024-06-15")
    await access.grant_access(gateway, ZORG, "oidc", "0192f5c2-7b1e-7cc0-9d5a-123456789012", "vestiging 2")
    await accounts.freeze_account(gateway, ZORG, "storing sinds 09:30")
    await accounts.change_account(gateway, ZORG, kanaal="map", aflevermap="/srv/sftp/99990001", untried=True)
    await accounts.change_account(
        gateway, ZORG, kanaal="push", afleveradres="https://93.184.216.134:8443/iwmo", untried=True
    )


async def test_b07_through_every_side_door_at_once(api: Api, venlo: Caller, zorg: Caller, tmp_path: Path) -> None:
    """All that a partner may bring in a day, with a BSN or a name wherever one fits; conftest.py hunts afterwards."""
    async with (
        a_receiver(status(204), status(503), status(204)) as ontvanger,
        open_channels(DeliverySettings(HERE)) as channels,
    ):
        api.app.state.gateway = gateway = replace(api.gateway, delivery=DeliverySettings(HERE), now=utc_now)
        await accounts.change_account(gateway, ZORG, kanaal="push", afleveradres=ontvanger.url)
        await accounts.change_account(gateway, VENLO, kanaal="map", aflevermap=str(tmp_path))
        who = await venlo.register()
        key = {"idempotency-key": f"{BSN}-{NAME}", "x-request-id": f"verzoek-{BSN}"}
        asked = {**ASSIGNMENT, "clientId": who, "referentieAanbieder": BSN, "commentaar": f"bel {NAME}, {BSN}"}
        made = (await venlo.http.post("/v1/toewijzingen", json=asked, headers=key)).json()["toewijzingNummer"]
        batch = packed(
            (f"{NAME} {BSN}.xml", serialise(start(made, f"{BSN}001"))),
            (f"{BSN}001.xml", serialise(start(made, f"{BSN}002", begindatum="2024-02-02"))),
            ("kapot.xml", b"<Bericht bsn='" + BSN.encode() + b"'"),
        )
        assert [each["status"] for each in (await send(zorg, batch)).json()["berichten"]] == [202, 202, 400]
        await send(zorg, packed((f"map/{NAME}.xml", b"x"), (f"{BSN}/x.xml", b"x")))
        for _ in range(2):
            await deliver_due(gateway, channels)
        await venlo.http.patch(f"/v1/toewijzingen/{VENLO}/{made}", json={"einddatum": "2024-11-30"}, headers=key)
        await seal_ledger(gateway)
        assert [each async for each in verify_ledger(gateway, VerifiedCount())] == []
    files = put_into(tmp_path)
    assert files
    assert hidden_bsns(str(list(files))) == []
    figures = await (await api.caller(BEHEER)).http.get("/metrics")
    assert leaks_in(figures.text) == []


async def test_b07_the_hunt_finds_what_is_there_to_be_found(api: Api, dsn: str) -> None:
    await execute(dsn, f"update organisaties set naam = 'x{BSN}1' where code = '{ZORG}'")
    await execute(dsn, f"update organisaties set naam = '{NAME}' where code = '{VENLO}'")
    await execute(dsn, f"insert into sleutelring (naam, vingerafdruk) values ('9', 'bsn {BSN_2}')")
    found = await found_in(dsn)
    assert sorted(each.partition(":")[0] for each in found) == ["organisaties", "organisaties", "sleutelring"]
    await execute(dsn, "update organisaties set naam = 'x'; delete from sleutelring where naam = '9'")
