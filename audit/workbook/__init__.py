"""The workbook: written for people, read back by its words and Refs, never by position."""
