"""One report value, rendered three ways: HTML for people, CSV for their spreadsheets, JSON for machines."""
