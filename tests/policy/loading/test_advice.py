"""Every fault that a policy file can have comes with what to do about it."""

import re
from pathlib import Path

import pytest

from gateway.policy.loading import consistency
from gateway.policy.loading.advice import advice_on
from gateway.standard.toml.shape import _FAULT_TEXTS, _PATTERN_TEXTS

IN_CODE = re.findall(r"""yield .*?f?(?:'|")(.+?)(?:'|")\n""", Path(consistency.__file__).read_text("utf-8"))


@pytest.mark.parametrize(
    "text", [*_FAULT_TEXTS.values(), *_PATTERN_TEXTS.values(), "heeft een waarde die hier niet kan"]
)
def test_a_fault_of_shape_has_advice(text: str) -> None:
    assert advice_on(f"producten.02A02.x {text}").endswith(".")


def test_a_fault_between_parts_has_advice() -> None:
    assert len(IN_CODE) > 15
    assert [text for text in IN_CODE if not advice_on(text)] == []


def test_the_most_telling_words_count() -> None:
    missing = 'stapeling "2A + 3A" ontbreekt: elk tweetal segmenten staat er, ook een met zichzelf'
    assert "onbepaald" in advice_on(missing)
    assert advice_on("toetsen NL-816 ontbreekt; hier staan NL-101").startswith("Voeg de tabel toe")
    assert advice_on("niets van dit alles") == ""
