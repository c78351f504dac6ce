"""Shapes of the dossier of a client: a line of time, each line of its own kind."""

from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from gateway.api.shapes.base import Bevinding, Shape
from gateway.api.shapes.berichten import BerichtItem
from gateway.api.shapes.care import ProductShape
from gateway.api.shapes.values import (
    Aanbieder,
    BerichtId,
    ClientId,
    Consulent,
    Einddatum,
    Ingangsdatum,
    Reden,
    RedenWijziging,
    SignaalId,
    ToewijzingNummer,
    Toewijzingsdatum,
    Vastgelegd,
    Versienummer,
)
from gateway.exchange.lists.dossier import Dossier, Line
from gateway.store.lists.dossier import ReportLine, SignalLine, VersionLine
from gateway.store.lists.messages import MessageItem

_KIND: Final[Any] = Field(description="Wat er gebeurde; bepaalt welke sleutels er zijn.")
_PRODUCT: Final[Any] = Field(description="null: aspecifiek.")


class VersieRegel(Shape):
    """An assignment, or a change of one."""

    soort: Literal["toewijzing", "wijziging"] = _KIND
    op: Vastgelegd
    toewijzing_nummer: ToewijzingNummer
    versie: Versienummer
    aanbieder: Aanbieder
    toewijzingsdatum: Toewijzingsdatum
    product: ProductShape | None = _PRODUCT
    ingangsdatum: Ingangsdatum
    einddatum: Einddatum | None
    verwijderd: bool = Field(description="true: de toewijzing is met deze versie verwijderd.")
    reden_wijziging: RedenWijziging | None


class OverruleRegel(Shape):
    """An override of policy, with the version that it let pass."""

    soort: Literal["overrule"] = _KIND
    op: Vastgelegd
    toewijzing_nummer: ToewijzingNummer
    versie: Versienummer
    consulent: Consulent
    reden: Reden
    bevindingen: list[Bevinding] = Field(description="Wat is doorgelaten.")


class MeldingRegel(Shape):
    """A start or stop that the provider reported."""

    soort: Literal["start", "stop"] = _KIND
    op: Vastgelegd
    toewijzing_nummer: ToewijzingNummer | None = Field(description="null: het bericht noemt er geen.")
    aanbieder: Aanbieder
    product: ProductShape | None = _PRODUCT
    begindatum: date = Field(description="Eerste dag met zorg.")
    einddatum: date | None = Field(description="Van een stop: laatste dag met zorg; null: een start.")
    reden_beeindiging: str | None = Field(description="Van een stop: RedenBeeindiging (WMO588); null: een start.")
    bericht_id: BerichtId
    ingetrokken: bool = Field(description="De aanbieder trok de melding in.")


class BerichtRegel(Shape):
    """A message."""

    soort: Literal["bericht"] = _KIND
    op: Vastgelegd
    bericht: BerichtItem = Field(description="Het bericht, zonder inhoud.")


class SignaalRegel(Shape):
    """A signal."""

    soort: Literal["signaal"] = _KIND
    op: Vastgelegd
    signaal_id: SignaalId
    code: str = Field(description="Welke bewaking.", examples=["NL-805"])
    tekst: str = Field(description="Wat er aan de hand is, met de waarden.")
    status: Literal["open", "afgehandeld", "vervallen"] = Field(
        description="vervallen: de oorzaak was weg voordat iemand het afhandelde."
    )
    uiterlijk: date = Field(description="De laatste dag waarop op tijd is wat moet gebeuren.")
    aanbieder: Aanbieder | None = Field(description="null: het gaat over alle aanbieders.")
    toewijzing_nummer: ToewijzingNummer | None = Field(description="null: het gaat niet over één toewijzing.")


Regel = Annotated[
    VersieRegel | OverruleRegel | MeldingRegel | BerichtRegel | SignaalRegel, Field(discriminator="soort")
]


class DossierShape(Shape):
    """The dossier of a client, oldest first."""

    client_id: ClientId
    regels: list[Regel] = Field(description="Alles van deze cliënt, oudste eerst.")

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
