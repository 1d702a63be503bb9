"""A checklist as a spreadsheet, for the people who write one: out to a workbook, and back as YAML."""
