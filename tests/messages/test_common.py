"""What the message types share: a class knows its element, and its whole text where a comment cuts it."""

from dataclasses import replace

import pytest

from gateway.messages.common import Product, fixed, new_instance, whole, xsd_versie
from gateway.messages.read import read
from gateway.standard.releases import IWMO_3_2
from gateway.standard.xml.parse import parse
from tests.rules.judged import edited
from tests.support.messages.messages import wmo305


def test_a_class_without_cuts_is_whole():
    product = Product(categorie="02", code="02A02")
    assert whole(product) is product


def test_whole_has_the_text_around_a_comment():
    message = read(parse(edited(wmo305(), {">02A02<": ">02<!-- cut -->A02<"})))
    product = message.client.start_producten[0].product
    assert product.code == "02"
    assert whole(product) == replace(product, code="02A02")
    assert whole(message.client) is message.client


def test_where_a_class_was_read_plays_no_part_in_equality():
    start = read(parse(edited(wmo305(), {}))).client.start_producten[0]
    assert start.path
    assert start == wmo305().client.start_producten[0]


def test_a_new_instance_has_the_values_of_its_dict():
    product = new_instance(Product)
    product.__dict__.update(categorie="02", code=None)
    assert product == Product(categorie="02")


@pytest.mark.parametrize("kind", IWMO_3_2.kinds.values(), ids=lambda kind: kind.name)
def test_the_type_decides_code_release_and_versions(kind):
    facts = fixed(kind)
    assert facts["bericht_code"] == kind.code
    assert f"{facts['bericht_versie']}.{facts['bericht_subversie']}" == kind.release
    assert facts["xsd_versie"] == xsd_versie(kind)
    assert xsd_versie(kind).bericht_xsd_versie == kind.xsd_versie
    assert xsd_versie(kind).basisschema_xsd_versie == kind.base_version
