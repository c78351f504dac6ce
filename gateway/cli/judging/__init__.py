"""Judge many files on several processes, and show what was found."""
