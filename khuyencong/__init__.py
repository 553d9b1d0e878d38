"""Khuyến Công: a public support programme from the first request for advice to its effect."""
