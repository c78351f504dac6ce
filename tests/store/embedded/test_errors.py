"""Errors of the operating system say where, why and what to do, in Dutch."""

import errno
import os
from pathlib import Path

import pytest

from gateway.store.embedded.errors import EmbeddedPostgresError, disk_hint, explain_os_errors


@pytest.mark.parametrize("number", [errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.ENOLCK, errno.EIO])
def test_every_error_of_the_system_says_where_and_what_to_do(number: int) -> None:
    with (
        pytest.raises(EmbeddedPostgresError, match=r"te gebruiken\. /some/file: .*\. [A-Z].*[.)]$"),
        explain_os_errors(Path("/some")),
    ):
        raise OSError(number, os.strerror(number), "/some/file")


def test_a_disk_with_room_needs_no_hint(tmp_path: Path) -> None:
    assert disk_hint(tmp_path) == ""
    assert disk_hint(tmp_path / "nowhere") == ""
