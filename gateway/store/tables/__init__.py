"""The tables, as alembic compares them with the migrations.

Tenant is the gemeentecode, first column of every key, so that each table can be partitioned or distributed by it;
only `workers`, `organisaties` and what hangs on the latter (keys, secrets, how its deliveries fare) stand above the
tenants. `berichten`, `beoordelingen` and `gebeurtenissen` are the ledger, `inzages` tells who looked, `zegels` and
`zegelbladen` seal them: a trigger refuses UPDATE and DELETE on all of these. Two sequences, which alembic does not
compare, stand in the first migration: `toewijzing_nummers` (at most 999 999 999, the bound of the standard) and
`identificaties`.
"""

from gateway.store.tables import care, custody, delivery, ledger, parties, signals
from gateway.store.tables.common import metadata

__all__ = ["care", "custody", "delivery", "ledger", "metadata", "parties", "signals"]
