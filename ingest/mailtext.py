"""The text of a message as a paper of its own: what the sender wrote, without what they quote of ours, below From, Date and Subject."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.arrivals import Sender

LONGEST = 100_000
"""Characters of a message that are read; a paper has 3,000."""
MORE_IN_HTML = 3
"""Where the HTML says so much more than the plain text beside it, the plain text only says that there is HTML."""

_FORWARDED = re.compile(r"^\s*(?:\[[^\]]{0,40}\]\s*)?(?:fwd?|wg|tr|i|rv|pd|doorst|ve?rs|enc)\s*:", re.IGNORECASE)
"""How mail programs begin the subject of what somebody passes on: then the paper is in what is quoted."""
_QUOTE_LINES = re.compile(
    r"^[\s_*-]*(?:original[- ]?(?:message|nachricht)|urspr(?:ü|ue)ngliche[- ]nachricht|message d.origine|messaggio originale|mensaje original|"
    r"oorspronkelijk bericht|(?:oryginalna )?wiadomo(?:ść|sc)(?: oryginalna)?)[\s_*-]*$",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    r"\b(?:wrote|schrieb(?: am| an)?|a écrit|ha scritto|escribió|schreef|pisze|napisał|napisal|napisała)\b[^:]{0,120}:\s*$", re.IGNORECASE
)
_FROM = re.compile(r"^[\s*>]*(?:from|von|de|da|van|od)\s*:\*?\s*\S", re.IGNORECASE)
_SENT = re.compile(r"^[\s*>]*(?:sent|gesendet|envoyé|inviato|enviado|verzonden|wysłano)\s*:\*?\s*\S", re.IGNORECASE)
_ABOUT = re.compile(r"^[\s*>]*(?:subject|betreff|objet|oggetto|asunto|onderwerp|temat)\s*:", re.IGNORECASE)
_SIGNATURE = "-- "
_QUOTED = (
    "//blockquote[@type='cite' or contains(concat(' ', @class, ' '), ' gmail_quote ')]"
    " | //*[contains(concat(' ', @class, ' '), ' gmail_quote ') or contains(concat(' ', @class, ' '), ' yahoo_quoted ')]"
    " | //*[contains(concat(' ', @class, ' '), ' moz-cite-prefix ')]"
)
"""How Gmail, Yahoo, Apple and Mozilla mark in HTML what they quote. Outlook writes From and Sent, as in plain text."""
_QUOTES_IN_HTML = re.compile(r"gmail_quote|yahoo_quoted|moz-cite-prefix|type=[\"']?cite", re.IGNORECASE)
_PROMISE = re.compile(
    r"\b(?:kw|kalenderwoche|cw|wk|week|semaine|sem|settimana|sett|semana|tydzie[nń]|tydz|tygodni\w*)\.?\s{0,2}\d{1,2}\b"
    r"|\b(?:wie|as|comme|come|como|zoals|según|segun|conforme)\s{1,2}(?:bestellt|ordered|command[ée]e?|da ordine|ordinato|pedido|besteld|ordre)\b"
    r"|\bzgodnie z zam[óo]wieniem\b"
    r"|\b(?:liefertermin|liefer\w*|geliefert|versand\w*|deliver\w*|ship\w*|dispatch\w*|livr\w*|exp[ée]di\w*|conseg\w*|spedi\w*|entreg\w*|env[ií]\w*|"
    r"lever\w*|verzend\w*|dostaw\w*|wysy[łl]\w*)\b[^.!?\n]{0,80}?\b\d{1,4}[./-]\d{1,2}\b"
    r"|\b(?:abgelehnt|storniert|rejected|cancelled|canceled|annul\w{1,4}|rifiutat\w|rechazad\w|geweigerd|odrzucon\w)\b",
    re.IGNORECASE,
)
"""What a text says that commits somebody: a week, `as ordered`, a delivery with its date, a refusal."""


@dataclass(frozen=True)
class Bodies:
    """What a message says, as plain text and as HTML; either may be empty."""

    plain: str = ""
    html: str = ""


def own_words(bodies: Bodies, subject: str) -> str:
    """What the sender wrote; what is quoted stays only in a message that is passed on."""
    plain, shown, passed_on = bodies.plain.strip(), "", bool(_FORWARDED.match(subject))
    if bodies.html and len(plain) < LONGEST:
        shown = html_text(bodies.html, quotes=passed_on).strip()
    text = shown if len(shown) > MORE_IN_HTML * len(plain) else plain
    lines = [line.rstrip() for line in text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines if passed_on else _unquoted(lines)).strip()


def promises(words: str) -> bool:
    """Whether the text itself says when or how something will be delivered, and not only what is attached."""
    return any(_PROMISE.search(line[:2000]) for line in words.splitlines())


def as_paper(text: str, sender: Sender) -> bytes:
    """The text below the lines that say whose it is, as any mail program shows it, in UTF-8."""
    head = [f"From: {sender.name} <{sender.address}>" if sender.name else f"From: {sender.address}"]
    if sender.sent_at:
        head.append(f"Date: {sender.sent_at.date().isoformat()}")
    if sender.subject:
        head.append(f"Subject: {sender.subject}")
    return "\n".join([*head, "", text, ""]).encode("utf-8", "replace")


def html_text(html: str, *, quotes: bool = True) -> str:
    """HTML as text, tables with their columns below each other; without what is marked as quoted where `quotes` is false.

    inscriptis lays tables out, which the other converters do not; it runs no script and fetches nothing.
    """
    from inscriptis import get_text  # noqa: PLC0415 - half a second that only messages in HTML are worth
    from lxml.etree import LxmlError  # noqa: PLC0415

    try:
        return str(get_text(html[: 10 * LONGEST] if quotes else _without_quotes(html[: 10 * LONGEST])))
    except (LxmlError, RecursionError, ValueError, IndexError, AttributeError, TypeError):
        return re.sub(r"<[^<>]{0,2000}>", " ", html[: 10 * LONGEST])


def _without_quotes(html: str) -> str:
    """The HTML without what mail programs mark as quoted, unless the sender wrote nothing else, as who only passes a message on."""
    from lxml.html import document_fromstring, tostring  # noqa: PLC0415 - as above

    if not _QUOTES_IN_HTML.search(html):
        return html
    tree = document_fromstring(html)
    for quoted in tree.xpath(_QUOTED):
        quoted.drop_tree()
    return str(tostring(tree, encoding="unicode")) if tree.text_content().strip() else html


def _unquoted(lines: list[str]) -> list[str]:
    """The lines above what is quoted, and those between quoted ones.

    mail-parser-reply knows more languages, but takes minutes over a text that repeats `On`; this looks at each line once.
    """
    kept: list[str] = []
    for place, line in enumerate(lines):
        if _QUOTE_LINES.match(line[:120]) or (
            _FROM.match(line) and any(_SENT.match(next_line) for next_line in lines[place + 1 : place + 4])
        ):
            break
        if line == _SIGNATURE:
            continue
        if line.lstrip().startswith(">"):
            continue
        if _introduces(lines, place):
            if _is_marked_below(lines, place):
                continue
            break  # a program that does not mark what it quotes puts it all below
        if place and _introduces(lines, place - 1) and not _INTRODUCED.search(lines[place - 1][-200:]):
            continue  # the second half of such a line
        kept.append(line)
    return kept


def _is_marked_below(lines: list[str], place: int) -> bool:
    """Whether the next line with words in it, but for the introduction's own second half, is marked as quoted."""
    below = [line for line in lines[place + 1 : place + 6] if line.strip()]
    if below and not _INTRODUCED.search(lines[place][-200:]):
        below = below[1:]
    return not below or below[0].lstrip().startswith(">")


def _introduces(lines: list[str], place: int) -> bool:
    """Whether the line is the `On 3 August, Purchasing wrote:` above what was quoted, be it broken in two."""
    line = lines[place]
    following = lines[place + 1] if place + 1 < len(lines) else ""
    return bool(_INTRODUCED.search(line[-200:])) or (
        bool(_INTRODUCED.search(following[-200:])) and (following[:1] == "<" or following[:1].islower())
    )
