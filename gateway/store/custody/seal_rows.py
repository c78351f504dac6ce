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

ROWS: Final = {
    "berichten": (
        "r.gemeente, r.id, r.richting, r.soort, r.release, r.verzender, r.ontvanger, r.identificatie, r.oordeel,"
        f" encode(r.sha256, 'hex'), case when {_EMPTY} then"
        f" (select e.gegevens ->> 'inhoud' {_ERASED})"
        " else encode(sha256((r.inhoud).inhoud), 'hex') end, r.heenbericht_id, r.uitkomst, r.client_id,"
        f" case when {_EMPTY} and {_NO_FINDINGS} then"
        f" (select e.gegevens ->> 'bevindingen' {_ERASED})"
        " else encode(sha256((r.bevindingen).inhoud), 'hex') end,"
        " extract(epoch from r.vastgelegd_op)::text"
    ),
    "beoordelingen": (
        "r.gemeente, r.id, r.bericht_id, r.oordeel, r.client_id, r.door, coalesce(case when"
        f" {_NO_FINDINGS} then"
        f" (select e.gegevens -> 'beoordelingen' ->> r.id::text {_ERASED_WITH_MESSAGE}) end,"
        " encode(sha256((r.bevindingen).inhoud), 'hex')), extract(epoch from r.op)::text"
    ),
    "gebeurtenissen": (
        "r.gemeente, r.id, r.bericht_id, r.soort, encode(sha256(convert_to(r.gegevens::text, 'UTF8')"
        f" || case when r.gegevens ? 'versie' then ({_OVERRULE.format('inhoud')}) else '' end), 'hex'),"
        " extract(epoch from r.op)::text"
    ),
    "inzages": (
        "r.gemeente, r.id, extract(epoch from r.op)::text, r.organisatie, r.via, r.ingang, r.actie, r.soort,"
        " r.onderwerp, r.clienten, r.doel, r.uitkomst, r.aanvraag"
    ),
}
"""By table what of a row is sealed. What may be personal goes in as a hash."""

_KEYS: Final = {
    "berichten": (
        f"case when {_EMPTY} then (select e.gegevens -> 'sleutels' {_ERASED})"
        " else jsonb_build_array((r.inhoud).sleutel, (r.bevindingen).sleutel) end"
    ),
    "beoordelingen": (
        f"coalesce(case when {_NO_FINDINGS} then"
        f" (select e.gegevens -> 'sleutelsBeoordelingen' -> r.id::text {_ERASED_WITH_MESSAGE}) end,"
        " to_jsonb((r.bevindingen).sleutel))"
    ),
    "gebeurtenissen": f"case when r.gegevens ? 'versie' then ({_OVERRULE.format('sleutel')}) end",
}
"""By table with which keys of the ring its row is encrypted: under another number it can't be read any more."""

FORM: Final = 2
"""The form in which rows are sealed. In form 1 the numbers of keys were left out."""

ID: Final = {"berichten": "uuid", "beoordelingen": "uuid", "gebeurtenissen": "bigint", "inzages": "bigint"}
"""By table the type of its id."""

TIME: Final = {"berichten": "vastgelegd_op", "beoordelingen": "op", "gebeurtenissen": "op", "inzages": "op"}
"""By table the column with the time of the row."""

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
    return f"{row}::text"


def leaf(table: str, form: str = str(FORM)) -> str:
    """Return the SQL of the hash of row `r`, as `merkle.leaf_hash` computes it."""
    return f"sha256('\\x00'::bytea || convert_to({sealed_form(table, form)}, 'UTF8'))"
