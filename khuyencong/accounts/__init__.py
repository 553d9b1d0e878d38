"""People, organisations, roles with scope, delegation and sign-in."""
