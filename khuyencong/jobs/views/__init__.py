"""The pages of jobs, notices and letters."""
