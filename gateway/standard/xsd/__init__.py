"""The schemas: loaded, applied, and their errors explained."""
