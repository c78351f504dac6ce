"""Faults between the parts of a policy file that has the right shape."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations_with_replacement
from typing import Final

from gateway.policy.codes import DATES, DECISIONS, REPORTS, check_codes, codes_with_term
from gateway.policy.insight.measures import MEASURES
from gateway.policy.loading.shape import Effect, PolicyShape, ProductShape
from gateway.policy.model import Permission, ProductKind
from gateway.standard import codelists
from gateway.standard.toml.lines import KeyPath

Fault = tuple[KeyPath, str]
"""The path of keys, and what is wrong there (Dutch)."""

_KINDS_WITH_BASE: Final = (ProductKind.VERLENGING, ProductKind.MEERWERK)


def faults(shape: PolicyShape) -> Iterator[Fault]:
    """Yield the parts of the file that contradict other parts, or the existing checks."""
    yield from _product_faults(shape)
    yield from _stapeling_faults(shape)
    yield from _meerwerk_faults(shape)
    yield from _extension_faults(shape)
    yield from _reference_faults(shape)
    yield from _indicator_faults(shape)
    yield from _check_faults(shape)


def pair(key: str) -> tuple[str, ...]:
    """Return the segments in a key of [stapeling], such as "1A1 + 1A2"."""
    return tuple(each.strip() for each in key.split("+"))


def _product_faults(shape: PolicyShape) -> Iterator[Fault]:
    for code, product in shape.producten.items():
        key_path: KeyPath = ("producten", code)
        yield from _segment_faults((*key_path, "segment"), (product.segment,), shape)
        yield from _base_faults(key_path, product, shape)
        for key, code_list, value in (
            ("categorie", "LDT_ProductCategorie", product.categorie),
            ("eenheid", "LDT_Eenheid", product.eenheid),
        ):
            if value is not None and value not in codelists.values(code_list):
                yield (
                    (*key_path, key),
                    f'"{value}" staat niet in de codelijst {code_list.removeprefix("LDT_")} van iWmo',
                )
        if product.minstens is not None and product.hoogstens is not None and product.minstens > product.hoogstens:
            yield (
                (*key_path, "hoogstens"),
                f"moet minstens {product.minstens} zijn (minstens), en is {product.hoogstens}",
            )


def _base_faults(key_path: KeyPath, product: ProductShape, shape: PolicyShape) -> Iterator[Fault]:
    """Yield a fault unless an extension or extra work names a traject of its segment, and other kinds name none."""
    at: KeyPath = (*key_path, "basis")
    if product.soort not in _KINDS_WITH_BASE:
        if product.basis is not None:
            yield at, f'hoort alleen bij een verlenging of meerwerk, en dit is soort "{product.soort}"'
        return
    basis = shape.producten.get(product.basis or "")
    if product.basis is None:
        yield at, f'ontbreekt: soort "{product.soort}" hoort bij een traject'
    elif basis is None:
        yield at, f'"{product.basis}" is geen product in [producten]'
    elif basis.soort in _KINDS_WITH_BASE or basis.segment != product.segment:
        yield at, f'"{product.basis}" is geen traject in segment "{product.segment}"'


def _stapeling_faults(shape: PolicyShape) -> Iterator[Fault]:
    seen: dict[frozenset[str], str] = {}
    for key, stapeling in shape.stapeling.items():
        key_path: KeyPath = ("stapeling", key)
        segmenten = pair(key)
        if len(segmenten) != 2:
            yield key_path, 'moet twee segmenten noemen, zoals "1A1 + 1A2"'
            continue
        yield from _segment_faults(key_path, segmenten, shape)
        if (earlier := seen.setdefault(frozenset(segmenten), key)) != key:
            yield key_path, f'is hetzelfde tweetal als "{earlier}"; een tweetal staat er maar één keer'
        if stapeling.mag is Permission.STRIJDIG and len(stapeling.bron) < 2:
            yield (*key_path, "bron"), "moet de teksten noemen die elkaar tegenspreken, dus minstens twee"
    for one, other in combinations_with_replacement(shape.segmenten, 2):
        if frozenset((one, other)) not in seen:
            yield ("stapeling",), f'"{one} + {other}" ontbreekt: elk tweetal segmenten staat er, ook een met zichzelf'


def _meerwerk_faults(shape: PolicyShape) -> Iterator[Fault]:
    for code in shape.meerwerk:
        product = shape.producten.get(code)
        if product is None or product.soort is not ProductKind.MEERWERK:
            yield ("meerwerk", code), 'is geen product van soort "meerwerk" in [producten]'


def _extension_faults(shape: PolicyShape) -> Iterator[Fault]:
    for code in shape.verlenging:
        product = shape.producten.get(code)
        if product is None or product.soort is not ProductKind.VERLENGING:
            yield ("verlenging", code), 'is geen product van soort "verlenging" in [producten]'


def _reference_faults(shape: PolicyShape) -> Iterator[Fault]:
    for position, soorten in enumerate(shape.aanbiedersoorten):
        key_path: KeyPath = ("aanbiedersoorten", position)
        yield from _segment_faults((*key_path, "segmenten"), soorten.segmenten, shape)
        for gemeente in soorten.gemeenten:
            if gemeente not in shape.gemeenten:
                yield (*key_path, "gemeenten"), f'"{gemeente}" staat niet in [gemeenten]'
        for soort in soorten.toegestaan:
            if soort not in shape.soorten:
                yield (*key_path, "toegestaan"), f'"{soort}" staat niet in [soorten]'
    for segment, instroom in shape.instroom.items():
        yield from _segment_faults(("instroom", segment), (segment,), shape)
        yield from _segment_faults(("instroom", segment, "van"), instroom.van, shape)
        for key, codes in (("wel_na", instroom.wel_na), ("niet_na", instroom.niet_na)):
            for code in codes:
                if code not in shape.producten:
                    yield ("instroom", segment, key), f'"{code}" is geen product in [producten]'
    for code, bewaking in shape.bewaking.items():
        yield from _segment_faults(("bewaking", code, "segmenten"), bewaking.segmenten, shape)


def _indicator_faults(shape: PolicyShape) -> Iterator[Fault]:
    """Yield a fault for each unknown name, and each target that isn't one bound of one measure in one segment."""
    rules = shape.indicatoren
    if rules is None:
        return
    yield from _segment_faults(("indicatoren", "doorstroom"), (rules.doorstroom,), shape)
    yield from _segment_faults(("indicatoren", "vervolg"), rules.vervolg, shape)
    if rules.terugkeer <= rules.aansluitend:
        yield ("indicatoren", "terugkeer"), f"moet meer dan {rules.aansluitend} zijn (aansluitend)"
    for soort in rules.gebonden:
        if soort not in shape.soorten:
            yield ("indicatoren", "gebonden"), f'"{soort}" staat niet in [soorten]'
    known = [each.code for each in MEASURES if each.per_segment]
    seen: set[tuple[str, str]] = set()
    for position, target in enumerate(rules.streefwaarden):
        key_path: KeyPath = ("indicatoren", "streefwaarden", position)
        yield from _segment_faults((*key_path, "segment"), (target.segment,), shape)
        if target.meting not in known:
            yield (*key_path, "meting"), f'"{target.meting}" is geen meting per segment; die zijn {", ".join(known)}'
        if (target.minstens is None) is (target.hoogstens is None):
            yield key_path, "heeft minstens of hoogstens, en niet allebei"
        if (target.meting, target.segment) in seen:
            yield key_path, f'is een tweede streefwaarde voor "{target.meting}" in segment "{target.segment}"'
        seen.add((target.meting, target.segment))


def _segment_faults(key_path: KeyPath, segmenten: tuple[str, ...], shape: PolicyShape) -> Iterator[Fault]:
    for segment, times in Counter(segmenten).items():
        if segment not in shape.segmenten:
            yield key_path, f'"{segment}" is geen segment; die zijn {", ".join(shape.segmenten)}'
        elif times > 1 and key_path[0] != "stapeling":
            yield key_path, f'noemt segment "{segment}" {times} keer'


def _check_faults(shape: PolicyShape) -> Iterator[Fault]:
    signal_only = check_codes(REPORTS) | check_codes(DATES)
    yield from _code_faults("bewaking", frozenset(shape.bewaking), codes_with_term())
    yield from _code_faults("toetsen", frozenset(shape.toetsen), signal_only | check_codes(DECISIONS))
    for code, setting in shape.toetsen.items():
        key_path: KeyPath = ("toetsen", code)
        if setting.overrulebaar and setting.gevolg is not Effect.BLOKKADE:
            yield (*key_path, "overrulebaar"), f'kan alleen bij gevolg "blokkade", en dat is "{setting.gevolg}"'
        if code in signal_only and setting.gevolg is Effect.BLOKKADE:
            yield (*key_path, "gevolg"), 'moet "signaal" of "uit" zijn: deze toets gaat over wat al gebeurd is'


def _code_faults(table: str, given: frozenset[str], existing: frozenset[str]) -> Iterator[Fault]:
    for code in sorted(given - existing):
        yield (table, code), f"hoort hier niet; hier staan {', '.join(sorted(existing))}"
    for code in sorted(existing - given):
        yield (table,), f"{code} ontbreekt; hier staan {', '.join(sorted(existing))}"
