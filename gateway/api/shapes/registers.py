"""Shapes of registers that a municipality loads from a file: what changes by it, and how the file was read."""

from collections.abc import Sequence
from typing import Generic, Self, TypeVar

from fastapi.responses import Response
from pydantic import Field

from gateway.api.http.export import CSV_UTF8, XLSX, Format, download
from gateway.api.shapes.base import Shape
from gateway.api.shapes.values import given
from gateway.exchange.assigning.registers.comparison import AnEntry, RegisterChanges
from gateway.exchange.assigning.registers.register_csv import ALine, RegisterFile, write_register
from gateway.exchange.kernel.sheets import as_xlsx

EntryShape = TypeVar("EntryShape", bound=Shape)


class Regelwijziging(Shape, Generic[EntryShape]):
    """An entry that changes."""

    was: EntryShape = Field(description="Zoals het was.")
    wordt: EntryShape = Field(description="Zoals het wordt.")


class Registerwijzigingen(Shape, Generic[EntryShape]):
    """How a file differs from the register that stood, and how it was read."""

    nieuw: list[EntryShape] = Field(description="Wat erbij komt.")
    gewijzigd: list[Regelwijziging[EntryShape]] = Field(description="Wat anders wordt.")
    eindigend: list[Regelwijziging[EntryShape]] = Field(description="Verder hetzelfde, met een eerdere laatste dag.")
    vervallen: list[EntryShape] = Field(description="Wat er niet meer in staat.")
    ongewijzigd: int = given("Hoeveel regels blijven zoals zij waren.", minimum=0)
    tekenset: str = Field(description="De tekenset waarin het bestand is gelezen.", examples=["utf-8"])
    scheiding: str = Field(description="Het teken tussen de kolommen.", examples=[";"])

    @classmethod
    def of(cls, changes: RegisterChanges[AnEntry], file: RegisterFile[ALine]) -> Self:
        """Return the changes as the municipality sees them."""
        return cls.model_validate(
            {
                "nieuw": changes.nieuw,
                "gewijzigd": [{"was": was, "wordt": now} for was, now in changes.gewijzigd],
                "eindigend": [{"was": was, "wordt": now} for was, now in changes.eindigend],
                "vervallen": changes.vervallen,
                "ongewijzigd": changes.ongewijzigd,
                "tekenset": file.tekenset,
                "scheiding": file.scheiding,
            }
        )


def register_file(wanted: Format, name: str, table: Sequence[Sequence[str]]) -> Response:
    """Return the answer with a whole register as a file, with the columns that a load reads; CSV or XLSX."""
    if wanted == "xlsx":
        return download(as_xlsx({name: table}), XLSX, f"{name}.xlsx")
    return download(write_register(table).encode(), CSV_UTF8, f"{name}.csv")
