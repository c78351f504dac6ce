"""What the planner of PostgreSQL is told where it would go wrong: as tables fill, or beside one that is huge."""

from typing import Final

BY_INDEX: Final = "; ".join(
    (
        "set local plan_cache_mode = force_custom_plan",
        *(f"set local enable_{way} = off" for way in ("seqscan", "hashjoin", "mergejoin")),
    )
)
"""For the rest of the transaction the planner goes by indexes, and by the tables as they are: a plan that was made when
they were nearly empty would be kept, and one that reads all of a table for a few rows of it never ends at millions."""
