"""Settings for PostgreSQL's planner where it would go wrong: while tables fill, or beside a huge table."""

from typing import Final

BY_INDEX: Final = "; ".join(
    (
        "set local plan_cache_mode = force_generic_plan",
        *(f"set local enable_{way} = off" for way in ("seqscan", "hashjoin", "mergejoin")),
    )
)
"""For the rest of the transaction plans use indexes and are kept. Without this, a plan that was made when a table was
nearly empty would read all of it once it is full; and making plans anew costs more than carrying them out."""

ANEW: Final = f"{BY_INDEX}; set local plan_cache_mode = force_custom_plan"
"""The same, but plans are made anew for the tables as they are now, for statements over very large tables."""
