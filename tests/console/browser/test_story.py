"""The story of the README by console: by mouse, by keyboard alone, and with a browser that runs no JavaScript.

A consulent registers a client and assigns care; a provider finds that in its mailbox and reports the start; the
consulent handles the signal that came of it, and sees who looked.
"""

import re
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from gateway.exchange.kernel.refusals import Conflict
from gateway.exchange.parties.accounts import release_account
from gateway.exchange.parties.people import add_person
from gateway.store.parties.personen import Role
from tests.support.api.parties import VENLO, ZORG
from tests.support.console.chromium import Site, a_window
from tests.support.console.hands import Hands, Keyboard, Mouse
from tests.support.exchange.signals import a_signal
from tests.support.messages.persons import bsns

pytestmark = pytest.mark.asyncio(loop_scope="session")
BSNS = bsns(20)


async def log_in(site: Site, hands: Hands, code: str, name: str, rol: Role) -> None:
    made = await add_person(site.api.gateway, code, name, f"{name.capitalize()} Jansen", rol)
    secret = parse_qs(urlsplit(made.app or "").query)["secret"][0]
    await hands.window.open("/console")
    await hands.write("Inlognaam", name)
    await hands.write("Wachtwoord", made.wachtwoord)
    await hands.write("Code", pyotp.TOTP(secret).at(site.api.clock.now))
    await hands.press("Inloggen")


async def register(hands: Hands, bsn: str, surname: str) -> None:
    await hands.follow("Cliënten")
    await hands.follow("Cliënt inschrijven")
    for label, text in (("BSN", bsn), ("Voornamen", "Jo"), ("Achternaam", surname), ("Geboortedatum", "15-6-1950")):
        await hands.write(label, text)
    await hands.choose("Geslacht", "Vrouwelijk")
    for label, text in (("Straat", "Markt"), ("Huisnummer", "12"), ("Postcode", "5911AB"), ("Plaats", "Venlo")):
        await hands.write(label, text)
    await hands.press("Inschrijven")
    assert await hands.window.page.locator(".utrecht-form-field-error-message").all_inner_texts() == []
    assert await hands.window.page.inner_text("h1") == f"Jo {surname}"


async def assign(hands: Hands) -> int:
    """Assign care, having looked first whether that can be; return the number."""
    await hands.follow("Zorg toewijzen")
    await hands.write("Aanbieder", ZORG)
    await hands.choose("Categorie", "Begeleiding")
    await hands.write("Productcode", "02A02")
    await hands.write("Eerste dag", "1-1-2024")
    await hands.write("Laatste dag", "31-12-2024")
    await hands.write("Aantal", "120")
    await hands.choose("Eenheid", "Minuut")
    await hands.choose("Per", "Per maand")
    await hands.press("Kijken of het kan")
    assert "Dit kan zo" in await hands.window.page.inner_text("main")
    await hands.press("Toewijzen en versturen")
    found = re.search(r"/toewijzingen/(\d+)", hands.window.page.url)
    assert found is not None
    return int(found[1])


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("make", "javascript"),
    [(Mouse, True), (Keyboard, True), (Mouse, False)],
    ids=["mouse", "keyboard", "no JavaScript"],
)
async def test_the_story(site: Site, make: Callable[..., Hands], javascript: bool) -> None:
    with suppress(Conflict):  # What filled in every form may have frozen it.
        await release_account(site.api.gateway, ZORG)
    number = next(site.stories)
    surname, consulent, provider = f"Verhaal{'abc'[number]}", f"carla{number}", f"adem{number}"
    async with AsyncExitStack() as stack:
        office = make(await stack.enter_async_context(a_window(site, java_script_enabled=javascript)))
        await log_in(site, office, VENLO, consulent, "consulent")
        await register(office, BSNS[number + 10], surname)
        nummer = await assign(office)

        care = make(await stack.enter_async_context(a_window(site, java_script_enabled=javascript)))
        await log_in(site, care, ZORG, provider, "backoffice")
        await care.follow("Postvak")
        await care.tick("Kies WMO301")
        await care.press("Aangekruiste als ontvangen melden")
        await care.follow("Start of stop melden")
        await care.follow(f"start van toewijzing {nummer} van gemeente {VENLO}")
        await care.press("Controleren")
        await care.press(f"Versturen naar gemeente {VENLO}")
        assert "goedgekeurd" in await care.window.page.inner_text("main")

        await a_signal(site.api.gateway, nummer)
        await office.follow("Signalen")
        await office.write("Toewijzing", str(nummer))
        await office.press("Filteren")
        await office.tick("Kies")
        await office.write("Notitie", "Gebeld met de aanbieder.")
        await office.press("Afhandelen")
        assert "1 signaal is afgehandeld" in await office.window.page.inner_text("main")

        await office.follow("Cliënten")
        await office.write("BSN", BSNS[number + 10])
        await office.press("Zoeken")
        await office.follow(f"Jo {surname}")
        assert "Start van 02A02" in await office.window.page.inner_text("main")
        await office.follow("Wie keek er?")
        assert f"persoon {consulent}" in await office.window.page.inner_text("main")
        for each in (office, care):
            await each.press("Uitloggen")
            assert urlsplit(each.window.page.url).path == "/console/inloggen"
            assert each.window.troubles == []
