"""The list of messages: chosen by what they are, what was judged, what came of them and how their delivery goes.

Each filter has an index. The order is that in which messages were booked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

import asyncpg

from gateway.standard.channels import DeliveryState
from gateway.standard.findings import Outcome
from gateway.standard.identifiers import mask_identificatie
from gateway.store.ledger.latest_verdict import AS_JUDGED, FINDINGS, VERDICT, open_findings
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


STATE: Final = "case when l.staat = 'wachtend' and l.onderweg and l.niet_voor > now() then 'onderweg' else l.staat end"
"""The state of a delivery `l`."""
_OUTCOME: Final = "coalesce(a.uitkomst, b.uitkomst)"
_CLIENT: Final = "coalesce(nu_client_id, b.client_id)"

MESSAGES: Final = Listing(
    columns=f"""b.gemeente, b.id, b.richting, b.soort, b.verzender, b.ontvanger, b.identificatie, b.vastgelegd_op,
    {VERDICT} as oordeel, {_OUTCOME} as uitkomst, {_CLIENT} as client_id,
    (select {STATE} from leveringen l where l.gemeente = b.gemeente and l.bericht_id = b.id
        order by l.id limit 1) as bezorging,
    {FINDINGS}""",
    source=f"""{AS_JUDGED} left join lateral (
    select uitkomst from berichten a where a.gemeente = b.gemeente and a.heenbericht_id = b.id order by a.id limit 1
) a on true""",
    key={"b.vastgelegd_op": "timestamptz", "b.id": "uuid"},
)

# Cases, since the planner takes an equality in them for rare, and nearly all messages have one verdict.
_JUDGED: Final = {
    Outcome.GOEDGEKEURD: f"case {VERDICT} when 'goedgekeurd' then true else false end",
    # Few messages have these verdicts, or were parked before they got one: they have an index of their own.
    Outcome.AFGEKEURD: f"b.oordeel in ('afgekeurd', 'geparkeerd') and {VERDICT} = 'afgekeurd'",
    Outcome.GEPARKEERD: f"b.oordeel = 'geparkeerd' and {VERDICT} = 'geparkeerd'",
}
# What was refused by the other side is rare: the return messages that say so, and what they answer, in order.
_REFUSED: Final = """(
    select k.gemeente, k.id, k.vastgelegd_op from (
        select r.gemeente, r.id, r.vastgelegd_op from berichten r where r.uitkomst = 'afgekeurd' and {scope}
        union
        select h.gemeente, h.id, h.vastgelegd_op
        from berichten r join berichten h on h.gemeente = r.gemeente and h.id = r.heenbericht_id
        where r.uitkomst = 'afgekeurd' and {scope}
    ) k order by k.vastgelegd_op {direction}, k.id {direction} offset 0
) k"""
IN_STATE: Final[Mapping[DeliveryState, str]] = {
    "wachtend": "l.staat = 'wachtend' and not (l.onderweg and l.niet_voor > now())",
    "onderweg": "l.staat = 'wachtend' and l.kanaal <> 'postvak' and l.onderweg and l.niet_voor > now()",
    "opgegeven": "l.staat = 'opgegeven'",
    "geleverd": "l.staat = 'geleverd'",
    "stil": "l.staat = 'stil'",
}
"""By state the condition on a delivery `l`; those that aren't `geleverd` have indexes of their own."""
_FEW: Final = ("wachtend", "onderweg", "opgegeven", "stil")
_OF_MESSAGE: Final = "{0}.gemeente = b.gemeente and {0}.bericht_id = b.id"
_HAS_CODE: Final = (
    f"{_OF_MESSAGE.format('c')} and c.code = {{}}"
    " and case b.oordeel when 'geparkeerd' then c.oordeel_id = coalesce(nu_id, b.id) else true end"
)


def select_messages(filters: MessageFilter) -> tuple[Listing, Where]:
    """Return the list of the messages that are chosen, and its conditions.

    It begins with what is rare and has a table or index in the order of the list: deliveries that aren't made, messages
    that the other side refused, or codes. So a page reads about as many rows as it shows, wherever those are.
    """
    where = Where()
    by, key = _begin(where, filters)
    where.add_given("b.gemeente = {}", filters.gemeente)
    if filters.code is None:  # a code has these itself
        where.add_given(f"{PROVIDER} = {{}}", filters.aanbieder)
        where.add_given("b.soort = any({}::text[])", filters.soorten)
    moment = next(iter(key))
    where.add_given(f"{moment} >= {{}}", filters.vanaf)
    where.add_given(f"{moment} < {{}}", filters.tot)
    where.add_given("b.identificatie = {}", filters.identificatie)
    if filters.oordeel is not None:
        where.add(_JUDGED[filters.oordeel])
    if filters.uitkomst is not None:
        where.add(f"case {_OUTCOME} when '{filters.uitkomst}' then true else false end")
    if filters.bezorging == "geleverd":
        where.add(f"exists (select from leveringen l where {_OF_MESSAGE.format('l')} and {IN_STATE['geleverd']})")
    if filters.client is not None:
        where.add(
            "b.id in (select k.id from berichten k where k.gemeente = {} and k.client_id = {} union all"
            " select j.bericht_id from beoordelingen j where j.gemeente = {} and j.client_id = {})",
            *(filters.gemeente, filters.client) * 2,
        )
        where.add(f"{_CLIENT} = {{}}", filters.client)
    later = (filters.oordeel, filters.uitkomst, filters.client, filters.code)
    counted = f"{by}berichten b" if all(each is None for each in later) else None
    return replace(MESSAGES, source=by + MESSAGES.source, key=key, counted=counted), where


def _begin(where: Where, filters: MessageFilter) -> tuple[str, Mapping[str, str]]:
    """Add the conditions on delivery and code, and return what the list begins with and the key that is its order."""
    by, key = "", MESSAGES.key
    few = filters.oordeel not in (None, Outcome.GOEDGEKEURD) or filters.client or filters.identificatie
    if filters.bezorging in _FEW:
        by, key = "leveringen l cross join ", {"l.vastgelegd_op": "timestamptz", "l.bericht_id": "uuid"}
        where.add(f"{_OF_MESSAGE.format('l')} and {IN_STATE[filters.bezorging]}")
        where.add_given("l.gemeente = {}", filters.gemeente)
        where.add_given("l.ontvanger in ({}, l.gemeente)", filters.aanbieder)
    elif filters.uitkomst == "afgekeurd":
        by, key = _refused(where, filters)
    elif filters.code is not None and not few:
        key = {"c.vastgelegd_op": "timestamptz", "c.bericht_id": "uuid"}
    if filters.code is not None:
        by += "bevindingcodes c cross join "
        where.add(_HAS_CODE, filters.code)
        where.add_given("c.gemeente = {}", filters.gemeente)
        where.add_given("c.aanbieder = {}", filters.aanbieder)
        where.add_given("c.soort = any({}::text[])", filters.soorten)
        if not filters.sees_policy:
            where.add("c.voor_aanbieder")
    return by, key


def _refused(where: Where, filters: MessageFilter) -> tuple[str, Mapping[str, str]]:
    """Return the messages that the other side refused, and their key."""
    scope = Where.after(where)
    scope.add_given("r.gemeente = {}", filters.gemeente)
    scope.add_given(f"{PROVIDER.replace('b.', 'r.')} = {{}}", filters.aanbieder)
    where.add("k.gemeente = b.gemeente and k.id = b.id")
    refused = _REFUSED.replace("{scope}", scope.sql)
    return f"{refused} cross join ", {"k.vastgelegd_op": "timestamptz", "k.id": "uuid"}


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
