"""Commands about the chain of GGK and VECOZO."""
