"""The pages, one file a screen: read the fields, call the use case, render. No use case has a rule of its own here."""
