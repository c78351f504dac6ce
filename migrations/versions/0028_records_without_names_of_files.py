"""What was refused, and what was signalled, is on record without BSNs and without names of files.

A refusal told the name of a member of a zip, which may be that of a person, and the Identificatie that a return
message was to; a signal told an Identificatie. Neither stands under a seal.
"""

import json
import re
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

BATCH = 1000
FILE = re.compile(r"(kan niet worden aangenomen: )(['\"]).*\2 ")
NUMBER = re.compile(r"[0-9]{9,}")
WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def upgrade() -> None:
    db = op.get_bind()
    op.execute("alter table weigeringen disable trigger alleen_toevoegen")
    told = sa.text("update weigeringen set probleem = cast(:probleem as jsonb) where organisatie = :a and id = :b")
    for organisation, id, problem in _rows(
        db, "weigeringen", ("organisatie", "id", "probleem"), "probleem::text ~ '[0-9]{9}|kan niet worden aangenomen'"
    ):
        text = FILE.sub(r"\1een bestand ", str(problem.get("melding", "")))
        changed = {**problem, "melding": NUMBER.sub(_masked, text)}
        if changed != problem:
            db.execute(told, {"probleem": json.dumps(changed), "a": organisation, "b": id})
    op.execute("alter table weigeringen enable trigger alleen_toevoegen")
    told = sa.text("update signalen set tekst = :tekst where gemeente = :a and id = :b")
    for municipality, id, text in _rows(db, "signalen", ("gemeente", "id", "tekst"), "tekst ~ '[0-9]{9}'"):
        masked = NUMBER.sub(_masked, text)
        if masked != text:
            db.execute(told, {"tekst": masked, "a": municipality, "b": id})


def downgrade() -> None:
    """Leave masked what was masked: the words are gone."""


def _rows(db: sa.Connection, table: str, columns: tuple[str, str, str], which: str) -> Iterator[sa.Row]:
    """Rows of this table by their key, the first two columns, so many at a time."""
    party, id, _ = columns
    last = {"a": "", "b": "00000000-0000-0000-0000-000000000000"}
    while True:
        page = sa.select(*map(sa.literal_column, columns)).select_from(sa.text(table))
        after = sa.text(f"({party}, {id}) > (:a, cast(:b as uuid)) and {which}")
        order = (sa.text(party), sa.text(id))
        rows = db.execute(page.where(after).order_by(*order).limit(BATCH), last).all()
        yield from rows
        if len(rows) < BATCH:
            return
        last = {"a": rows[-1][0], "b": str(rows[-1][1])}


def _masked(found: re.Match[str]) -> str:
    """Return the number with every nine digits in it starred that pass the eleven-test."""
    number = found[0]
    hidden = set[int]()
    for at in range(len(number) - 8):
        nine = number[at : at + 9]
        if not nine.startswith("00") and sum(w * int(d) for w, d in zip(WEIGHTS, nine, strict=True)) % 11 == 0:
            hidden |= set(range(at, at + 9))
    return "".join("*" if at in hidden else digit for at, digit in enumerate(number))
