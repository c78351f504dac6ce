"""Who wants alerts says where: within bounds, with a secret of its own, and tried before it counts on it."""

from uuid import uuid4

import pytest

from gateway.exchange.alerts import addresses
from gateway.exchange.alerts.addresses import MAX_ADDRESSES, add_address, list_alerts, try_address, withdraw_address
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound
from gateway.exchange.parties.accounts import list_actions
from gateway.store.alerts.attenderingen import Alert, raise_alerts
from gateway.store.db.database import Database
from gateway.store.parties import push_secrets
from gateway.transport import signature
from tests.support.api.parties import BEHEER, VENLO, VENRAY, ZORG
from tests.support.exchange.alerts import address_at, got, send_due, states
from tests.support.exchange.receiver import a_receiver, status
from tests.support.exchange.workers import a_gateway
from tests.support.messages.messages import BSN

URL = "https://backoffice.example/iwmo"


@pytest.fixture
async def gateway(db: Database) -> Gateway:
    return await a_gateway(db)


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        (VENLO, ["levering.opgegeven", "bericht.geparkeerd", "signaal.ontstaan", "zegel.te-laat"]),
        (ZORG, ["levering.opgegeven", "bericht.geparkeerd"]),
        (BEHEER, ["levering.opgegeven", "bericht.geparkeerd", "zegel.te-laat"]),
    ],
)
async def test_an_organisation_gets_the_kinds_that_are_for_it(gateway: Gateway, code: str, kinds: list[str]) -> None:
    made = await add_address(gateway, code, URL, None, by_operator=False)
    assert made.adres.soorten == kinds
    assert made.geheim.startswith("whsec_")
    [listed] = await addresses.list_addresses(gateway, code)
    assert listed == made.adres
    [act] = await list_actions(gateway, code)
    assert (act.soort, act.gegevens["adres"]) == ("attenderingsadres_toegevoegd", URL)


async def test_what_is_not_for_it_is_refused(gateway: Gateway) -> None:
    for kinds in (["signaal.ontstaan"], [], ["iets"]):
        with pytest.raises(Invalid, match="soort-ongeldig"):
            await add_address(gateway, ZORG, URL, kinds, by_operator=True)
    with pytest.raises(NotFound):
        await add_address(gateway, "0001", URL, None, by_operator=True)


@pytest.mark.parametrize(
    "url",
    [
        "http://backoffice.example/iwmo",
        "https://127.0.0.1/iwmo",
        "https://localhost/iwmo",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://169.254.169.254/latest",
        "https://naam:woord@backoffice.example/",
        "ftp://backoffice.example/",
        "geen adres",
        f"https://backoffice.example/{BSN}",
    ],
)
async def test_an_address_that_nothing_may_be_sent_to_is_refused(gateway: Gateway, url: str) -> None:
    """Though the operator of this gateway allows 127.0.0.0/8: that is for addresses that an operator chose."""
    with pytest.raises(Invalid):
        await add_address(gateway, VENLO, url, None, by_operator=False)
    assert await addresses.list_addresses(gateway, None) == []


async def test_an_address_counts_once_and_there_are_not_many(gateway: Gateway) -> None:
    for number in range(MAX_ADDRESSES):
        await add_address(gateway, VENLO, f"{URL}/{number}", None, by_operator=False)
    with pytest.raises(Conflict, match="te-veel-adressen"):
        await add_address(gateway, VENLO, URL, None, by_operator=False)
    with pytest.raises(Conflict, match="adres-bestaat"):
        await add_address(gateway, VENLO, f"{URL}/0", None, by_operator=False)
    await add_address(gateway, VENRAY, URL, None, by_operator=False)


async def test_an_address_is_its_organisations_alone(gateway: Gateway) -> None:
    made = await add_address(gateway, VENLO, URL, None, by_operator=False)
    for change in (addresses.new_secret, try_address, withdraw_address):
        with pytest.raises(NotFound):
            await change(gateway, VENRAY, made.adres.id)
        with pytest.raises(NotFound):
            await change(gateway, VENLO, uuid4())
    assert await addresses.list_addresses(gateway, VENRAY) == []


async def test_after_withdrawal_nothing_is_sent_and_what_waited_is_given_up(gateway: Gateway) -> None:
    async with a_receiver(status(200)) as office:
        made = await address_at(gateway, VENLO, office)
        alert = Alert(soort="bericht.geparkeerd", gemeente=VENLO, gegevens={"gemeente": VENLO})
        async with gateway.db.transaction() as tx:
            await raise_alerts(tx, [alert])
        await withdraw_address(gateway, VENLO, made.adres.id)
        async with gateway.db.transaction() as tx:
            await raise_alerts(tx, [alert])
            assert await push_secrets.list_secrets(tx, VENLO, made.adres.id) == []
        await send_due(gateway)
        assert office.bodies == []
    assert list((await states(gateway)).values()) == [("opgegeven", 0)]
    with pytest.raises(NotFound):
        await withdraw_address(gateway, VENLO, made.adres.id)


async def test_a_new_secret_is_used_beside_the_former_and_not_for_messages(gateway: Gateway) -> None:
    async with a_receiver(status(200)) as office:
        made = await address_at(gateway, VENLO, office)
        second = await addresses.new_secret(gateway, VENLO, made.adres.id)
        result = await try_address(gateway, VENLO, made.adres.id)
        assert (result.delivered, result.outcome) == (True, "200")
        [trial] = got(office, second, made.geheim)
    assert (trial["type"], trial["data"]) == ("proef", {"adres": str(made.adres.id)})
    async with gateway.db.reading() as tx:
        assert await push_secrets.list_secrets(tx, VENLO) == []
        kept = await push_secrets.list_secrets(tx, VENLO, made.adres.id)
    assert [signature.to_text(each) for each in kept] == [second, made.geheim]


async def test_a_trial_that_fails_is_told_and_not_made_again(gateway: Gateway) -> None:
    async with a_receiver(status(500)) as office:
        made = await address_at(gateway, VENLO, office)
        result = await try_address(gateway, None, made.adres.id)
        assert (result.delivered, result.outcome) == (False, "500")
        await send_due(gateway)
        assert len(office.bodies) == 1
    [item] = (await list_alerts(gateway, VENLO, "opgegeven", AskedPage())).items
    assert (item.soort, item.uitkomst, item.pogingen) == ("proef", "500", 1)
    assert (await list_alerts(gateway, VENLO, "geleverd", AskedPage())).items == []
    assert (await list_alerts(gateway, VENRAY, None, AskedPage())).total == 0
