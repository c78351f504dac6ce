"""Requests and claims while things go wrong: a provider asks, is answered and claims, each step until it is done."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final
from uuid import UUID

import httpx

from gateway.messages.common import Product
from gateway.messages.kinds.declaratie import Prestatie
from gateway.messages.read import read
from gateway.messages.return_message import compose
from gateway.messages.write import serialise
from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.xml.parse import parse
from gateway.store.claims.prestaties import sum_standing
from gateway.store.db.booking import MAX_ROWS_AT_ONCE
from gateway.store.db.database import Database
from tests.chaos.promise import check_arrivals, check_messages, sealed
from tests.chaos.world import MAX_REFUSALS, Doer, register
from tests.support.api.claims import line
from tests.support.api.parties import VENLO, ZORG, start
from tests.support.api.requests import asked, new, vot, vow
from tests.support.exchange.receiver import Receiver
from tests.support.messages.claims import client, wmo323
from tests.support.messages.persons import bsns

KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "ask": ("WMO315", "WMO316"),
    "grant": ("WMO301",),
    "accept": ("WMO302",),
    "begin": ("WMO305", "WMO306"),
    "claim": ("WMO323", "WMO325"),
    "credit": ("WMO323", "WMO325"),
    "ask again": ("WMO315", "WMO316"),
    "refuse": ("WMO319",),
    "take refusal": ("WMO320",),
    "ask for change": ("WMO317", "WMO318"),
    "investigate": ("WMO319",),
    "take word": ("WMO320",),
    "withdraw": ("WMO319",),
    "take withdrawal": ("WMO320",),
    "assign": ("WMO301",),
    "claim much": ("WMO323", "WMO325"),
}
"""By step, in their order, the kinds of message that it leads to."""
STEPS: Final = tuple(KINDS)
_CARE: Final[Mapping[str, Any]] = {
    "product": Product(categorie="02", code="02A16"),
    "toewijzing_ingangsdatum": "2024-04-01",
    "begindatum": "2024-04-01",
    "dagtekening": "2024-05-20",
}
_SINCE: Final = "2024-01-01"
_LATER: Final = "2090-12-31"
"""A day to come, whatever the clock says."""
_ANSWERS: Final[Mapping[str, tuple[str, str, Mapping[str, Any], str]]] = {
    "refuse": ("T", "afwijzen", {"reden": "7"}, "afgewezen"),
    "investigate": ("U", "onderzoeken", {}, "in-onderzoek"),
    "withdraw": ("U", "afwijzen", {"reden": "1", "ingetrokken": True}, "afgewezen"),
}
"""By step the reference of the request, the act, what it says, and the state it leads to."""
_ANSWERED: Final = {
    "accept": "grant",
    "take refusal": "refuse",
    "take word": "investigate",
    "take withdrawal": "withdraw",
}
"""By step of the provider the step that it answers."""
_HOURS: Final = {"claim": 9, "credit": 8}
"""What stands as claimed once that step is taken."""
_RATE: Final = 6000
MUCH: Final = 2 * MAX_ROWS_AT_ONCE + 100
"""Prestaties in a claim that is read and written in pieces."""
_WRONG: Final = 100
"""Of each so many of those, one has the wrong days."""


@dataclass
class ClaimCase:
    """One client for whom care is asked, granted and claimed, and more care asked that is refused or looked into."""

    bsn: str
    client: str
    name: str
    done: int = 0
    """Number of acknowledged steps."""
    nummer: int = 0
    much: int = 0
    """The assignment on which much is claimed."""
    messages: dict[str, str] = field(default_factory=dict)
    """By step the id of the message that was acknowledged."""

    @cached_property
    def day(self) -> str:
        """The Dagtekening of a WMO317, which can't be older than the assignments that it names."""
        return datetime.now(DUTCH_TIME).date().isoformat()

    @property
    def over(self) -> bool:
        return self.done == len(STEPS)

    def has_done(self, step: str) -> bool:
        return self.done > STEPS.index(step)

    async def go_on(self, doer: Doer, once: Callable[[], None] = lambda: None) -> None:
        """Take the next step twice, and assert that both answers are the same; `once` is called in between."""
        step = STEPS[self.done]
        first = await self._do(step, doer)
        once()
        assert await self._do(step, doer) == first, "a repeated request gets the first answer"
        assert first.get("oordeel", "goedgekeurd") == "goedgekeurd", first
        if step == "grant":
            [assignment] = first["toewijzingen"]
            self.nummer, self.messages[step] = assignment["toewijzingNummer"], assignment["berichtId"]
        elif step == "assign":
            self.much, self.messages[step] = first["toewijzingNummer"], first["berichtId"]
        else:
            self.messages[step] = first["berichtId"]
        self.done += 1

    async def _do(self, step: str, doer: Doer) -> dict[str, Any]:
        headers = {"idempotency-key": f"{self.name}-{step}"}
        if step == "assign":
            care = {"clientId": self.client, "aanbieder": ZORG, "product": {"categorie": "03"}, "ingangsdatum": _SINCE}
            return await doer.ask(VENLO, "POST", "/v1/toewijzingen", json=care, headers=headers)
        if step == "grant":
            path = f"/v1/verzoeken/{(await self._request(doer, 'R'))['verzoekId']}/toekennen"
            return await doer.ask(VENLO, "POST", path, json={}, headers=headers)
        if step in _ANSWERS:
            return await self._answer(step, doer)
        return await doer.send(ZORG, serialise(await self._message(step, doer)))

    async def _message(self, step: str, doer: Doer) -> Any:
        """Return what the provider sends; the same each time."""
        if step == "ask":
            return vot(f"{self.name}V1", asked(f"{self.name}R", toewijzing_einddatum=_LATER), bsn=self.bsn)
        if step == "ask again":
            return vot(f"{self.name}V2", asked(f"{self.name}T", "04A04"), bsn=self.bsn)
        if step == "ask for change":
            more = new("04A05", _LATER, _LATER)
            name, reference = f"{self.name}W", f"{self.name}U"
            return vow(name, reference, same=[self.nummer], new=[more], bsn=self.bsn, dagtekening=self.day)
        if step == "begin":
            return start(self.nummer, f"{self.name}S", bsn=self.bsn, **_CARE)
        if step == "claim":
            return self._claim(1, self._line("P1", 9))
        if step == "credit":
            return self._claim(2, self._line("P2", 9, former="P1"), self._line("P3", 8))
        if step == "claim much":
            return self._claim(3, *map(self._one_of_many, range(MUCH)))
        forward: Any = read(parse(await doer.parties.got(self.messages[_ANSWERED[step]])))
        return compose(forward, [], f"{self.name}A{STEPS.index(step)}", date(2024, 6, 5), None)

    def _line(self, reference: str, hours: int, former: str | None = None) -> Prestatie:
        before = None if former is None else self.name + former
        return line(self.name + reference, self.nummer, "2024-04", f"{hours}x04", _RATE, former=before)

    def _one_of_many(self, number: int) -> Prestatie:
        period = "2024-04" if number % _WRONG else "2024-04-02..2024-04-30"
        product = f"03{chr(ord('A') + number // 100)}{number % 100:02}"
        return line(f"{self.name}M{number}", self.much, period, "1x04", _RATE, product=product)

    def _claim(self, number: int, *lines: Prestatie) -> Any:
        return wmo323(
            afzender=ZORG,
            ontvanger=VENLO,
            identificatie=f"{self.name}K{number}",
            declaratie_nummer=f"{self.name}D{number}",
            declaratie_periode=line("", 0, "2024-05", "0x83").product_periode,
            dagtekening="2024-06-05",
            declaratie_dagtekening="2024-06-05",
            clienten=(client(*lines, bsn=self.bsn),),
        )

    async def _request(self, doer: Doer, reference: str) -> dict[str, Any]:
        query = {"clientId": self.client}
        found = (await doer.ask(VENLO, "GET", "/v1/verzoeken", params=query))["verzoeken"]
        [id] = [each["verzoekId"] for each in found if each["referentieAanbieder"] == self.name + reference]
        return await doer.ask(VENLO, "GET", f"/v1/verzoeken/{id}")

    async def _answer(self, step: str, doer: Doer) -> dict[str, Any]:
        """Answer the request as often as it takes: who got no answer looks first whether it was done."""
        reference, what, body, state = _ANSWERS[step]
        headers = {"authorization": f"Bearer {doer.parties.keys[VENLO]}"}
        for _ in range(MAX_REFUSALS):
            found = await self._request(doer, reference)
            if found["status"] == state:
                return {"berichtId": found["antwoorden"][-1]["berichtId"]}
            path = f"{doer.urls()}/v1/verzoeken/{found['verzoekId']}/{what}"
            with suppress(httpx.TransportError):
                response = await doer.http.post(path, json=body, headers=headers)
                assert response.status_code in (201, 409, 503), response.text
            doer.retries += 1
        raise AssertionError(f"the request was not {state} after {MAX_REFUSALS} times")


async def open_claim_cases(doer: Doer, number: int, known: int = 0) -> list[ClaimCase]:
    """Register this many clients after those that are known, each the start of a case."""
    new = list(enumerate(bsns(known + number)))[known:]
    return [ClaimCase(bsn, await register(doer, bsn), f"C{place}") for place, bsn in new]


async def check_claim_promise(db: Database, cases: Sequence[ClaimCase], receivers: Mapping[str, Receiver]) -> int:
    """Assert of these cases what `check_promise` asserts of others, and return what that returns."""
    kinds = Counter(kind for case in cases for step in STEPS[: case.done] for kind in KINDS[step])
    await check_messages(db, [], kinds)
    await _effects(db, cases)
    late = await check_arrivals(db, receivers)
    await sealed(db)
    return late


async def _effects(db: Database, cases: Sequence[ClaimCase]) -> None:
    granted = [nummer for each in cases for nummer in (each.nummer, each.much) if nummer]
    async with db.reading() as tx:
        standing = await sum_standing(tx, VENLO, granted)
        assignments = await tx.fetch("select nummer, client_id from toewijzingen")
        lines = await tx.fetch("select toewijzing_nummer, count(*), sum(credit::int) from prestaties group by 1")
        starts = await tx.fetch("select toewijzing_nummer from starts where verwijderd_door is null")
        states = await tx.fetch("select client_id, soort, status from verzoeken")
        answers = await tx.fetch(
            "select count(r.id) from berichten b left join berichten r on r.gemeente = b.gemeente"
            " and r.heenbericht_id = b.id where b.soort in ('WMO305', 'WMO315', 'WMO317', 'WMO323') group by b.id"
        )
        ids = {row["id"] for row in await tx.fetch("select id from berichten")}
    assert {row["count"] for row in answers} <= {1}, "one return message each"
    assert {UUID(each) for case in cases for each in case.messages.values()} <= ids, "what was acknowledged is there"
    made = [(nummer, UUID(each.client)) for each in cases for nummer in (each.nummer, each.much) if nummer]
    assert sorted(made) == sorted(map(tuple, assignments)), "each assignment once"
    assert sorted(each.nummer for each in cases if each.has_done("begin")) == sorted(row[0] for row in starts)
    claimed = [each for each in cases if each.has_done("claim")]
    hours = {each.nummer: _HOURS["credit" if each.has_done("credit") else "claim"] for each in claimed}
    much = [each.much for each in cases if each.has_done("claim much")]
    hours |= dict.fromkeys(much, MUCH - MUCH // _WRONG)
    assert {nummer: each.cents for nummer, each in standing.items()} == {n: h * _RATE for n, h in hours.items()}
    told = {each.nummer: (3, 1) if each.has_done("credit") else (1, 0) for each in claimed}
    told |= dict.fromkeys(much, (MUCH, 0))
    assert {row[0]: (row[1], row[2]) for row in lines} == told, "each Prestatie once"
    assert Counter(map(tuple, states)) == Counter(_states(cases)), "each state by its message"


def _states(cases: Sequence[ClaimCase]) -> list[tuple[UUID, str, str]]:
    """Return the client, kind and state of each request that there should be."""
    found = []
    for case in cases:
        for asking, kind, *decided in (
            ("ask", "WMO315", ("grant", "toegekend")),
            ("ask again", "WMO315", ("refuse", "afgewezen")),
            ("ask for change", "WMO317", ("investigate", "in-onderzoek"), ("withdraw", "afgewezen")),
        ):
            if case.has_done(asking):
                states = [state for step, state in decided if case.has_done(step)]
                found.append((UUID(case.client), kind, (states or ["open"])[-1]))
    return found
