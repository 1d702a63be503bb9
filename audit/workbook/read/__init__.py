"""A filled workbook becomes an :class:`audit.model.Audit`, everything wrong with it said with its cell."""
