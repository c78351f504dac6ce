"""Messages go through an adapter with WS-Addressing too: channel dai."""

from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None
expand_only = False

CHANNELS = "kanaal in ('postvak', 'push', 'map', 'ggk'{})"
ADDRESSED = (
    "kanaal = 'postvak' or kanaal = 'push' and afleveradres is not null or kanaal = 'map' and aflevermap is not null"
    " or kanaal = 'ggk' and afleveradres is not null{}"
)


def upgrade() -> None:
    _allow(" or kanaal = 'dai' and afleveradres is not null", ", 'dai'")
    op.alter_column("organisaties", "afleveradres", comment="URL, bij kanaal push, ggk of dai")


def downgrade() -> None:
    op.execute("update leveringen set kanaal = 'postvak' where kanaal = 'dai'")
    op.execute("update organisaties set kanaal = 'postvak' where kanaal = 'dai'")
    _allow("", "")
    op.alter_column("organisaties", "afleveradres", comment="URL, bij kanaal push of ggk")


def _allow(addressed: str, channels: str) -> None:
    for table, condition in (("organisaties", ADDRESSED.format(addressed)), ("leveringen", CHANNELS.format(channels))):
        op.drop_constraint(op.f(f"ck_{table}_kanaal"), table)
        op.create_check_constraint("kanaal", table, condition)
