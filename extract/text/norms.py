"""Who publishes standards: what their numbers begin with, which is no prefix of an item's number."""

from __future__ import annotations

NORMS = frozenset({"DIN", "ISO", "EN", "UNE", "UNI", "NF", "PN", "BS", "NEN", "ASTM", "AISI", "SAE", "GOST", "JIS"})
