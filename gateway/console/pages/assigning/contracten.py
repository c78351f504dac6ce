"""The register of contracts of the municipality, and a new one by CSV: first what would change, then the change."""

from gateway.console.view.registers import Register, pages_of
from gateway.exchange.assigning.registers.contract_file import read_contracts, write_contracts
from gateway.exchange.assigning.registers.contracts import list_contracts, preview_contracts, replace_contracts

router = pages_of(
    Register(
        title="Contracten",
        path="/console/contracten",
        columns=(
            ("aanbieder", "Aanbieder", ""),
            ("segment", "Segment", ""),
            ("product", "Product", "alle"),
            ("soort", "Soort", ""),
            ("plafond", "Plafond", "euro"),
            ("vanaf", "Vanaf", "dag"),
            ("tot", "Tot en met", "dag"),
        ),
        empty="Er zijn geen contracten. Dan wordt er niet op getoetst.",
        file="contracten.csv",
        list_rows=list_contracts,
        write=write_contracts,
        read=read_contracts,
        preview=preview_contracts,
        replace=replace_contracts,
    )
)
