"""A municipality decides on care: clients, contracts, assignments, the WMO301 that follows."""
