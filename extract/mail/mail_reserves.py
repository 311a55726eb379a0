"""What a sentence of a mail reserves beside its figures: an open price, a charge on top, payment in advance, an end, a substitute, a proviso."""

from __future__ import annotations

import re

from extract.text import proviso_words as words

_RESERVED = re.compile(
    r"(?<!\w)(?:vorbehaltlich|unter (?:dem |ublichem )?vorbehalt|vorbehalten|freibleibend|subject to|sous (?:toute )?reserve|(?:con|salvo) riserva|salvo venta|salvo venduto"
    r"|salvo approvvigionamento|a reserva de|con reserva|onder voorbehoud|z zastrzezeniem|pod warunkiem|provided that|conditional (?:on|upon))(?!\w)"
)
_IN_ADVANCE = re.compile(
    r"(?<!\w)(?:vorkasse|vorauskasse|vorauszahlung|vorab(?:zahlung|uberweisung)|(?:payment|cash) in advance|prepay\w*|advance payment|pro[- ]?forma|paiement (?:d'avance|anticipe)"
    r"|prepaiement|pagamento anticipato|pago (?:anticipado|por adelantado)|prepago|vooruitbetaling|vooraf betal\w*|przedplat\w*|platnosc z gory)(?!\w)"
)
_NO_PROVISO = re.compile(
    r"(?<!\w)(?:ohne (?:jeden |jegliche\w* )?vorbehalt|not subject to|sans reserve|senza riserv\w*|sin reserva\w*|zonder voorbehoud|bez zastrzezen)(?!\w)"
)


def reserves(text: str) -> bool:
    """Whether a folded sentence reserves something; what general terms of business say of any order does not count."""
    if words.CONDITIONS.search(text) or words.STANDING.search(text):
        return False
    if _IN_ADVANCE.search(text) or _is_open(text):
        return True
    ends = words.EXPIRY.search(text) and not words.OF_OTHER_THINGS.search(text)
    replaces = words.SUBSTITUTE.search(text) and not words.OF_PAPERS.search(text)
    return bool(ends or replaces) or _charges(text)


def _is_open(text: str) -> bool:
    if words.FIRM.search(text) or _NO_PROVISO.search(text):
        return False
    return bool(words.PRICE_OPEN.search(text) or _RESERVED.search(text))


def _charges(text: str) -> bool:
    """Whether something comes on top whose sum is not said; a sum is a figure, which is held against the paper as one."""
    return bool(words.CHARGE.search(text) and words.EXTRA.search(text)) and not words.ONLY_BELOW.search(text)
