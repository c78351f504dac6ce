"""What every command needs: the gateway it opens, its user, its log, its errors."""
