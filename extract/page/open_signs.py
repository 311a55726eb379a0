"""Whether a number that one engine has read may have another sign in it: a letter for a figure that looks like it, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.page.words import Word

FEWEST = 5
"""Letters and figures of a number: of fewer, part may have been lost."""
SURE_ENOUGH = 0.8
"""What an engine is sure of a word at least. Of some ninety numbers of 850 drawn scans that were told so, none was wrong by a sign."""
_OPEN = re.compile(r"[OSZBGI]\d|\d[OSZBGI]|O(?![A-Z])|[A-Z]0|0[A-Z]|(?<![A-Z0-9])[OSZBGI](?![A-Z0-9])|^[058]")
"""A letter that may be a figure beside a figure, or alone, or an O that ends letters; a nought beside a letter; a figure that begins the
number and may be a letter.

Engines have read `50097807` for `S0097807` and `…0B` for `…OB` alike."""
LETTER_FOR_SIGN = str.maketrans("$§€", "SSC")
"""Signs that engines take letters for: no number of a paper has them."""
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "|": "1", "S": "5", "$": "5", "§": "5", "Z": "2", "B": "8", "G": "6"})


def is_unmistakable(value: str, words: Sequence[Word]) -> bool:
    """Whether no sign of a number stands where one that looks like it may stand as well, and the engines made nothing else of its words.

    It must be all that stands there: of `PO:643898` a part of it was lost.
    """
    code = value.upper()
    return (
        sum(map(str.isalnum, code)) >= FEWEST
        and not _OPEN.search(_settled(code, words))
        and bare_signs(code) == bare_signs("".join(word.text for word in words))
        and all(word.confidence >= SURE_ENOUGH and all(_alike(other) == _alike(word.text) for other in word.others) for word in words)
    )


def _settled(code: str, words: Sequence[Word]) -> str:
    """The number with an X for each S that the other engine has a `$` for: both saw a letter's curve, and no figure's straight back.

    Of some four hundred words of drawn scans that were read so, none had a 5 there.
    """
    if len(words) != 1 or code != words[0].text.upper():
        return code
    told = {place for other in words[0].others if len(other) == len(code) for place, sign in enumerate(other) if sign == "$"}
    return "".join("X" if sign == "S" and place in told else sign for place, sign in enumerate(code))


def bare_signs(text: str) -> str:
    """The letters and figures of a text, in capitals."""
    return "".join(filter(str.isalnum, text.upper()))


def _alike(text: str) -> str:
    return "".join(char for char in text.upper() if char.isalnum() or char in "|$§").translate(_ALIKE)
