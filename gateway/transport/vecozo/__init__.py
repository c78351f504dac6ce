"""VECOZO over REST (VSP-Koppeling): a provider's messages are handed in there, and fetched there."""
