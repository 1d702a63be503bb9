"""The workbook that a leader fills, and the copy that a reviewer does."""
