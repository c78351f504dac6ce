"""A file is saved under its name, whatever its kind."""

from gateway.console.view.files import PDF, as_file


def test_a_file_has_its_name_and_its_kind() -> None:
    response = as_file(b"x", "lijst.csv")
    assert response.headers["content-disposition"] == 'attachment; filename="lijst.csv"'
    assert response.headers["content-type"].startswith("text/csv")
    assert as_file(b"x", "a.pdf", PDF).headers["content-type"] == "application/pdf"
