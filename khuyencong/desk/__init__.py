"""The desk of one user: my work, drafts, search, exports."""
