"""Settings come from the environment, and from no file that happens to be there."""

from pathlib import Path

import pytest

from gateway.settings import Settings


def test_an_argument_counts_before_the_environment_and_a_file_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("GATEWAY_DELIVERY_DAYS=9\n")
    monkeypatch.delenv("GATEWAY_DELIVERY_DAYS", raising=False)
    assert Settings().delivery_days == Settings.model_fields["delivery_days"].default
    monkeypatch.setenv("GATEWAY_DELIVERY_DAYS", "5")
    assert Settings().delivery_days == 5
    assert Settings(delivery_days=4).delivery_days == 4
