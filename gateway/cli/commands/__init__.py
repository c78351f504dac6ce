"""The commands, one file a command or group; those of a theme with several share a folder."""
