"""TR371: an answer names the schema version of the claim."""

from gateway.messages.common import XsdVersie
from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.case import CaseFile
from tests.rules.claim_files import answering
from tests.rules.judged import finds, the_only
from tests.support.messages.claims import wmo323, wmo325


def test_passes_the_version_of_the_claim():
    assert finds("TR371", wmo325(), answering(wmo323())) == []
    assert finds("TR371", wmo325(), CaseFile()) == [], "where claims aren't seen"


def test_fails_another_version():
    older = XsdVersie(basisschema_xsd_versie="9.0.0", bericht_xsd_versie=Wmo323.soort.xsd_versie)
    finding = the_only("TR371", wmo325(xsd_versie_declaratie=older), answering(wmo323()))
    assert finding.path == "/Bericht/Header/XsdVersieDeclaratie/BasisschemaXsdVersie"
    assert finding.explanation.endswith("het antwoord noemt 9.0.0.")
    assert finding.retourcode is None
