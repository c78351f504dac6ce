"""VECOZO as far as it is known: providers push, pull and follow messages there over REST (VSP-Koppeling)."""
