"""Whether a report is what it says: worked out again, compared with its workbook, and signed."""
