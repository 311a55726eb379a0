"""Grades, standards, sizes, conditions and names of products by their looks, where no label that is known names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extract.label.result_words import CODE, FIGURE
from extract.page.layout import Layout, Line, Token
from extract.shape.candidates import Candidate
from extract.shape.values import Value
from extract.text.folding import folded

ALONE, WITHIN, RIVALLED = 0.9, 0.75, 0.5
"""What is worth a designation that is all that its cell holds, one inside of other words, and one of several that differ."""
MOST_GRADE_WORDS = 5
MOST_NEXT_WORDS = 6
MOST_CONDITION_WORDS = 3
UNKNOWN_LOOKS = 0.8
"""What is worth a value beside its label that does not look like one of those that are known."""
MOST_WORDS = 12
"""A phrase of more words is a sentence."""

_STEEL = (
    r"(?:(?:S(?:185|195|235|275|315|355|380|420|450|460|500|550|600|620|650|690|700|890|900|960|1100)|P(?:195|215|235|245|265|275|295|305|310|355|420|460)"
    r"|L(?:210|245|290|320|360|390|415|450|485|555)|H(?:180|220|260|300|340|380|420)|B(?:420|450|500|550))[A-Z][A-Z0-9]{0,5}|E(?:235|295|335|355|360|470))"
    r"(?:\s?\+\s?[A-Z]{1,2})?"
)
_NUMBER = r"1\.\d{4}"
_ALLOY = r"X\d{1,3}(?:[A-Z][a-z]?){1,4}\d[\d-]*|\d{2}(?:[A-Z][a-z]?){1,4}\d{1,2}(?:-\d)?(?:\+[A-Z]{1,2})?|C(?:10|15|16|20|22|25|30|35|40|45|50|55|60|67|75|85|90)[EPRC]?(?:\+[A-Z]{1,2})?"
_ALUMINIUM = r"EN[ -]AW[ -]\d{4}[A-Z]?(?:\s?\[[^\]]{1,14}\])?"
_AMERICAN = (
    r"A\d{2,4}(?:\s?/\s?A\d{2,4}M)?\s(?:Gr(?:ade|\.)?|Type|Cl(?:ass|\.)?)\s?\.?\s?[A-Z]?\d{0,3}[A-Z]?|(?:AISI|UNS|SAE)\s[A-Z]?\d{3,5}[A-Z]?|A36"
    r"|(?:304|310|316|317|321|347)(?:L|H|LN|N|S|Ti)|(?:6061|6082|6060|6063|5083|5754|7075|2024)-[TOH]\d{0,4}"
)
_COPPER_AND_IRON = r"C[WC]\d{3}[A-Z]|(?:EN[ -])?GJ[LSMV]-\d{3}(?:-\d{1,2})?(?:[A-Z]{1,2}(?![a-z]))?"
_SPRING_WIRE = r"EN\s10270-[123][ -](?:S[LMH]|D[HM]|[FTV]D[A-Za-z]{0,6})"
_GRADE = re.compile(rf"(?<![\w.-])(?:{_ALUMINIUM}|{_SPRING_WIRE}|{_COPPER_AND_IRON}|{_STEEL}|{_NUMBER}|{_ALLOY}|{_AMERICAN})(?![\w])")
_STANDARD = re.compile(
    r"(?<!\w)(?:(?:NF|DIN|BS|UNI|UNE|PN|NEN|ÖNORM|SS)[ -])?(?:(?:EN|ISO)(?:[ -]ISO)?(?:[/ ]IEC)?[ -]?(\d{3,5})(?:[-/]\d{1,3})*|(?:ASTM|ASME)\s(?:S?[A-Z]{1,2}\s?-?\d{1,4}M?)(?:/S?[A-Z]\d{1,4}M?)?|JIS\s?G\s?\d{4}|GB/T\s?\d{3,5}|API\s5[A-Z]{1,2}|BS\s?\d{3,4}(?:/\d\d)?|DIN\s\d{4,5}|GOST\s\d{3,5})"
    r"(?:[:-](?:19|20)\d\d(?:[-+/][A-Z]?\d{1,2}(?::\d{4})?)*)?"
)
_WORD_FOR_WORKS = re.compile(r"works|mill|plant|maker|producer|manufacturer|manufacturing works")
_LAW = re.compile(r"(?:\([A-Z]{2}\) )?(?:(?:19|20)\d\d/\d{1,4}|\d{1,4}/(?:19|20)\d\d)(?:/[A-Z]{2})?(?!\w)")
_MANAGED = re.compile(
    r"(?:systems?|systeme|systeem|sistema|management|managements?system|assurance|control|controls?|manual|policy|plan|manager|department|dept|sicherung|kontrolle|gestion"
    r"|controle|controllo|gestione|gestao|garantie|beheer|controle|zarzadzani[ae]|jakosci|kontrola)\b"
)
"""What is said of quality that is managed, and no grade: `Quality system to ISO 9001:2015`, `Quality control by:`."""
_EDITION = re.compile(r"(?:[\s:]*\(?(?:19|20)\d\d\)?)?")
_OF_TESTS = frozenset(
    """10204 10168 10474 10027 10020 1011 6892 10002 148 10045 6506 6507 6508 9001 14001 45001 17025 17020 14284 377 643 10160 10163 10308 10021 9712 10893 3452 9934 17640
    3651 3104 4316 12937 2811 51757 5752 1183 178 179 527 1133 3146 15607 3834 50001 16949 13485 2409 7438 8492 10247 14577 9443 10052 17050 8491 8492 8493 8494 8495 8496 7799 7800 7801 10218 2859 3269 6157 17635 17636 17637 17638""".split()  # noqa: SIM905
)
"""Standards of documents, of tests and of the management of works: what is tested to them is not made to them."""
_ASTM_TESTS = re.compile(r"\b(?:A370|E8|E10|E18|E21|E23|E92|E112|E140|E353|E415|E1019|E1086)M?\b")
_MADE_TO = re.compile(
    r"(?<=\S),?\s+(?:wg\.?|według|zgodnie z|nach|gem(?:äß|\.)|acc(?:\.|ording)?(?: to)?|to|as per|per|selon|suivant|secondo|sec\.|seg[uú]n|volgens|vlgs\.)\s+",
    re.IGNORECASE,
)
"""Words between a grade and the standard that it is made to."""
_LABEL_BELOW = re.compile(r"(?: [^\W\d_]+){1,3} /(?: [^\W\d_]+){0,3}")
"""The label in two languages that begins the next row of a form: `1.4404` over `Przekrój / Dimensions`."""
_BETWEEN = " ,;:/|·–—-("
"""Signs between a grade and its standard where no word is."""
_CODES = re.compile(r"\b[ABCDZ]\d\d(?:\.\d)?\b")
_SIZE = re.compile(
    r"(?<![\w.,])(?:[ØÕø⌀]\s?\d[\d.,]*(?:\s?[x×X*]\s?\d[\d.,]*){0,2}|(?:[A-Z]{2,3}\s)?\d[\d.,]*\s?[x×X*]\s?\d[\d.,]*(?:\s?[x×X*]\s?\d[\d.,]*)?)(?:\s?mm)?(?![\w])"
)
_CONDITION_WORDS = re.compile(
    r"normali[sz]|anneal|quench|temper|rolled|drawn|forged|peeled|turned|pickled|solution|aged|geglueht|gegluht|vergutet|gewalzt|gezogen|geschmiedet|losungs|recuit"
    r"|tremp|lamin|etire|forge|ricott|bonific|trafil|fucin|recocid|templ|estirad|forjad|gegloeid|veredeld|gewalst|wyzarz|ulepsz|walcow|ciagn|normaliz"
)
_CONDITION = re.compile(r"\+(?:N|AR|QT|M|A|AT|SR|U|C|CR|QL|T|H|HR)|T\d{1,4}|[12][BDEGJRH]|H\d{2,3}")
_GRADE_AND_CONDITION = re.compile(rf"({_NUMBER}|{_ALLOY}|{_ALUMINIUM})[\s,/]+({_CONDITION.pattern})")
_PRODUCTS = re.compile(
    r"\b(?:\w*blech|rund(?:stahl|stab|rohr)?|flach(?:stahl|stab)?|vierkant\w*|sechskant\w*|\w*rohre?|\w*profile?\w*|stab(?:stahl)?|draht|coils?|bander|breitflach\w*|winkel\w*|trager"
    r"|plates?|sheets?|(?:round |flat |square |hex(?:agon)? |hollow )?bars?|tubes?|pipes?|rods?|beams?|angles?|channels?|strips?|wire|billets?|rebars?|section"
    r"|tole|rond|plat|tubes?|barre|profil[ea]?|cornieres?|poutrelle|feuillard|fil|lamiera|tondo|piatto|tubo|barra|profilo|nastro|vergella|travi?|angolare"
    r"|chapa|redondo|pletina|tubo|barra|perfil|fleje|viga|plaat|rondstaf|strip|buis|staf|profiel|platstaf|balk|blacha|pret|plaskownik|rura|ksztaltownik|tasma|katownik)\b"
)

PATTERNS: Mapping[str, re.Pattern[str]] = {"grade": _GRADE, "standard": _STANDARD, "dimensions": _SIZE, "delivery_condition": _CONDITION}


def spans_of_standards(text: str) -> list[tuple[int, int]]:
    """Where standards are named in a text, each with its year: `NF EN 10204 (2005)`."""
    return [(match.start(), _EDITION.match(text, match.end()).end()) for match in _STANDARD.finditer(text)]  # type: ignore[union-attr]


def by_looks(lines: Iterable[Line], missing: Iterable[str]) -> dict[str, Candidate]:
    """What some lines say of a product by the looks of their words, for the values that are missing."""
    listed = list(lines)
    found: dict[str, Candidate] = {}
    for name in missing:
        seen = [candidate for line in listed for candidate in _of_line(name, line)]
        if not seen:
            continue
        if name == "standard" and (said := _behind_grade(listed)) and any(_plain(each.value.value) == _plain(said) for each in seen):
            seen = [each for each in seen if _plain(each.value.value) == _plain(said)]  # a screw's own standard is none of its material
        best = max(score for score in (candidate.score for candidate in seen))
        counts = Counter(_plain(candidate.value.value) for candidate in seen if candidate.score == best)
        first = next(candidate for candidate in seen if candidate.score == best)
        found[name] = first if len(counts) == 1 else Candidate(first.value, first.page, RIVALLED)
    return found


def _behind_grade(lines: Sequence[Line]) -> str | None:
    """The standard that a grade is said to be made to: `C45 nach EN 10083-2`."""
    for line in lines:
        for grade in _GRADE.finditer(line.text):
            led = _MADE_TO.match(line.text, grade.end())
            if led and (standard := _STANDARD.match(line.text, led.end())):
                return standard[0]
    return None


def vetted(name: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of a value that look like one: a grade is no item's number, a standard has its maker's name, a product is no label."""
    kept = [candidate for candidate in (_vetted(name, candidate) for candidate in candidates) if candidate]
    if name == "grade" and any(_GRADE.fullmatch(candidate.value.value) for candidate in kept):
        # `Material: Plate 12x2000 S355J2+N` beside `Grade: S355J2+N` names the goods.
        kept = [candidate for candidate in kept if _GRADE.fullmatch(candidate.value.value) or not _names_goods(candidate.value.value)]
    if name == "delivery_condition" and any(_CONDITION.fullmatch(candidate.value.value) for candidate in kept):
        # `Condition: +N` beside `Heat treatment: 860 °C / 30 min, air`: the code of the standard says what the other tells of.
        kept = [candidate for candidate in kept if _CONDITION.fullmatch(candidate.value.value)]
    return sorted(kept, key=lambda candidate: -candidate.score * candidate.value.fit)


def _names_goods(text: str) -> bool:
    """Whether a product and its size are named."""
    return _PRODUCTS.search(folded(text)) is not None and _SIZE.search(text) is not None


def with_next_line(candidate: Candidate, layout: Layout) -> Candidate:
    """The name of a product with what goes on below it: level with its left edge, close under it, where no label stands beside."""
    first, last = candidate.value.tokens[0], candidate.value.tokens[-1]
    index = next((at for at, line in enumerate(layout.lines) if last in line.tokens), None)
    if index is None or index + 1 >= len(layout.lines) or first not in layout.lines[index].tokens:
        return candidate
    line, below = layout.lines[index], layout.lines[index + 1]
    if below.page != line.page or below.box[1] - line.box[1] > 1.7 * max(line.size, below.size):
        return candidate
    label = max((phrase.box[0] for phrase in line.phrases if phrase.box[2] < first.x0), default=first.x0)
    beside = any(label - 2 <= phrase.box[0] < first.x0 - 2 for phrase in below.phrases)
    goes_on = next((phrase.tokens for phrase in below.phrases if abs(phrase.box[0] - first.x0) < 1.5), ())
    if goes_on and abs(goes_on[0].word.height - first.word.height) > 0.15 * first.word.height:
        return candidate
    if beside or not goes_on or goes_on[-1].text.endswith(":") or label == first.x0 or len(goes_on) > MOST_NEXT_WORDS:
        return candidate
    tokens = (*candidate.value.tokens, *goes_on)
    return replace(candidate, value=Value(" ".join(token.text for token in tokens), tokens, candidate.value.fit))


def _trimmed(name: str, candidate: Candidate) -> Candidate:
    """The candidate without words before what it looks like: the rest of a label, `nominalny 12x2000x6000 mm`, or of a sentence."""
    text = candidate.value.value
    match = PATTERNS[name].search(text) if name in PATTERNS else None
    if match is None or not match.start() or re.search(r"\d", text[: match.start()]):
        return candidate
    place, kept = 0, []
    for token in candidate.value.tokens:
        kept += [token] if place + len(token.text) > match.start() else []
        place += len(token.text) + 1
    return replace(candidate, value=Value(text[match.start() :], tuple(kept) or candidate.value.tokens, candidate.value.fit))


def _without_standard(candidate: Candidate) -> Candidate:
    """A grade without the standard that it is made to, which is a value of its own: `1.4404 wg EN 10088-2`, `S235JR - EN 10025-2`, `EN 10025-2 S235JR`."""
    text = candidate.value.value
    led = _MADE_TO.search(text)
    if led and _STANDARD.match(text[led.end() :]):
        return _part(candidate, 0, led.start())
    for standard in _STANDARD.finditer(text):
        before = text[: standard.start()].rstrip(_BETWEEN)
        if any(grade.end() == len(before) for grade in _GRADE.finditer(text, 0, standard.start())):
            return _part(candidate, 0, len(before))
        behind = standard.end() + len(text[standard.end() :]) - len(text[standard.end() :].lstrip(_BETWEEN))
        if standard.start() == 0 and (grade := _GRADE.match(text, behind)) and grade.end() == len(text):
            return _part(candidate, behind, grade.end())
    return candidate


def _without_label(candidate: Candidate) -> Candidate:
    """A grade without the label of the row below it, whose words no grade has."""
    grade = _GRADE.match(candidate.value.value)
    below = grade and _LABEL_BELOW.fullmatch(candidate.value.value, grade.end())
    return _part(candidate, 0, grade.end()) if grade and below else candidate


def part_condition(kept: dict[str, list[Candidate]]) -> None:
    """A steel for quenching or an alloy that stands in one cell with its condition, `42CrMo4 +QT`, and the condition made two values; `S355J2 +N` is the name of a grade."""
    grades = kept.get("grade", [])
    found = _GRADE_AND_CONDITION.fullmatch(grades[0].value.value) if grades else None
    if found is None or kept.get("delivery_condition"):
        return
    whole = grades[0]
    kept["grade"] = [_part(whole, 0, found.end(1)), *grades[1:]]
    kept["delivery_condition"] = [_part(whole, found.start(2), found.end(2))]


def _part(candidate: Candidate, start: int, stop: int) -> Candidate:
    """The candidate with that part of its text alone."""
    kept, place = [], 0
    for token in candidate.value.tokens:
        at = candidate.value.value.find(token.text, place)
        place = place if at < 0 else at + len(token.text)
        kept += [token] if at >= 0 and at < stop and place > start else []
    value = Value(candidate.value.value[start:stop], tuple(kept) or candidate.value.tokens, candidate.value.fit)
    return replace(candidate, value=value)


def _vetted(name: str, candidate: Candidate) -> Candidate | None:
    candidate = _trimmed(name, candidate)
    candidate = _without_label(_without_standard(candidate)) if name == "grade" else candidate
    text = candidate.value.value
    if len(_CODES.findall(text)) > 1 or (re.match(r"[ABCDZ]\d\d(\.\d)?\s\D*$", text) and not _GRADE_AND_CONDITION.fullmatch(text)):
        return None  # the codes of other cells; `C45 +N` is a grade
    if name == "manufacturer" and (text[:1].islower() or _WORD_FOR_WORKS.fullmatch(folded(text))):
        return None  # `en qualité de fabricant, que les articles` is a sentence, `Usine Works` a label in two languages
    worth = 1.0 if looks_right(name, text) else UNKNOWN_LOOKS
    if name == "grade" and worth < 1:
        other = (
            re.fullmatch(r"(?:[A-Z]{1,4}[-. ]?)?\d{5,}(?:-[A-Z]{1,3})?", text)
            or _SIZE.search(text)
            or _STANDARD.match(text)
            or len(text.split()) > MOST_GRADE_WORDS
            or _MANAGED.match(folded(text))
        )
        worth = 0.0 if other else worth
    elif (
        (name == "dimensions" and (_STANDARD.search(text) or " / " in text))
        or (name == "standard" and (not re.search(r"[A-Za-z]{2}", text) or _is_no_products(text)))
        or (name == "standard" and worth < 1 and len(text.split()) > MOST_GRADE_WORDS)  # a sentence behind `Spec.`
        or (name == "delivery_condition" and worth < 1 and _SIZE.search(text))
    ):
        worth = 0.0
    return replace(candidate, score=worth * candidate.score) if worth else None


def _is_no_products(text: str) -> bool:
    """Whether all standards that a text names are of tests and documents, or it begins with a law: `2011/65/EU` and `EN ISO 17050-1` are met by anything."""
    named = [match[1] for match in _STANDARD.finditer(text)]
    return _LAW.match(text) is not None or (bool(named) and all(number in _OF_TESTS for number in named))


def looks_right(name: str, text: str) -> bool:
    """Whether a value beside its label looks like one, too."""
    if name == "description":
        return _PRODUCTS.search(folded(text)) is not None or (re.search(r"\d", text) is not None and len(text.split()) > 1)
    if name == "delivery_condition" and _CONDITION_WORDS.search(folded(text)):
        return True
    return name not in PATTERNS or PATTERNS[name].search(text) is not None


def _of_line(name: str, line: Line) -> Iterator[Candidate]:
    if sum(FIGURE.fullmatch(phrase.text) is not None for phrase in line.phrases) > 1:
        return  # a row of results
    for phrase in line.phrases:
        if len(phrase.tokens) > MOST_WORDS or phrase.text.endswith("."):
            continue
        if name == "description":
            tokens = _behind_label(phrase.tokens)
            words = folded(" ".join(token.text for token in tokens))
            if len(tokens) > 1 and _PRODUCTS.search(words) and re.search(r"\d", words):
                yield Candidate(Value(" ".join(token.text for token in tokens).strip(" :;,"), tuple(tokens)), line.page, WITHIN)
        elif name == "delivery_condition" and _is_condition(phrase.tokens):
            tokens = _behind_label(phrase.tokens)
            yield Candidate(Value(" ".join(token.text for token in tokens), tuple(tokens)), line.page, WITHIN)
        elif name in PATTERNS:
            yield from _matches(name, phrase.tokens, line.page, is_first=phrase is line.phrases[0] and len(line.phrases) > 1)


def _is_condition(tokens: Sequence[Token]) -> bool:
    """`Normalized`, `solution annealed`, alone in its cell."""
    words = [token.text for token in _behind_label(tokens)]
    return 0 < len(words) <= MOST_CONDITION_WORDS and _CONDITION_WORDS.match(folded(words[0])) is not None and not words[-1].endswith(":")


def _matches(name: str, tokens: Sequence[Token], page: int, *, is_first: bool) -> Iterator[Candidate]:
    own = _behind_label(tokens)
    text = " ".join(token.text for token in own)
    for match in PATTERNS[name].finditer(text):
        if name == "standard" and (match[1] in _OF_TESTS or _ASTM_TESTS.search(match[0])):
            continue
        if name == "grade" and own[0] is tokens[0] and match.start() == 0 and is_first and CODE.fullmatch(match[0]):
            continue  # a row that begins with a code of EN 10168
        alone = match.start() == 0 and len(text) - match.end() < 2
        if name == "delivery_condition" and not alone:
            continue
        used, place = [], 0
        for token in own:
            if place < match.end() and match.start() < place + len(token.text):
                used.append(token)
            place += len(token.text) + 1
        yield Candidate(Value(match[0].strip(), tuple(used)), page, ALONE if alone else WITHIN)


def _behind_label(tokens: Sequence[Token]) -> Sequence[Token]:
    """What stands behind a colon; all where there is none."""
    colon = next((place for place, token in enumerate(tokens) if token.text.endswith(":")), -1)
    return tokens[colon + 1 :]


def _plain(text: str) -> str:
    return re.sub(r"[\s()]|:?(19|20)\d\d$", "", text).upper()
