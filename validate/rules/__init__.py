"""Rules: claims that should hold between a paper and its order."""

from domain.doctype import Rule

COMMON_RULES: tuple[Rule, ...] = ()
CONFIRMATION_RULES: tuple[Rule, ...] = ()
SHIP_NOTICE_RULES: tuple[Rule, ...] = ()
CERTIFICATE_RULES: tuple[Rule, ...] = ()
