"""The list of messages: chosen by what they are, what was judged, what came of them and how their delivery goes.

Each filter has an index. The order is that in which messages were booked.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import asyncpg

from gateway.standard.channels import DeliveryState
from gateway.standard.findings import Outcome
from gateway.store.ledger.berichten import AS_JUDGED, FINDINGS, VERDICT, mask_identificatie, open_findings
from gateway.store.lists.listing import Listing, Where

PROVIDER: Final = "(case b.richting when 'in' then b.verzender else b.ontvanger end)"
"""The provider that the message is from or for, as the index on it spells that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFilter:
    """Which messages; what is None doesn't matter."""

    gemeente: str | None = None
    aanbieder: str | None = None
    soorten: tuple[str, ...] | None = None
    vanaf: datetime | None = None
    """Inclusive."""
    tot: datetime | None = None
    """Not inclusive."""
    oordeel: Outcome | None = None
    uitkomst: Literal["goedgekeurd", "afgekeurd"] | None = None
    bezorging: DeliveryState | None = None
    identificatie: str | None = None
    client: UUID | None = None
    code: str | None = None
    """Of a finding of the verdict as it stands."""
    sees_policy: bool = False
    """Whether that may be a finding that only the municipality gets to see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageItem:
    """A message in a list, without its content."""

    gemeente: str
    bericht_id: UUID
    richting: str
    soort: str
    verzender: str
    ontvanger: str
    identificatie: str
    """As it may be shown: a pseudonym when it may hold a BSN."""
    vastgelegd_op: datetime
    oordeel: str
    uitkomst: str | None
    """What a return message says; of a forward message what the first return message to it says."""
    bezorging: DeliveryState | None
    """None: it isn't delivered to anybody."""
    client_id: UUID | None
    regels: tuple[str, ...]
    """Of a parked message the rules that crashed."""


_STATE: Final = "case when l.staat = 'wachtend' and l.onderweg and l.niet_voor > now() then 'onderweg' else l.staat end"
_OUTCOME: Final = "coalesce(a.uitkomst, b.uitkomst)"
_CLIENT: Final = "coalesce(nu_client_id, b.client_id)"

MESSAGES: Final = Listing(
    columns=f"""b.gemeente, b.id, b.richting, b.soort, b.verzender, b.ontvanger, b.identificatie, b.vastgelegd_op,
    {VERDICT} as oordeel, {_OUTCOME} as uitkomst, {_CLIENT} as client_id,
    (select {_STATE} from leveringen l where l.gemeente = b.gemeente and l.bericht_id = b.id
        order by l.id limit 1) as bezorging,
    {FINDINGS}""",
    source=f"""{AS_JUDGED} left join lateral (
    select uitkomst from berichten a where a.gemeente = b.gemeente and a.heenbericht_id = b.id order by a.id limit 1
) a on true""",
    key={"b.vastgelegd_op": "timestamptz", "b.id": "uuid"},
)

_JUDGED: Final = {
    Outcome.GOEDGEKEURD: f"{VERDICT} = 'goedgekeurd'",
    # Few messages have these verdicts, or were parked before they got one: they have an index of their own.
    Outcome.AFGEKEURD: f"b.oordeel in ('afgekeurd', 'geparkeerd') and {VERDICT} = 'afgekeurd'",
    Outcome.GEPARKEERD: f"b.oordeel = 'geparkeerd' and {VERDICT} = 'geparkeerd'",
}
_REFUSED: Final = (
    "b.id in (select unnest(array[r.id, r.heenbericht_id]) from berichten r where r.uitkomst = 'afgekeurd'"
    " and ({}::text is null or r.gemeente = {}))"
)
"""What was refused by the other side is rare, and has an index of its own."""
# One condition in two halves: messages to be collected and messages to be sent have an index each.
_DELIVERED: Final = {
    "wachtend": "(l.staat = 'wachtend' and l.kanaal = 'postvak' or l.staat = 'wachtend' and l.kanaal <> 'postvak')"
    " and not (l.onderweg and l.niet_voor > now())",
    "onderweg": "l.staat = 'wachtend' and l.kanaal <> 'postvak' and l.onderweg and l.niet_voor > now()",
    "opgegeven": "l.staat = 'opgegeven'",
    "geleverd": "l.staat = 'geleverd'",
}
# A case, since the planner takes the equality in it for rare, and nearly all messages have one verdict.
_HAS_CODE: Final = (
    "c.gemeente = b.gemeente and c.bericht_id = b.id and c.code = {}"
    " and case b.oordeel when 'geparkeerd' then c.oordeel_id = coalesce(nu_id, b.id) else true end"
)


def listing_of(filters: MessageFilter) -> Listing:
    """Return the list. Most choices are counted without a look at later verdicts and answers, which takes longest.

    By code it is in the order of the codes, each of which has the moment of its message.
    """
    if filters.code is not None:
        key = {"c.vastgelegd_op": "timestamptz", "c.bericht_id": "uuid"}
        counted = f"bevindingcodes c cross join {AS_JUDGED}" if filters.uitkomst is None else None
        return replace(MESSAGES, source=f"bevindingcodes c cross join {MESSAGES.source}", key=key, counted=counted)
    later = (filters.oordeel, filters.uitkomst, filters.client)
    return MESSAGES if any(each is not None for each in later) else replace(MESSAGES, counted="berichten b")


def where_of(filters: MessageFilter) -> Where:
    """Return the conditions of this choice."""
    where = Where()
    where.add_given("b.gemeente = {}", filters.gemeente)
    where.add_given(f"{PROVIDER} = {{}}", filters.aanbieder)
    where.add_given("b.soort = any({}::text[])", filters.soorten)
    moment = "b.vastgelegd_op" if filters.code is None else "c.vastgelegd_op"
    where.add_given(f"{moment} >= {{}}", filters.vanaf)
    where.add_given(f"{moment} < {{}}", filters.tot)
    where.add_given("b.identificatie = {}", filters.identificatie)
    if filters.oordeel is not None:
        where.add(_JUDGED[filters.oordeel])
    if filters.uitkomst is not None:
        where.add(f"{_OUTCOME} = '{filters.uitkomst}'")
        if filters.uitkomst == "afgekeurd":
            where.add(_REFUSED, filters.gemeente, filters.gemeente)
    if filters.bezorging is not None:
        where.add(
            "exists (select from leveringen l where l.gemeente = b.gemeente and l.bericht_id = b.id"
            f" and {_DELIVERED[filters.bezorging]})"
        )
    if filters.client is not None:
        where.add(
            "b.id in (select k.id from berichten k where k.gemeente = {} and k.client_id = {} union all"
            " select j.bericht_id from beoordelingen j where j.gemeente = {} and j.client_id = {})",
            *(filters.gemeente, filters.client) * 2,
        )
        where.add(f"{_CLIENT} = {{}}", filters.client)
    if filters.code is not None:
        where.add(_HAS_CODE, filters.code)
        where.add_given("c.gemeente = {}", filters.gemeente)
        if not filters.sees_policy:
            where.add("c.voor_aanbieder")
    return where


def as_item(row: asyncpg.Record) -> MessageItem:
    """Return the row of `MESSAGES` as an object."""
    parked = row["oordeel"] == Outcome.GEPARKEERD
    return MessageItem(
        gemeente=row["gemeente"],
        bericht_id=row["id"],
        richting=row["richting"],
        soort=row["soort"],
        verzender=row["verzender"],
        ontvanger=row["ontvanger"],
        identificatie=mask_identificatie(row["identificatie"]),
        vastgelegd_op=row["vastgelegd_op"],
        oordeel=row["oordeel"],
        uitkomst=row["uitkomst"],
        bezorging=row["bezorging"],
        client_id=row["client_id"],
        regels=tuple(each["code"] for each in open_findings(row) if "crash" in each) if parked else (),
    )
