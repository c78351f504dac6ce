"""Errors of the operating system in Dutch: its own text is in the language it was installed in."""

import errno
from collections.abc import Mapping
from typing import Final

_REASONS: Final[Mapping[int, str]] = {
    errno.ENOENT: "het bestaat niet",
    errno.EISDIR: "het is een map",
    errno.ENOTDIR: "een deel van het pad is geen map",
    errno.EACCES: "de rechten laten het niet toe",
    errno.EPERM: "de rechten laten het niet toe",
    errno.EEXIST: "het bestaat al",
    errno.EROFS: "de schijf is alleen te lezen",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de ruimte die u op de schijf mag gebruiken, is op",
    errno.EIO: "de schijf geeft een fout",
    errno.ELOOP: "het is een koppeling die naar zichzelf leidt",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.EMFILE: "er zijn te veel bestanden open",
    errno.ENFILE: "er zijn te veel bestanden open",
    errno.EBADF: "het is gesloten",
    errno.ENXIO: "er is niemand aan de andere kant, of het is geen bestand",
    errno.ENODEV: "het is geen bestand",
    errno.EINVAL: "dat kan hiermee niet",
    errno.ETXTBSY: "het is een programma dat draait",
    errno.EFBIG: "het wordt groter dan een bestand hier mag zijn",
    errno.ESTALE: "het is er niet meer",
    errno.ETIMEDOUT: "er kwam niets in, ook na enkele seconden wachten niet",
    errno.EADDRINUSE: "het adres is in gebruik",
    errno.EADDRNOTAVAIL: "deze machine heeft dat adres niet",
}


def reason(error: OSError) -> str:
    """Return the reason of the error in a few words, to follow a colon; a rare error has the words of the system."""
    known = _REASONS.get(error.errno or 0)
    return known or f"het systeem meldt: {error.strerror or type(error).__name__}"
