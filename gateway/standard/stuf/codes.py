"""The error codes of the chain: what each means, who mends it, and whether the same message may be sent again.

The two lists of the chain use some numbers for different things, so a code is looked up with its list. Sources: StUF
03.01 for StUF…; the Ketenbureau's list of Fo01 codes of November 2025 for `CURRENT`; the lists of 2017 and 2018 in the
documentation of VNG Realisatie for `FORMER`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal

from gateway.standard.stuf.messages import Side

CodeList = Literal["2025", "2017"]
"""The list of Fo01 codes that a party of the chain speaks by."""


class Remedy(StrEnum):
    """What is to be done about a message that was refused with a code."""

    RETRY = "opnieuw"
    """Send the same envelope again: nothing is wrong with it."""
    HOLD = "wachten"
    """Send it again when the freeze is over."""
    CORRECT = "verbeteren"
    """Mend what is wrong, and send it as a new message."""
    SPLIT = "splitsen"
    """Send it in parts, each as a new message."""
    ADMINISTER = "beheer"
    """Someone has to arrange something with a party of the chain first."""
    STOP = "stoppen"
    """Don't send it again."""


@dataclass(frozen=True, slots=True)
class ChainCode:
    """One error code."""

    code: str
    meaning: str
    """What is wrong (Dutch), for the municipality whose message it is."""
    remedy: Remedy


def _stuf(code: str, plek: Side, meaning: str) -> tuple[ChainCode, Side]:
    return ChainCode(code, meaning, Remedy.RETRY if plek == "server" else Remedy.CORRECT), plek


_STUF_ROWS: Final = (
    _stuf("StUF001", "server", "deze versie van StUF wordt niet ondersteund"),
    _stuf("StUF004", "server", "dit sectormodel wordt niet ondersteund"),
    _stuf("StUF007", "server", "deze versie van het sectormodel wordt niet ondersteund"),
    _stuf("StUF010", "client", "de ontvanger is hier niet bekend"),
    _stuf("StUF013", "client", "de zender is hier niet bekend"),
    _stuf("StUF016", "client", "onder dit referentienummer kwam van deze zender al een ander bericht"),
    _stuf("StUF019", "client", "het tijdstip ligt niet na dat van het vorige bericht"),
    _stuf("StUF022", "client", "deze berichtcode bestaat niet"),
    _stuf("StUF025", "server", "deze berichtcode wordt niet ondersteund"),
    _stuf("StUF034", "client", "deze functie bestaat niet"),
    _stuf("StUF037", "server", "deze functie wordt niet ondersteund"),
    _stuf("StUF040", "server", "deze berichtcode hoort niet bij deze functie"),
    _stuf("StUF043", "client", "het crossRefnummer is hier niet bekend"),
    _stuf("StUF046", "server", "het bericht kon niet worden opgeslagen"),
    _stuf("StUF052", "client", "de zender mag dit bericht niet sturen"),
    _stuf("StUF055", "client", "het bericht voldoet niet aan zijn schema"),
    _stuf("StUF058", "server", "het bericht kon niet worden verwerkt"),
)

STUF_CODES: Final[Mapping[str, ChainCode]] = MappingProxyType({row.code: row for row, _ in _STUF_ROWS})
SIDES: Final[Mapping[str, Side]] = MappingProxyType({row.code: side for row, side in _STUF_ROWS})
"""Who is to mend it, as StUF has it for each code."""

# A version or function that isn't supported there stays so: sending the same again mends nothing.
_FIXED_AT_RECEIVER: Final = frozenset({"StUF001", "StUF004", "StUF007", "StUF025", "StUF037", "StUF040"})

_CURRENT_ROWS: Final = (
    ChainCode("IB001", "de envelop (bij CAK en VWS: het bericht) voldoet niet aan zijn schema", Remedy.CORRECT),
    ChainCode("IB002", "de zender mag het GGK niet gebruiken", Remedy.ADMINISTER),
    ChainCode("IB003", "het bericht is groter dan 25 MB", Remedy.SPLIT),
    ChainCode("IB004", "deze functie bestaat niet", Remedy.CORRECT),
    ChainCode("IB005", "deze gemeentecode bestaat niet", Remedy.CORRECT),
    ChainCode("IB006", "het systeem mag deze soort bericht niet sturen", Remedy.ADMINISTER),
    ChainCode("IB007", "deze organisatie mag deze functie niet gebruiken", Remedy.ADMINISTER),
    ChainCode("IB008", "de indiener heeft bij VECOZO niet de rol die dit vraagt", Remedy.ADMINISTER),
    ChainCode("IB009", "bij VECOZO ontbreekt de toestemming van de zender", Remedy.ADMINISTER),
    ChainCode("IB010", "de geadresseerde is niet aangesloten, of zijn AGB-code klopt niet", Remedy.CORRECT),
    ChainCode("IB011", "de geadresseerde heeft bij VECOZO niet de rol die dit vraagt", Remedy.ADMINISTER),
    ChainCode("IB012", "het bericht is groter dan 25 MB", Remedy.SPLIT),
    ChainCode("IB013", "in het bericht is een virus gevonden; het is verwijderd", Remedy.STOP),
    ChainCode("IB014", "het bericht voldoet niet aan zijn schema", Remedy.CORRECT),
    ChainCode("IB015", "persoonsgegevens mogen niet in deze testomgeving", Remedy.CORRECT),
    ChainCode("IB016", "dit referentienummer is al eerder gebruikt", Remedy.CORRECT),
    ChainCode("IB017", "gegevens van de applicatie ontbreken", Remedy.CORRECT),
    ChainCode("IB018", "gegevens van de applicatie kloppen niet", Remedy.CORRECT),
    ChainCode("IB019", "op deze declaratie is al geantwoord", Remedy.STOP),
    ChainCode("IB020", "op deze declaratie is al geantwoord", Remedy.STOP),
    ChainCode("IB021", "er staat niet bij op welk bericht dit antwoordt", Remedy.CORRECT),
    ChainCode("IB022", "er staat niet bij op welk bericht dit antwoordt", Remedy.CORRECT),
    ChainCode("IB023", "deze functie staat nu stil", Remedy.HOLD),
    ChainCode("IB901", "het zipbestand is niet te lezen", Remedy.CORRECT),
    ChainCode("IB902", "in het zipbestand zitten te veel bestanden", Remedy.CORRECT),
    ChainCode("IB903", "het zipbestand heeft een wachtwoord", Remedy.CORRECT),
    ChainCode("IB904", "een bestand in het zipbestand is groter dan 25 MB", Remedy.SPLIT),
    ChainCode("IB905", "het zipbestand is leeg", Remedy.CORRECT),
)
_FORMER_ROWS: Final = (
    ChainCode("IB002", "de zender mag het GGK niet gebruiken", Remedy.ADMINISTER),
    ChainCode("IB007", "het bericht is te groot", Remedy.SPLIT),
    ChainCode("IB009", "het referentienummer of crossRefnummer is geen UUID versie 4", Remedy.CORRECT),
    ChainCode("IB101", "er is geen geldige CPA", Remedy.ADMINISTER),
    ChainCode("IB102", "voor deze berichtenstroom is geen route ingesteld", Remedy.ADMINISTER),
    ChainCode("IB103", "deze soort bericht staat nu stil", Remedy.HOLD),
    ChainCode("IB210", "de ontvanger is niet bekend", Remedy.CORRECT),
    ChainCode("IB213", "de zender is niet bekend", Remedy.CORRECT),
    ChainCode("IB216", "deze zender gebruikte dit referentienummer al", Remedy.CORRECT),
    ChainCode("IB234", "deze functie hoort niet bij deze organisatie", Remedy.CORRECT),
    ChainCode("IB240", "deze berichtcode hoort niet bij deze functie", Remedy.CORRECT),
    ChainCode("IB798", "de versie van StUF is een andere dan in het GGK-portaal is ingesteld", Remedy.ADMINISTER),
    ChainCode("RIN001", "de envelop voldoet niet aan zijn schema", Remedy.CORRECT),
    ChainCode("BRS02", "de indiener heeft bij VECOZO niet de rol die dit vraagt", Remedy.ADMINISTER),
    ChainCode("BRS03", "de indiener is niet gemachtigd door de zender", Remedy.ADMINISTER),
    ChainCode("BRS04", "de geadresseerde is niet aangesloten", Remedy.CORRECT),
    ChainCode("BRS05", "de geadresseerde heeft niet de rol die dit vraagt", Remedy.ADMINISTER),
    ChainCode("BRS06", "de geadresseerde gaf geen toestemming", Remedy.ADMINISTER),
    ChainCode("CC02", "het bericht voldoet niet aan zijn schema", Remedy.CORRECT),
    ChainCode("CC03", "het bericht is groter dan 25 MB", Remedy.SPLIT),
    ChainCode("CC04", "het referentienummer of crossRefnummer is geen UUID versie 4", Remedy.CORRECT),
    ChainCode("CC05", "bij een heenbericht is het referentienummer niet dat van de conversatie", Remedy.CORRECT),
    ChainCode("CC06", "gegevens van de applicatie ontbreken", Remedy.CORRECT),
    ChainCode("CC07", "het antwoord hoort niet bij een bericht dat bekend is", Remedy.CORRECT),
    ChainCode("CC08", "dit referentienummer is in deze stroom al gebruikt", Remedy.CORRECT),
    ChainCode("CC09", "de geadresseerde van de envelop is een andere dan die in het bericht", Remedy.CORRECT),
    ChainCode("CC11", "op deze declaratie is al geantwoord", Remedy.STOP),
)
CODE_LISTS: Final[Mapping[CodeList, Mapping[str, ChainCode]]] = MappingProxyType(
    {
        "2025": MappingProxyType({row.code: row for row in _CURRENT_ROWS}),
        "2017": MappingProxyType({row.code: row for row in _FORMER_ROWS}),
    }
)


def look_up(code: str, code_list: CodeList, plek: Side = "client") -> ChainCode:
    """Return what this code means by that list; a StUF code means the same by each.

    `plek` decides about a code that neither knows: what is wrong at the receiver may be over when it is sent again.
    """
    found = STUF_CODES.get(code) or CODE_LISTS[code_list].get(code)
    if found is None:
        return ChainCode(code, "deze code kennen wij niet", Remedy.RETRY if plek == "server" else Remedy.ADMINISTER)
    if code in _FIXED_AT_RECEIVER:
        return ChainCode(code, found.meaning, Remedy.ADMINISTER)
    return found


def differs(code: str, code_list: CodeList) -> ChainCode | None:
    """Return what the other list has under this code when that is something else; None when it isn't."""
    own = CODE_LISTS[code_list].get(code)
    other = CODE_LISTS["2017" if code_list == "2025" else "2025"].get(code)
    return other if own is not None and other is not None and own != other else None
