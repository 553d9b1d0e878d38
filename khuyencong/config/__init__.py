"""Settings, root URLs, the web entry point and the embedded database server."""
