"""Where the data folders that belong to the program are found, in a checkout and in an installed wheel."""

from pathlib import Path
from typing import Literal, get_args

Name = Literal["xsd", "migrations", "samples"]
"""The folders at the top of the checkout that a wheel carries as `gateway/_bundled/<name>`."""

PACKAGE = Path(__file__).resolve().parent.parent


def bundled(name: Name) -> Path:
    """Return the existing folder `name`: the wheel's own copy when there is one, else that of the checkout.

    Raises FileNotFoundError when neither is there, ValueError for a name that no wheel carries.
    """
    if name not in get_args(Name):
        raise ValueError(f"{name!r} is not a bundled folder; those are {', '.join(get_args(Name))}")
    places = (PACKAGE / "_bundled" / name, PACKAGE.parent / name)
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(
        f"The folder {name!r} is missing: it is neither in the installed package ({places[0]}) nor in the "
        f"checkout ({places[1]}). Install the package again, or restore the checkout."
    )
