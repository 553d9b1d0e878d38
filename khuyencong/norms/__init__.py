"""The law as dated rows with citations: ceilings, procedures, lists, holidays."""
