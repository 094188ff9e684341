"""The standalone bot around the plugin: login, intents, sync, shards, and a clean end."""
