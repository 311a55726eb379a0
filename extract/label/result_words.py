"""Words and signs of tables of results: limits and actual values, factors and units, kinds of yield and elongation, heat numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from extract.label.labels import squeezed

Role = Literal["limit", "actual", "mean", "unit", "product", "ladle"]
"""What a row or a column of figures is: only actual values are results, and only those of the ladle are the heat's."""

BATCHES = ("charg", "ch.")
"""How words begin for what a heat goes by where no other word names one, and a lot does where one does."""
_ROLES: dict[Role, str] = {
    "limit": """min max lower upper lsl usl lcl ucl mindest hochst wym og ug obergrenze untergrenze soll limit limits spec requirement requirements required grenzwert grenzwerte vorgabe limite limites grens minimum maximum
        mini maxi sollmin sollmax range anforderung wymagania exigence exigences specified requisito eis eisen wymagane hochstwert mindestwert limiti
        minimo massimo maximo norme norma maks requis exige exigido richiesto vereist toleranz tolerance sollwert sollwerte specification
        specmin specmax targetmin target aim nominal anforderungen vorschrift requisiti especificacion especificado wymagania wymaganie
        specificatie vaatimus krav stddev prescritto prescritti prescrito prescrit prescrite prescribed voorgeschreven verlangd garantiert guaranteed garanti
        norm norms gefordert geforderte erforderlich exigence requis requise requises richiesta richieste crm srm uncertainty unsicherheit messunsicherheit
        incertitude incertezza incertidumbre meetonzekerheid niepewnosc vereiste exigidos exigidas garantierte garanties garantiti garantizados gegarandeerde gwarantowane solicitado solicitados
        typical typisch typische typique typiques tipico tipici tipicos typowe typowa
        exiges exigees richiesti richieste demande minimalna maksymalna untere unterer oberer obere grenze grenzen usg osg ugw ogw lie lse ondergrens bovengrens
        dolna gorna dolny gorny inferieure superieure inferiore superiore exigee exigida wymagana wymagany prescrites prescritta prescritte requerido
        requerida requeridos requeridas garantito garantita garantite garantizado garantizada gegarandeerd gwarantowana gwarantowany specificato specificata
        especificada specifie specifiee verlangt verlangte zulassig zulassige dopuszczalna dopuszczalne dopuszczalny admissible admissibles ammesso ammessa
        ammessi admisible admisibles toegestaan toegestane allowed permitted permissible""",
    "actual": """actual ist istwert istwerte reel reels result results ergebnis ergebnisse value wert werte measured found obtained analysis analyse effettivo
        effettivi risultato risultati resultado resultados obtenido resultaat resultaten gemeten wynik wyniki rzeczywiste wartosc resultat resultats
        valeur valeurs valore valor waarde obtenu obtenus obtenue obtenues ottenuto ottenuti obtenidos obtenidas real wyn act effett medido mesure gem gemessen bevinding rilevato rilevati riscontrato riscontrati
        misurato misurati prufwert prufwerte ermittelt gefunden messwert messwerte prufergebnis prufergebnisse releve releves mesures mesuree constate trouve hallado
        hallados medidos gevonden bevonden meetwaarde meetwaarden otrzymane uzyskane zmierzone pomiar determined recorded reading readings""",
    "mean": "mean average avg av ave aver moy gem med mw mittel mittelwert moyenne moyen media medio promedio prom gemiddeld gemiddelde srednia srednio durchschnitt sr mittelw gemid sred avr",
    "unit": "unit units einheit einheiten unite unites unita unidad unidades eenheid eenheden jednostka",
    "product": """product check stuck stueck stuk stuckanalyse produktanalyse productanalysis checkanalysis produktkontrolle produit prodotto producto wyrobu
        wyrob stukanalyse productanalyse productanalyses analyseproduit analisisproducto finished erzeugnis erzeugnisanalyse""",
    "ladle": """ladle cast heat schmelze schmelzenanalyse schmelzanalyse ladleanalysis heatanalysis castanalysis coulee colata colada smelt
        gietanalyse wytop wytopowa wytopu gusszustand pfanne pfannenanalyse melt poche siviera cuchara gietpan kadz kadzi""",
}
_ROLE_OF: dict[str, Role] = {squeezed(word): role for role, words in reversed(_ROLES.items()) for word in words.split()}
_VALUES = frozenset(
    [
        "value",
        "values",
        "wert",
        "werte",
        "valeur",
        "valeurs",
        "valore",
        "valori",
        "valor",
        "valores",
        "waarde",
        "waarden",
        "wartosc",
        "wartosci",
        "analysis",
        "analyse",
    ]
)
_MEANS = frozenset(squeezed(word) for word in _ROLES["mean"].split())
SYMBOL_WORDS = frozenset(
    squeezed(word)
    for word in [
        "symbol",
        "symbole",
        "simbolo",
        "symbool",
        "element",
        "elemente",
        "elements",
        "element",
        "elementos",
        "elementi",
        "elementen",
        "pierwiastek",
        "zeichen",
    ]
)
PROPERTIES = ("yield_mpa", "tensile_mpa", "elongation_pct")
IMPACT = ("temperature_c", "energy_j", "mean_j")

SYMBOL_OR_UNIT = re.compile(
    r"R\s?[emptHLp]+\d?|R[pt][\d.,]*|0[.,]2|1[.,]0|A|A\d{1,3}(mm)?|Agt|MPa|N/mm[²2?*'’\"°®]?|N|/|mm[²2]?|ksi|psi|kgf?/mm[²2]?|%|J|KV\d?|°C|HBW?|HRC|HV\d*|kg|pcs",
    re.IGNORECASE,
)
UNIT_SIGN = re.compile(r"%|ppm|‰|MPa|N/mm[²2?*'’\"°®]?|J|°C|HBW?|HRC|HV\d*|mm[²2]?|ksi|psi|kgf?/mm[²2]?", re.IGNORECASE)
CODE = re.compile(r"[ABCDZ]\d{2}(\.\d)?")
FIGURE = re.compile(r"[-–−]?[<>≤≥~]?=?\s?(\d[\d., '\u2019]*|[.,]\d+)([eE]-\d+)?\*?%?")
_FACTORS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], int]], ...] = (
    # `88.9x10 mm` and `12 x 100 mm` are how large a thing is; `C80 x100` has the code of its column before it.
    (re.compile(r"(?<!\d)[x×*·]\s?(10{1,5})(?![\dx×]|\s?mm|\s?\^?\s?[-−⁻–]?[¹²³⁴⁵]|\s?\^?\s?[-−⁻–]\s?[1-5])"), lambda m: len(m[1]) - 1),
    (re.compile(r"10\s?\^?\s?[-−⁻–]\s?([1-5¹²³⁴⁵])(?!\d)"), lambda m: int(m[1].translate(str.maketrans("¹²³⁴⁵", "12345")))),
    (re.compile(r"10([²³⁴])"), lambda m: int(m[1].translate(str.maketrans("²³⁴", "234")))),
    (re.compile(r"(?<![\d.])1\s?/\s?(10{1,4})(?!\d)"), lambda m: len(m[1]) - 1),
    (re.compile(r"(?<![\d.,])0?[.,](0{0,3}1)\s?%"), lambda m: len(m[1])),
    # A thousandth is a tenth of a hundredth: `C ‰`, `in ‰`; `1,7 ‰` is a content.
    (re.compile(r"(?:^|(?<!\d)\s|[^\s\d.,])[(\[]?‰"), lambda _: 1),
    # `H C85 ppm` scales a column, `H 1.2 ppm` is a content.
    (re.compile(r"(?:^|(?<!\S)(?!\d[\d.,]*\s)\S+\s+|[^\s\d.,])[(\[]?ppm\b", re.IGNORECASE), lambda _: 4),
)
_STRENGTH_UNITS = (
    (re.compile(r"\bksi\b", re.IGNORECASE), "ksi", Decimal("6.894757")),
    (re.compile(r"\bpsi\b", re.IGNORECASE), "psi", Decimal("0.006894757")),
    (re.compile(r"\bkgf?\s?/\s?mm", re.IGNORECASE), "kgf/mm²", Decimal("9.80665")),
)
_YIELD_KINDS = re.compile(r"\b(R\s?e\s?[HL]|R\s?p\s?\d\s?[.,]?\s?\d?|R\s?t\s?0\s?[.,]\s?5|R\s?e)(?![a-z])", re.IGNORECASE)
_ELONGATION_KINDS = re.compile(r"\b(Agt|Ag|A\s?\d{1,3}(?:[.,]\d+)?(?:\s?mm)?|A)(?![a-zA-Z])")
_SCALES = re.compile(r"\b(HBW|HBS|HB|BHN|HRC|HRB|HRA|HV\s?\d*(?:[.,]\d+)?|HV)(?![a-z])", re.IGNORECASE)
_OF_THE_SURFACE = re.compile(r"surface|superfic|oberfl|oppervlak|powierzch|\bcase\b|randh|einsatzh|coating|couche|strato|capa\b")
"""What is hard there is the skin of a finished part, and not the material of the heat."""
HARDEST = {"HRA": 100, "HRB": 130, "HRC": 100, "HB": 800, "HBW": 800, "HBS": 800, "BHN": 800, "HV": 3000}
"""The most that a scale goes to (ISO 6506-1, 6507-1, 6508-1, with room): `HRB 2339` is a number in the register of companies, Handelsregister B."""
_DIRECTIONS = {
    "longitudinal": """l w long longitudinal langs longit wzdl wzdluz longitudinale laengs longitudinaal longitudinalmente langsrichtung laengsrichtung
        langsrichting lengterichting wzdluzna wzdluzny wzdluznie""",
    "transverse": """t q p trans transv transverse transversal quer travers trasv trasversale dwars poprz poprzek transversale tran transversaal
        trav transversalmente trasversalmente querrichtung dwarsrichting poprzeczna poprzeczny poprzecznie""",
}
LONG_DIRECTION = 6
_OF_LANGUAGE = {("d", "nl"): "transverse", ("st", "fr"): "transverse", ("sl", "fr"): "longitudinal"}
"""What says the direction in one language only: `D` is `dwars` in Dutch, and elsewhere may be a diagonal; `ST` is `sens travers` in French, and elsewhere a piece."""
_BOTH_DIRECTIONS = re.compile(r"\(?[LW]\s?/\s?[TQPD]\)?", re.IGNORECASE)
"""`L/T`, `L/Q`, `L/D`, `W/P`: the heading of a column that says one or the other."""
_DIRECTION_OF = {word: name for name, words in _DIRECTIONS.items() for word in words.split()}
_CODES = """AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI
    CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR
    GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU
    LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL
    PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
    TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW EU UK"""
"""The codes of ISO 3166 with those that trade writes beside them (`UK`, `EU`, `XK`): `EN` and `EI` are no countries, as a scan may have it."""
_COUNTRIES = frozenset(_CODES.split())


def is_country(text: str) -> bool:
    """Whether a word is the code of a country."""
    return text in _COUNTRIES


@lru_cache(maxsize=20_000)
def role_of(text: str) -> Role | None:
    """What a word at the beginning of a row, or at the head of a column, says of its figures."""
    return _ROLE_OF.get(re.sub(r"\d+$", "", squeezed(text)))


def is_value(text: str) -> bool:
    """Whether a word says that figures are values, of what was found or of what is asked as another word says: `Valori richiesti`."""
    return squeezed(text) in _VALUES


def says_mean(text: str) -> bool:
    """Whether a word beside listed results says that what follows is their mean: `gem.`, `AVE3` are that there, and what was measured above a column."""
    return re.sub(r"3$", "", squeezed(text.strip("()[],:"))) in _MEANS


def factor_of(text: str) -> int | None:
    """How many places a heading says that its figures are shifted by: 3 for `×1000`, `10⁻³`, `0.001 %`; 4 for `ppm`."""
    for pattern, places in _FACTORS:
        match = pattern.search(text)
        if match:
            return places(match)
    return None


def strength_unit(text: str) -> tuple[str, Decimal] | None:
    """The unit of strength other than MPa (which is N/mm²) that a heading names, and how many MPa it is."""
    return next(((unit, mpa) for pattern, unit, mpa in _STRENGTH_UNITS if pattern.search(text)), None)


def yield_kind(text: str) -> str | None:
    """The symbol of the yield strength that a heading names, such as `ReH`, `Rp0.2`."""
    match = _YIELD_KINDS.search(text)
    if not match:
        return None
    bare = re.sub(r"[\s.,]", "", match[1]).lower()
    if bare.startswith("re"):
        return "Re" + bare[2:].upper()
    figures = bare[2:] or "02"
    return f"R{bare[1]}{figures[0]}.{figures[1:] or '0'}"


def told_yield_kind(text: str) -> str | None:
    """The symbol of the yield strength below a heading; None where it names several (`Rp0,2 / ReH`) and leaves open which was determined."""
    kinds = {yield_kind(match[1]) for match in _YIELD_KINDS.finditer(text)}
    return kinds.pop() if len(kinds) == 1 else None


_TWO_ELONGATIONS = re.compile(r"(?<!\w)(A(?:\d{0,3}(?:mm)?|gt?))\s?/\s?(A(?:\d{0,3}(?:mm)?|gt?))(?!\w)")


def elongation_kind(text: str) -> str | None:
    """The symbol of the elongation that a heading names, such as `A5`, `A50`, `Agt`; None where it names two, `A / A5`, and leaves open which was measured."""
    if (either := _TWO_ELONGATIONS.search(text)) and either[1] != either[2]:
        return None
    if re.search(r"\b2\s?(in|\")", text):
        return "A50"
    match = _ELONGATION_KINDS.search(re.sub(r"\bAS\b", "A5", re.sub(r"\b[ÁÀÂÄ](?=\s?\d)", "A", text)))  # as OCR reads it
    return re.sub(r"\s|mm", "", match[1]).replace(",", ".") if match else None


def is_secondary(title: str) -> bool:
    """Whether a heading names a property that is told beside the one that is meant: `Rp1.0` beside `Rp0.2`, `Agt` beside `A5`."""
    return yield_kind(title) in ("Rp1.0", "ReL", "Rt0.5") or elongation_kind(title) in ("Agt", "Ag")


def hardness_scale(text: str) -> str | None:
    """The scale of a hardness that a heading names, such as `HBW`, `HRC`, `HV10`."""
    named = [*_SCALES.finditer(text)]
    match = next((each for each in named if each[1].upper() == "HBW"), named[0] if named else None)  # `Hardness HB  199 HBW`
    return re.sub(r"\s", "", match[1]).upper().replace(",", ".") if match else None


def is_of_the_surface(title: str) -> bool:
    """Whether the name of a hardness says that it is that of the surface or of a case: `Surface hardness HV 0.3`."""
    return _OF_THE_SURFACE.search(title.casefold()) is not None


def is_hardness(value: float, scale: str | None) -> bool:
    """Whether a figure can be a hardness of that scale, or of any where none is named."""
    return 0 < value <= HARDEST.get(re.sub(r"\d+$", "", scale or ""), HARDEST["HV"])


def direction_of(text: str, language: str = "") -> str | None:
    """Whether a test piece was taken along or across the direction of rolling, as a paper in that language says it."""
    word = squeezed(text)
    return _DIRECTION_OF.get(word) or _OF_LANGUAGE.get((word, language))


def direction_misread(text: str) -> str | None:
    """The direction that a word of a scan may say which is one sign off: `wzdtuz`; no short word, and none that may be either."""
    word = squeezed(text)
    alike = {
        name
        for known, name in _DIRECTION_OF.items()
        if len(known) == len(word) >= LONG_DIRECTION and sum(one != other for one, other in zip(known, word, strict=True)) == 1
    }
    return alike.pop() if len(alike) == 1 else None


def names_directions(text: str) -> bool:
    """Whether a heading names its column by the letters of both directions: `L/T`."""
    return _BOTH_DIRECTIONS.fullmatch(text.strip()) is not None


@lru_cache(maxsize=10_000)
def names_a_standard(text: str) -> bool:
    """Whether a word begins the name of a standard: a row that it begins holds limits."""
    return (
        re.fullmatch(
            r"(DIN|PN|BS|NF|UNI|ČSN|SS|SFS|ÖNORM)?[-\s]?(EN|ISO)([-\s]?\d.*)?|(DIN|ASTM|ASME|API|JIS|GOST|AISI|SAE|UNS|BS)([-\s]?[A-Z]?\d.*)?",
            text,
        )
        is not None
    )


def names_a_standard_among(texts: Sequence[str]) -> bool:
    """Whether a standard is named among some words, with its number: `ISO 6892-1`."""
    return any(
        names_a_standard(text) and re.search(r"\d{3}", text + following) for text, following in zip(texts, [*texts[1:], ""], strict=True)
    )


@lru_cache(maxsize=10_000)
def bare(text: str) -> str:
    """A heat number as printed; only the stops and brackets around it fall, and what a scan has grown on behind a semicolon: it is never corrected."""
    text = re.sub(r"(?<=\d);[^\W\d_].*", "", text)
    return text.strip(".,;:|[](){}'\"‘’_")


@lru_cache(maxsize=10_000)
def looks_like_a_heat(text: str) -> bool:
    """A heat number has figures, is no decimal, no code of EN 10168, no unit, no size, no distance (`J1.5`), no date and no grade."""
    word = bare(text)
    if len(word) < 4 or re.match(r"[-–—−]", word) or not re.search(r"\d", word) or CODE.fullmatch(word) or factor_of(word) is not None:
        return False
    return not re.fullmatch(
        r"[<>≤≥~±]?\d{1,3}[.,]\d+%?|\d{1,3}([.,]\d{3})+[.,]\d+|[<>≤≥~±]?\d+[.,]\d{1,4}|\[?N/mm[2²]?\]?|R[pet]\d.*|\d+[x×]\d+.*|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
        r"|[A-Z]{1,2}\d{1,2}[.,]\d|\d{4}-\d\d-\d\d|(EN|ISO|DIN|ASTM|JIS)[-\d].*|S\d{3}([A-Z+].*)?|B(420|450|500|550)[A-Z]{1,2}|P(235|265|295|355|460)[A-Z]{1,3}\d?|X\d{1,3}[A-Z][a-z]\S*|1\.\d{4}.*|\d+[°%].*|\d+(mm|kg|pcs|MPa)",
        word,
        re.IGNORECASE,
    )
