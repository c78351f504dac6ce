"""Examples of each command, which its help shows; with a fresh database they can be given in this order."""

from collections.abc import Mapping, Sequence
from typing import Final

MAX_EXAMPLES_OF_A_GROUP: Final = 5

_ID: Final = "01890a5d-ac96-774b-bcce-b302099a8057"

EXAMPLES: Final[Mapping[str, Sequence[str]]] = {
    "": ("demo", "validate samples/wmo305-goed.xml", "serve", "accounts list", "completion bash"),
    "demo": ("demo",),
    "serve": ("serve", "serve --poort 8080 --zonder-worker"),
    "worker": ("worker",),
    "channels test": ("channels test 01234567", "channels test 01234567 --rondreis 0983 --wacht 300"),
    "freezes add": ("freezes add ggk --van 2026-12-31T18:00 --tot 2027-01-02T08:00",),
    "freezes list": ("freezes list",),
    "freezes end": ("freezes end 1",),
    "channels schemas": ("channels schemas --map /srv/ggk0210",),
    "channels incoming": ("channels incoming", "channels incoming --json"),
    "channels drop": ("channels drop 0f9e8d7c-6b5a-4493-8271-605f4e3d2c1b",),
    "channels open": (
        "channels open --sinds 2026-01-01",
        "channels open --sinds 2026-01-01 --uren 72 --kanaal ggk --json",
        "channels open --sinds 2026-01-01 --csv open.csv",
    ),
    "portal pack": ("portal pack /srv/sftp/zorg",),
    "portal read": ("portal read portaal berichten.zip",),
    "simulator serve": (
        "simulator serve --scenario samples/simulator/alleen.toml",
        "simulator serve --scenario keten.toml --zaad 7 --poort 8018",
    ),
    "build": (
        "build WMO305 samples/build/wmo305.json --uitvoer start.xml",
        "build WMO305 samples/wmo301-goed.xml --uit-toewijzing 4101",
    ),
    "validate": (
        "validate samples/wmo305-goed.xml",
        "validate samples --vorm jsonl",
        "validate start.xml --met-administratie --doel 'vraag van de aanbieder'",
    ),
    "rules": ("rules", "rules TR134", "rules --markdown"),
    "completion": ("completion bash", "completion fish"),
    "accounts add": (
        "accounts add 0983 --soort gemeente --naam Venlo --beleid noord-limburg",
        "accounts add 01234567 --soort aanbieder --naam 'Zorg BV' --afleveradres https://zorg.example/ --ongeprobeerd",
    ),
    "accounts change": (
        "accounts change 01234567 --kanaal postvak",
        "accounts change 0983 --werkdag goede-vrijdag --werkdag bevrijdingsdag",
    ),
    "accounts list": ("accounts list", "accounts list --soort aanbieder --json"),
    "accounts history": ("accounts history 01234567",),
    "accounts secret": ("accounts secret 01234567",),
    "accounts freeze": ("accounts freeze 01234567 --reden-bestand reden.txt",),
    "accounts release": ("accounts release 01234567",),
    "accounts key": ("accounts key 01234567 --omschrijving testomgeving --dagen 90",),
    "accounts keys": ("accounts keys 01234567",),
    "accounts rotate": ("accounts rotate 01234567 a1b2c3d4 --overlap 14",),
    "accounts revoke": ("accounts revoke 01234567 a1b2c3d4",),
    "accounts grant": ("accounts grant 01234567 --oidc zorgsysteem --omschrijving 'koppeling zorgsysteem'",),
    "accounts ways": ("accounts ways 01234567",),
    "accounts withdraw": ("accounts withdraw 01234567 --oidc zorgsysteem",),
    "accounts mandate": ("accounts mandate servicebureau 01234567 --berichten WMO305,WMO307 --vanaf 2026-01-01",),
    "accounts mandates": ("accounts mandates", "accounts mandates --json"),
    "accounts end-mandate": ("accounts end-mandate 1",),
    "people add": (
        "people add 0983 --inlognaam jo.jansen --naam 'Jo Jansen' --rol consulent",
        "people add 01234567 --inlognaam sam.smit --naam 'Sam Smit' --rol raadpleger",
    ),
    "people list": ("people list 0983", "people list 0983 --json"),
    "people reset": ("people reset jo.jansen",),
    "people remove": ("people remove jo.jansen",),
    "alerts add": (
        "alerts add 0983 https://backoffice.example/iwmo",
        "alerts add beheer https://beheer.example/iwmo --soort zegel.te-laat",
    ),
    "alerts list": ("alerts list", "alerts list 0983 --json"),
    "alerts secret": (f"alerts secret {_ID}",),
    "alerts test": (f"alerts test {_ID}",),
    "alerts sent": ("alerts sent 0983 --staat opgegeven",),
    "alerts remove": (f"alerts remove {_ID}",),
    "contracts load": (
        "contracts load samples/contracten.csv --gemeente 0983 --proef",
        "contracts load samples/contracten.csv --gemeente 0983",
    ),
    "contracts list": ("contracts list --gemeente 0983", "contracts list --gemeente 0983 --formaat csv"),
    "tariffs load": (
        "tariffs load samples/tarieven.csv --gemeente 0983 --proef",
        "tariffs load samples/tarieven.csv --gemeente 0983",
    ),
    "tariffs list": ("tariffs list --gemeente 0983", "tariffs list --gemeente 0983 --xlsx tarieven.xlsx"),
    "deliveries list": (
        "deliveries list --staat opgegeven",
        "deliveries list --ontvanger 01234567 --volgorde nieuwste --json",
    ),
    "deliveries receivers": ("deliveries receivers",),
    "deliveries retry": (
        "deliveries retry --ontvanger 01234567 --sinds 2026-03-01T08:00 --proef",
        "deliveries retry --ontvanger 01234567 --sinds 2026-03-01T08:00",
        f"deliveries retry {_ID}",
    ),
    "claims audit": ("claims audit 0983 12", "claims audit 0983 12 --csv blad.csv --pdf blad.pdf"),
    "claims list": ("claims list --gemeente 0983 --vanaf 2026-03-01", "claims list --met-afwijzing --json"),
    "claims totals": ("claims totals --gemeente 0983 --vanaf 2026-01-01", "claims totals --aanbieder 01234567 --json"),
    "claims lines": (
        "claims lines --toewijzing 12 --staat toegekend",
        "claims lines --aanbieder 01234567 --staat afgewezen --json",
        "claims lines --gemeente 0983 --vanaf 2026-01-01 --xlsx prestaties.xlsx",
    ),
    "messages list": (
        "messages list --soort WMO305 --oordeel afgekeurd --vanaf 2026-03-01",
        "messages list --gemeente 0983 --volgorde nieuwste --aantal 20 --json",
    ),
    "assignments list": (
        "assignments list 0983 --loopt-op 2026-03-01 --niet-begonnen",
        "assignments list 0983 --loopt-op 2026-03-01 --csv toewijzingen.csv",
        "assignments list 0983 --aanbieder 01234567 --json --doel 'overleg met de aanbieder'",
    ),
    "assignments overrides": ("assignments overrides 0983 --vanaf 2026-01-01 --doel 'toezicht op overrulen'",),
    "clients find": (
        "clients find 0983 --bestand bsn.txt",
        "clients find 0983 --geboortedatum 1950-06-15 --bestand naam.txt --doel 'vraag van een consulent'",
    ),
    "clients dossier": (f"clients dossier 0983 {_ID}",),
    "requests list": (
        "requests list 0983 --uiterlijk 2026-03-06",
        "requests list 0983 --soort wijziging --aanbieder 01234567 --json --doel 'overleg met de aanbieder'",
    ),
    "requests grant": (f"requests grant 0983 {_ID} --beslist-door 'J. Consulent'",),
    "requests refuse": (f"requests refuse 0983 {_ID} --reden 3",),
    "requests investigate": (f"requests investigate 0983 {_ID}",),
    "parked list": ("parked list",),
    "parked judge": ("parked judge --alle", f"parked judge {_ID}"),
    "policy audit": ("policy audit 0983", "policy audit 0983 --beleid noord-limburg --op 2026-01-01 --json"),
    "policy show": ("policy show", "policy show --regio noord-limburg --op 2024-01-01"),
    "policy check": ("policy check samples/beleid/duinstreek",),
    "policy diff": ("policy diff 2023-12-31 2024-01-01",),
    "policy checks": ("policy checks", "policy checks NL-201"),
    "db upgrade": ("db upgrade",),
    "db check": ("db check",),
    "db move": ("db move postgresql://iwmo@db.example.nl/iwmo", "db move --url-bestand adres.txt"),
    "db restored": ("db restored",),
    "backup create": ("backup create /mnt/backup/2026-03-01 --wachtzin-bestand wachtzin.txt",),
    "backup archive": ("backup archive /mnt/backup/logboek", "backup archive --uit"),
    "backup restore": (
        "backup restore /mnt/backup/2026-03-01 --wachtzin-bestand wachtzin.txt",
        "backup restore /mnt/backup/2026-03-01 --archief /mnt/backup/logboek --tot 2026-03-01T08:00",
    ),
    "vault rotate": ("vault rotate",),
    "vault rewrap": ("vault rewrap",),
    "vault replace-search-key": ("vault replace-search-key",),
    "vault export": ("vault export sleutelring-2026.json",),
    "vault import": ("vault import sleutelring-2026.json --proef", "vault import sleutelring-2026.json"),
    "ledger seal": ("ledger seal",),
    "ledger verify": ("ledger verify", f"ledger verify --zegel {'9f' * 32}"),
    "ledger root": ("ledger root", "ledger root --tijdstempel tijdstempel.tsr"),
    "ledger proof": (f"ledger proof {_ID}",),
    "ledger check": ("ledger check bewijs.json --bericht start.xml",),
    "signals refresh": ("signals refresh", "signals refresh --alle"),
    "signals list": (
        "signals list 0983 --voor-wie backoffice",
        "signals list 0983 --code NL-805 --voor 2026-04-01 --json --doel 'bewaking van starts'",
    ),
    "indicators show": ("indicators show 0983 --jaar 2025", "indicators show 0983 --jaar 2025 --xlsx indicatoren.xlsx"),
    "indicators cases": ("indicators cases 0983 uitstroom --jaar 2025 --segment 1A2",),
    "indicators define": ("indicators define",),
    "reads list": (f"reads list --client {_ID} --doel 'vraag van de cliënt'",),
    "retention show": ("retention show",),
    "retention run": ("retention run --proef", "retention run"),
    "retention hold": (f"retention hold --client {_ID} --reden-bestand reden.txt",),
    "retention release": (f"retention release --client {_ID}",),
}
"""By command what may follow `gateway`; "": the program itself."""


def examples_of(command: str) -> Sequence[str]:
    """Return the examples of a command, or the first of each command of a group; whole command lines."""
    own = EXAMPLES.get(command)
    if own is None:
        own = [each[0] for name, each in EXAMPLES.items() if name.startswith(f"{command} ")][:MAX_EXAMPLES_OF_A_GROUP]
    return [f"gateway {each}" for each in own]
