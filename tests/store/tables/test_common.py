"""The type of an encrypted column goes into the database under its own name."""

from sqlalchemy import Column, MetaData, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from gateway.store.tables.common import Encrypted


def test_an_encrypted_column_is_of_its_own_type() -> None:
    table = Table("t", MetaData(), Column("naam", Encrypted))
    assert Encrypted().get_col_spec() == "geheim"
    assert "naam geheim" in str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
