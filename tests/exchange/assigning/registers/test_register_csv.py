"""A register is read whatever spreadsheet made it, with its columns in any order; faults name line and column."""

import pytest

from gateway.exchange.assigning.registers.register_csv import Register, amount_faults, day_faults, read_table
from gateway.exchange.kernel.refusals import Invalid

REGISTER = Register("lijst-ongeldig", "De lijst is niet gewijzigd", ("naam", "bedrag", "vanaf", "tot"))


def test_columns_stand_in_any_order_and_missing_cells_are_empty() -> None:
    table = read_table(
        "TOT;Vanaf;bedrag;naam;\r\n;2026-01-01;1,50; caf\u00e9 ;\r\n;;;\r\n2026-02-01".encode("cp1252"), REGISTER
    )
    assert (table.tekenset, table.scheiding, table.faults) == ("windows-1252", ";", [])
    assert [(each.number, dict(each.cells)) for each in table.lines] == [
        (2, {"naam": "caf\u00e9", "bedrag": "1,50", "vanaf": "2026-01-01", "tot": ""}),
        (4, {"naam": "", "bedrag": "", "vanaf": "", "tot": "2026-02-01"}),
    ]


def test_each_cell_has_its_own_faults() -> None:
    table = read_table(b"naam;bedrag;vanaf;tot\n;9,99;2026-02-01;2026-01-31\n;x;1-1-2026;morgen\n;;;\n;1;;\n", REGISTER)
    found = [fault for line in table.lines for fault in (*amount_faults(line, "bedrag", 998), *day_faults(line))]
    assert [each["plaats"] for each in found] == [
        "regel 2, kolom bedrag",
        "regel 2, kolom tot",
        "regel 3, kolom bedrag",
        "regel 3, kolom vanaf",
        "regel 3, kolom tot",
    ]


@pytest.mark.parametrize("header", ["naam;bedrag;vanaf", "naam;naam;bedrag;vanaf;tot", "naam;bedrag;vanaf;tot;x", ""])
def test_a_file_with_other_columns_is_refused(header: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_table(header.encode(), REGISTER)
    assert "de kolommen zijn naam, bedrag, vanaf, tot" in refused.value.text
