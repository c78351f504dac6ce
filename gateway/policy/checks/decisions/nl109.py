"""NL-109: volume and Frequentie fit the product."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.amounts import IN_TOTAL
from gateway.policy.care.base_traject import product_of
from gateway.policy.care.volume import fitting_volumes
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import join_words, opening
from gateway.standard import codelists

card = Card(
    code="NL-109",
    subject="product",
    statement=(
        "Volume en Frequentie passen bij het product: een traject of jaartraject is 1 per toewijzing, een verlenging, "
        "meerwerk en vervoer 1 per maand."
    ),
    remedy="Pas volume of Frequentie aan, of ga na of het contract iets anders afspreekt.",
    note=(
        "Alleen bij de gebruikelijke Eenheid van het product (NL-107) en als volume en Frequentie er zijn. Per maand "
        "mag ook als totaal over de hele maanden van de toewijzing; is de laatste maand niet heel, dan mag zij "
        "meetellen of niet. Van logeren ligt het aantal etmalen niet vast. Een wijziging wordt alleen getoetst als "
        "volume, Eenheid, Frequentie of dagen veranderen."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the volume, at its Frequentie, isn't one to expect of the product."""
    care, was, product = decision.care, decision.was, product_of(decision.care, policy)
    if decision.verwijderd or product is None or (was is not None and _measure(was) == _measure(care)):
        return
    if care.volume is None or care.frequentie is None or care.eenheid is None or care.eenheid != product.eenheid:
        return
    expected = fitting_volumes(product, care.ingangsdatum, care.einddatum)
    if expected and care.volume not in expected.get(care.frequentie, ()):
        choices = [_volume_text(frequentie, *volumes) for frequentie, volumes in expected.items()]
        yield Objection(
            text=(
                f"{opening(care)} heeft volume {_volume_text(care.frequentie, care.volume)}; te verwachten is "
                f"{join_words(choices, 'of')}."
            ),
            path="omvang/volume",
            values={"Volume": str(care.volume), "Frequentie": care.frequentie},
        )


def _measure(care: Care) -> tuple[object, ...]:
    return care.code, care.volume, care.eenheid, care.frequentie, care.ingangsdatum, care.einddatum


def _volume_text(frequentie: str, *volumes: int) -> str:
    """Return "3 in totaal (Frequentie 6)" or "1 per maand (Frequentie 4)"."""
    meaning = "in totaal" if frequentie == IN_TOTAL else codelists.meaning("LDT_Frequentie", frequentie)
    figures = join_words([str(each) for each in volumes], "of")
    return (
        f"{figures} {meaning.lower()} (Frequentie {frequentie})" if meaning else f"{figures} (Frequentie {frequentie})"
    )
