"""The way of a document through reading, on one screen: pages, lines, kind, tables, header, and what they say together."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache, partial

from domain.doctype import DocType, FieldSpec, Part, of_kind
from domain.paper import Group, Kind, Leaf, Node, Page, Reading
from extract.certificate.analysis_table import properties_of
from extract.certificate.certificate_types import stated_type
from extract.certificate.energies import doubting_energies
from extract.certificate.goods import candidates_of_form, looked_for, read_goods, with_units
from extract.certificate.heat_shares import with_shares
from extract.certificate.heats import HeatReader, as_lots
from extract.certificate.impact_units import in_si_units
from extract.certificate.limit_columns import without_limit_columns
from extract.certificate.own_limits import outside
from extract.certificate.panels import unfolded
from extract.certificate.panes import with_panes_apart
from extract.certificate.required_blocks import without_required
from extract.certificate.side_analyses import without_product_beside_ladle
from extract.certificate.side_captions import with_captions_above
from extract.certificate.specimens import with_specimens
from extract.certificate.two_units import without_second_units
from extract.confidence import calibrated
from extract.cycles import seldom_searched
from extract.data.qualifiers import without_qualifiers
from extract.doubt.unread import unread, unread_packages
from extract.doubt.unread_sums import untold_sums
from extract.engines import OcrEngine
from extract.entry.arithmetic import settle_totals, with_lots_adding_up
from extract.entry.counted import find_package_count
from extract.entry.entries import EntryReader
from extract.entry.form_sums import sums_under_heads, weighs_one_alone
from extract.entry.further import with_further
from extract.entry.item_prefixes import with_prefixes
from extract.entry.line_tables import best_table, table_reader
from extract.entry.lines import LineReader
from extract.entry.lots import doubting_shares
from extract.entry.makes import doubting_pieces
from extract.entry.odd_items import without_odd_items
from extract.entry.packages import read_packages, without_contents
from extract.entry.quoted_order import without_quoted_order
from extract.entry.shared_days import with_doubted_day
from extract.field.accounts import account_marks
from extract.field.choosing import choose_all
from extract.field.prose import read_fields
from extract.field.several_orders import several_orders
from extract.field.signatories import find_signatory
from extract.field.unlabelled import find_currency, find_incoterm, find_incoterm_place, find_place_and_date, split_order_line
from extract.kind.borders import propose_parts
from extract.kind.bundles import is_bundle
from extract.kind.kinds import DOUBTFUL, Verdict, tell_kind
from extract.kind.parties import read_parties
from extract.label.boxes import with_pairs
from extract.label.codes import coded_values
from extract.label.labels import Vocabulary, squeezed
from extract.label.line_behind import line_behind
from extract.label.printed_numbers import amounts_printed, printed_numbers
from extract.mail.mail_answers import with_mail_answer
from extract.mail.mail_sentences import is_mail
from extract.opening.altered import altered_marks
from extract.opening.embedded import data_in_pdf, read_data, read_hybrid
from extract.opening.pages import is_pdf, printed_pages, read_pages
from extract.opening.separators import separators
from extract.page.countries import is_american, is_british, is_swiss
from extract.page.layout import Layout, Token, lay_out
from extract.page.side_panel import with_panels_above
from extract.page.words import PageWords
from extract.rivals import with_rivals
from extract.scan.second import second_reading
from extract.sentence.answers import with_answers
from extract.sentence.provisos import read_provisos
from extract.shape.candidates import Candidate, contested, leaf_of
from extract.shape.values import Habits
from extract.table.cards import read_cards
from extract.table.order_cells import with_shared_order
from extract.table.tables import Table
from extract.text.dates import date_style
from extract.text.numbers import HABIT, SCANNED_HABIT, number_style

SOUND, BETTER = 0.75, 0.1
"""A table of which less than this was read is tried as single entries, too; they must read so much more of it."""
UNSURE = 0.5
LONG, SURELY = 12, 0.99
"""A price list of so many pages is not searched for tables of ours where its words and title leave no doubt."""
OF_GOODS = ("order_line", "supplier_item", "buyer_item", "description", "unit_price", "net_amount", "delivery_date")
"""A table without any of these columns lists lots, and is none of a paper's lines where these stand elsewhere."""
OF_ONE_LINE = ("order_line", "quantity", "description", "buyer_item", "supplier_item")
POINT_COUNTRIES = frozenset({"en"})
LIKE_AN_ORDER, MAY_BE_AN_ORDER = re.compile(r"(?:[A-Z]{1,3}-?)?\d{6,10}(?:\s?/\s?\d{1,5})?"), 0.7
"""Letters and figures that may be an order\'s number, with its line or without, and what such a reference is worth."""
OF_LINES = re.compile(r"(.*\d{4,})\s?/\s?\d{1,4}(?:\s?[-–,+&]\s?\d{1,4})+")
RESULTS = frozenset({"chemistry", "tensile", "impact", "hardness"})
LANGUAGES = ("de", "en", "fr", "it", "es", "nl", "pl")


@seldom_searched()
def read_document(
    content: bytes,
    name: str,
    doctypes: Sequence[DocType],
    engine: OcrEngine | None,
    languages: Sequence[str] = LANGUAGES,
    *,
    on_page: Callable[[int], None] = lambda _: None,
) -> Reading:
    """Reads one document; `on_page` hears of each page that is done. What is data, or has data attached, never goes through OCR.

    Raises:
        UnreadableError: it is empty, encrypted, damaged, no paper at all, or beyond the limits.
    """
    if (data := read_data(content)) is not None:
        return data
    if (attached := data_in_pdf(content)) is not None:
        return read_hybrid(attached, printed_pages(content), partial(read_words, doctypes=doctypes))
    pages = pages_of(content, doctypes, engine, languages, on_page=on_page, name=name)
    reading = read_words(pages, doctypes)
    if pages[0].source == "text" and not is_pdf(content) and is_mail(layout := lay_out(pages)):
        return with_mail_answer(reading, layout, partial(_read_confirmation, pages, layout, reading.language, doctypes))
    if reading.kind is Kind.CERTIFICATE and is_pdf(content):
        reading = reading.model_copy(update={"marks": [*reading.marks, *altered_marks(content, reading)]})
    if reading.kind is Kind.CERTIFICATE and not any(heat.root.keys() & RESULTS for heat in reading.heats):
        properties = properties_of(lay_out(pages))
        reading = reading.model_copy(update={"properties": properties, "notes": [*reading.notes, *outside(properties)]})
    parts = propose_parts(pages, doctypes, partial(read_layout, doctypes=doctypes), separators(content, pages))
    if not parts:
        return reading
    return reading.model_copy(update={"parts": parts, "kind_confidence": min(reading.kind_confidence, DOUBTFUL)})


def pages_of(
    content: bytes,
    doctypes: Sequence[DocType],
    engine: OcrEngine | None,
    languages: Sequence[str] = LANGUAGES,
    *,
    on_page: Callable[[int], None] = lambda _: None,
    name: str = "",
) -> list[PageWords]:
    """The pages as words; on a scan, what its values are read from is read by a second engine too. Raises as `read_document`."""
    with engine.one_document() if engine else nullcontext() as kept:
        second = second_reading(kept)
        pages = read_pages(content, kept, languages, on_page, second, name=name)
        return second.of_values(pages, partial(read_scores, doctypes=doctypes), doctypes) if second else pages


def read_words(pages: Sequence[PageWords], doctypes: Sequence[DocType]) -> Reading:
    """Reads a document whose pages are words already."""
    return calibrated(read_scores(pages, doctypes))


def read_scores(pages: Sequence[PageWords], doctypes: Sequence[DocType]) -> Reading:
    """The same with plain scores in place of probabilities, as calibration is fitted on."""
    return read_layout(lay_out(pages), doctypes)


def read_layout(layout: Layout, doctypes: Sequence[DocType]) -> Reading:
    """The same of pages that are laid out already."""
    layout = unfolded(with_panes_apart(without_quoted_order(without_qualifiers(layout))))
    return _read_layout(layout, doctypes).model_copy(update={"marks": account_marks(layout)})


def _read_layout(layout: Layout, doctypes: Sequence[DocType]) -> Reading:
    pages = layout.pages
    fuzzy = any(page.source == "ocr" for page in pages)
    if len(pages) > LONG and (verdict := tell_kind(layout, doctypes, fuzzy=fuzzy)).kind is Kind.OTHER and verdict.confidence > SURELY:
        return _unread(verdict, pages)
    tables = cache(partial(_tables, layout, doctypes, fuzzy=fuzzy))
    verdict = tell_kind(layout, doctypes, partial(_evidence, layout, tables), fuzzy=fuzzy)
    doctype = of_kind(doctypes, verdict.kind)
    if doctype is None:
        return _unread(verdict, pages)
    if Part.HEATS in doctype.parts and (lines := with_captions_above(layout).lines) != layout.lines:
        layout = replace(layout, lines=lines)
        tables = cache(partial(_tables, layout, doctypes, fuzzy=fuzzy))
    if (lines := _with_panels_above(layout, doctype, fuzzy=fuzzy).lines) != layout.lines:
        layout = replace(layout, lines=lines)
        tables = cache(partial(_tables, layout, doctypes, fuzzy=fuzzy))
    return _read_as(doctype, layout, verdict, tables(doctype.kind), _shown(pages), fuzzy=fuzzy)


def _with_panels_above(layout: Layout, doctype: DocType, *, fuzzy: bool) -> Layout:
    captions = Vocabulary({spec.name: spec.labels for spec in doctype.fields}, {spec.name: spec.meanings for spec in doctype.fields})
    return with_panels_above(layout, partial(captions.name, fuzzy=fuzzy))


def _read_confirmation(pages: Sequence[PageWords], layout: Layout, language: str, doctypes: Sequence[DocType]) -> Reading:
    """The pages as a confirmation, whatever kind they look like."""
    doctype = of_kind(doctypes, Kind.ORDER_CONFIRMATION)
    verdict = Verdict(Kind.ORDER_CONFIRMATION, DOUBTFUL, language)
    return calibrated(_read_as(doctype, layout, verdict, [], _shown(pages), fuzzy=False)) if doctype else _unread(verdict, pages)


def _unread(verdict: Verdict, pages: Sequence[PageWords]) -> Reading:
    """What is said of a paper that is none of ours."""
    return Reading(kind=verdict.kind, kind_confidence=verdict.confidence, language=verdict.language, pages=_shown(pages))


def _shown(pages: Sequence[PageWords]) -> list[Page]:
    return [Page(width=round(page.width, 1), height=round(page.height, 1), turn=page.turn, source=page.source) for page in pages]


def _tables(layout: Layout, doctypes: Sequence[DocType], kind: Kind, *, fuzzy: bool) -> list[Table]:
    """The tables of a paper as those of a kind; none where papers of the kind have no lines."""
    doctype = of_kind(doctypes, kind)
    return table_reader(doctype).tables(layout.lines, fuzzy=fuzzy) if doctype and Part.LINES in doctype.parts else []


def _evidence(layout: Layout, tables: Callable[[Kind], list[Table]], kind: Kind) -> float:
    """What speaks for a kind beside its title."""
    match kind:
        case Kind.ORDER_CONFIRMATION:
            columns = {column.name for table in tables(kind) for column in table.columns}
            return 0.3 if {"unit_price", "delivery_date"} <= columns else 0.0
        case Kind.CERTIFICATE:
            return 0.4 if "10204" in layout.text or "10168" in layout.text else 0.0
        case _:
            return 0.0


def _read_as(doctype: DocType, layout: Layout, verdict: Verdict, tables: list[Table], shown: list[Page], *, fuzzy: bool) -> Reading:
    habits = _habits(layout, doctype, verdict)
    heats = (
        HeatReader(
            without_product_beside_ladle(without_limit_columns(without_required(without_second_units(layout)))),
            doctype,
            habits,
            fuzzy=fuzzy,
        )
        if Part.HEATS in doctype.parts
        else None
    )
    in_joules, of_units = in_si_units(with_specimens(heats.read(), layout), layout) if heats else ([], [])
    heat_groups = doubting_energies(in_joules)
    table, lines, skip, taken = _lines_of(doctype, layout, tables, habits, fuzzy=fuzzy)
    skip |= heats.used if heats else set()
    if doctype.goods:
        lines, skip = read_goods(layout, doctype, habits, heat_groups, skip, fuzzy=fuzzy)
    candidates = read_fields(layout, _with_titles(doctype), habits, skip=skip, taken=taken, fuzzy=fuzzy)
    coded: dict[str, Candidate] = {}
    if Part.HEATS in doctype.parts:
        labels = frozenset(squeezed(label) for spec in doctype.fields for label in spec.labels)
        coded = coded_values(layout, doctype.fields, habits, labels)
    bundle = _is_bundle(doctype, layout, candidates, coded)
    candidates |= {name: [found] for name, found in coded.items()}
    if written := find_place_and_date(layout, habits):
        candidates["document_date"] = sorted([*candidates.get("document_date", ()), written], key=lambda each: -each.score * each.value.fit)
    candidates = (
        candidates_of_form(candidates, heat_groups, layout, doctype, habits, fuzzy=fuzzy)
        if doctype.goods
        else with_pairs(candidates, layout, doctype.fields, habits, fuzzy=fuzzy)
    )
    fields = choose_all(candidates, layout)
    if reference := fields.get("reference"):  # the supplier's own reference is the paper's number only where it has no other
        fields.setdefault("document_number", reference.model_copy(update={"confidence": round(0.8 * reference.confidence, 4)}))
    _take_reference_for_order(doctype, fields)
    undated, issued = habits, fields.get("document_date")
    habits = undated.issued_on(date.fromisoformat(issued.value)) if issued else undated
    if table and not undated.find_alike(habits):  # now that the paper's own date is known, a week without a year can be told
        lines = LineReader(layout, doctype, habits, fuzzy=fuzzy).read(table)
    if table and not table.known:
        lines = [_doubted(line, quantity) if (quantity := line.leaf("quantity")) else line for line in lines]
    packages = read_packages(layout) if Part.PACKAGES in doctype.parts else []
    lines = without_odd_items(with_prefixes(without_contents(lines, packages), layout))
    lines = doubting_pieces([with_lots_adding_up(line) for line in lines])
    lines = doubting_shares(_doubting_lots(doctype, layout, lines, fuzzy=fuzzy))
    _fill_in(doctype, layout, fields, skip)
    fields = {name: leaf_of(found, layout) for name, found in sums_under_heads(layout, doctype.fields, habits).items()} | fields
    lines = with_shared_order(fields, lines)
    lines = with_answers(doctype, fields, lines, layout)
    settle_totals(fields, lines, layout, habits, skip=table.lines if table else ())
    _part_order(doctype, fields, layout)
    if (stated := fields.get("certificate_type")) and stated.value in ("CoA", "CoC"):
        heat_groups = as_lots(heat_groups)
    header, lines = _share_out(doctype, fields, lines, layout, skip)
    lines = with_units(lines, layout, habits) if doctype.goods else lines
    heat_groups = with_shares(heat_groups, lines, layout, habits)
    remarks = read_provisos(layout, lines, Group(header), habits) if doctype.reserves else []
    parties = read_parties(layout)
    if parties.supplier:
        header["supplier_name"] = parties.supplier
    reading = Reading(
        kind=verdict.kind,
        kind_confidence=min(verdict.confidence, DOUBTFUL) if bundle else verdict.confidence,
        language=verdict.language,
        pages=shown,
        names=list(parties.names),
        fields=Group(_with_day_of_its_own(header)),
        lines=lines,
        heats=heat_groups,
        packages=packages,
        remarks=remarks,
        notes=[
            *unread(doctype, layout, lines, heat_groups, table, tables, fuzzy=fuzzy),
            *(unread_packages(layout, packages, header.get("package_count"), fuzzy=fuzzy) if Part.PACKAGES in doctype.parts else ()),
            *of_units,
            *several_orders(fields, lines, candidates, layout),
            *(untold_sums(layout, lines, fields, habits) if doctype.reserves else ()),
            *(["of its two weights one was not read"] if weighs_one_alone(layout, doctype.fields, fields, fuzzy=fuzzy) else []),
            *(["a content stands in its analysis whose element could not be read"] if heats and heats.has_untold_contents else []),
            *(["a result of a test piece on it could not be read"] if heats and heats.has_torn_tests else []),
            *(f"{symbol} has a column in its analysis and was not read in every row" for symbol in (heats.lost_contents if heats else ())),
        ],
    )
    reading = reading.model_copy(update={"contested": [path for path, leaf in reading.leaves() if leaf.contested]})
    return with_rivals(reading, candidates, layout)


def _is_bundle(doctype: DocType, layout: Layout, labelled: Mapping[str, Sequence[Candidate]], coded: Mapping[str, Candidate]) -> bool:
    """Whether pages have numbers of their own, or are for orders of their own where a paper of the kind is for one."""
    names = ["document_number"] if any(column.name == "order_number" for column in doctype.columns) else ["document_number", "order_number"]
    return any(is_bundle(layout, [*labelled.get(name, ()), *(found for code, found in coded.items() if code == name)]) for name in names)


def _lines_of(
    doctype: DocType, layout: Layout, tables: Sequence[Table], habits: Habits, *, fuzzy: bool
) -> tuple[Table | None, list[Group], set[int], set[Token]]:
    """The lines of a paper, from its table, its cards or as single entries, whichever tells most; and the lines of print and words that are theirs."""
    reader = LineReader(layout, doctype, habits, fuzzy=fuzzy)
    table, lines = None, []
    if Part.LINES in doctype.parts:
        cards = read_cards(table_reader(doctype), layout.lines, fuzzy=fuzzy)
        offered = [each for each in (best_table(with_further(tables, layout.lines)), cards) if each]
        table, lines = max(((each, reader.read(each)) for each in offered), key=lambda read: _told(read[1], doctype), default=(None, []))
    used = set(table.lines) if table else set()
    if Part.LINES not in doctype.parts or _whole(lines, doctype) >= SOUND:
        return table, lines, used, set()
    entries = EntryReader(layout, doctype, habits, fuzzy=fuzzy)
    loose = entries.read()
    of_goods = table is None or any(column.name in OF_GOODS for column in table.columns)
    if lines and (not loose or _whole(loose, doctype) <= _whole(lines, doctype) + BETTER or (of_goods and len(loose) < _count_full(lines))):
        return table, lines, used, set()
    above = table is not None and max(used) < min(entries.used, default=0)  # boxes of a head, which are none of the entries'
    return None, loose, (set() if above else used) | entries.used, entries.taken


def _count_full(lines: Sequence[Group]) -> int:
    """How many lines say at least half as much as the one that says most: further lines of entries that were taken for entries do not."""
    most = max((len(line.root) for line in lines), default=0)
    return sum(2 * len(line.root) >= most for line in lines)


@lru_cache(maxsize=16)
def _with_titles(doctype: DocType) -> tuple[FieldSpec, ...]:
    """The fields, the paper's number with every label that can be made of its titles: `N.º de nota de entrega`, `Lieferschein-Nr`.

    What another field is called stays its own: a `vrachtbrief` is a title, too, and its number the consignment's.
    """
    others = {squeezed(label) for spec in doctype.fields if spec.name != "document_number" for label in spec.labels}
    made = tuple(
        form.format(title)
        for titles in doctype.titles.values()
        for title in titles
        for form in (
            "{}",
            "{} n",
            "{} no",
            "{} nr",
            "{} number",
            "n {}",
            "n de {}",
            "n di {}",
            "n du {}",
            "numero {}",
            "numero de {}",
            "numer {}",
            "nr {}",
            "{} id",
        )
        if squeezed(title) not in others and squeezed(form.format(title)) not in others
    )
    return tuple(replace(spec, labels=(*spec.labels, *made)) if spec.name == "document_number" else spec for spec in doctype.fields)


def _whole(lines: Sequence[Group], doctype: DocType) -> float:
    """How much of what its lines must have was read of a paper's lines."""
    needed = [name.removeprefix("lines[].") for name in doctype.required if name.startswith("lines[].") and name != "lines[].delivery_date"]
    return sum(line.leaf(name) is not None for line in lines for name in needed) / (len(lines) * len(needed)) if lines and needed else 0.0


def _told(lines: Sequence[Group], doctype: DocType) -> tuple[float, int]:
    """How much was read of what a paper's lines must have, in lines, and how many values in all."""
    return _whole(lines, doctype) * len(lines), sum(1 for line in lines for _ in line.root)


def _doubting_lots(doctype: DocType, layout: Layout, lines: list[Group], *, fuzzy: bool) -> list[Group]:
    """Where a paper speaks of lots, or has lots of other lines, a line for which none was read is not sure: its lot may have been missed."""
    column = next((column for column in doctype.columns if column.name == "lots"), None)
    if column is None or all(line.groups("lots") for line in lines):
        return lines
    labels = Vocabulary({"lots": column.headings})
    told = any(line.groups("lots") for line in lines)
    if not told and not any(labels.hits(layout.lines, index, fuzzy=fuzzy) for index in range(len(layout.lines))):
        return lines
    return [line if line.groups("lots") or not (quantity := line.leaf("quantity")) else _doubted(line, quantity) for line in lines]


def _with_day_of_its_own(header: Mapping[str, Node]) -> dict[str, Node]:
    """The head, the paper's own date doubted where it was read off the very print that is the order's: its own was lost, below a stamp perhaps."""
    own, ordered = header.get("document_date"), header.get("order_date")
    same = isinstance(own, Leaf) and isinstance(ordered, Leaf) and (own.page, own.box) == (ordered.page, ordered.box)
    return {**header, "document_date": contested(own, UNSURE)} if same and isinstance(own, Leaf) else dict(header)


def _doubted(line: Group, quantity: Leaf) -> Group:
    return Group({**line.root, "quantity": contested(quantity, UNSURE)})


def _habits(layout: Layout, doctype: DocType, verdict: Verdict) -> Habits:
    scanned = any(page.source == "ocr" for page in layout.pages)
    return Habits(
        verdict.language,
        number_style(
            printed_numbers(layout, doctype),
            amounts=amounts_printed(layout),
            fallback="." if verdict.language in POINT_COUNTRIES or is_swiss(layout) else ",",
            habit=SCANNED_HABIT if scanned else HABIT,
        ),
        date_style(
            [line.text for line in layout.lines],
            month_first=verdict.language == "en" and is_american(layout) and not is_british(layout),
            certain=verdict.language != "en" or is_american(layout) != is_british(layout),
        ),
    )


def _take_reference_for_order(doctype: DocType, fields: dict[str, Leaf]) -> None:
    """`Ref. cliente` is the item of a certificate or its order: where nothing else names the order, a number that looks like one is it."""
    reference = fields.get("buyer_item")
    if doctype.goods and "order_number" not in fields and reference and LIKE_AN_ORDER.fullmatch(reference.value):
        fields["order_number"] = reference.model_copy(update={"confidence": round(MAY_BE_AN_ORDER * reference.confidence, 4)})
        del fields["buyer_item"]


def _part_order(doctype: DocType, fields: dict[str, Leaf], layout: Layout) -> None:
    """`4500017325 / 10` names an order and its line."""
    order = fields.get("order_number")
    if order and (several := OF_LINES.fullmatch(order.value)):  # `4500017325/10-20`: of several lines
        fields["order_number"] = order.model_copy(update={"value": several[1]})
    elif order and (parts := split_order_line(order)):
        fields["order_number"] = parts[0]
        if "order_line" in doctype.line_fields:
            fields.setdefault("order_line", parts[1])
    elif order and "order_line" in doctype.line_fields and "order_line" not in fields and (number := line_behind(order, layout)):
        fields["order_line"] = number


def _fill_in(doctype: DocType, layout: Layout, fields: dict[str, Leaf], skip: Collection[int]) -> None:
    """What papers print without a label: the currency beside amounts, the type of a certificate in its title."""
    names = {spec.name for spec in doctype.fields}
    if "currency" in names and "currency" not in fields and (found := find_currency(layout)):
        fields["currency"] = leaf_of(found, layout)
    if "incoterm" in names and "incoterm" not in fields and (found := find_incoterm(layout)):
        fields["incoterm"] = leaf_of(found, layout)
    if "incoterm_place" in names and "incoterm" in fields and (found := find_incoterm_place(fields["incoterm"], layout)):
        fields["incoterm_place"] = leaf_of(found, layout)
    if "package_count" in names and "package_count" not in fields and (found := find_package_count(layout, skip)):
        fields["package_count"] = leaf_of(found, layout)
    if "certificate_type" in names:
        title = stated_type(layout)
        if title and (title.confidence > 0.8 or "certificate_type" not in fields):
            fields["certificate_type"] = title
    if "signatory" in names and (signed := find_signatory(layout)):
        fields["signatory"] = signed


def _share_out(
    doctype: DocType, fields: dict[str, Leaf], lines: list[Group], layout: Layout, skip: Collection[int]
) -> tuple[dict[str, Node], list[Group]]:
    """Header values that are said of the lines go to the lines that do not say them themselves."""
    if doctype.goods and not lines:
        found = looked_for([line for index, line in enumerate(layout.lines) if index not in skip], fields, layout)
        if (stated := fields.get("certificate_type")) and stated.value == "CoA":  # `1.4440` is a refractive index there, and no steel
            found = {name: value for name, value in found.items() if name not in ("grade", "standard")}
        fields = fields | found
    header: dict[str, Node] = {name: value for name, value in fields.items() if name not in (*doctype.line_fields, *doctype.aside)}
    shared: dict[str, Node] = {name: value for name, value in fields.items() if name in doctype.line_fields}
    if not shared:
        return header, lines
    if Part.LINES not in doctype.parts and not lines:
        return header, [Group(shared)]
    if doctype.goods and len(lines) > 1:  # what the head says of one line is not said of all
        shared = {name: value for name, value in shared.items() if name not in OF_ONE_LINE}
    shared = with_doubted_day(shared, lines, fields)
    return header, [_with_shared(line, shared) for line in lines]


def _with_shared(line: Group, shared: dict[str, Node]) -> Group:
    """The line with what the header says of all; one that is promised in parts has no date besides."""
    said = {name: value for name, value in shared.items() if not (name == "delivery_date" and line.groups("schedule"))}
    return Group({**said, **line.root})
