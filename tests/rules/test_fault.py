"""A fault points at what exists, and at a few of many."""

from gateway.rules.fault import MAX_PLACES, fault, together
from tests.support.messages.messages import start_product


def test_a_fault_points_at_the_operands_that_exist():
    start = start_product(toewijzing_nummer=None)
    operands = {"ToewijzingNummer": None, "Product/Code": start.product.code, "Product": start.product}
    found = fault(start, "Zo niet.", operands)
    assert found.elements == (("Product", "Code"), ("Product",))
    assert dict(found.values) == {"Code": "02A02"}


def test_a_fault_without_operands_points_at_the_class():
    found = fault(start_product(), "Zo niet.", {"Einddatum": None})
    assert found.elements == ((),)
    assert not found.values


def test_a_group_is_at_fault_at_its_last_and_points_at_a_few_others():
    members = [start_product(begindatum=f"2024-02-{day:02}") for day in range(1, MAX_PLACES + 5)]
    found = together(members, "Dubbel.", {"Begindatum": "2024-02-01", "Einddatum": None}, ("Begindatum",))
    assert found.at is members[-1]
    assert found.also_at == tuple((each, ("Begindatum",)) for each in members[:MAX_PLACES])
    assert dict(found.values) == {"Begindatum": "2024-02-01"}
