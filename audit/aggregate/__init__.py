"""Many returns: found, read, remembered, added up, and given out as figures and as data."""
