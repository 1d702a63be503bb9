"""Check how well an organisation shares information to safeguard children.

A checklist (YAML) asks; a workbook is filled; :mod:`audit.judgement` scores it; :mod:`audit.report` says what to do
next.
"""

__version__ = "0.1.0"
