"""Assignments and reports over HTTP in the notation of the stories: what is assigned, reported and told."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

from gateway.messages.common import Geboortedatum, Product
from gateway.standard.findings import Finding, Severity
from tests.support.api.application import NOW, Api
from tests.support.api.claims import Story
from tests.support.api.parties import BEESEL, VENLO, ZORG, Caller, problem, start, stop
from tests.support.api.requests import answer, codes_of, lines_of, the_message
from tests.support.messages.messages import toegewezen_product, wmo301
from tests.support.messages.persons import bsns

P1, P2, P3 = "02A16", "07A12", "02A17"
WEEKLY, YEAR = "3x04/2", "2024-01-01..2024-12-31"
_PEOPLE = iter(bsns(2000)[1000:])
_NUMBERS = count(1)
ASSIGNED: Final = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct"
Codes = dict[str, tuple[str, ...]]


def refused(product_class: str, *codes: str) -> Codes:
    """Return by class the codes of a return message that refuses this class, the others clean."""
    return {"Header": ("0200",), "Client": ("0200",), product_class: codes}


def named(prefix: str) -> str:
    """Return an Identificatie that no other message of this process has."""
    return f"{prefix}{next(_NUMBERS)}"


@dataclass
class CareStory(Story):
    """A client of its own, whose care one municipality assigns and one provider reports on."""

    bsn: str = field(default_factory=lambda: next(_PEOPLE))
    born: str = "1950-06-15"
    _numbers: Any = field(default_factory=lambda: _NUMBERS)
    _terms: dict[int, tuple[str | None, str]] = field(default_factory=dict)

    async def assign(self, term: str, size: str | None, product: str | None = P1, bsn: str = "") -> int:
        """Assign T(product, term, size) to the client of this story, and return its number."""
        nummer = await super().assign(term, size, product, bsn or self.bsn)
        self._terms[nummer] = (product, term.partition("..")[0])
        return nummer

    async def issue(self, term: str, size: str | None, product: str | None = P1) -> int:
        """Assign it, and let the provider approve the WMO301."""
        nummer = await self.assign(term, size, product)
        await self.approve()
        return nummer

    async def approve(self) -> list[tuple[Any, ...]]:
        """Let the provider approve the WMO301 that waits, and return its lines."""
        message = await the_message(self.zorg, "WMO301")
        await answer(self.zorg, message, named("R"))
        return lines_of(message)

    async def told(self) -> list[tuple[Any, ...]]:
        """Return the lines of the WMO301 that waits."""
        return lines_of(await the_message(self.zorg, "WMO301"))

    async def change_refused(self, nummer: int, status: int = 409, **changes: Any) -> dict[str, Any]:
        """Ask for a change that is refused, after which nothing waits for the provider; return the problem."""
        await self.zorg.collect()
        response = await self.venlo.http.patch(f"/v1/toewijzingen/{VENLO}/{nummer}", json=changes)
        assert await self.zorg.mailbox() == []
        return problem(response, status)

    async def start(self, nummer: int, begin: str, status: str = "1", by: Caller | None = None) -> Codes:
        """Report the start, and return by class the codes of the answer; empty: approved."""
        sender = by or self.zorg
        return await codes_of(sender, self.start_message(nummer, begin, status, sender.code))

    def start_message(self, nummer: int, begin: str, status: str = "1", afzender: str = ZORG) -> Any:
        """Return a WMO305 about the assignment, dated today."""
        fields = {"begindatum": begin, "status_aanlevering": status, "afzender": afzender}
        return start(nummer, named("S"), **self._of(nummer), **fields)

    async def stop(self, nummer: int, begin: str, reason: str, end: str, status: str = "1") -> Codes:
        """Report the stop, and return by class the codes of the answer; empty: approved."""
        fields = {"begindatum": begin, "reden_beeindiging": reason, "einddatum": end, "status_aanlevering": status}
        return await codes_of(self.zorg, stop(nummer, named("E"), **self._of(nummer), **fields))

    def _of(self, nummer: int) -> dict[str, Any]:
        product, first = self._terms[nummer]
        code = None if product is None or len(product) == 2 else product
        given = None if product is None else Product(categorie=product[:2], code=code)
        return {
            "bsn": self.bsn,
            "geboortedatum": Geboortedatum(datum=self.born),
            "product": given,
            "toewijzing_ingangsdatum": first,
            "dagtekening": self.today,
        }

    def know(self, nummer: int, product: str, first: str) -> int:
        """Let reports on an assignment that was made otherwise name this product and Ingangsdatum."""
        self._terms[nummer] = (product, first)
        return nummer


async def a_care_story(api: Api) -> CareStory:
    """Return a story of a new client, on the first of March 2024, with nothing waiting for the provider."""
    api.clock.now = NOW
    venlo, zorg = await api.caller(VENLO), await api.caller(ZORG)
    await zorg.collect()
    return CareStory(api, venlo, zorg)


def a_refusal(place: str, code: str) -> Finding:
    """Return what makes a provider answer with this code on this class."""
    return Finding(
        code=f"TR{code[1:]}",
        level=3,
        severity=Severity.AFKEUR,
        retourcode=code,
        path=place,
        class_path=place,
        explanation="",
    )


async def judged_elsewhere(api: Api, *products: dict[str, Any]) -> tuple[dict[str, Any], list[str], Any]:
    """Bring the WMO301 of a municipality with another gateway, which assigns these products.

    Return its receipt, the codes of the rules that refuse it, and the WMO302 that answers those; else None.
    """
    beesel = await api.caller(BEESEL)
    numbered = (
        toegewezen_product(**{"toewijzing_nummer": str(number), **each}) for number, each in enumerate(products, 1)
    )
    message = wmo301(afzender=BEESEL, ontvanger=ZORG, identificatie=named("T"), toegewezen_producten=tuple(numbered))
    receipt = await beesel.submit(message)
    answered = receipt["retourberichtId"]
    found = await beesel.codes(receipt["berichtId"]) if answered else []
    return receipt, found, await beesel.read_message(answered) if answered else None
