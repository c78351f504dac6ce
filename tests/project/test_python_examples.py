"""The Python in docs/ runs, and prints what is printed there."""

import doctest
import re

import pytest

from tests.project.refresh_docs import ROOT

EXAMPLES = {
    path.name: "\n".join(blocks)
    for path in sorted((ROOT / "docs").glob("*.md"))
    if (blocks := re.findall(r"^```python\n(.*?)^```$", path.read_text("utf-8"), re.MULTILINE | re.DOTALL))
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_of_a_paper_run(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    test = doctest.DocTestParser().get_doctest(EXAMPLES[name], {}, name, name, 0)
    told: list[str] = []
    result = doctest.DocTestRunner().run(test, out=told.append)
    assert result.attempted > 0
    assert result.failed == 0, "".join(told)


def test_the_paper_on_the_library_has_examples() -> None:
    assert "library.md" in EXAMPLES
