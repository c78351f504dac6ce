"""The register of contracts: a municipality says as a whole which provider may deliver which segment, and when."""

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from gateway.exchange.assigning import policy
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Invalid, NotFound
from gateway.policy.care_file import Contract
from gateway.standard import csv_lines, exact
from gateway.standard.identifiers import agb_valid
from gateway.store.care import contracten
from gateway.store.parties import organisaties

KOLOMMEN = ("aanbieder", "segment", "soort", "vanaf", "tot")
"""Of the file, in any order; `soort` and `tot` may be empty."""

MOST_FAULTS: Final = 50
"""Faults that are written out; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Regel:
    """A contract as it was handed in, and where: "regel 4"."""

    plaats: str
    contract: Contract


async def replace(gateway: Gateway, gemeente: str, regels: Sequence[Regel]) -> list[Contract]:
    """These contracts are the municipality's, and no others; an empty register means that it keeps none here.

    Raises NotFound, Conflict when it chose no policy, Invalid with everything that is wrong: then all is as it was.
    """
    naam = await _chosen(gateway, gemeente)
    segmenten, soorten = policy.vocabulary(gateway, naam)
    fouten = [*_unknown(regels, naam, segmenten, soorten), *_overlapping(regels)]
    if fouten:
        raise wrong(fouten)
    async with gateway.db.transaction() as tx:
        await contracten.replace(tx, gemeente, [each.contract for each in regels])
        return await contracten.every(tx, gemeente)


async def every(gateway: Gateway, gemeente: str) -> list[Contract]:
    """Return the municipality's contracts, by provider, segment and first day."""
    async with gateway.db.reading() as tx:
        return await contracten.every(tx, gemeente)


async def _chosen(gateway: Gateway, gemeente: str) -> str:
    async with gateway.db.reading() as tx:
        partij = await organisaties.find(tx, gemeente)
    if partij is None or partij.soort != "gemeente":
        raise NotFound("organisatie-onbekend", f"{gemeente} is geen gemeente op deze gateway.")
    if partij.beleid is None:
        raise Conflict(
            "geen-beleid",
            f"Gemeente {gemeente} heeft geen beleid gekozen, en zonder is niet te zeggen welke segmenten er zijn. Laat "
            f"de beheerder er een kiezen: 'gateway accounts change {gemeente} --beleid …'.",
        )
    return partij.beleid


def wrong(fouten: Sequence[Mapping[str, str]]) -> Invalid:
    """Return the refusal that names the first faults, and says how many more there are."""
    eerste, meer = fouten[:MOST_FAULTS], len(fouten) - MOST_FAULTS
    tekst = "; ".join(f"{each['plaats']}: {each['melding']}" for each in eerste)
    rest = f"; en nog {meer} {'fout' if meer == 1 else 'fouten'}" if meer > 0 else ""
    return Invalid(
        "contracten-ongeldig",
        f"Het register van contracten is niet gewijzigd: {tekst}{rest}.",
        gegevens={"fouten": [dict(each) for each in eerste], **({"meer": meer} if meer > 0 else {})},
    )


def _fout(plaats: str, melding: str, waarde: str = "") -> dict[str, str]:
    return {"plaats": plaats, "melding": melding, **({"waarde": waarde} if waarde else {})}


def _unknown(
    regels: Sequence[Regel], naam: str, segmenten: frozenset[str], soorten: frozenset[str]
) -> Iterator[dict[str, str]]:
    for regel in regels:
        deze = regel.contract
        if not agb_valid(deze.aanbieder):
            yield _fout(regel.plaats, f'aanbieder "{deze.aanbieder}" is geen AGB-code (acht cijfers)', deze.aanbieder)
        if deze.segment not in segmenten:
            kent = ", ".join(sorted(segmenten))
            yield _fout(regel.plaats, f'{naam} kent geen segment "{deze.segment}", wel {kent}', deze.segment)
        if deze.soort is not None and deze.soort not in soorten:
            kent = ", ".join(sorted(soorten))
            yield _fout(regel.plaats, f'{naam} kent geen soort "{deze.soort}", wel {kent}, of leeg', deze.soort)
        if deze.tot is not None and deze.tot < deze.vanaf:
            yield _fout(regel.plaats, f"tot {deze.tot} ligt voor vanaf {deze.vanaf}", str(deze.tot))


def _overlapping(regels: Sequence[Regel]) -> Iterator[dict[str, str]]:
    """Two contracts of one provider for one segment on the same day: it would not be clear which kind it is."""

    def key(regel: Regel) -> tuple[str, str, date]:
        return regel.contract.aanbieder, regel.contract.segment, regel.contract.vanaf

    for eerste, tweede in pairwise(sorted(regels, key=key)):
        if key(eerste)[:2] == key(tweede)[:2] and tweede.contract.vanaf <= (eerste.contract.tot or date.max):
            yield _fout(
                tweede.plaats,
                f"aanbieder {tweede.contract.aanbieder} heeft voor segment {tweede.contract.segment} op "
                f"{tweede.contract.vanaf} al het contract van {eerste.plaats}",
            )


def from_csv(data: bytes) -> list[Regel]:
    """Return the contracts in a file: UTF-8, comma, semicolon or tab, a line with the column names first.

    Raises Invalid.
    """
    scheiding, rijen = csv_lines.rows(_text(data))
    begin = next(rijen, None)
    namen = [each.strip().lower() for each in begin.cells] if begin is not None else []
    if begin is None or begin.fault or sorted(namen) != sorted(KOLOMMEN):
        plaats = "het bestand" if begin is None else f"regel {begin.line}"
        kop = begin.fault if begin is not None and begin.fault else f"de kolommen zijn {', '.join(KOLOMMEN)}"
        raise wrong([_fout(plaats, kop, scheiding.join(namen))])
    regels: list[Regel] = []
    fouten: list[dict[str, str]] = []
    for rij in rijen:
        plaats = f"regel {rij.line}"
        if rij.fault:
            fouten.append(_fout(plaats, rij.fault))
            continue
        if len(rij.cells) > len(KOLOMMEN):
            fouten.append(_fout(plaats, f"heeft meer dan {len(KOLOMMEN)} kolommen"))
            continue
        velden = dict.fromkeys(KOLOMMEN, "") | dict(zip(namen, map(str.strip, rij.cells), strict=False))
        mis = list(_malformed(plaats, velden))
        fouten += mis
        if not mis:
            regels.append(Regel(plaats, _contract(velden)))
    if fouten:
        raise wrong(fouten)
    return regels


def _text(data: bytes) -> str:
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise wrong([_fout("het bestand", "is geen UTF-8 maar UTF-16; bewaar het als CSV in UTF-8")])
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        regel = csv_lines.line_at(data.removeprefix(codecs.BOM_UTF8)[: error.start].decode("utf-8"))
        raise wrong(
            [_fout(f"regel {regel}", "bevat een teken dat geen UTF-8 is; bewaar het als CSV in UTF-8")]
        ) from None


def _malformed(plaats: str, velden: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for naam in ("aanbieder", "segment", "vanaf"):
        if not velden[naam]:
            yield _fout(plaats, f"{naam} ontbreekt")
    for naam in ("vanaf", "tot"):
        try:
            _day(velden[naam])
        except ValueError:
            yield _fout(plaats, f'{naam} "{velden[naam]}" is geen datum als 2026-03-01', velden[naam])


def _contract(velden: Mapping[str, str]) -> Contract:
    vanaf = _day(velden["vanaf"])
    assert vanaf is not None
    return Contract(
        aanbieder=velden["aanbieder"],
        segment=velden["segment"],
        soort=velden["soort"] or None,
        vanaf=vanaf,
        tot=_day(velden["tot"]),
    )


def _day(tekst: str) -> date | None:
    return exact.day(tekst) if tekst else None
