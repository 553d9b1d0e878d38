"""What rows of a workbook mean and what is doubtful about them: pure, without the database."""
