"""What a policy file that has the right shape may still have wrong: what its parts say of each other."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations_with_replacement
from typing import Final

from gateway.policy.codes import DATES, DECISIONS, MET_TERMIJN, REPORTS, toetscodes
from gateway.policy.loading.line_numbers import Pad
from gateway.policy.loading.shape import BeleidVorm, Gevolg, ProductVorm
from gateway.policy.model import Mag, Soort
from gateway.standard import codelists

Fout = tuple[Pad, str]
"""Where, and what is wrong there (Dutch)."""

_BIJ_EEN_BASIS: Final = (Soort.VERLENGING, Soort.MEERWERK)


def fouten(vorm: BeleidVorm) -> Iterator[Fout]:
    """Everything in the file that contradicts the rest of it, or the checks that there are."""
    yield from _producten(vorm)
    yield from _stapeling(vorm)
    yield from _meerwerk(vorm)
    yield from _verwijzingen(vorm)
    yield from _toetsen(vorm)


def paar(sleutel: str) -> tuple[str, ...]:
    """Return the segments that a key of [stapeling] names: "1A1 + 1A2"."""
    return tuple(each.strip() for each in sleutel.split("+"))


def _producten(vorm: BeleidVorm) -> Iterator[Fout]:
    for code, product in vorm.producten.items():
        pad: Pad = ("producten", code)
        yield from _bekend((*pad, "segment"), (product.segment,), vorm)
        yield from _basis(pad, product, vorm)
        for sleutel, lijst, waarde in (
            ("categorie", "LDT_ProductCategorie", product.categorie),
            ("eenheid", "LDT_Eenheid", product.eenheid),
        ):
            if waarde is not None and waarde not in codelists.values(lijst):
                yield (*pad, sleutel), f'"{waarde}" staat niet in de codelijst {lijst.removeprefix("LDT_")} van iWmo'
        if product.minstens is not None and product.hoogstens is not None and product.minstens > product.hoogstens:
            yield (*pad, "hoogstens"), f"moet minstens {product.minstens} zijn (minstens), en is {product.hoogstens}"


def _basis(pad: Pad, product: ProductVorm, vorm: BeleidVorm) -> Iterator[Fout]:
    """Return an extension or extra work belongs to a traject of the same segment; nothing else does."""
    waar: Pad = (*pad, "basis")
    if product.soort not in _BIJ_EEN_BASIS:
        if product.basis is not None:
            yield waar, f'hoort alleen bij een verlenging of meerwerk, en dit is soort "{product.soort}"'
        return
    basis = vorm.producten.get(product.basis or "")
    if product.basis is None:
        yield waar, f'ontbreekt: soort "{product.soort}" hoort bij een traject'
    elif basis is None:
        yield waar, f'"{product.basis}" is geen product in [producten]'
    elif basis.soort in _BIJ_EEN_BASIS or basis.segment != product.segment:
        yield waar, f'"{product.basis}" is geen traject in segment "{product.segment}"'


def _stapeling(vorm: BeleidVorm) -> Iterator[Fout]:
    gezien: dict[frozenset[str], str] = {}
    for sleutel, stapeling in vorm.stapeling.items():
        pad: Pad = ("stapeling", sleutel)
        segmenten = paar(sleutel)
        if len(segmenten) != 2:
            yield pad, 'moet twee segmenten noemen, zoals "1A1 + 1A2"'
            continue
        yield from _bekend(pad, segmenten, vorm)
        if (eerder := gezien.setdefault(frozenset(segmenten), sleutel)) != sleutel:
            yield pad, f'is hetzelfde tweetal als "{eerder}"; een tweetal staat er maar één keer'
        if stapeling.mag is Mag.STRIJDIG and len(stapeling.bron) < 2:
            yield (*pad, "bron"), "moet de teksten noemen die elkaar tegenspreken, dus minstens twee"
    for een, ander in combinations_with_replacement(vorm.segmenten, 2):
        if frozenset((een, ander)) not in gezien:
            yield ("stapeling",), f'"{een} + {ander}" ontbreekt: elk tweetal segmenten staat er, ook een met zichzelf'


def _meerwerk(vorm: BeleidVorm) -> Iterator[Fout]:
    for code in vorm.meerwerk:
        product = vorm.producten.get(code)
        if product is None or product.soort is not Soort.MEERWERK:
            yield ("meerwerk", code), 'is geen product van soort "meerwerk" in [producten]'


def _verwijzingen(vorm: BeleidVorm) -> Iterator[Fout]:
    for plaats, soorten in enumerate(vorm.aanbiedersoorten):
        pad: Pad = ("aanbiedersoorten", plaats)
        yield from _bekend((*pad, "segmenten"), soorten.segmenten, vorm)
        for gemeente in soorten.gemeenten:
            if gemeente not in vorm.gemeenten:
                yield (*pad, "gemeenten"), f'"{gemeente}" staat niet in [gemeenten]'
        for soort in soorten.toegestaan:
            if soort not in vorm.soorten:
                yield (*pad, "toegestaan"), f'"{soort}" staat niet in [soorten]'
    for code, bewaking in vorm.bewaking.items():
        yield from _bekend(("bewaking", code, "segmenten"), bewaking.segmenten, vorm)


def _bekend(pad: Pad, segmenten: tuple[str, ...], vorm: BeleidVorm) -> Iterator[Fout]:
    for segment, keren in Counter(segmenten).items():
        if segment not in vorm.segmenten:
            yield pad, f'"{segment}" is geen segment; die zijn {", ".join(vorm.segmenten)}'
        elif keren > 1 and pad[0] != "stapeling":
            yield pad, f'noemt segment "{segment}" {keren} keer'


def _toetsen(vorm: BeleidVorm) -> Iterator[Fout]:
    bewaakt = toetscodes(DATES)
    hier_alleen_signaal = bewaakt | toetscodes(REPORTS)
    yield from _codes("bewaking", frozenset(vorm.bewaking), MET_TERMIJN)
    yield from _codes("toetsen", frozenset(vorm.toetsen), hier_alleen_signaal | toetscodes(DECISIONS))
    for code, toets in vorm.toetsen.items():
        pad: Pad = ("toetsen", code)
        if toets.overrulebaar and toets.gevolg is not Gevolg.BLOKKADE:
            yield (*pad, "overrulebaar"), f'kan alleen bij gevolg "blokkade", en dat is "{toets.gevolg}"'
        if code in hier_alleen_signaal and toets.gevolg is Gevolg.BLOKKADE:
            yield (*pad, "gevolg"), 'moet "signaal" of "uit" zijn: deze toets gaat over wat al gebeurd is'


def _codes(tabel: str, gegeven: frozenset[str], bestaand: frozenset[str]) -> Iterator[Fout]:
    for code in sorted(gegeven - bestaand):
        yield (tabel, code), f"hoort hier niet; hier staan {', '.join(sorted(bestaand))}"
    for code in sorted(bestaand - gegeven):
        yield (tabel,), f"{code} ontbreekt; hier staan {', '.join(sorted(bestaand))}"
