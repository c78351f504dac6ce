"""Shapes of lists, their pages and files, and of the dossier."""
