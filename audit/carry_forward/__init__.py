"""From one workbook to the next: last year's answers to this year's, and several colleagues' into one."""
