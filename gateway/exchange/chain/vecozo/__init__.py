"""What VECOZO has for the providers here is fetched, and it is asked what became of what they sent."""
