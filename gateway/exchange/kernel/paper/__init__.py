"""Documents for people as PDF: tagged, so that a screen reader can follow them, and with fonts of their own."""
