"""Public ids: what stands in a URL instead of the database key."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 10


def new_public_id() -> str:
    """Return ten random characters that are hard to misread (49 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
