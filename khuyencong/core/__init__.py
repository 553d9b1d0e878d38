"""Plain helpers of the whole house: đồng, words, Vietnamese text, periods, findings, services."""
