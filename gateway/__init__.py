"""A message gateway for iWmo 3.2: builds, checks, keeps and delivers Wmo messages."""
