"""Signals on dates, brought up to date: raised when a cause comes up, closed when it is gone.

On a new day every client is looked at for whom the calendar may matter; after that, within the day, those whom a
message was about. So what changes is seen at the next refresh, and when nothing does there is next to nothing to do.
Each step is one transaction for at most `BATCH` clients; any number of workers may take steps at once.
"""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

import structlog

from gateway.exchange.kernel.gateway import Gateway
from gateway.policy.loading.regions import load_region
from gateway.policy.watch import date_checks, watch_fingerprint
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.store.care import watch_view
from gateway.store.db.database import UNAVAILABLE, Connection
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from gateway.store.signals import signaal_rondes, signalen
from gateway.store.signals.signaal_rondes import BEGIN, Ronde
from gateway.store.signals.signalen import Staand

BATCH: Final = 200
"""Clients, or messages, a step."""
_AAN_EEN_STUK: Final = 20
"""Clients that are looked at before the event loop has its turn: some milliseconds."""
LAAT: Final = timedelta(minutes=5)
"""A message may be in the books so long after its id was drawn: locks and statements wait a minute at most."""
GAT: Final = timedelta(days=30)
"""When nobody looked for so long, all clients are looked at."""
OUD: Final = timedelta(days=400)
"""A client whose care ended and was decided longer ago has nothing coming up: no cause comes up that late (NL-802)."""

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Telling:
    """What a refresh did."""

    bekeken: int = 0
    """Clients looked at."""
    ontstaan: int = 0
    gewijzigd: int = 0
    vervallen: int = 0
    mislukt: list[str] = field(default_factory=list)
    """The municipalities that could not be brought up to date; the log says why."""


@dataclass(frozen=True, slots=True)
class _Maat:
    """What the clients of one municipality are looked at by, on one day."""

    gemeente: str
    vandaag: date
    beleid: PolicyOn
    maatstaf: bytes
    worked: frozenset[str]


async def refresh(gateway: Gateway, *, alles: bool = False) -> Telling:
    """Every signal is as the books and the day have it; what another worker is busy with is left to that one.

    With `alles` every client is looked at, whatever the reason to skip one. One municipality that fails keeps no
    other from its turn. Raises what the database raises when it is away.
    """
    telling = Telling()
    async with gateway.db.reading() as tx:
        gemeenten = [
            each for each in await organisaties.list_organisaties(tx) if each.soort == "gemeente" and not each.extern
        ]
    for gemeente in gemeenten:
        try:
            await _refresh(gateway, gemeente, telling, alles=alles)
        except UNAVAILABLE:
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others have their turn
            log.error("signals.refresh_failed", municipality=gemeente.code, error=type(error).__name__)
            telling.mislukt.append(gemeente.code)
    return telling


async def refresh_and_tell(gateway: Gateway) -> None:
    """The signals are as the books and the day have it, and the log tells what that changed. Raises as `refresh`."""
    telling = await refresh(gateway)
    if telling.ontstaan or telling.gewijzigd or telling.vervallen:
        log.info(
            "signals.refreshed",
            examined=telling.bekeken,
            raised=telling.ontstaan,
            changed=telling.gewijzigd,
            lapsed=telling.vervallen,
        )


async def _refresh(gateway: Gateway, gemeente: Organisatie, telling: Telling, *, alles: bool) -> None:
    maat = _maat(gateway, gemeente)
    klaar = await _step(gateway, maat, telling, begin=True, alles=alles)
    while not klaar:
        klaar = await _step(gateway, maat, telling, begin=False, alles=False)


def _maat(gateway: Gateway, gemeente: Organisatie) -> _Maat:
    """By what this municipality is watched today. Raises what `load_region` raises."""
    staf = _maatstaf(gemeente.beleid, gateway.policy_dir, gemeente.gewerkte_feestdagen)
    beleid: PolicyOn = (
        (lambda dag: None) if gemeente.beleid is None else load_region(gemeente.beleid, gateway.policy_dir).policy_on
    )
    return _Maat(gemeente.code, gateway.today(), cache(beleid), staf, gemeente.gewerkte_feestdagen)


@cache
def _maatstaf(naam: str | None, folder: Path | None, worked: frozenset[str]) -> bytes:
    return watch_fingerprint(() if naam is None else load_region(naam, folder).versions, worked)


async def _step(gateway: Gateway, maat: _Maat, telling: Telling, *, begin: bool, alles: bool) -> bool:
    """The next step of the round was taken; True when there is no more to do, or another worker does it."""
    async with gateway.db.transaction() as tx:
        ons, nu = await signaal_rondes.claim(tx, maat.gemeente)
        if not ons:
            return True
        laat = signaal_rondes.first_after(nu - LAAT)
        eerder = await signaal_rondes.find(tx, maat.gemeente)
        ronde = _this_round(eerder, maat, laat, begin=begin, alles=alles)
        if ronde is None:
            return True
        if ronde.tot_client is not None:
            bladzij = await watch_view.clienten(tx, maat.gemeente, ronde.tot_client, ronde.sinds, BATCH)
            clienten, klaar = bladzij.clienten, False
            ronde = replace(ronde, tot_client=bladzij.laatste)
        else:
            clienten, volgende = await watch_view.changed(tx, maat.gemeente, ronde.tot_bericht, BATCH)
            ronde, klaar = replace(ronde, tot_bericht=volgende or laat), volgende is None
        await _bring_up_to_date(tx, gateway, maat, clienten, telling, zonder_client=klaar)
        await signaal_rondes.save(tx, maat.gemeente, ronde)
        if eerder is None:
            await signalen.measure(tx)
    return klaar


def _this_round(ronde: Ronde | None, maat: _Maat, laat: UUID, *, begin: bool, alles: bool) -> Ronde | None:
    """Return the round to go on with: a new one where one is due; None when it is another's.

    A round that began under another policy or on another day is followed by a new one, but only at the beginning of a
    refresh: two workers that differ (an upgrade, midnight) would else begin anew in turns.
    """
    if ronde is None:
        return _begun(maat, date.min, laat)
    zelfde = ronde.dag == maat.vandaag and ronde.maatstaf == maat.maatstaf
    if ronde.dag > maat.vandaag or not (begin or zelfde):
        return None
    if zelfde and not alles:
        return ronde
    afgebroken = ronde.tot_client is not None and ronde.sinds == date.min
    anders = ronde.maatstaf != maat.maatstaf or maat.vandaag - ronde.dag > GAT
    sinds = date.min if alles or afgebroken or anders else maat.vandaag - OUD
    return _begun(maat, sinds, ronde.tot_bericht)


def _begun(maat: _Maat, sinds: date, tot_bericht: UUID) -> Ronde:
    return Ronde(dag=maat.vandaag, maatstaf=maat.maatstaf, sinds=sinds, tot_client=BEGIN, tot_bericht=tot_bericht)


async def _bring_up_to_date(
    tx: Connection,
    gateway: Gateway,
    maat: _Maat,
    clienten: list[UUID],
    telling: Telling,
    *,
    zonder_client: bool,
) -> None:
    """The signals of these clients are as they should be, and with `zonder_client` those about nobody we know."""
    gevonden = await watch_view.zaken(tx, maat.gemeente, clienten, zonder_client=zonder_client, worked=maat.worked)
    blijvend = await signalen.lasting(tx, maat.gemeente, clienten, zonder_client=zonder_client)
    nieuw: list[tuple[UUID | None, Signal]] = []
    anders: list[tuple[UUID, Signal]] = []
    weg: list[UUID] = []
    crashes: dict[str, str] = {}
    for nummer, (client, deze) in enumerate(gevonden.items()):
        if nummer % _AAN_EEN_STUK == 0:
            await asyncio.sleep(0)
        staand, vastgelopen = _signalen(deze, maat)
        crashes |= vastgelopen
        for rij in blijvend.get(client, ()):
            signaal = staand.pop((rij.code, rij.sleutel), None)
            if signaal is None:
                if rij.code not in vastgelopen:
                    weg.append(rij.id)
            elif not _says(rij, signaal):
                anders.append((rij.id, signaal))
        nieuw += ((client, each) for each in staand.values())
    for code, error in crashes.items():
        log.error("signals.check_crashed", municipality=maat.gemeente, code=code, error=error)
    op = gateway.now()
    if weg:
        await signalen.end(tx, maat.gemeente, weg, op)
    if anders:
        await signalen.reword(tx, maat.gemeente, anders, op)
    if nieuw:
        await signalen.add(tx, maat.gemeente, nieuw, op)
    telling.bekeken += len(clienten)
    telling.ontstaan += len(nieuw)
    telling.gewijzigd += len(anders)
    telling.vervallen += len(weg)


def _signalen(deze: WatchFile, maat: _Maat) -> tuple[dict[tuple[str, str], Signal], dict[str, str]]:
    """Return the signals that stand for this client, by cause, and by code how a check crashed, whose signals then
    stay.
    """
    found: dict[tuple[str, str], Signal] = {}
    vastgelopen: dict[str, str] = {}
    for date_check in date_checks():
        try:
            found.update(
                ((each.code, each.sleutel), each) for each in date_check.check(deze, maat.beleid, maat.vandaag)
            )
        except Exception as error:  # noqa: BLE001 - one client's odd affairs must not stop the watch on all others
            vastgelopen[date_check.card.code] = type(error).__name__
    return found, vastgelopen


def _says(rij: Staand, signaal: Signal) -> bool:
    return (rij.uiterlijk, rij.tekst, rij.bron) == (signaal.uiterlijk, signaal.text, signaal.bron)
