"""Spreadsheets from outside are hostile until checked; plain sheets come out. Nothing here knows of audits."""
