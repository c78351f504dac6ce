"""What the planner of PostgreSQL is told where it would go wrong: as tables fill, or beside one that is huge."""

from typing import Final

BY_INDEX: Final = "; ".join(f"set local enable_{way} = off" for way in ("seqscan", "hashjoin", "mergejoin"))
"""For the rest of the transaction the planner goes by indexes: a plan that was made when a table was nearly empty is
kept, and would read all of it once it is full."""

ANEW: Final = f"set local plan_cache_mode = force_custom_plan; {BY_INDEX}"
"""The same, and plans are made for the tables as they are: where one that reads all of a table for a few rows of it
would never end at millions. Making them costs a millisecond."""
