"""WMO323, by which a provider claims a month of care, and WMO325, what the municipality decides on that claim.

A WMO325 is more than a return message: it grants or rejects money, so it has a header and rules of its own.
"""

from dataclasses import dataclass
from typing import ClassVar

from gateway.messages.common import BaseHeader, BerichtIdentificatie, Composite, Header, Node, XsdVersie
from gateway.standard.releases import IWMO_3_2, MessageKind


@dataclass(frozen=True, kw_only=True)
class GeslotenPeriode(Composite):
    """A period, both days inclusive."""

    begindatum: str
    einddatum: str


@dataclass(frozen=True, kw_only=True)
class Referentie(Composite):
    """By which number the provider knows a Prestatie; of a credit also that of the debit it takes back."""

    referentie_nummer: str
    vorig_referentie_nummer: str | None = None


@dataclass(frozen=True, kw_only=True)
class BedragMetDC(Composite):
    """An amount, debit (D) or credit (C)."""

    bedrag: str
    debet_credit: str


@dataclass(frozen=True, kw_only=True)
class TotaalBedragMetDC(Composite):
    """A total, debit (D) or credit (C)."""

    totaal_bedrag: str
    debet_credit: str


@dataclass(frozen=True, kw_only=True)
class Prestatie(Node):
    """Care that was given and what it costs."""

    product_referentie: Referentie
    toewijzing_nummer: str
    product_categorie: str
    product_code: str
    product_periode: GeslotenPeriode
    geleverd_volume: str
    eenheid: str
    product_tarief: str | None = None
    ingediend_bedrag: BedragMetDC
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Client(Node):
    """One of the clients that the claim is about."""

    bsn: str
    prestaties: tuple[Prestatie, ...]
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Declaratie(Node):
    """The claim of one month."""

    declaratie_nummer: str
    declaratie_periode: GeslotenPeriode
    declaratie_dagtekening: str
    totaal_ingediend_bedrag: TotaalBedragMetDC
    clienten: tuple[Client, ...]


@dataclass(frozen=True, kw_only=True)
class Wmo323(Node):
    """Declaratie: from provider to municipality."""

    soort: ClassVar[MessageKind] = IWMO_3_2.kinds["WMO323"]
    header: Header
    declaratie: Declaratie


@dataclass(frozen=True, kw_only=True)
class DeclaratieAntwoordHeader(BaseHeader):
    """The header of a claim answer, with the claim that it answers and the codes on that as a whole."""

    declaratie_identificatie: BerichtIdentificatie
    xslt_versie: str | None = None
    xsd_versie_declaratie: XsdVersie
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DeclaratieAntwoord(Node):
    """The totals of a claim, and of its clients those with a Prestatie that is rejected."""

    declaratie_nummer: str
    totaal_ingediend_bedrag: TotaalBedragMetDC
    totaal_toegekend_bedrag: TotaalBedragMetDC
    clienten: tuple[Client, ...] = ()
    retour_codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wmo325(Node):
    """Declaratie-antwoord: from municipality to provider; without DeclaratieAntwoord the header says it all."""

    soort: ClassVar[MessageKind] = IWMO_3_2.kinds["WMO325"]
    header: DeclaratieAntwoordHeader
    declaratie_antwoord: DeclaratieAntwoord | None = None
