from pathlib import Path
from typing import get_args

import pytest

from gateway.standard import resources


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty package folder that stands in for gateway/, in a checkout of its own."""
    folder = tmp_path / "checkout" / "gateway"
    folder.mkdir(parents=True)
    monkeypatch.setattr(resources, "PACKAGE", folder)
    return folder


@pytest.mark.parametrize("name", get_args(resources.Name))
def test_every_bundled_folder_is_there_in_this_checkout(name: resources.Name) -> None:
    folder = resources.bundled(name)
    assert folder.name == name
    assert any(folder.iterdir())


def test_the_checkout_serves_when_nothing_is_installed(package: Path) -> None:
    (package.parent / "xsd").mkdir()
    assert resources.bundled("xsd") == package.parent / "xsd"


def test_the_copy_in_the_wheel_goes_before_a_folder_beside_the_package(package: Path) -> None:
    (package.parent / "xsd").mkdir()
    (package / "_bundled" / "xsd").mkdir(parents=True)
    assert resources.bundled("xsd") == package / "_bundled" / "xsd"


def test_a_missing_folder_is_named_with_both_places_where_it_was_sought(package: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        resources.bundled("samples")
    assert str(package / "_bundled" / "samples") in str(caught.value)
    assert str(package.parent / "samples") in str(caught.value)


def test_a_file_of_that_name_is_no_folder(package: Path) -> None:
    (package.parent / "migrations").write_text("")
    with pytest.raises(FileNotFoundError, match="migrations"):
        resources.bundled("migrations")


@pytest.mark.parametrize("name", ["", "..", "gateway", "xsd/iwmo-3.2"])
def test_another_folder_is_not_given_out(name: str) -> None:
    with pytest.raises(ValueError, match="xsd, migrations, samples"):
        resources.bundled(name)  # type: ignore[arg-type]
