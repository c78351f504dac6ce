"""The coded rules of the standard, one file a code, and the engine that judges a message by them. Pure."""
