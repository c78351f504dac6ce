"""The pictures of docs/console.md, of a console on the story of `gateway demo --keep`, as people of each kind see it.

python -m tests.console.browser.pictures                                      # docs/console, 1000 px wide
python -m tests.console.browser.pictures /tmp/looks --widths 360,1280,1920    # to look at
"""

import argparse
import asyncio
import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.support.console.chromium import a_chromium

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

DOCS = Path(__file__).parents[3] / "docs" / "console"
HEIGHT = 700
COLOURS = 128
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
    """Fields, and what is put in them before the last link is clicked."""


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
    Picture("tarieven", "backoffice", "/console/tarieven"),
    Picture("indicatoren", _OFFICE, "/console/indicatoren"),
    Picture("inzages", _OFFICE, _CLIENT, [DOSSIER, "text=Wie keek er?"]),
    Picture("melden", _PROVIDER, "/console/melden"),
    Picture("melding", _PROVIDER, "/console/melden", [ROW]),
    Picture("corrigeren", _PROVIDER, "/console/melden", [ROW, "main a[href$='/start/corrigeren']"]),
    Picture("overzicht", _OPERATOR, "/console"),
    Picture("leveringen", _OPERATOR, "/console/leveringen"),
    Picture("levering", _OPERATOR, "/console/leveringen", [ROW]),
    Picture("leveringen_opnieuw", _OPERATOR, "/console/leveringen/opnieuw"),
    Picture("ontvangers", _OPERATOR, "/console/ontvangers"),
    Picture("ontvanger", _OPERATOR, "/console/ontvangers", [ROW]),
    Picture("geparkeerd", _OPERATOR, "/console/geparkeerd"),
    Picture("organisaties", _OPERATOR, "/console/organisaties"),
    Picture("organisatie", _OPERATOR, "/console/organisaties/0983"),
    Picture("mensen", _OPERATOR, "/console/organisaties/0983/mensen"),
    Picture("geschiedenis", _OPERATOR, "/console/organisaties/0983/geschiedenis"),
)


@contextmanager
def the_demo() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the address of the console at the end of the demo, and the password of each login name."""
    command = [sys.executable, "-m", "gateway", "demo", "--keep"]
    env = {**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "200"}
    demo = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env)
    try:
        assert demo.stdout is not None
        told = ""
        for line in demo.stdout:
            told += line
            if "Ctrl+C" in line:
                break
        [url] = re.findall(r"(http://\S+)/console", told)
        yield url, dict(re.findall(r"^  ([a-z]+) +(\S+) ", told, re.MULTILINE))
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.wait()


async def take_all(folder: Path, widths: Sequence[int], only: Sequence[str]) -> None:
    """Put a picture of each page in this folder."""
    wanted = [each for each in PICTURES if not only or each.name in only]
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
    for number, link in enumerate(picture.links, 1):
        if number == len(picture.links):
            for name, text in picture.typed:
                await page.fill(f"main [name={name}]", text)
        await page.locator(link).first.click(timeout=MAX_WAIT_MS)
    await page.wait_for_load_state()


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


if __name__ == "__main__":
    main()
