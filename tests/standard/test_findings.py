"""Which findings, in JSON form, are of policy, and which of those a provider sees."""

from gateway.standard.findings import VISIBLE_TO_PROVIDER, is_policy, shown_to_provider


def test_a_finding_of_policy_is_known_by_its_code() -> None:
    assert is_policy({"code": "NL-201"})
    assert not is_policy({"code": "TR019"})
    assert not is_policy({})


def test_a_provider_sees_what_is_not_of_policy_and_what_is_marked() -> None:
    assert shown_to_provider({"code": "TR019"})
    assert not shown_to_provider({"code": "NL-201"})
    assert shown_to_provider({"code": "NL-701", VISIBLE_TO_PROVIDER: True})
