"""What the checks on dates share: which assignments a policy has them watch, what is late, and how a signal is made."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from gateway.policy.care_file import Zorg
from gateway.policy.model import Beleid, Bewaking, Product
from gateway.policy.watch_file import BeleidOp, Signaal, Zaken
from gateway.standard.calendar import add_working_days

VOORAF: Final = timedelta(days=14)
"""So long before its date comes up a plan or an evaluation is signalled, to leave time to act."""


def bewaakt(code: str, zaken: Zaken, beleid: BeleidOp) -> Iterator[tuple[Zorg, Product, Bewaking, Beleid]]:
    """Return the assignments that this check watches under the policy in force on their Ingangsdatum."""
    for zorg in zaken.zorg:
        geldend = beleid(zorg.ingangsdatum)
        if geldend is None or not aan(code, geldend) or zorg.code is None:
            continue
        product, bewaking = geldend.producten.get(zorg.code), geldend.bewaking.get(code)
        if product is None or bewaking is None:
            continue
        if not bewaking.segmenten or product.segment in bewaking.segmenten:
            yield zorg, product, bewaking, geldend


def aan(code: str, beleid: Beleid | None) -> bool:
    """Return False when this policy switches the check off."""
    toets = None if beleid is None else beleid.toetsen.get(code)
    return toets is None or toets.gevolg is not None


def werkdagen(code: str, product: str | None, beleid: Beleid | None, standaard: int) -> int | None:
    """How many working days this national check allows for a product; None when the policy doesn't watch it.

    Without a policy, or a word on it there, what the standard says.
    """
    if not aan(code, beleid):
        return None
    bewaking = None if beleid is None else beleid.bewaking.get(code)
    if beleid is None or bewaking is None:
        return standaard
    return bewaking.termijn if not bewaking.segmenten or beleid.segment_van(product) in bewaking.segmenten else None


def te_laat(dag: date, werkdagen: int, vandaag: date, worked: frozenset[str]) -> date | None:
    """Return the last working day in time after `dag`, when it is past; None when there is time left.

    `worked`: the holidays that count as working days. The last one is in time; a day of rest after it no longer is (as
    OP271 and OP272 judge the reports themselves).
    """
    if vandaag <= dag:
        return None
    laatste = add_working_days(dag, werkdagen, worked)
    return laatste if laatste < vandaag else None


def signaal(code: str, zorg: Zorg, uiterlijk: date, text: str, bron: str, onderdeel: str = "") -> Signaal:
    """Return a signal about this assignment; `onderdeel` tells several causes of one assignment apart."""
    return Signaal(
        code=code,
        sleutel=f"{zorg.nummer}:{onderdeel}" if onderdeel else str(zorg.nummer),
        uiterlijk=uiterlijk,
        text=text,
        bron=bron,
        aanbieder=zorg.aanbieder,
        toewijzing_nummer=zorg.nummer,
    )
