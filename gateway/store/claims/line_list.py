"""The list of Prestaties of claims that count, with the state of each. Amounts are whole euro cents, without a sign."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple
from uuid import UUID

import asyncpg

from gateway.store.care.toewijzing_verzendingen import SENT
from gateway.store.lists.listing import Listing, Where

LineState = Literal["toegekend", "afgewezen", "gecrediteerd", "verwerkt"]
"""Of a debit: granted, rejected, or granted and credited since; of a credit: processed, or rejected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFilter:
    """Which Prestaties; what is None doesn't matter."""

    gemeente: str | None = None
    aanbieder: str | None = None
    declaratie: UUID | None = None
    client: UUID | None = None
    toewijzing: int | None = None
    code: str | None = None
    """Of the product."""
    staat: LineState | None = None
    vanaf: date | None = None
    """Of a period that begins on this day or later."""
    tot: date | None = None
    """Of a period that begins on this day or earlier."""


class Term(NamedTuple):
    """The days of an assignment in the version that its provider knows."""

    ingangsdatum: date
    einddatum: date | None
    """Last day, inclusive; None: open."""
    verwijderd: bool

    def holds(self, begin: date, end: date) -> bool:
        """Return True when all days from `begin` to `end`, inclusive, are days of the assignment."""
        return not self.verwijderd and self.ingangsdatum <= begin and end <= (self.einddatum or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItem:
    """A Prestatie in a list, with its state."""

    gemeente: str
    bericht_id: UUID
    """The WMO323."""
    regel: int
    """Its place in that, from 1."""
    aanbieder: str
    client_id: UUID | None
    referentie_nummer: str
    """ReferentieNummer as it may be shown: a pseudonym when it may hold a BSN."""
    vorig_referentie_nummer: str | None
    toewijzing_nummer: int
    categorie: str
    code: str
    begindatum: date
    einddatum: date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    credit: bool
    staat: LineState
    retourcodes: tuple[str, ...]
    gecrediteerd_door_id: UUID | None
    """The WMO323 with the credit that was granted."""
    zelfde_zorg: str | None
    """Of a debit that doesn't stand: the ReferentieNummer, as it may be shown, of the same care in the same month that
    does; which days of it a Prestatie has follows from the assignment, which may have changed."""
    opnieuw: bool
    """That was claimed after this one."""
    termijn: Term | None
    """Of a debit that was granted: the assignment as it is now, when this no longer lies within it."""


_GRANTED: Final = "not p.credit and cardinality(p.retourcodes) = 0"
_STATE: Final = """case when cardinality(p.retourcodes) > 0 then 'afgewezen' when p.credit then 'verwerkt'
    when p.gecrediteerd_door is not null then 'gecrediteerd' else 'toegekend' end"""
# A case for what is common, or the planner takes it for rare and reads all that was granted before the first page.
_IN_STATE: Final[Mapping[LineState, str]] = {
    "afgewezen": "cardinality(p.retourcodes) > 0",
    "verwerkt": "cardinality(p.retourcodes) = 0 and p.credit",
    "gecrediteerd": "cardinality(p.retourcodes) = 0 and p.gecrediteerd_door is not null",
    "toegekend": f"case {_STATE} when 'toegekend' then true else false end",
}
# With a limit, or the planner may read all that was granted first, to look each up in.
_SAME_CARE: Final = f"""case when not p.credit and not ({_GRANTED} and p.gecrediteerd_door is null) then (
    select row(n.referentie, n.bericht_id, n.regel) from prestaties n
    where n.gemeente = p.gemeente and n.toewijzing_nummer = p.toewijzing_nummer
        and n.categorie = p.categorie and n.code = p.code
        and n.begindatum >= date_trunc('month', p.begindatum)::date
        and n.begindatum < (date_trunc('month', p.begindatum) + interval '1 month')::date
        and not n.credit and cardinality(n.retourcodes) = 0
        and n.gecrediteerd_door is null and n.aanbieder = p.aanbieder
        and n.client_id is not distinct from p.client_id order by n.bericht_id desc, n.regel desc limit 1) end"""
_TERM: Final = f"""case when {_GRANTED} then (
    select row(v.ingangsdatum, v.einddatum, v.verwijderd) from toewijzing_versies v
    where v.gemeente = p.gemeente and v.nummer = p.toewijzing_nummer and {SENT} order by v.versie desc limit 1) end"""
LINES: Final = Listing(
    columns=f"""p.gemeente, p.bericht_id, p.regel, p.aanbieder, p.client_id, p.referentie as referentie_nummer,
    p.vorige as vorig_referentie_nummer, p.toewijzing_nummer, p.categorie, p.code, p.begindatum, p.einddatum,
    p.volume, p.eenheid, p.tarief, p.bedrag,
    p.credit, {_STATE} as staat, p.retourcodes, p.gecrediteerd_door as gecrediteerd_door_id,
    {_SAME_CARE} as zelfde_zorg, {_TERM} as termijn""",
    source="prestaties p",
    key={"p.bericht_id": "uuid", "p.regel": "bigint"},
)


def lines_where(filters: LineFilter) -> Where:
    """Return the conditions of this choice."""
    where = Where()
    where.add_given("p.gemeente = {}", filters.gemeente)
    where.add_given("p.aanbieder = {}", filters.aanbieder)
    where.add_given("p.bericht_id = {}", filters.declaratie)
    where.add_given("p.client_id = {}", filters.client)
    where.add_given("p.toewijzing_nummer = {}", filters.toewijzing)
    where.add_given("p.code = {}", filters.code)
    if filters.staat is not None:
        where.add(_IN_STATE[filters.staat])
    where.add_given("p.begindatum >= {}", filters.vanaf)
    where.add_given("p.begindatum <= {}", filters.tot)
    return where


def as_line(row: asyncpg.Record) -> LineItem:
    """Return the row of `LINES` as an object."""
    values = {name: row[name] for name in LineItem.__dataclass_fields__ if name != "opnieuw"}
    reference, *place = row["zelfde_zorg"] or (None,)
    term = None if row["termijn"] is None else Term(*row["termijn"])
    values |= {
        "retourcodes": tuple(row["retourcodes"]),
        "zelfde_zorg": reference,
        "opnieuw": bool(place) and place > [row["bericht_id"], row["regel"]],
        "termijn": None if term is None or term.holds(row["begindatum"], row["einddatum"]) else term,
    }
    return LineItem(**values)
