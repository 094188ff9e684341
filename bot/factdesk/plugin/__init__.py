"""The desk in Discord: a discord.py extension. `factdesk.plugin.extension` is where it begins."""
