"""All measures, in the order in which they are shown."""

from typing import Final

from gateway.policy.insight.care_measures import CARE_MEASURES
from gateway.policy.insight.message_measures import MESSAGE_MEASURES

MEASURES: Final = (*CARE_MEASURES, *MESSAGE_MEASURES)
"""Measures of care first, as they are by segment; then those of messages."""

BY_CODE: Final = {each.code: each for each in MEASURES}
