"""IV034: the message was built with schemas that the release allows."""

import re
from dataclasses import replace
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.messages.common import XsdVersie
from gateway.messages.kinds.start import Wmo305
from gateway.rules.case import CaseFile
from gateway.rules.codes.iv034 import check
from gateway.rules.outside import Outside
from gateway.standard.findings import Outcome, Severity
from gateway.standard.releases import IWMO_3_2, MessageKind
from gateway.standard.resources import bundled
from tests.rules.case_files import START, case, requested
from tests.rules.claim_files import claimed
from tests.rules.judged import TODAY, finds, the_only, verdict
from tests.support.messages.claims import wmo323, wmo325
from tests.support.messages.messages import wmo301, wmo305, wmo307
from tests.support.messages.requests import wmo315, wmo317, wmo319

MAKERS = pytest.mark.parametrize(
    ("make", "stands"),
    [
        (wmo301, CaseFile()),
        (wmo305, case()),
        (wmo307, case(START)),
        (wmo315, CaseFile()),
        (wmo317, requested()),
        (wmo319, CaseFile()),
        (wmo323, claimed()),
        (wmo325, CaseFile()),
    ],
    ids=["301", "305", "307", "315", "317", "319", "323", "325"],
)


def versions(basis: str = "1.0.0", bericht: str = "1.0.0") -> XsdVersie:
    return XsdVersie(basisschema_xsd_versie=basis, bericht_xsd_versie=bericht)


class Wider(Wmo305):
    """A start of a release that has come out more than once."""

    soort: ClassVar[MessageKind] = replace(
        Wmo305.soort, basis_min="1.0.0", basis_max="2.0.1", xsd_min="1.2.0", xsd_max="1.10.3"
    )


def broken(basis: str, bericht: str) -> list[str]:
    start = wmo305(xsd_versie=versions(basis, bericht))
    message = Wider(header=start.header, client=start.client)
    faults = check(message, CaseFile(), Outside(today=TODAY))
    return [fault.text for fault in faults]


@MAKERS
def test_passes_the_versions_of_the_release(make, stands):
    assert finds("IV034", make(xsd_versie=versions()), stands, today=TODAY) == []


@MAKERS
@pytest.mark.parametrize("version", ["0.9.9", "1.0.1", "1.1.0", "2.0.0", "10.0.0"])
@pytest.mark.parametrize("element", ["BasisschemaXsdVersie", "BerichtXsdVersie"])
def test_fails_either_version_when_it_is_another(make, stands, version, element):
    given = versions(basis=version) if element.startswith("Basis") else versions(bericht=version)
    finding = the_only("IV034", make(xsd_versie=given), stands, today=TODAY)
    assert finding.path == f"/Bericht/Header/XsdVersie/{element}"
    assert finding.class_path == "/Bericht/Header"
    assert finding.values == {element: version}
    soort = make().soort.name
    assert finding.explanation == f"{element} is {version}. Release 3.2 kent voor een {soort} alleen 1.0.0."


def test_fails_both_as_signals_that_refuse_nothing():
    message = wmo305(xsd_versie=versions("1.0.1", "1.0.2"), begindatum="2024-03-01")
    result = verdict(message, case(), today=TODAY)
    assert result.outcome is Outcome.GOEDGEKEURD
    assert [finding.code for finding in result.findings] == ["IV034", "IV034"]
    for finding in result.findings:
        assert (finding.level, finding.severity, finding.retourcode) == (5, Severity.SIGNAAL, None)


@pytest.mark.parametrize(("basis", "bericht"), [("1.0.0", "1.2.0"), ("2.0.1", "1.10.3"), ("1.99.0", "1.9.9")])
def test_passes_between_the_oldest_and_the_newest_both_included(basis, bericht):
    assert broken(basis, bericht) == []


@pytest.mark.parametrize(
    ("basis", "bericht", "told"),
    [
        ("0.9.9", "1.2.0", "BasisschemaXsdVersie is 0.9.9. Release 3.2 kent voor een WMO305 1.0.0 tot en met 2.0.1."),
        ("2.0.2", "1.2.0", "BasisschemaXsdVersie is 2.0.2. Release 3.2 kent voor een WMO305 1.0.0 tot en met 2.0.1."),
        ("1.0.0", "1.1.9", "BerichtXsdVersie is 1.1.9. Release 3.2 kent voor een WMO305 1.2.0 tot en met 1.10.3."),
        ("1.0.0", "1.10.4", "BerichtXsdVersie is 1.10.4. Release 3.2 kent voor een WMO305 1.2.0 tot en met 1.10.3."),
        ("1.0.0", "1.100.0", "BerichtXsdVersie is 1.100.0. Release 3.2 kent voor een WMO305 1.2.0 tot en met 1.10.3."),
    ],
)
def test_fails_outside_them_number_by_number(basis, bericht, told):
    assert broken(basis, bericht) == [told]


@given(st.tuples(*[st.integers(0, 120)] * 3))
def test_fails_whatever_lies_outside_the_bounds(version):
    text = ".".join(map(str, version))
    assert bool(broken("1.0.0", text)) is not ((1, 2, 0) <= version <= (1, 10, 3))


@pytest.mark.parametrize("soort", IWMO_3_2.kinds.values(), ids=lambda soort: soort.name)
def test_passes_by_the_bounds_that_the_schemas_themselves_name(soort):
    text = (bundled("xsd") / "iwmo-3.2" / soort.schema).read_text(encoding="utf-8")
    told = dict(re.findall(r"<iwmo:(\w+Xsd\w*Versie)>(.*)</", text))
    assert (soort.xsd_versie, soort.base_version) == (told["BerichtXsdVersie"], told["BasisschemaXsdVersie"])
    assert (soort.xsd_min, soort.xsd_max) == (told["BerichtXsdMinVersie"], told["BerichtXsdMaxVersie"])
    assert (soort.basis_min, soort.basis_max) == (told["BasisschemaXsdMinVersie"], told["BasisschemaXsdMaxVersie"])
