"""Whether a number that one engine has read may have another sign in it: a letter for a figure that looks like it, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.page.words import Word

FEWEST = 5
"""Letters and figures of a number: of fewer, part may have been lost."""
SURE_ENOUGH = 0.8
"""What an engine is sure of a word at least. Of some ninety numbers of 850 drawn scans that were told so, none was wrong by a sign."""
_OPEN = re.compile(r"[OSZBGI]\d|\d[OSZBGI]|O(?![A-Z])|[A-Z]0|0[A-Z]|(?<![A-Z0-9])[OSZBGI](?![A-Z0-9])|^[0158]")
"""A letter that may be a figure beside a figure, or alone, or an O that ends letters; a nought beside a letter; a figure that begins the
number and may be a letter.

Engines have read `50097807` for `S0097807`, `108401` for `L08401` and `…0B` for `…OB` alike."""
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
        and bare_signs(code) == bare_signs("".join(word.text for word in words))
        and not _OPEN.search(" ".join(_told(word) for word in words))
        and all(word.confidence >= SURE_ENOUGH and all(_is_alike(other, word) for other in word.others) for word in words)
    )


def _told(word: Word) -> str:
    """The word with an X for each letter and a 7 for each figure that is told.

    An O and a 0 are told by their print (`extract.scan.rounds`): of some three hundred that were, and that engines did not read alike
    or surely, none was wrong. An S is told where the other engine has a `$`: both saw a letter's curve, and no figure's straight back;
    of some four hundred, none was a 5.
    """
    others = [_one_sign(other) for other in word.others]
    curves = {place for other in others if len(other) == len(word.text) for place, sign in enumerate(other) if sign == "$"}
    rounds = {"O": "X", "0": "7"} if word.measured else {}
    return "".join("X" if sign == "S" and place in curves else rounds.get(sign, sign) for place, sign in enumerate(word.text.upper()))


def _one_sign(other: str) -> str:
    """A reading with one sign where the engine saw one letter twice: `S$4084586`, `Ww094825/1`.

    Before a round sign the second one may be that: `S$0076490` was `SO076490` on a photo whose O was measured as a figure.
    """
    return re.sub(r"([A-Z])(?!\1)(?i:\1)", r"\1", re.sub(r"S\$(?![0OQ])|\$S(?![0OQ])", "$", other))


def bare_signs(text: str) -> str:
    """The letters and figures of a text, in capitals."""
    return "".join(filter(str.isalnum, text.upper()))


def _is_alike(other: str, word: Word) -> bool:
    """Whether another reading of a word has other signs only where they look alike; where its noughts are told by their print, so is that none is a Q."""
    said = _one_sign(other).upper()
    return signs_alike(said.replace("Q", "0") if word.measured else said) == signs_alike(word.text)


def has_more_signs(other: str, text: str) -> bool:
    """Whether another reading of a number has all its signs, or such as look alike, and more before or behind them: `CHO7309` of `H07309`."""
    more, own = (signs_alike(each.replace("|", "")) for each in (other, text))
    return len(more) > len(own) and own in more


def signs_alike(text: str) -> str:
    """The letters and figures of a text in capitals, one figure for all that look like it: `P0-689093` and `PO-689093` are one."""
    return "".join(char for char in text.upper() if char.isalnum() or char in "|$§").translate(_ALIKE)
