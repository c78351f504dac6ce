"""The register of contracts of a municipality: which provider may deliver which segment, and when.

A municipality replaces its register as a whole.
"""

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
from gateway.standard import exact
from gateway.standard.files import csv_lines
from gateway.standard.identifiers import agb_valid
from gateway.store.care import contracten
from gateway.store.parties import organisaties

COLUMNS = ("aanbieder", "segment", "soort", "vanaf", "tot")
"""Columns of the file, in any order; cells of `soort` and `tot` may be empty."""

MAX_FAULTS_SHOWN: Final = 50
"""How many faults a refusal writes out; it counts the rest."""


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract that was handed in, with its place there."""

    plaats: str
    """In Dutch, for the refusal: "regel 4"."""
    contract: Contract


async def replace_contracts(gateway: Gateway, gemeente: str, lines: Sequence[ContractLine]) -> list[Contract]:
    """Replace the whole register of the municipality by these contracts, and return it.

    An empty register means that the municipality keeps no contracts here. Raises NotFound, Conflict when it chose no
    policy, or Invalid with the faults; then the register is unchanged.
    """
    naam = await _chosen_policy(gateway, gemeente)
    segmenten, soorten = policy.list_vocabulary(gateway, naam)
    faults = [*_content_faults(lines, naam, segmenten, soorten), *_overlap_faults(lines)]
    if faults:
        raise invalid_contracts(faults)
    async with gateway.db.transaction() as tx:
        await contracten.replace(tx, gemeente, [each.contract for each in lines])
        return await contracten.list_contracts(tx, gemeente)


async def list_contracts(gateway: Gateway, gemeente: str) -> list[Contract]:
    """Return the municipality's contracts, by provider, segment and first day."""
    async with gateway.db.reading() as tx:
        return await contracten.list_contracts(tx, gemeente)


async def _chosen_policy(gateway: Gateway, gemeente: str) -> str:
    async with gateway.db.reading() as tx:
        party = await organisaties.find(tx, gemeente)
    if party is None or party.soort != "gemeente":
        raise NotFound("organisatie-onbekend", f"{gemeente} is geen gemeente op deze gateway.")
    if party.beleid is None:
        raise Conflict(
            "geen-beleid",
            f"Gemeente {gemeente} heeft geen beleid gekozen, en zonder is niet te zeggen welke segmenten er zijn. Laat "
            f"de beheerder er een kiezen: 'gateway accounts change {gemeente} --beleid …'.",
        )
    return party.beleid


def invalid_contracts(faults: Sequence[Mapping[str, str]]) -> Invalid:
    """Return the refusal that names the first faults and counts the rest."""
    first, more = faults[:MAX_FAULTS_SHOWN], len(faults) - MAX_FAULTS_SHOWN
    text = "; ".join(f"{each['plaats']}: {each['melding']}" for each in first)
    rest = f"; en nog {more} {'fout' if more == 1 else 'fouten'}" if more > 0 else ""
    return Invalid(
        "contracten-ongeldig",
        f"Het register van contracten is niet gewijzigd: {text}{rest}.",
        details={"fouten": [dict(each) for each in first], **({"meer": more} if more > 0 else {})},
    )


def _fault(plaats: str, melding: str, waarde: str = "") -> dict[str, str]:
    return {"plaats": plaats, "melding": melding, **({"waarde": waarde} if waarde else {})}


def _content_faults(
    lines: Sequence[ContractLine], naam: str, segmenten: frozenset[str], soorten: frozenset[str]
) -> Iterator[dict[str, str]]:
    for line in lines:
        contract = line.contract
        if not agb_valid(contract.aanbieder):
            yield _fault(
                line.plaats, f'aanbieder "{contract.aanbieder}" is geen AGB-code (acht cijfers)', contract.aanbieder
            )
        if contract.segment not in segmenten:
            known = ", ".join(sorted(segmenten))
            yield _fault(line.plaats, f'{naam} kent geen segment "{contract.segment}", wel {known}', contract.segment)
        if contract.soort is not None and contract.soort not in soorten:
            known = ", ".join(sorted(soorten))
            yield _fault(
                line.plaats, f'{naam} kent geen soort "{contract.soort}", wel {known}, of leeg', contract.soort
            )
        if contract.tot is not None and contract.tot < contract.vanaf:
            yield _fault(line.plaats, f"tot {contract.tot} ligt voor vanaf {contract.vanaf}", str(contract.tot))


def _overlap_faults(lines: Sequence[ContractLine]) -> Iterator[dict[str, str]]:
    """Yield where two contracts of a provider for one segment share a day, so that its kind would be unclear."""

    def key(line: ContractLine) -> tuple[str, str, date]:
        return line.contract.aanbieder, line.contract.segment, line.contract.vanaf

    for first, second in pairwise(sorted(lines, key=key)):
        if key(first)[:2] == key(second)[:2] and second.contract.vanaf <= (first.contract.tot or date.max):
            yield _fault(
                second.plaats,
                f"aanbieder {second.contract.aanbieder} heeft voor segment {second.contract.segment} op "
                f"{second.contract.vanaf} al het contract van {first.plaats}",
            )


def read_csv(data: bytes) -> list[ContractLine]:
    """Return the contracts in a CSV file: UTF-8, split by comma, semicolon or tab, column names on the first line.

    Raises Invalid with the faults.
    """
    separator, rows = csv_lines.rows(_decode(data))
    header = next(rows, None)
    names = [each.strip().lower() for each in header.cells] if header is not None else []
    if header is None or header.fault or sorted(names) != sorted(COLUMNS):
        plaats = "het bestand" if header is None else f"regel {header.line}"
        reason = header.fault if header is not None and header.fault else f"de kolommen zijn {', '.join(COLUMNS)}"
        raise invalid_contracts([_fault(plaats, reason, separator.join(names))])
    lines: list[ContractLine] = []
    faults: list[dict[str, str]] = []
    for row in rows:
        plaats = f"regel {row.line}"
        if row.fault:
            faults.append(_fault(plaats, row.fault))
            continue
        if len(row.cells) > len(COLUMNS):
            faults.append(_fault(plaats, f"heeft meer dan {len(COLUMNS)} kolommen"))
            continue
        fields = dict.fromkeys(COLUMNS, "") | dict(zip(names, map(str.strip, row.cells), strict=False))
        form_faults = list(_form_faults(plaats, fields))
        faults += form_faults
        if not form_faults:
            lines.append(ContractLine(plaats, _make_contract(fields)))
    if faults:
        raise invalid_contracts(faults)
    return lines


def _decode(data: bytes) -> str:
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise invalid_contracts([_fault("het bestand", "is geen UTF-8 maar UTF-16; bewaar het als CSV in UTF-8")])
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        line = csv_lines.line_at(data.removeprefix(codecs.BOM_UTF8)[: error.start].decode("utf-8"))
        raise invalid_contracts(
            [_fault(f"regel {line}", "bevat een teken dat geen UTF-8 is; bewaar het als CSV in UTF-8")]
        ) from None


def _form_faults(plaats: str, fields: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for naam in ("aanbieder", "segment", "vanaf"):
        if not fields[naam]:
            yield _fault(plaats, f"{naam} ontbreekt")
    for naam in ("vanaf", "tot"):
        try:
            _day_or_none(fields[naam])
        except ValueError:
            yield _fault(plaats, f'{naam} "{fields[naam]}" is geen datum als 2026-03-01', fields[naam])


def _make_contract(fields: Mapping[str, str]) -> Contract:
    vanaf = _day_or_none(fields["vanaf"])
    assert vanaf is not None
    return Contract(
        aanbieder=fields["aanbieder"],
        segment=fields["segment"],
        soort=fields["soort"] or None,
        vanaf=vanaf,
        tot=_day_or_none(fields["tot"]),
    )


def _day_or_none(text: str) -> date | None:
    return exact.day(text) if text else None
