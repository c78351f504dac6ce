"""The fields of a header that the type of message decides."""

import pytest

from gateway.messages.header_facts import fixed, xsd_versie
from gateway.standard.releases import IWMO_3_2

KINDS = IWMO_3_2.kinds.values()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_type_decides_code_release_and_versions(kind):
    facts = fixed(kind)
    assert facts["bericht_code"] == kind.code
    assert f"{facts['bericht_versie']}.{facts['bericht_subversie']}" == kind.release
    assert facts["xsd_versie"] == xsd_versie(kind)
    assert xsd_versie(kind).bericht_xsd_versie == kind.xsd_versie
    assert xsd_versie(kind).basisschema_xsd_versie == kind.base_version
