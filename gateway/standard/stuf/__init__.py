"""StUF 03.01 as the chain uses it: the envelope of the GGK (2.1 patch 4), its answers and its error codes."""
