"""Shape of the audit sheet of an assignment."""

from dataclasses import asdict
from datetime import date
from typing import Annotated

from pydantic import Field

from gateway.api.shapes.base import Shape
from gateway.api.shapes.values import (
    Aanbieder,
    Aantal,
    BerichtId,
    Centen,
    ClientId,
    Gemeente,
    Saldo,
    ToewijzingNummer,
    given,
)
from gateway.exchange.claims.audit_sheet import AuditLine, AuditSheet


class Controleregel(Shape):
    """One step on an assignment."""

    dag: Annotated[date, given("De dag waarop het bericht is vastgelegd, in Nederland.", "2024-06-05")]
    soort: Annotated[str, given("Van het bericht.", "WMO325")]
    bericht_id: BerichtId
    identificatie: Annotated[str, given("Identificatie van het bericht, of de schuilnaam ervoor.", "G12")]
    tekst: Annotated[str, given("Wat het zegt.", "RN1 toegekend.")]
    ingediend: Saldo | None = Field(description="Van een prestatie in een WMO323: haar bedrag; een credit onder nul.")
    toegekend: Saldo | None = Field(description="Van een prestatie in een WMO325: wat is toegekend; 0: afgewezen.")
    saldo: Saldo = Field(description="Wat tot en met deze regel is toegekend, min wat is gecrediteerd.")

    @classmethod
    def of(cls, line: AuditLine) -> "Controleregel":
        """Return the step as the parties see it."""
        values = asdict(line)
        del values["op"]
        return cls(dag=line.dag, **values)


class ControlebladShape(Shape):
    """An assignment with all its steps, and what they come to."""

    gemeente: Gemeente
    toewijzing_nummer: ToewijzingNummer
    aanbieder: Aanbieder
    client_id: ClientId | None = Field(description="Alleen voor de gemeente.")
    ingediend: Saldo = Field(description="Alle prestaties samen, debet min credit.")
    afgewezen: Saldo = Field(description="Wat daarvan is afgewezen, debet min credit.")
    toegekend: Saldo = Field(description="Wat daarvan is toegekend, debet min credit: het laatste saldo.")
    over_budget: Centen | None = Field(
        description="Wat er van het Budget nog te declareren is; null: er is geen Budget."
    )
    over_volume: Aantal | None = Field(
        description="Wat er over de hele looptijd nog te declareren is, in hele toegewezen eenheden; null: geen grens."
    )
    te_crediteren: Centen = Field(
        description="Wat daarvan is toegekend op dagen die niet meer binnen de toewijzing vallen, sinds zij is verkort."
    )
    te_veel_budget: Centen = Field(description="Wat er meer is toegekend dan het Budget nu is, sinds het is verlaagd.")
    te_veel_volume: Aantal = Field(
        description="Wat er meer is toegekend dan het volume nu is, in begonnen toegewezen eenheden."
    )
    regels: list[Controleregel] = Field(description="Alle stappen, de oudste eerst.")

    @classmethod
    def of(cls, sheet: AuditSheet, *, with_client: bool) -> "ControlebladShape":
        """Return the sheet as its parties see it; `with_client`: with the id of the client, for the municipality."""
        return cls(
            gemeente=sheet.gemeente,
            toewijzing_nummer=sheet.nummer,
            aanbieder=sheet.aanbieder,
            client_id=sheet.client_id if with_client else None,
            ingediend=sheet.ingediend,
            afgewezen=sheet.afgewezen,
            toegekend=sheet.toegekend,
            over_budget=sheet.claimed.left_cents,
            over_volume=sheet.claimed.left_volume,
            te_crediteren=sheet.claimed.outside_cents,
            te_veel_budget=sheet.claimed.excess_cents,
            te_veel_volume=sheet.claimed.excess_volume,
            regels=[Controleregel.of(each) for each in sheet.lines],
        )
