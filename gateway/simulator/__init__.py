"""A chain of one's own: a GGK and parties that speak its protocol over real HTTP, with faults on demand."""
