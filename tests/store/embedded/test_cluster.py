"""The server takes a fair part of the memory there is."""

from pathlib import Path

import pytest

from gateway.store.embedded.cluster import shared_buffers


@pytest.mark.parametrize(
    ("limit", "buffers"),
    [("1073741824\n", "256MB"), ("134217728\n", "128MB")],
    ids=["a small container", "a tiny one"],
)
def test_a_container_counts_for_its_limit(tmp_path: Path, limit: str, buffers: str) -> None:
    file = tmp_path / "memory.max"
    file.write_text(limit)
    assert shared_buffers(file) == buffers


@pytest.mark.parametrize("limit", ["max\n", "99999999999999\n", None], ids=["no limit", "a large one", "no container"])
def test_without_a_limit_it_is_the_machine_that_counts(tmp_path: Path, limit: str | None) -> None:
    file = tmp_path / "memory.max"
    if limit is not None:
        file.write_text(limit)
    assert 128 <= int(shared_buffers(file).removesuffix("MB")) <= 1024
