"""Bank details as numbers that prove themselves: IBANs (ISO 13616, check digits by ISO 7064) and American routing numbers.

schwifty (MIT) needs pycountry and python-stdnum is itself under the LGPL, and both know far more than is asked here: two check digits,
and how long an IBAN of each country is.
"""

from __future__ import annotations

import re

_LENGTHS = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 "
    "FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 "
    "ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 "
    "ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
)
IBAN_LENGTH = {each[:2]: int(each[2:]) for each in _LENGTHS.split()}
"""How many signs an IBAN of each country has, by the registry of SWIFT."""


def iban_fits(iban: str) -> bool:
    """Whether an IBAN without blanks has its country's length and the right check digits."""
    if IBAN_LENGTH.get(iban[:2]) != len(iban) or not iban.isascii() or not iban.isalnum() or not iban[2:4].isdigit():
        return False
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1


def routing_fits(number: str) -> bool:
    """Whether nine figures are an American routing number: weighted by 3, 7 and 1 they add up to a multiple of ten."""
    weights = (3, 7, 1) * 3
    return len(number) == 9 and sum(int(sign) * weight for sign, weight in zip(number, weights, strict=True)) % 10 == 0


def canonical_account(text: str) -> str:
    """Bank details as they are compared: capitals and figures alone; the account of one bank in one way, however it is printed.

    An IBAN stays as it is, Polish figures get their country, and `ABA 041277935 Acct 7702215` is `041277935/7702215`.
    """
    plain = re.sub(r"[^A-Z0-9]", "", text.upper())
    if iban_fits(plain):
        return plain
    if plain.isdigit() and iban_fits(f"PL{plain}"):
        return f"PL{plain}"
    figures = re.findall(r"\d{4,}", re.sub(r"(?<=\d)[ -](?=\d)", "", text))
    return "/".join(figures) if len(figures) == 2 else plain
