"""The tables, as alembic compares them with the migrations.

Tenant is the gemeentecode, first column of every key, so that each table can be partitioned or distributed by it; only
`workers`, `stilstanden`, `ophaalbronnen`, `herkomst`, `tijdstempels`, `aanvullingen`, `organisaties` and the tables
about one organisation (keys, secrets, alerts, its state as a receiver) stand above the tenants. `berichten`,
`beoordelingen` and `gebeurtenissen` are the ledger, `inzages` holds the read records, `zegels` and `zegelbladen` seal
them: a trigger refuses UPDATE and DELETE on all of these. The first migration makes two sequences, which alembic does
not compare: `toewijzing_nummers` (at most 999 999 999, the bound of the standard) and `identificaties`.
"""

from gateway.store.tables import alerts, care, chain, claims, custody, delivery, ledger, parties, requests, signals
from gateway.store.tables.common import metadata

__all__ = [
    "alerts",
    "care",
    "chain",
    "claims",
    "custody",
    "delivery",
    "ledger",
    "metadata",
    "parties",
    "requests",
    "signals",
]
