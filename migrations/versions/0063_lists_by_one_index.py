"""One index a list, in its order, with all that it is chosen by, in the place of one for each filter.

A choice that is met by few rows, or by those at the far end, then reads an index and no rows; and a row is written into
fewer indexes.
"""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None
expand_only = True

OLD = (
    ("toewijzing_versies", "categorie", ["gemeente", "categorie", "nummer"]),
    ("toewijzing_versies", "code", ["gemeente", "code", "nummer"]),
    ("toewijzing_versies", "ingangsdatum", ["gemeente", "ingangsdatum", "nummer"]),
    ("toewijzing_versies", "einddatum", ["gemeente", "einddatum", "nummer"]),
    ("verzoeken", "ontvangen", ["gemeente", "ontvangen_op", "id"]),
    ("verzoeken", "aanbieder", ["gemeente", "aanbieder", "ontvangen_op", "id"]),
    ("leveringen", "id", ["id"]),
)
NEW = (
    (
        "toewijzing_versies",
        "lijst",
        ["gemeente", "nummer", "versie", "ingangsdatum", "einddatum", "categorie", "code", "verwijderd"],
    ),
    ("verzoeken", "lijst", ["gemeente", "ontvangen_op", "id", "soort", "aanbieder", "code"]),
    ("leveringen", "id", ["id", "ontvanger"]),
)


MORE = (
    ("leveringen", "niet_geleverd_id", ["id", "ontvanger", "staat"], "staat <> 'geleverd'"),
    ("declaraties", "lijst", ["bericht_id", "aanbieder", "periode", "gemeente"], None),
    (
        "prestaties",
        "lijst",
        ["bericht_id", "regel", "gemeente", "aanbieder", "code", "toewijzing_nummer", "begindatum"],
        None,
    ),
    ("prestaties", "afgewezen", ["bericht_id", "regel", "gemeente", "aanbieder"], "cardinality(retourcodes) > 0"),
)


def upgrade() -> None:
    _replace(OLD, NEW)
    for table, name, columns, where in MORE:
        condition = None if where is None else sa.text(where)
        op.create_index(f"ix_{table}_{name}", table, columns, postgresql_where=condition)


def downgrade() -> None:
    for table, name, _, _ in MORE:
        op.drop_index(f"ix_{table}_{name}", table)
    _replace(NEW, OLD)


def _replace(these: tuple[tuple[str, str, list[str]], ...], those: tuple[tuple[str, str, list[str]], ...]) -> None:
    for table, name, _ in these:
        op.drop_index(f"ix_{table}_{name}", table)
    for table, name, columns in those:
        op.create_index(f"ix_{table}_{name}", table, columns)
