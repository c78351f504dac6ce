"""Starts and stops over HTTP in the notation of the stories: what is reported, and what the return message says.

A shared application serves many stories, so each has a client of its own and takes unused names for its messages.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any

from gateway.messages.common import Omvang, Product
from gateway.messages.kinds.start import StartProduct
from gateway.messages.kinds.stop import StopProduct
from gateway.messages.registry import Message
from gateway.messages.return_message import NO_REMARK
from tests.support.api.application import NOW, Api
from tests.support.api.parties import VENLO, ZORG, Caller
from tests.support.api.requests import codes_in_answer
from tests.support.messages.messages import wmo305, wmo307
from tests.support.messages.persons import bsns

OK: dict[str, tuple[str, ...]] = {}
"""The return message of an approval: a header without codes."""
_unused_bsns: Iterator[str] = iter(bsns(500))
_unused_names: Iterator[int] = count(1)


def product_of(code: str | None) -> Product | None:
    """Return the product with this code, the category alone for two digits, or None."""
    return None if code is None else Product(categorie=code[:2], code=code if len(code) > 2 else None)


def refused(soort: str, *codes: str) -> dict[str, tuple[str, ...]]:
    """Return what a refusal says by class, for a message with one StartProduct ("Start") or StopProduct ("Stop")."""
    return {"Header": ("0200",), "Client": ("0200",), f"{soort}Product": codes}


def refused_each(soort: str, *codes: str) -> dict[str, tuple[str, ...]]:
    """Return what a refusal says by class, for a message with as many products as there are codes."""
    products = {f"{soort}Product[{number}]": (code,) for number, code in enumerate(codes, 1)}
    return {"Header": ("0200",), "Client": ("0200",), **products}


@dataclass(frozen=True)
class Care:
    """An assignment as reports name it: its number, product and first day; without number it is taakgericht."""

    nummer: int | None
    code: str | None
    ingangsdatum: str | None

    def start(self, begin: str, status: str = "1", **changes: Any) -> StartProduct:
        """Return a start on this day; status "3" takes it back."""
        return replace(StartProduct(begindatum=begin, status_aanlevering=status, **self._named()), **changes)

    def stop(self, begin: str, reden: str, end: str, status: str = "1", **changes: Any) -> StopProduct:
        """Return a stop of the start on `begin`; status "3" takes it back."""
        days = {"begindatum": begin, "reden_beeindiging": reden, "einddatum": end}
        return replace(StopProduct(**days, status_aanlevering=status, **self._named()), **changes)

    def _named(self) -> dict[str, Any]:
        return {
            "toewijzing_nummer": None if self.nummer is None else str(self.nummer),
            "product": product_of(self.code),
            "toewijzing_ingangsdatum": self.ingangsdatum,
        }


@dataclass
class Reports:
    """One client of Venlo, and what ZORG reports about the care of that client."""

    api: Api
    venlo: Caller
    zorg: Caller
    bsn: str
    client_id: str
    receipt: dict[str, Any]
    """The receipt of what was sent last."""

    @classmethod
    async def about_a_new_client(cls, api: Api) -> "Reports":
        """Register a client that no other story has, and return the reports about them."""
        api.clock.now = NOW
        venlo, zorg, bsn = await api.caller(VENLO), await api.caller(ZORG), next(_unused_bsns)
        return cls(api, venlo, zorg, bsn, await venlo.register(bsn), {})

    def on(self, day: str) -> "Reports":
        """Let it be noon in UTC on this day."""
        self.api.clock.now = datetime.combine(date.fromisoformat(day), time(12), UTC)
        return self

    async def assign(self, term: str, size: str | None = "3x04/2", code: str | None = "02A16", **changes: Any) -> Care:
        """Assign care for this term ("2023-01-01..2023-12-31") and size ("3x04/2", or None), and return it."""
        first, _, last = term.partition("..")
        product, omvang = product_of(code), None if size is None else _omvang(size)
        asked: dict[str, Any] = {"ingangsdatum": first, "einddatum": last or None, "product": None, "omvang": None}
        if product is not None:
            asked["product"] = {"categorie": product.categorie, **({"code": product.code} if product.code else {})}
        if omvang is not None:
            asked["omvang"] = {"volume": int(omvang.volume), "eenheid": omvang.eenheid, "frequentie": omvang.frequentie}
        made = await self.venlo.assign(self.client_id, **(asked | changes))
        return Care(int(made["toewijzingNummer"]), code, first)

    def message(self, *products: StartProduct | StopProduct, **changes: Any) -> Message:
        """Return the WMO305 or WMO307 with these products, dated today."""
        fields = {
            "afzender": ZORG,
            "ontvanger": VENLO,
            "identificatie": f"R{next(_unused_names)}",
            "dagtekening": self.api.gateway.today().isoformat(),
            "bsn": self.bsn,
            **changes,
        }
        starts = tuple(each for each in products if isinstance(each, StartProduct))
        stops = tuple(each for each in products if isinstance(each, StopProduct))
        return wmo305(start_producten=starts, **fields) if starts else wmo307(stop_producten=stops, **fields)

    async def report(self, *products: StartProduct | StopProduct, **changes: Any) -> dict[str, tuple[str, ...]]:
        """Send the message with these products; return by class the codes in its answer, `OK` on approval."""
        return await self.send(self.message(*products, **changes))

    async def send(self, message: Message) -> dict[str, tuple[str, ...]]:
        """Send the message; return by class the codes in its answer, `OK` on approval."""
        self.receipt = await self.zorg.submit(message)
        codes = await codes_in_answer(self.zorg, self.receipt, message)
        if codes:
            await self._check_report(codes)
        return codes

    async def _check_report(self, codes: dict[str, tuple[str, ...]]) -> None:
        """Assert that the provider's report gives the codes of its answer, and of each fault the remedy and source.

        Of a message with a faulty header the report says more: its answer leaves out the faults of the classes.
        """
        found = (await self.zorg.report(self.receipt["berichtId"]))["bevindingen"]
        faults = [each for each in found if each["severity"] == "afkeur"]
        answered = {each for of_class in codes.values() for each in of_class} - {NO_REMARK}
        reported = {each["retourcode"] for each in faults}
        assert reported >= answered if codes.keys() == {"Header"} else reported == answered
        assert all(each["text"] and each["remedy"] and each["source"] for each in faults)

    async def found(self) -> list[str]:
        """Return the codes that the municipality reads of what was sent last, signals among them."""
        return await self.venlo.codes(self.receipt["berichtId"])


def _omvang(size: str) -> Omvang:
    volume, _, rest = size.partition("x")
    eenheid, _, frequentie = rest.partition("/")
    return Omvang(volume=volume, eenheid=eenheid, frequentie=frequentie)
