"""What the planner of PostgreSQL is told where it would go wrong: as tables fill, or beside one that is huge."""

from typing import Final

BY_INDEX: Final = "; ".join(
    (
        "set local plan_cache_mode = force_generic_plan",
        *(f"set local enable_{way} = off" for way in ("seqscan", "hashjoin", "mergejoin")),
    )
)
"""For the rest of the transaction the planner goes by indexes and keeps its plans: one that was made when a table was
nearly empty would else read all of it once it is full. To make them anew costs more than to carry them out."""

ANEW: Final = f"{BY_INDEX}; set local plan_cache_mode = force_custom_plan"
"""The same, but plans are made for the tables as they are: where one that reads all of a table for a few rows of it
would never end at millions."""
