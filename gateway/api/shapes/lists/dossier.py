"""Shapes of the dossier of a client: a line of time, each line of its own kind."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from gateway.api.shapes.base import Bevinding, Shape
from gateway.api.shapes.berichten import BerichtItem
from gateway.api.shapes.care import ProductShape
from gateway.exchange.lists.dossier import Dossier, Line
from gateway.store.lists.dossier import ReportLine, SignalLine, VersionLine
from gateway.store.lists.messages import MessageItem


class VersieRegel(Shape):
    """An assignment, or a change of one."""

    soort: Literal["toewijzing", "wijziging"]
    op: datetime
    toewijzing_nummer: int
    versie: int
    aanbieder: str
    toewijzingsdatum: date
    product: ProductShape | None
    ingangsdatum: date
    einddatum: date | None
    verwijderd: bool
    reden_wijziging: str | None


class OverruleRegel(Shape):
    """An override of policy, with the version that it let pass."""

    soort: Literal["overrule"]
    op: datetime
    toewijzing_nummer: int
    versie: int
    consulent: str
    reden: str
    bevindingen: list[Bevinding]


class MeldingRegel(Shape):
    """A start or stop that the provider reported."""

    soort: Literal["start", "stop"]
    op: datetime
    toewijzing_nummer: int | None
    aanbieder: str
    product: ProductShape | None
    begindatum: date
    einddatum: date | None
    reden_beeindiging: str | None
    bericht_id: UUID
    ingetrokken: bool = Field(description="De aanbieder trok de melding in.")


class BerichtRegel(Shape):
    """A message."""

    soort: Literal["bericht"]
    op: datetime
    bericht: BerichtItem


class SignaalRegel(Shape):
    """A signal."""

    soort: Literal["signaal"]
    op: datetime
    signaal_id: UUID
    code: str = Field(examples=["NL-805"])
    tekst: str
    status: Literal["open", "afgehandeld", "vervallen"]
    uiterlijk: date
    aanbieder: str | None
    toewijzing_nummer: int | None


Regel = Annotated[
    VersieRegel | OverruleRegel | MeldingRegel | BerichtRegel | SignaalRegel, Field(discriminator="soort")
]


class DossierShape(Shape):
    """The dossier of a client, oldest first."""

    client_id: UUID
    regels: list[Regel]

    @classmethod
    def of(cls, found: Dossier) -> "DossierShape":
        """Return the dossier as the municipality sees it."""
        return cls(client_id=found.client, regels=[each for line in found.lines for each in _lines(line)])


def _product(categorie: str | None, code: str | None) -> ProductShape | None:
    return ProductShape(categorie=categorie, code=code) if categorie else None


def _lines(line: Line) -> list[Regel]:
    match line:
        case MessageItem():
            return [BerichtRegel(soort="bericht", op=line.vastgelegd_op, bericht=BerichtItem.model_validate(line))]
        case VersionLine():
            return _version(line)
        case ReportLine():
            return [
                MeldingRegel(
                    soort=line.soort,
                    op=line.op,
                    toewijzing_nummer=line.nummer,
                    aanbieder=line.aanbieder,
                    product=_product(line.categorie, line.code),
                    begindatum=line.begindatum,
                    einddatum=line.einddatum,
                    reden_beeindiging=line.reden_beeindiging,
                    bericht_id=line.bericht_id,
                    ingetrokken=line.ingetrokken,
                )
            ]
        case SignalLine():
            values = {
                "soort": "signaal",
                "op": line.op,
                "signaal_id": line.id,
                "code": line.code,
                "tekst": line.tekst,
                "status": line.status,
                "uiterlijk": line.uiterlijk,
                "aanbieder": line.aanbieder or None,
                "toewijzing_nummer": line.nummer,
            }
            return [SignaalRegel.model_validate(values)]


def _version(line: VersionLine) -> list[Regel]:
    made: list[Regel] = [
        VersieRegel(
            soort="toewijzing" if line.versie == 1 else "wijziging",
            op=line.op,
            toewijzing_nummer=line.nummer,
            versie=line.versie,
            aanbieder=line.aanbieder,
            toewijzingsdatum=line.toewijzingsdatum,
            product=_product(line.categorie, line.code),
            ingangsdatum=line.ingangsdatum,
            einddatum=line.einddatum,
            verwijderd=line.verwijderd,
            reden_wijziging=line.reden_wijziging,
        )
    ]
    if line.overrule is not None:
        made.append(
            OverruleRegel(
                soort="overrule",
                op=line.op,
                toewijzing_nummer=line.nummer,
                versie=line.versie,
                consulent=line.overrule["consulent"],
                reden=line.overrule["reden"],
                bevindingen=[Bevinding.model_validate(each) for each in line.overrule["bevindingen"]],
            )
        )
    return made
