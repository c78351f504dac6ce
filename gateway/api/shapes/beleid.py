"""Regional policy as the API shows it."""

from datetime import date

from pydantic import Field

from gateway.api.shapes.base import Shape
from gateway.api.shapes.values import Bron, Categorie, Eenheid, Productcode, Segmentcode, given
from gateway.policy.card import Audience
from gateway.policy.model import EndDateUse, Permission, ProductKind
from gateway.standard.findings import Severity


class SegmentShape(Shape):
    """A segment of the contracts."""

    id: Segmentcode
    naam: str = Field(description="Naam van het segment.")
    drager: bool = Field(description="Of er vervoer naast kan worden toegewezen.")
    leeftijd: int | None = given("Zo oud is de cliënt ten minste, in jaren; null: elke leeftijd.", minimum=0)
    bron: Bron


class BeleidsproductShape(Shape):
    """A product of the region; lengths are in whole months."""

    code: Productcode
    naam: str = Field(description="Naam van het product.")
    segment: Segmentcode
    soort: ProductKind = Field(description="verlenging en meerwerk horen bij een traject, vervoer bij een drager.")
    categorie: Categorie
    basis: str | None = Field(
        description="Van een verlenging of meerwerk: de code van het traject; null: een ander soort."
    )
    eenheid: Eenheid | None
    einddatum: EndDateUse = Field(description="verplicht; gebruikelijk: zonder is een signaal; open: liefst zonder.")
    gemiddeld: int | None = given("Hoe lang het gewoonlijk duurt, in hele maanden; geen grens.", minimum=0)
    minstens: int | None = given("Hoe lang het ten minste duurt, in hele maanden; null: geen grens.", minimum=0)
    hoogstens: int | None = given("Hoe lang het ten hoogste duurt, in hele maanden; null: geen grens.", minimum=0)
    nieuw_tot: date | None = Field(description="Vanaf deze dag wordt het niet meer toegewezen; null: geen einde.")
    bron: Bron


class StapelingShape(Shape):
    """A cell of the matrix: may two segments run on the same day?"""

    segmenten: list[str] = Field(description="Twee segmenten, of een: dat segment twee keer.")
    mag: Permission = Field(
        description="strijdig: de documenten spreken elkaar tegen; met-drager: alleen op dagen met een drager; "
        "onbepaald: de documenten zeggen niets."
    )
    bron: list[str] = Field(description="De teksten waar het op berust.")


class GrondShape(Shape):
    """A ground for an extension or extra work."""

    product: str = Field(description="De code van de verlenging of het meerwerk.")
    naam: str = Field(description="Zo staat hij in 'grond' van een besluit.")
    betekenis: str = Field(description="Wanneer deze grond er is.")


class ToetsShape(Shape):
    """A check with its card and its effect under this policy."""

    code: str = Field(description="Code van de toets.", examples=["NL-201"])
    onderwerp: str = Field(description="Waar de toets over gaat, in een paar woorden.")
    wat_waar_moet_zijn: str = Field(description="Wat waar moet zijn.")
    raad: str = Field(description="Wat te doen als het niet waar is.")
    toelichting: str = Field(description="Hoe de toets de teksten leest waar zij ruimte laten; leeg: nergens.")
    voor_wie: Audience = Field(description="Wie ernaar kijkt.")
    gevolg: Severity | None = Field(description="null: de toets staat uit.")
    overrulebaar: bool = Field(description="Een consulent kan een blokkade doorlaten, met naam en reden.")
    bron: Bron
    open_vraag: str = Field(description="Wat de documenten openlaten, en wat de gateway dan doet; leeg: niets.")


class Beleid(Shape):
    """The policy that governs assignments that begin on a day."""

    regio: str = Field(description="De naam waaronder een gemeente dit beleid kiest.", examples=["noord-limburg"])
    naam: str = Field(description="Naam voor mensen.")
    geldig_vanaf: date = Field(description="De eerste Ingangsdatum waarvoor deze tekst geldt.")
    geldig_tot_en_met: date | None = Field(description="De dag voor de volgende tekst; null: er is nog geen volgende.")
    bron: Bron
    segmenten: list[SegmentShape] = Field(description="De segmenten van de contracten.")
    producten: list[BeleidsproductShape] = Field(description="Wat de gemeente kan toewijzen.")
    stapeling: list[StapelingShape] = Field(description="Welke segmenten op dezelfde dag naast elkaar mogen.")
    gronden: list[GrondShape] = Field(description="De gronden voor een verlenging of meerwerk.")
    toetsen: list[ToetsShape] = Field(description="Wat wordt getoetst, en met welk gevolg.")
