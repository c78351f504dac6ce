"""Values that stand in many answers, each with its description, its form and an example for the OpenAPI document.

What the gateway gives is not checked again. What a caller sends is: that has the types of `base` and `exact`.
"""

from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import Field

MAX_CENTS: Final = 2**63 - 1


def given(description: str, *examples: object, **form: Any) -> Any:
    """Return the field of a value that the gateway gives. `form`: further keys of its JSON Schema, such as pattern."""
    return Field(description=description, examples=list(examples) or None, json_schema_extra=form or None)


SOME_ID: Final = "0198c1f2-6b7e-7a31-9f52-c4d1e8a7b601"

Gemeente = Annotated[str, given("CBS-code van de gemeente.", "0983", pattern="^[0-9]{4}$")]
Aanbieder = Annotated[str, given("AGB-code van de aanbieder.", "01234567", pattern="^[0-9]{8}$")]
Verzender = Annotated[
    str, given("Wie het bericht verzond: gemeentecode of AGB-code.", "01234567", pattern="^[0-9]{4}([0-9]{4})?$")
]
Ontvanger = Annotated[
    str, given("Voor wie het bericht is: gemeentecode of AGB-code.", "0983", pattern="^[0-9]{4}([0-9]{4})?$")
]
BerichtId = Annotated[UUID, given("Id van het bericht; zie /v1/berichten/{id}.")]
HeenberichtId = Annotated[UUID, given("Van een retourbericht: het bericht waar het op antwoordt; null: van een ander.")]
RetourberichtId = Annotated[UUID, given("Het retourbericht dat op dit bericht antwoordt; null: er is er (nog) geen.")]
ClientId = Annotated[UUID, given("Id van de cliënt; zie /v1/clienten/{id}.")]
SignaalId = Annotated[UUID, given("Id van het signaal; zie /v1/signalen/{id}.")]
VerzoekId = Annotated[UUID, given("Id van het verzoek; zie /v1/verzoeken/{id}.")]
Berichtsoort = Annotated[str, given("Soort bericht.", "WMO305", pattern="^WMO3[0-9]{2}$")]
ToewijzingNummer = Annotated[
    int, given("ToewijzingNummer: binnen de gemeente is het van één toewijzing.", 1, minimum=1, maximum=999_999_999)
]
Volgnummer = Annotated[int, given("Plaats in de volgorde; loopt op, niet zonder gaten.", 412, minimum=1)]
Versienummer = Annotated[int, given("Versie van de toewijzing; de eerste is 1.", 1, minimum=1)]
Categorie = Annotated[str, given("Productcategorie (WMO020).", "02", pattern="^[0-9]{2}$")]
Productcode = Annotated[str, given("Productcode, zoals regio of standaard hem noemt.", "02A02", maxLength=5)]
Segmentcode = Annotated[str, given("Segment van de contracten.", "1A1", maxLength=100)]
Eenheid = Annotated[str, given("Eenheid (WJ756).", "82", pattern="^(01|04|14|16|82|83|84)$")]
Centen = Annotated[int, given("In eurocenten.", 600_000, minimum=0, maximum=MAX_CENTS)]
Saldo = Annotated[
    int,
    given("In eurocenten; onder nul als de credits groter zijn.", 38_200, minimum=-MAX_CENTS, maximum=MAX_CENTS),
]
Aantal = Annotated[int, given("Hoeveel het er zijn.", 3, minimum=0)]
Ingangsdatum = Annotated[date, given("Eerste dag van de toewijzing.", "2025-01-06")]
Einddatum = Annotated[date, given("Laatste dag, die meetelt; null: tot nader order.", "2026-01-05")]
Vanaf = Annotated[date, given("Eerste dag waarvoor het geldt.", "2026-01-01")]
Tot = Annotated[date, given("Laatste dag waarvoor het geldt, die meetelt; null: zonder einde.", "2026-12-31")]
Toewijzingsdatum = Annotated[date, given("De dag waarop het zo werd toegewezen.", "2025-01-02")]
RedenWijziging = Annotated[
    str, given("RedenWijziging (WMO002) in de WMO301; null: geen.", "05", pattern="^(0[1-9]|1[0-4])$")
]
Vastgelegd = Annotated[datetime, given("Wanneer het hier werd vastgelegd.", "2025-01-14T09:30:00Z")]
Consulent = Annotated[str, given("Wie het besloot.", "C. Proefconsulent", maxLength=100)]
Reden = Annotated[str, given("Waarom.", "Opname van de partner, geen andere weg", maxLength=1000)]
Bron = Annotated[str, given("Waar het staat: het document en de plaats daarin.", "Contractstandaarden, 4.2")]
Percentage = Annotated[
    float, given("Op een decimaal; null: verborgen, of een noemer van nul.", 87.5, minimum=0, maximum=100)
]
