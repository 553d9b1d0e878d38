"""Pure parts of the dated law: facts, terms of days, and checks of tables."""
