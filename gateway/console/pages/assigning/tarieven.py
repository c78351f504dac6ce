"""The tariffs of the municipality, and a new one by CSV: first what would change, then the change."""

from gateway.console.view.registers import Register, pages_of
from gateway.exchange.assigning.registers.tariff_file import read_tariffs, write_tariffs
from gateway.exchange.assigning.registers.tariffs import list_tariffs, preview_tariffs, replace_tariffs

router = pages_of(
    Register(
        title="Tarieven",
        path="/console/tarieven",
        columns=(
            ("categorie", "Categorie", "LDT_ProductCategorie"),
            ("code", "Product", ""),
            ("aanbieder", "Aanbieder", "alle"),
            ("eenheid", "Eenheid", "LDT_Eenheid"),
            ("bedrag", "Per eenheid", "euro"),
            ("vanaf", "Vanaf", "dag"),
            ("tot", "Tot en met", "dag"),
        ),
        empty="Er zijn geen tarieven. Dan wordt er niets mee berekend.",
        file="tarieven.csv",
        list_rows=list_tariffs,
        write=write_tariffs,
        read=read_tariffs,
        preview=preview_tariffs,
        replace=replace_tariffs,
    )
)
