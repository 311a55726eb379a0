"""Material limits: what the standards allow a grade's chemistry and strength to be, as far as they are on file."""

from validate.limits.comparison import Bound, Breach, Limit, breach, strictest
from validate.limits.material import Material, material_of
from validate.limits.pairing import Pair, carbon_equivalent, chemistry_pairs, mechanical_pairs, number_of
from validate.limits.selection import Limits, limits_for

__all__ = [
    "Bound",
    "Breach",
    "Limit",
    "Limits",
    "Material",
    "Pair",
    "breach",
    "carbon_equivalent",
    "chemistry_pairs",
    "limits_for",
    "material_of",
    "mechanical_pairs",
    "number_of",
    "strictest",
]
