"""Claims over HTTP in the notation of the stories: what is claimed, and what the answer says of each line."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from gateway.messages.claim_answer import signed_cents
from gateway.messages.kinds.declaratie import BedragMetDC, Prestatie, Referentie, Wmo323, Wmo325
from tests.support.api.application import NOW, Api
from tests.support.api.parties import Caller
from tests.support.messages.claims import client, periode, wmo323
from tests.support.messages.messages import BSN

Decision = dict[str, tuple[str, ...]]
"""By ReferentieNummer the codes of a line that is listed."""


def line(
    reference: str,
    nummer: int,
    period: str,
    size: str,
    tarief: int | None = None,
    *,
    former: str | None = None,
    product: str = "02A16",
    bedrag: int | None = None,
    categorie: str | None = None,
) -> Prestatie:
    """Return a line: `period` "2023-05" or "2023-05-08..2023-05-31", `size` "9x04"; a credit with `former`."""
    begin, _, end = period.partition("..")
    if not end:
        year, month = map(int, begin.split("-"))
        begin, end = f"{begin}-01", f"{begin}-{monthrange(year, month)[1]}"
    volume, eenheid = size.split("x")
    amount = int(volume) * (1 if tarief is None else tarief) if bedrag is None else bedrag
    return Prestatie(
        product_referentie=Referentie(referentie_nummer=reference, vorig_referentie_nummer=former),
        toewijzing_nummer=str(nummer),
        product_categorie=categorie or product[:2],
        product_code=product,
        product_periode=periode(begin, end),
        geleverd_volume=volume,
        eenheid=eenheid,
        product_tarief=None if tarief is None else str(tarief),
        ingediend_bedrag=BedragMetDC(bedrag=str(amount), debet_credit="D" if former is None else "C"),
    )


@dataclass(frozen=True)
class Answer:
    """A WMO325, in the words of the stories."""

    receipt: dict[str, Any]
    message: Wmo325

    @property
    def header(self) -> tuple[str, ...]:
        return self.message.header.retour_codes

    @property
    def decision(self) -> tuple[str, ...]:
        antwoord = self.message.declaratie_antwoord
        return () if antwoord is None else antwoord.retour_codes

    @property
    def totals(self) -> tuple[int, int]:
        """The cents that were claimed and that were granted; a credit is below zero."""
        antwoord = self.message.declaratie_antwoord
        assert antwoord is not None
        return signed_cents(antwoord.totaal_ingediend_bedrag), signed_cents(antwoord.totaal_toegekend_bedrag)

    @property
    def listed(self) -> Decision:
        antwoord = self.message.declaratie_antwoord
        return {
            each.product_referentie.referentie_nummer: each.retour_codes
            for item in (() if antwoord is None else antwoord.clienten)
            for each in item.prestaties
        }


@dataclass
class Story:
    """A municipality that assigns and a provider that claims, on days that the story sets."""

    api: Api
    venlo: Caller
    zorg: Caller
    _numbers: Any = field(default_factory=lambda: count(1))
    clients: dict[str, str] = field(default_factory=dict)

    def on(self, day: str) -> "Story":
        """Let it be ten in the morning of this day."""
        now = self.api.clock.now
        self.api.clock.now = now + timedelta(days=(date.fromisoformat(day) - now.date()).days)
        return self

    async def client(self, bsn: str = BSN) -> str:
        """Return the id of this client, registered when it is new."""
        if bsn not in self.clients:
            now, self.api.clock.now = self.api.clock.now, NOW
            self.clients[bsn] = await self.venlo.register(bsn)
            self.api.clock.now = now
        return self.clients[bsn]

    async def assign(self, term: str, size: str | None, product: str | None = "02A16", bsn: str = BSN) -> int:
        """Assign T(product, term, size), and return its number. `product`: a code, a category, or None."""
        first, _, last = term.partition("..")
        asked: dict[str, Any] = {"ingangsdatum": first, "einddatum": last or None, "omvang": None, "product": None}
        asked["aanbieder"] = self.zorg.code
        if product is not None:
            asked["product"] = {"categorie": product[:2], **({"code": product} if len(product) > 2 else {})}
        if size is not None and size.startswith("B"):
            asked["budget"] = int(size[1:])
        elif size is not None:
            volume, rest = size.split("x")
            eenheid, frequentie = rest.split("/")
            asked["omvang"] = {"volume": int(volume), "eenheid": eenheid, "frequentie": frequentie}
        given = {name: value for name, value in asked.items() if value is not None}
        dropped = {name: None for name in ("product", "einddatum", "omvang") if name not in given}
        return int((await self.venlo.assign(await self.client(bsn), **given, **dropped))["toewijzingNummer"])

    def message(self, month: str, *lines: Prestatie, bsn: str = BSN, **changes: Any) -> Wmo323:
        """Return a claim of this month with a number of its own, dated today."""
        number = next(self._numbers)
        given = {
            "afzender": self.zorg.code,
            "ontvanger": self.venlo.code,
            "identificatie": f"CLAIM{number}",
            "declaratie_nummer": f"D{number}",
            "declaratie_periode": line("", 0, month, "0x83").product_periode,
            "dagtekening": self.today,
            "declaratie_dagtekening": self.today,
            "clienten": (client(*lines, bsn=bsn),) if lines else (),
        }
        return wmo323(**(given | changes))

    @property
    def today(self) -> str:
        return self.api.clock.now.date().isoformat()

    async def claim(self, month: str, *lines: Prestatie, bsn: str = BSN, **changes: Any) -> Answer:
        """Claim this, and return the answer."""
        return await self.submit(self.message(month, *lines, bsn=bsn, **changes))

    async def submit(self, message: Any) -> Answer:
        """Send the claim, and return the answer that waits for the provider."""
        receipt = await self.zorg.submit(message)
        answer = await self.zorg.read_message(receipt["retourberichtId"])
        assert isinstance(answer, Wmo325)
        return Answer(receipt, answer)
