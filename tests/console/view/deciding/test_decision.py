"""The marks and keys by which a form is looked at first and carried out once."""

from gateway.console.view.deciding.decision import hashed, mark_of, new_key


def test_a_key_is_new_each_time_and_of_letters() -> None:
    assert len({new_key() for _ in range(50)}) == 50
    assert new_key().isalpha()


def test_other_content_has_another_mark() -> None:
    assert mark_of(1, {"a": "x", "b": ""}) == mark_of(1, {"b": "", "a": "x"})
    assert len({mark_of(1, {"a": "x"}), mark_of(2, {"a": "x"}), mark_of(1, {"a": "y"}), mark_of(1, {"b": "x"})}) == 4
    assert hashed("a", "b") != hashed("a", "c")
