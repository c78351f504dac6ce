"""The pictures of docs/console.md, as people of each kind see the console.

Most are of the story of `gateway demo --keep`; what takes days, or is pushed there, is of the situation of tests.

python -m tests.console.browser.pictures                                      # docs/console, 1000 px wide
python -m tests.console.browser.pictures /tmp/looks --widths 360,1280,1920    # to look at
"""

import argparse
import asyncio
import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from gateway.store.db.migrations import upgrade
from tests.console.browser.worlds import a_situation, the_demo
from tests.console.pages.test_oidc import client_of
from tests.support.api.parties import BEHEER, VENLO, ZORG
from tests.support.console.chromium import a_chromium, a_window
from tests.support.console.provider import an_open_id_provider
from tests.support.store.postgres import Template, a_server, migrated_template

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

DOCS = Path(__file__).parents[3] / "docs" / "console"
SAMPLES = Path(__file__).parents[3] / "samples"
HEIGHT = 700
COLOURS = 128
BY_PROVIDER = "inloggen-organisatie"
ROLES = "rol"
MAX_WAIT_MS = 5000
_OFFICE, _PROVIDER, _OPERATOR = "consulent", "aanbieder", "beheerder"
_CLIENT = "/console/toewijzingen?overruled=ja"


@dataclass(frozen=True)
class Picture:
    """A page, by whom it is seen, and the links that lead to it from its address."""

    name: str
    who: str
    path: str
    links: Sequence[str] = ()
    """Selectors of what is clicked first."""
    typed: Sequence[tuple[str, str]] = ()
    """Fields, and what is put in them or chosen there once they are seen; for one of a file its path."""


ROW = "main tbody a"
STANDING = "main tbody tr:has-text('nog niet begonnen') a"
DOSSIER = "main tbody a[href*='/clienten/']"
PICTURES = (
    Picture("werkvoorraad", _OFFICE, "/console"),
    Picture("doel", _OFFICE, "/console/doel"),
    Picture("berichten", _OFFICE, "/console/berichten"),
    Picture("bericht", _OFFICE, "/console/berichten?oordeel=afgekeurd", [ROW]),
    Picture("clienten", _OFFICE, "/console/clienten"),
    Picture("inschrijven", _OFFICE, "/console/inschrijven"),
    Picture("client", _OFFICE, _CLIENT, [DOSSIER]),
    Picture(
        "toewijzen",
        _OFFICE,
        _CLIENT,
        [DOSSIER, "text=Zorg toewijzen", "main p button[value=toetsen]"],
        [("aanbieder", "01234567"), ("ingangsdatum", "1-1-2024")],
    ),
    Picture("beeindigen", _OFFICE, _CLIENT, [DOSSIER, "main a[href$='/beeindigen']"]),
    Picture("toewijzingen", _OFFICE, "/console/toewijzingen"),
    Picture("toewijzing", _OFFICE, _CLIENT, [ROW]),
    Picture("wijzigen", _OFFICE, "/console/toewijzingen", [STANDING, "main a[href$='/wijzigen']"]),
    Picture("vervangen", _OFFICE, "/console/toewijzingen", [STANDING, "main a[href$='/vervangen']"]),
    Picture("intrekken", _OFFICE, "/console/toewijzingen", [STANDING, "main a[href$='/intrekken']"]),
    Picture("verzoeken", _OFFICE, "/console/verzoeken"),
    Picture("declaraties", _OFFICE, "/console/declaraties"),
    Picture("toegang", _OFFICE, "/console/toegang"),
    Picture("toetsen", _OFFICE, "/console/toetsen", ["main form button"], [("xml", "<Bericht/>")]),
    Picture("beleid", _OFFICE, "/console/beleid"),
    Picture("contracten", "backoffice", "/console/contracten"),
    Picture(
        "contracten_wijziging",
        "backoffice",
        "/console/contracten",
        ["main form button"],
        [("bestand", str(SAMPLES / "contracten.csv"))],
    ),
    Picture("tarieven", "backoffice", "/console/tarieven"),
    Picture("indicatoren", _OFFICE, "/console/indicatoren"),
    Picture("gevallen", _OFFICE, "/console/indicatoren", ["main tbody a[href*='/gevallen']"]),
    Picture("inzages", _OFFICE, _CLIENT, [DOSSIER, "text=Wie keek er?"]),
    Picture("melden", _PROVIDER, "/console/melden"),
    Picture("melding", _PROVIDER, "/console/melden", [ROW]),
    Picture("overzicht", _OPERATOR, "/console"),
    Picture("leveringen", _OPERATOR, "/console/leveringen"),
    Picture("leveringen_opnieuw", _OPERATOR, "/console/leveringen/opnieuw"),
    Picture("ontvangers", _OPERATOR, "/console/ontvangers"),
    Picture("ontvanger", _OPERATOR, "/console/ontvangers/01234567"),
    Picture("geparkeerd", _OPERATOR, "/console/geparkeerd"),
    Picture("organisaties", _OPERATOR, "/console/organisaties"),
    Picture("organisatie", _OPERATOR, "/console/organisaties/0983"),
    Picture("mensen", _OPERATOR, "/console/organisaties/0983/mensen"),
    Picture("geschiedenis", _OPERATOR, "/console/organisaties/0983/geschiedenis"),
)
OF_TESTS = (
    Picture("signalen", VENLO, "/console/signalen"),
    Picture("signaal", VENLO, "/console/signalen/{signal}"),
    Picture("verzoek", VENLO, "/console/verzoeken/{request}"),
    Picture("toekennen", VENLO, "/console/verzoeken/{request}/toekennen", ["main p button[value=toetsen]"]),
    Picture("declaratie", VENLO, "/console/declaraties/{wmo323}"),
    Picture("prestaties", VENLO, "/console/prestaties"),
    Picture("totalen", VENLO, "/console/declaraties/totalen"),
    Picture("controleblad", VENLO, "/console/controleblad/0983/{nummer}"),
    Picture("postvak", ZORG, "/console/postvak"),
    Picture("corrigeren", ZORG, "/console/melden/0983/{nummer}/start/corrigeren"),
    Picture("levering", BEHEER, "/console/leveringen", [ROW]),
    Picture("bewaren", BEHEER, "/console/bewaren"),
    Picture("grootboek", BEHEER, "/console/grootboek"),
    Picture("grootboek_nagaan", BEHEER, "/console/grootboek", ["main form[action$='/nagaan'] button"]),
    Picture("logboek", BEHEER, "/console/logboek"),
    Picture(
        "geheim",
        BEHEER,
        "/console/organisaties/99990001",
        ["main form[action$='/sleutels'] button"],
        [("sleutel_omschrijving", "koppeling")],
    ),
    Picture(
        "beeindigd",
        VENLO,
        "/console/clienten/{client}/beeindigen",
        ["main p button[value=toetsen]", "main button[value=versturen]"],
        [("einddatum", "30-11-2024"), ("redenWijziging", "07")],
    ),
)
"""By the code of the organisation."""


async def take_of_tests(folder: Path, widths: Sequence[int], only: Sequence[str], template: Template) -> None:
    """Put a picture of each page of the situation of tests in this folder."""
    wanted = [each for each in OF_TESTS if not only or each.name in only]
    async with a_chromium() as chromium, a_situation(template, chromium) as site, a_window(site) as window:
        if not only or {BY_PROVIDER, ROLES} & set(only):
            async with an_open_id_provider() as provider:
                provider.redirect_uris.add(f"{site.url}/console/oidc/terug")
                provider.person["iwmo_rollen"] = [f"{VENLO}:consulent", f"{ZORG}:backoffice"]
                site.api.app.state.console_oidc = client_of(provider, console_url=f"{site.url}/")
                for name, path in ((BY_PROVIDER, "/console/inloggen"), (ROLES, "/console/oidc")):
                    if not only or name in only:
                        await window.open(path)
                        await take(window.page, folder, name, widths)
        for each in wanted:
            await window.seat(each.who, "beheerder")
            await window.take_cookie()
            await lead_to(window.page, site.url, replace(each, path=each.path.format(**asdict(site.made))))
            await take(window.page, folder, each.name, widths)
            print(each.name, flush=True)


async def take_all(folder: Path, widths: Sequence[int], only: Sequence[str]) -> None:
    """Put a picture of each page of the demo in this folder."""
    wanted = [each for each in PICTURES if not only or each.name in only]
    if not wanted:
        return
    async with a_chromium() as chromium:
        with the_demo() as (url, passwords):
            for who in dict.fromkeys(each.who for each in wanted):
                page = await log_in(chromium, url, who, passwords[who])
                await take(page, folder, "inloggen", widths)
                await page.click("main form button")
                for each in wanted:
                    if each.who == who:
                        await lead_to(page, url, each)
                        await take(page, folder, each.name, widths)
                        print(each.name, flush=True)
                await page.context.close()


async def log_in(chromium: "Browser", url: str, who: str, password: str) -> "Page":
    """Return a window with the name and the password of this person filled in."""
    context = await chromium.new_context(locale="nl-NL")
    page = await context.new_page()
    await page.goto(f"{url}/console")
    await page.fill("[name=inlognaam]", who)
    await page.fill("[name=wachtwoord]", password)
    return page


async def lead_to(page: "Page", url: str, picture: Picture) -> None:
    """Open the page."""
    await page.goto(f"{url}{picture.path}")
    for link in picture.links:
        for name, text in picture.typed:
            await fill(page, f"main [name={name}]:visible", text)
        await page.locator(link).first.click(timeout=MAX_WAIT_MS)
    await page.wait_for_load_state()


async def fill(page: "Page", field: str, text: str) -> None:
    """Put the text in the field, choose it there, or choose the file with this path, when the page has that field."""
    if not await page.locator(field).count():
        return
    if await page.locator(f"select{field.removeprefix('main ')}").count():
        await page.select_option(field, text)
    elif await page.locator(f"input[type=file]{field.removeprefix('main ')}").count():
        await page.set_input_files(field, text)
    else:
        await page.fill(field, text)


async def take(page: "Page", folder: Path, name: str, widths: Sequence[int]) -> None:
    """Take a picture at each width; of the whole page when there is more than one."""
    for width in widths:
        await page.set_viewport_size({"width": width, "height": HEIGHT})
        data = await page.screenshot(full_page=len(widths) > 1)
        picture = Image.open(io.BytesIO(data)).convert("RGB").quantize(COLOURS)
        picture.save(folder / (f"{name}.png" if len(widths) == 1 else f"{name}-{width}.png"), optimize=True)


def main() -> None:
    """Take the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DOCS)
    parser.add_argument("--widths", default="1000", type=lambda text: [int(each) for each in text.split(",")])
    parser.add_argument("--only", nargs="*", default=[], help="names of pictures")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(take_all(given.folder, given.widths, given.only))
    with a_server() as admin_dsn, migrated_template(admin_dsn, upgrade) as template:
        asyncio.run(take_of_tests(given.folder, given.widths, given.only, template))


if __name__ == "__main__":
    main()
