"""The second act of the demo: care that a provider asks for, and claims month by month."""

from calendar import monthrange
from datetime import date
from typing import Any, Final

import httpx

from gateway.cli.demo.provider import Provider
from gateway.cli.demo.stage import MESSAGE_TIMEOUT_S, DemoError, Timeline, ok, sample
from gateway.exchange.kernel.gateway import Gateway
from gateway.messages.claim_answer import signed_cents
from gateway.messages.kinds.declaratie import Wmo323, Wmo325
from gateway.messages.kinds.verzoek import Wmo315
from gateway.messages.read import read
from gateway.policy.care.months import add_months
from gateway.standard.money import signed_euros
from gateway.standard.xml.parse import parse

BSN: Final = "999900092"
MUNICIPALITY: Final = "0983"
_PRODUCT: Final = {"categorie": "02", "code": "02A02"}
_HOURS: Final = "04"
_A_MONTH: Final = 8
"""Hours that are asked for and assigned."""
_RATE: Final = 6000


class ClaimAct:
    """A request that is granted, its care, a claim that is rejected in part, and how that is put right."""

    def __init__(self, timeline: Timeline, gateway: Gateway, office: httpx.AsyncClient, provider: Provider) -> None:
        self.timeline = timeline
        self.gateway = gateway
        self.office = office
        self.provider = provider
        self.today = gateway.today()
        this_month = self.today.replace(day=1)
        self.first, self.last = add_months(this_month, -2), add_months(this_month, -1)
        """First days of the two months that are claimed."""

    async def play(self) -> None:
        """Play all scenes, from the request to the audit sheet. The municipality has no policy yet."""
        nummer = await self._grant(await self._ask())
        await self._start(nummer)
        await self._claim_too_much(nummer)
        await self._put_right(nummer)
        await self._audit(nummer)

    async def _ask(self) -> str:
        """Ask for care by a WMO315, and return the id of the request on the municipality's list."""
        ok(await self.office.post("/v1/clienten", json={**sample("client.json"), "bsn": BSN}))
        wish = {
            "referentieAanbieder": "VOT-1",
            "product": _PRODUCT,
            "toewijzingIngangsdatum": self.first.isoformat(),
            "toewijzingEinddatum": _last_day(add_months(self.first, 11)).isoformat(),
            "omvang": {"volume": _A_MONTH, "eenheid": _HOURS, "frequentie": "4"},
            "verwijzer": {"type": "01"},
        }
        person = {**sample("start.json")["client"], "bsn": BSN, "aangevraagdeProducten": [wish]}
        del person["startProducten"]
        await self._send(Wmo315.soort.name, {"client": person}, "WMO315: vraagt 02A02 voor een cliënt")
        await self.provider.next_message("WMO316", MESSAGE_TIMEOUT_S)
        [found] = ok(await self.office.get("/v1/verzoeken", params={"status": "open"}))["verzoeken"]
        due = f"te beantwoorden uiterlijk {found['uiterlijk']}"
        self._office(f"vindt het verzoek op haar lijst, {due}", "GET /v1/verzoeken")
        return str(found["verzoekId"])

    async def _grant(self, verzoek: str) -> int:
        granted = ok(await self.office.post(f"/v1/verzoeken/{verzoek}/toekennen", json={}))
        nummer = int(granted["toewijzingen"][0]["toewijzingNummer"])
        self._office(f"kent het toe: toewijzing {nummer}, {_A_MONTH} uur per maand", "POST …/toekennen")
        await self.provider.accept_assignment(self.timeline, self.gateway)
        return nummer

    async def _start(self, nummer: int) -> None:
        story = sample("start.json")
        [started] = story["client"]["startProducten"]
        days = {"toewijzingIngangsdatum": self.first.isoformat(), "begindatum": self.first.isoformat()}
        story["client"] |= {"bsn": BSN, "startProducten": [{**started, "product": _PRODUCT, **days}]}
        receipt = ok(await self.provider.send(self.provider.compose(story, nummer, self.today, self.gateway.schemas)))
        if receipt["oordeel"] != "goedgekeurd":
            raise DemoError(f"De WMO305 is niet goedgekeurd: {receipt}")
        await self.provider.next_message("WMO306", MESSAGE_TIMEOUT_S)
        self.timeline.tell("aanbieder", "meldt de start: WMO306 [green]goedgekeurd[/]", "POST /v1/berichten")

    async def _claim_too_much(self, nummer: int) -> None:
        lines = [_line("P1", nummer, self.first, _A_MONTH), _line("P2", nummer, self.last, _A_MONTH + 2)]
        rejected = await self._claim("D1", lines, f"WMO323: declareert {_A_MONTH} en {_A_MONTH + 2} uur")
        if [*rejected] != ["P2"]:
            raise DemoError(f"Van de declaratie is niet alleen P2 afgewezen: {rejected}")

    async def _put_right(self, nummer: int) -> None:
        self.timeline.tell("aanbieder", f"ziet dat P1 {_A_MONTH - 1} uur had moeten zijn, en P2 {_A_MONTH}")
        lines = [
            _line("P3", nummer, self.first, _A_MONTH, former="P1"),
            _line("P4", nummer, self.first, _A_MONTH - 1),
            _line("P5", nummer, self.last, _A_MONTH),
        ]
        rejected = await self._claim("D2", lines, "WMO323: crediteert P1, en declareert beide maanden opnieuw")
        if rejected:
            raise DemoError(f"Van de tweede declaratie is iets afgewezen: {rejected}")

    async def _claim(self, nummer: str, lines: list[dict[str, Any]], what: str) -> dict[str, tuple[str, ...]]:
        """Claim these lines; return the codes of what is rejected, by ReferentieNummer."""
        total = sum(_signed(each["ingediendBedrag"]) for each in lines)
        claim = {
            "declaratieNummer": nummer,
            "declaratiePeriode": _month(self.last),
            "declaratieDagtekening": self.today.isoformat(),
            "totaalIngediendBedrag": {"totaalBedrag": abs(total), "debetCredit": "C" if total < 0 else "D"},
            "clienten": [{"bsn": BSN, "prestaties": lines}],
        }
        receipt = await self._send(Wmo323.soort.name, {"declaratie": claim}, what)
        answer = read(parse(await self.provider.next_message("WMO325", MESSAGE_TIMEOUT_S)))
        if not isinstance(answer, Wmo325) or answer.declaratie_antwoord is None:
            raise DemoError(f"De declaratie is in haar geheel afgekeurd: {receipt}")
        said = answer.declaratie_antwoord
        granted = signed_euros(signed_cents(said.totaal_toegekend_bedrag))
        self.timeline.tell("aanbieder", f"ontvangt de WMO325: {granted} van {signed_euros(total)} toegekend", "push")
        report = ok(await self.provider.get(f"/v1/berichten/{receipt['berichtId']}/rapport"))
        for finding in report["bevindingen"]:
            if finding["severity"] == "afkeur":
                self.timeline.why(f"{finding['code']}: {finding['text']}")
                self.timeline.why(finding["remedy"])
        listed = (each for client in said.clienten for each in client.prestaties)
        return {each.product_referentie.referentie_nummer: each.retour_codes for each in listed}

    async def _audit(self, nummer: int) -> None:
        sheet = ok(await self.office.get(f"/v1/controlebladen/{MUNICIPALITY}/{nummer}"))
        balance = ", ".join(f"{name} {signed_euros(sheet[name])}" for name in ("ingediend", "afgewezen", "toegekend"))
        self._office(f"leest het controleblad, {len(sheet['regels'])} regels: {balance}", "GET /v1/controlebladen")

    async def _send(self, soort: str, body: dict[str, Any], what: str) -> dict[str, Any]:
        """Send a message of this kind; raise DemoError unless it counts."""
        content = self.provider.write(soort, {"ontvanger": MUNICIPALITY}, body, self.today, self.gateway.schemas)
        receipt = ok(await self.provider.send(content))
        if receipt["oordeel"] != "goedgekeurd":
            raise DemoError(f"{what}: {receipt}")
        self.timeline.tell("aanbieder", f"stuurt {what}", "POST /v1/berichten")
        return receipt

    def _office(self, what: str, detail: str) -> None:
        self.timeline.tell("gemeente", what, detail)


def _line(reference: str, nummer: int, month: date, hours: int, *, former: str | None = None) -> dict[str, Any]:
    """Return so many hours of this month; a credit of the debit `former`."""
    before = {} if former is None else {"vorigReferentieNummer": former}
    return {
        "productReferentie": {"referentieNummer": reference, **before},
        "toewijzingNummer": nummer,
        "productCategorie": _PRODUCT["categorie"],
        "productCode": _PRODUCT["code"],
        "productPeriode": _month(month),
        "geleverdVolume": hours,
        "eenheid": _HOURS,
        "productTarief": _RATE,
        "ingediendBedrag": {"bedrag": hours * _RATE, "debetCredit": "D" if former is None else "C"},
    }


def _signed(amount: dict[str, Any]) -> int:
    cents = int(amount["bedrag"])
    return cents if amount["debetCredit"] == "D" else -cents


def _last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def _month(first: date) -> dict[str, str]:
    return {"begindatum": first.isoformat(), "einddatum": _last_day(first).isoformat()}
