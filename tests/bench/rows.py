"""Rows for the tables of such books, and the messages that may come next."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache, partial
from typing import Any
from uuid import UUID

from gateway.messages.write import serialise
from gateway.store.db.places import CLIENT_BSN, CLIENT_DETAILS, MESSAGE, Findable, Secret
from gateway.store.db.vault import Vault
from gateway.store.ledger.berichten import digest, format_identificatie
from tests.bench.books import ANSWERS, ASSIGNED, FROM_PROVIDER, SOON, STARTED, STOPPED, STORY, STRETCHED, Books, id_at
from tests.bench.messages import sample
from tests.support.api.parties import CLIENT, VENLO, start
from tests.support.messages.persons import bsns

_MIN_MESSAGE_BYTES = 3000
"""Size of a message, at least."""
_PRODUCT = ("02", "02A02")
COMMON_CODE, RARE_CODE = "NL-704", "TR056"
"""The code of a finding in every start, and that of one in few."""
_FEW = 1000
_REFUSED = 101
"""One of so many answers to a start or stop refuses it."""
_WAITING_MS = 30 * 86_400_000
"""So long messages to the municipality wait in its mailbox."""
_DETAILS = json.dumps(CLIENT).encode()

Rows = Iterator[tuple[Any, ...]]
Story = Iterable[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table and its columns."""

    name: str
    columns: str
    rows: Callable[[Iterable[Any]], Rows]
    """Those of some clients, or of part of the story."""


def per_message(books: Books) -> tuple[Table, ...]:
    """Return the tables of the ledger, with every message collected."""
    return (
        Table(
            "berichten",
            "gemeente id richting soort release verzender ontvanger identificatie inhoud sha256 oordeel heenbericht_id"
            " uitkomst client_id vastgelegd_op",
            partial(_berichten, books),
        ),
        Table(
            "leveringen",
            "gemeente bericht_id ontvanger reeks kanaal staat sinds niet_voor afgerond_op vastgelegd_op",
            partial(_leveringen, books),
        ),
        Table("gebeurtenissen", "gemeente bericht_id soort gegevens op", partial(_gebeurtenissen, books)),
        Table(
            "bevindingcodes",
            "gemeente bericht_id oordeel_id code voor_aanbieder vastgelegd_op aanbieder soort",
            partial(_bevindingcodes, books),
        ),
    )


def per_client(books: Books, vault: Vault) -> tuple[Table, ...]:
    """Return the tables of clients, their assignments and their care."""
    reported = (
        "gemeente client_id aanbieder toewijzing_nummer categorie code begindatum toewijzing_ingangsdatum bericht_id"
    )
    return (
        Table(
            "clienten",
            "gemeente id bsn bsn_zoek gegevens aangemaakt_op gewijzigd_op",
            partial(_clienten, books, vault, iter(bsns(books.waiting))),
        ),
        Table("toewijzingen", "gemeente nummer client_id aanbieder aangemaakt_op", partial(_toewijzingen, books)),
        Table(
            "toewijzing_versies",
            "gemeente nummer versie toewijzingsdatum toewijzingstijd categorie code ingangsdatum einddatum volume"
            " eenheid frequentie vastgelegd_op begonnen aanbieder",
            partial(_versions, books),
        ),
        Table("toewijzing_verzendingen", "gemeente nummer versie bericht_id", partial(_sendings, books)),
        Table("starts", reported, partial(_starts, books)),
        Table("stops", f"{reported} reden_beeindiging einddatum", partial(_stops, books)),
    )


@cache
def _content(soort: str) -> bytes:
    return sample(soort).ljust(_MIN_MESSAGE_BYTES)


def _berichten(books: Books, part: Story) -> Rows:
    for when, client, step in part:
        soort = STORY[step].soort
        verzender, ontvanger = books.parties(client, step)
        naam = format_identificatie(client * len(STORY) + step) if verzender == VENLO else f"V{client}.{step}"
        inhoud = _content(soort) + naam.encode()
        forward = books.at(client, step - 1) if soort in ANSWERS else None
        id = id_at(when, step, client)
        yield (
            VENLO,
            id,
            "in" if soort in FROM_PROVIDER else "uit",
            soort,
            "3.2",
            verzender,
            ontvanger,
            naam,
            Secret(MESSAGE.at(VENLO, id), inhoud),
            digest(inhoud),
            "goedgekeurd",
            None if forward is None else id_at(forward, step - 1, client),
            None if forward is None else "afgekeurd" if _refuses(client, step) else "goedgekeurd",
            books.client_id(client),
            _moment(when),
        )


def _refuses(client: int, step: int) -> bool:
    return client % _REFUSED == 0 and STORY[step].soort in ("WMO306", "WMO308")


def _leveringen(books: Books, part: Story) -> Rows:
    for when, client, step in part:
        id, ontvanger = id_at(when, step, client), books.parties(client, step)[1]
        sinds, waits = _moment(when), ontvanger == VENLO and when > books.now - _WAITING_MS
        done = ("wachtend", None) if waits else ("geleverd", _moment(when + SOON))
        yield VENLO, id, ontvanger, books.client_id(client), "postvak", done[0], sinds, sinds, done[1], sinds


def _gebeurtenissen(books: Books, part: Story) -> Rows:
    for when, client, step in part:
        who = {"ontvanger": books.parties(client, step)[1]}
        yield VENLO, id_at(when, step, client), "opgehaald", who, _moment(when + SOON)


def _bevindingcodes(books: Books, part: Story) -> Rows:
    for when, client, step in part:
        id = id_at(when, step, client)
        listed = _moment(when), books.provider(client), STORY[step].soort
        if step == STARTED:
            yield VENLO, id, id, COMMON_CODE, False, *listed
            if client % _FEW == 0:
                yield VENLO, id, id, RARE_CODE, True, *listed


def _clienten(books: Books, vault: Vault, waiting: Iterator[str], part: Iterable[int]) -> Rows:
    for client in part:
        # Of the others the number is too long to be anybody's.
        bsn = next(waiting) if books.waits(client) else f"9999{client:08d}"
        op = _moment(books.opened(client))
        id = books.client_id(client)
        kept = Secret(CLIENT_BSN.at(VENLO, id), bsn.encode()), Secret(CLIENT_DETAILS.at(VENLO, id), _DETAILS)
        yield VENLO, id, kept[0], vault.search_hash(Findable("bsn", VENLO, bsn))[0], kept[1], op, op


def _toewijzingen(books: Books, part: Iterable[int]) -> Rows:
    for client in part:
        op = _moment(books.opened(client))
        for nummer in books.numbers(client):
            yield VENLO, nummer, books.client_id(client), books.provider(client), op


def _versions(books: Books, part: Iterable[int]) -> Rows:
    for client in part:
        begin, begun = _day(books.opened(client)), books.at(client, STARTED) is not None
        for nummer in books.numbers(client):
            for versie, when, until in books.versions(client):
                end = None if until is None else _day(until)
                what = (*_PRODUCT, begin, end, 120, "01", "4")
                yield VENLO, nummer, versie, _day(when), time(12), *what, _moment(when), begun, books.provider(client)


def _sendings(books: Books, part: Iterable[int]) -> Rows:
    for client in part:
        for nummer in books.numbers(client):
            for versie, when, _ in books.versions(client):
                yield VENLO, nummer, versie, id_at(when, (ASSIGNED, STRETCHED)[versie - 1], client)


def _starts(books: Books, part: Iterable[int]) -> Rows:
    for client in part:
        if (when := books.at(client, STARTED)) is not None:
            yield _reported(books, client, id_at(when, STARTED, client))


def _stops(books: Books, part: Iterable[int]) -> Rows:
    for client in part:
        if (when := books.at(client, STOPPED)) is not None:
            yield *_reported(books, client, id_at(when, STOPPED, client)), "31", _day(books.ends(client))


def _reported(books: Books, client: int, bericht: UUID) -> tuple[Any, ...]:
    begin = _day(books.opened(client))
    [nummer] = books.numbers(client)
    return VENLO, books.client_id(client), books.provider(client), nummer, *_PRODUCT, begin, begin, bericht


def _moment(when: int) -> datetime:
    return datetime.fromtimestamp(when / 1000, UTC)


def _day(when: int) -> date:
    return _moment(when).date()


def starts_to_come(books: Books, turn: int, today: date) -> list[bytes]:
    """Yield messages that start one assignment of each waiting client, another each turn, in no order of age."""
    waiting = (client for client in range(books.clients) if books.waits(client))
    made = [
        serialise(
            start(
                books.numbers(client)[turn],
                f"S{turn}.{client}",
                bsn=bsn,
                dagtekening=today.isoformat(),
                begindatum=today.isoformat(),
                toewijzing_ingangsdatum=_day(books.opened(client)).isoformat(),
            )
        )
        for client, bsn in zip(waiting, bsns(books.waiting), strict=True)
    ]
    return sorted(made, key=lambda each: hashlib.sha256(each).digest())
