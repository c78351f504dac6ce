"""Regional policy as the API shows it."""

from datetime import date

from pydantic import Field

from gateway.api.shapes.base import Shape
from gateway.policy.card import Audience
from gateway.policy.model import EndDateUse, Permission, ProductKind
from gateway.standard.findings import Severity


class SegmentShape(Shape):
    """A segment of the contracts."""

    id: str = Field(examples=["1A1"])
    naam: str
    drager: bool = Field(description="Of er vervoer naast kan worden toegewezen.")
    leeftijd: int | None = Field(description="Zo oud is de cliënt ten minste; leeg: elke leeftijd.")
    bron: str


class ProductShape(Shape):
    """A product of the region; lengths are in whole months."""

    code: str = Field(examples=["02A02"])
    naam: str
    segment: str
    soort: ProductKind
    categorie: str
    basis: str | None = Field(description="De code van het traject waar een verlenging of meerwerk bij hoort.")
    eenheid: str | None
    einddatum: EndDateUse
    gemiddeld: int | None
    minstens: int | None
    hoogstens: int | None
    nieuw_tot: date | None = Field(description="Vanaf deze dag wordt het niet meer toegewezen.")
    bron: str


class StapelingShape(Shape):
    """A cell of the matrix: may two segments run on the same day?"""

    segmenten: list[str] = Field(description="Twee segmenten, of een: dat segment twee keer.")
    mag: Permission
    bron: list[str]


class GrondShape(Shape):
    """A ground for an extension or extra work."""

    product: str = Field(description="De code van de verlenging of het meerwerk.")
    naam: str = Field(description="Zo staat hij in 'grond' van een besluit.")
    betekenis: str


class ToetsShape(Shape):
    """A check with its card and its effect under this policy."""

    code: str = Field(examples=["NL-201"])
    onderwerp: str
    wat_waar_moet_zijn: str
    raad: str
    toelichting: str
    voor_wie: Audience
    gevolg: Severity | None = Field(description="null: de toets staat uit.")
    overrulebaar: bool
    bron: str
    open_vraag: str = Field(description="Wat de documenten openlaten, en wat de gateway dan doet; leeg: niets.")


class Beleid(Shape):
    """The policy that governs assignments that begin on a day."""

    regio: str = Field(examples=["noord-limburg"])
    naam: str
    geldig_vanaf: date
    geldig_tot_en_met: date | None = Field(description="De dag voor de volgende tekst; null: er is nog geen volgende.")
    bron: str
    segmenten: list[SegmentShape]
    producten: list[ProductShape]
    stapeling: list[StapelingShape]
    gronden: list[GrondShape]
    toetsen: list[ToetsShape]
