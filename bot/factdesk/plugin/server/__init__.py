"""What a server may set for itself, and the panels to do it in Discord."""
