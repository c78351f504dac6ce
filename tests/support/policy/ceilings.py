"""A contract of a provider for 1B with a ceiling, and tariffs, for tests of ceilings."""

from dataclasses import replace
from datetime import date

from gateway.policy.care_file import Contract
from gateway.policy.tariffs import Tariff
from tests.support.policy.tariffs import ALL

CEILING = Contract(
    aanbieder="99990001",
    segment="1B",
    soort="strategisch-regionaal",
    vanaf=date(2024, 1, 1),
    tot=date(2024, 12, 31),
    plafond=5_000_00,
)
"""Two trajecten of € 2.400 fit under it, three don't."""
TRAJECT: Tariff = replace(ALL, vanaf=date(2024, 1, 1), tot=None)
"""€ 2.400."""
MONTHLY: Tariff = replace(TRAJECT, categorie="08", code="08V02", bedrag=50_00)
