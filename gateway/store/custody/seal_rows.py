"""The sealed form of a row, as SQL: the same when the row is sealed and when it is compared with its seal."""

from typing import Final

# Of what was erased the hash was kept in the event that says so. One that came before the term can have been over, or
# that is dated after the seal over it (without a seal: after now), is none: who writes in the database made it up.
_SEALED_OR_NOW: Final = (
    "coalesce((select z.op from zegelbladen l join zegels z on z.gemeente = l.gemeente and z.nummer = l.zegel"
    " where l.gemeente = e.gemeente and l.tabel = 'gebeurtenissen' and l.sleutel = e.id::text), clock_timestamp())"
)
_EVENT: Final = (
    "from gebeurtenissen e where e.gemeente = r.gemeente and e.soort = 'gewist' and e.bericht_id = {}"
    " and e.op > {} + interval '12 months' and e.op <= " + _SEALED_OR_NOW + " order by e.id limit 1"
)
_ERASED: Final = _EVENT.format("r.id", "r.vastgelegd_op")
_ERASED_WITH_MESSAGE: Final = _EVENT.format(
    "r.bericht_id", "(select b.vastgelegd_op from berichten b where b.gemeente = r.gemeente and b.id = r.bericht_id)"
)

# By its size first: to read what is large only to see that it is something costs as much as to hash it.
_EMPTY: Final = "pg_column_size(r.inhoud) < 100 and r.inhoud = row(0, '')::geheim"
_NO_FINDINGS: Final = "r.bevindingen = row(0, '[]')::geheim"

# Who overruled policy is kept, encrypted, with the version that the event names.
_OVERRULE: Final = (
    "select (v.overrule).{} from toewijzing_versies v where v.gemeente = r.gemeente"
    " and v.nummer = (r.gegevens ->> 'toewijzingNummer')::bigint and v.versie = (r.gegevens ->> 'versie')::int"
)

# What was encrypted anew is sealed as what it first was: of that the hash and the number of the key were kept.
_FIRST: Final = (
    " cross join lateral (select coalesce(v.van, h.hash) as hash, coalesce(v.sleutel, h.sleutel) as sleutel"
    " from (select {hash} as hash, {sleutel} as sleutel offset 0) h"
    " left join herversleutelingen v on v.gemeente = r.gemeente and v.naar = h.hash) {alias}"
)


def _first(alias: str, digest: str, number: str) -> str:
    """Return the SQL that adds, under this alias, the first hash and key number of the value that has these now."""
    return _FIRST.format(alias=alias, hash=digest, sleutel=number)


_SEALED_VALUES: Final = {
    "berichten": _first(
        "i",
        f"case when {_EMPTY} then (select decode(e.gegevens ->> 'inhoud', 'hex') {_ERASED})"
        " else sha256((r.inhoud).inhoud) end",
        f"case when {_EMPTY} then (select (e.gegevens -> 'sleutels' ->> 0)::smallint {_ERASED})"
        " else (r.inhoud).sleutel end",
    )
    + _first(
        "b",
        f"case when {_EMPTY} and {_NO_FINDINGS} then (select decode(e.gegevens ->> 'bevindingen', 'hex') {_ERASED})"
        " else sha256((r.bevindingen).inhoud) end",
        f"case when {_EMPTY} then (select (e.gegevens -> 'sleutels' ->> 1)::smallint {_ERASED})"
        " else (r.bevindingen).sleutel end",
    ),
    "beoordelingen": _first(
        "b",
        f"coalesce(case when {_NO_FINDINGS} then (select"
        f" decode(e.gegevens -> 'beoordelingen' ->> r.id::text, 'hex') {_ERASED_WITH_MESSAGE}) end,"
        " sha256((r.bevindingen).inhoud))",
        f"coalesce(case when {_NO_FINDINGS} then (select"
        f" (e.gegevens -> 'sleutelsBeoordelingen' ->> r.id::text)::smallint {_ERASED_WITH_MESSAGE}) end,"
        " (r.bevindingen).sleutel)",
    ),
    "gebeurtenissen": _first(
        "g",
        "sha256(convert_to(r.gegevens::text, 'UTF8')"
        f" || case when r.gegevens ? 'versie' then ({_OVERRULE.format('inhoud')}) else '' end)",
        f"case when r.gegevens ? 'versie' then ({_OVERRULE.format('sleutel')}) end",
    ),
    "inzages": "",
}
"""By table what `ROWS` takes its encrypted values from, to follow `from (select 1)`."""

ROWS: Final = {
    "berichten": (
        "r.gemeente, r.id, r.richting, r.soort, r.release, r.verzender, r.ontvanger, r.identificatie, r.oordeel,"
        " encode(r.sha256, 'hex'), encode(i.hash, 'hex'), r.heenbericht_id, r.uitkomst, r.client_id,"
        " encode(b.hash, 'hex'), extract(epoch from r.vastgelegd_op)::text"
    ),
    "beoordelingen": (
        "r.gemeente, r.id, r.bericht_id, r.oordeel, r.client_id, r.door, encode(b.hash, 'hex'),"
        " extract(epoch from r.op)::text"
    ),
    "gebeurtenissen": (
        "r.gemeente, r.id, r.bericht_id, r.soort, encode(g.hash, 'hex'), extract(epoch from r.op)::text"
    ),
    "inzages": (
        "r.gemeente, r.id, extract(epoch from r.op)::text, r.organisatie, r.via, r.ingang, r.actie, r.soort,"
        " r.onderwerp, r.clienten, r.doel, r.uitkomst, r.aanvraag"
    ),
}
"""By table what of a row is sealed. What may be personal goes in as a hash."""

_KEYS: Final = {
    "berichten": (
        "case when coalesce(i.sleutel, b.sleutel) is not null then jsonb_build_array(i.sleutel, b.sleutel) end"
    ),
    "beoordelingen": "b.sleutel",
    "gebeurtenissen": "g.sleutel",
}
"""By table with which keys of the ring its row is encrypted: under another number it can't be read any more."""

FORM: Final = 2
"""The form in which rows are sealed. In form 1 the numbers of keys were left out."""

ID: Final = {"berichten": "uuid", "beoordelingen": "uuid", "gebeurtenissen": "bigint", "inzages": "bigint"}
"""By table the type of its id."""

_OF_ID: Final = "to_timestamp(('x' || left(translate(r.id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)"
"""The time in a UUID of version 7."""
TIME: Final = {
    "berichten": f"least(r.vastgelegd_op, {_OF_ID})",
    "beoordelingen": f"least(r.op, {_OF_ID})",
    "gebeurtenissen": "r.op",
    "inzages": "r.op",
}
"""By table the time of row `r`, by its own word: the earliest where it tells two."""

PLAIN: Final = {
    "berichten": (
        "(r.bevindingen).sleutel = 0 and (r.bevindingen).inhoud <> '[]'"
        " or (r.inhoud).sleutel = 0 and (r.inhoud).inhoud <> ''"
    ),
    "beoordelingen": "(r.bevindingen).sleutel = 0 and (r.bevindingen).inhoud <> '[]'",
}
"""By table whether row `r` holds content that nobody encrypted; what was erased holds none."""


def sealed_form(table: str, form: str = str(FORM)) -> str:
    """Return the SQL of what is sealed of row `r` of this table, in the form whose number this SQL gives."""
    row = f"jsonb_build_array('{table}', {ROWS[table]})"
    if table in _KEYS:
        row = f"({row} || case when {form} = 1 then '[]' else jsonb_build_array({_KEYS[table]}) end)"
    return f"(select {row}::text from (select 1) een{_SEALED_VALUES[table]})"


def leaf(table: str, form: str = str(FORM)) -> str:
    """Return the SQL of the hash of row `r`, as `merkle.leaf_hash` computes it."""
    return f"sha256('\\x00'::bytea || convert_to({sealed_form(table, form)}, 'UTF8'))"
