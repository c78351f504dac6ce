"""NL-207: one product isn't assigned twice to one provider for the same days."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.concurrent_care import bezwaar, naast, zelfde_product
from gateway.policy.care_file import Besluit, Dossier, Zorg
from gateway.policy.model import Beleid

kaart = Kaart(
    code="NL-207",
    onderwerp="stapeling",
    statement=(
        "Hetzelfde product is voor een cliënt niet twee keer aan dezelfde aanbieder toegewezen voor dezelfde dagen. "
        "Hetzelfde product is: dezelfde categorie en code; heeft een van de twee geen code, dan dezelfde categorie; "
        "heeft een van de twee geen product, dan elk product."
    ),
    remedy="Verander de lopende toewijzing, laat haar eerst eindigen, of verwijder haar.",
    note=(
        "Als TR302, maar over alle toewijzingen die er staan en niet alleen die in een bericht. De categorieën 11 tot "
        "en met 14 zijn vrijgesteld. Zorg die is gestopt telt tot en met de dag van de stop. Bij een wijziging tellen "
        "alleen de dagen die erbij komen."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection for each other assignment and each range of days that is added."""
    for ander, reeksen in naast(besluit, dossier):
        if zelfde_product(besluit.zorg, ander):
            for dagen in reeksen:
                oordeel = (
                    f"Dat is twee keer hetzelfde product bij aanbieder {ander.aanbieder}{_waarom(besluit.zorg, ander)}"
                )
                yield bezwaar(besluit, ander, dagen, oordeel)


def _waarom(een: Zorg, ander: Zorg) -> str:
    """Why two count as the same that don't look it; "" when they do."""
    if een.categorie is None or ander.categorie is None:
        return ": zonder product telt een toewijzing als elk product (TR302)"
    if een.code is None or ander.code is None:
        return f": zonder code telt een toewijzing als elk product van categorie {ander.categorie} (TR302)"
    return ""
