"""What a paper shows and was not read, or not told apart: each the end of “Somebody has to look because …”, and nothing of it is posted unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from domain.doctype import DocType, Part
from domain.paper import Group, Leaf, Node
from extract.certificate.energies import energies_of
from extract.certificate.goods_heats import amounts_do_not_add_up
from extract.certificate.limit_columns import has_several_directions
from extract.certificate.listed_results import left_in_lists
from extract.certificate.result_labels import ResultLabels
from extract.certificate.result_prose import told_results
from extract.certificate.side_analyses import has_untold_analyses
from extract.doubt.below_limits import has_results_below_limits
from extract.doubt.left_energies import has_left_energies
from extract.doubt.left_out import (
    has_torn_lots,
    has_untold_amounts,
    has_untold_codes,
    has_untold_heats,
    has_untold_items,
    has_untold_lots,
    labelled_entries,
    tells_lines_twice,
    unread_elements,
)
from extract.doubt.left_results import has_left_hardness, has_left_in_cells, has_left_pairs, has_left_results, has_untold_rows
from extract.doubt.unread_cells import has_unlabelled_contents, has_unread_quantities
from extract.entry.line_tables import table_reader
from extract.entry.packages import has_rest_of_code, has_unread_codes
from extract.label.labels import squeezed
from extract.label.result_words import PROPERTIES
from extract.page.layout import Layout
from extract.sentence.notice_words import says_otherwise
from extract.sentence.refusals import takes_back
from extract.shape.elements import shows_analysis
from extract.shape.line_sums import lies_in
from extract.table.tables import Table

SEVERAL = 2
"""Items of one certificate: each may be analysed for other elements."""
TWO, NO_MEAN = 2, 1.0
"""Two energies and a mean that is off theirs by more than so many joules: the third was not read."""


def unread(
    doctype: DocType,
    layout: Layout,
    lines: Sequence[Group],
    heats: Sequence[Group],
    table: Table | None,
    tables: Sequence[Table],
    *,
    fuzzy: bool,
) -> Iterator[str]:
    """All that was left unread, in `lines` and `heats`, of a paper whose lines were read from one of its tables, or from none."""
    yield from _of_entries(doctype, layout, lines, table, tables, fuzzy=fuzzy)
    if fuzzy and not doctype.goods and _has_lost_units(lines, table):
        yield "the unit of a line could not be read"
    if fuzzy and not doctype.goods and _has_lost_price_units(lines):
        yield "what a price is for was read in some of its lines and not in others"
    if fuzzy and _tells_lots(doctype) and _has_lost_shares(lines):
        yield "how much a lot holds could not be read"
    yield from _in_words(doctype, layout)
    if table is None and lines and not doctype.goods and tells_lines_twice(layout, doctype, fuzzy=fuzzy):
        yield "it tells a line twice, and one of the two may be what was ordered"
    if Part.HEATS in doctype.parts:
        yield from _of_heats(doctype, layout, lines, heats, fuzzy=fuzzy)


def _of_heats(doctype: DocType, layout: Layout, lines: Sequence[Group], heats: Sequence[Group], *, fuzzy: bool) -> Iterator[str]:
    """What was left unread of a certificate's heats."""
    yield from _of_results(doctype, layout, heats, fuzzy=fuzzy)
    yield from (f"{symbol} is printed on it and was not read" for symbol in unread_elements(layout, heats))
    yield from _uneven(heats if len(lines) < SEVERAL else [])
    yield from _uneven_tests(heats)
    yield from _of_scanned_heats(layout, lines, heats) if fuzzy else ()
    yield from _torn_impact(heats, layout, fuzzy=fuzzy)
    if has_left_energies(layout, heats):
        yield "an impact test is printed on it and was not read"
    labels = ResultLabels(layout.lines, doctype, fuzzy=fuzzy)
    if has_left_results(layout, heats) or has_left_pairs(layout, labels, heats) or (fuzzy and has_left_in_cells(layout, heats)):
        yield "a row of its tests shows more results than were read"
    if has_results_below_limits(layout, heats):
        yield "what was read as a result stands below a heading of limits"
    if has_left_hardness(layout, heats):
        yield "a hardness is printed on it and was not read"
    if has_untold_rows(layout, lines, heats):
        yield "a row of a heat's results was not read"
    if left_in_lists(layout, heats):
        yield "a cell lists several results and not all of them were read"
    if amounts_do_not_add_up(lines, heats):
        yield "what it says of each heat does not add up to the whole"
    if any(_may_be_an_amount(heat) for heat in heats):
        yield "what was read as a lot's number may be an amount"


def _in_words(doctype: DocType, layout: Layout) -> Iterator[str]:
    """What a paper says beside its entries that takes something of them back."""
    ships = Part.PACKAGES in doctype.parts
    if ships:
        yield from says_otherwise(layout)
    if (doctype.reserves or ships) and takes_back(layout):
        yield "it says in words that a line or the order is not accepted as it stands"


def unread_packages(layout: Layout, packages: Sequence[Group], count: Node | None, *, fuzzy: bool) -> Iterator[str]:
    """What was left unread of a ship notice's packages, by their numbers and by how many it says there are; figures within a line only a scan loses."""
    said = int(count.value) if isinstance(count, Leaf) and count.value.isdigit() else 0
    if has_rest_of_code(layout, packages) or (fuzzy and (has_unread_codes(layout, packages) or 0 < len(packages) < said)):
        yield "the number of a package on it could not be read"


def _of_entries(
    doctype: DocType, layout: Layout, lines: Sequence[Group], table: Table | None, tables: Sequence[Table], *, fuzzy: bool
) -> Iterator[str]:
    if table and _has_entries_elsewhere(table, tables):
        yield "it has more entries than were read, under another head"
    elif table and table.rows and table_reader(doctype).left_below(table, tables, layout.lines):
        yield "it has more entries than were read, below those that were"
    if 0 < len(lines) < labelled_entries(layout, doctype, fuzzy=fuzzy):
        yield "it has more entries than were read"
    if fuzzy and has_unread_quantities(layout, lines):
        yield "it has more entries than were read, between those that were"
    if fuzzy and _tells_lots(doctype) and has_untold_codes(layout, lines):
        yield "a code beside a line was not told"
    if _tells_lots(doctype) and (has_untold_lots(layout, doctype, lines) or has_lost_column(lines, tables)):
        yield "a lot is printed on it and was not read"
    if not doctype.goods and has_untold_items(layout, lines):
        yield "it shows an item of which no line was read"
    if fuzzy and has_torn_lots(lines, layout):
        yield "what stands between a lot's number and its quantity was not told"
    if _tells_lots(doctype) and has_untold_amounts(layout, lines):
        yield "a number beside a lot was not told"


def has_lost_column(lines: Sequence[Group], tables: Sequence[Table]) -> bool:
    """Whether a table has a column of lots with codes in it, and no line has a lot: the entries were read in another way."""
    cells = (cell for table in tables for row in table.rows if (cell := row.cells.get("lots")))
    return not any(line.groups("lots") for line in lines) and any(char.isdigit() for cell in cells for token in cell for char in token.text)


def _has_lost_units(lines: Sequence[Group], table: Table | None) -> bool:
    """Whether a line has no unit where a column is for units, or another line has one: a stamp may cover one that is not the order's."""
    told = any(line.leaf("unit") for line in lines) or any(
        column.name == "unit" and column.told for column in (table.columns if table else ())
    )
    return told and any(line.leaf("quantity") and line.leaf("unit") is None for line in lines)


def _has_lost_price_units(lines: Sequence[Group]) -> bool:
    """Whether a line says nothing of what its price is for, where others say even that it is for one: the scan has lost it there."""
    priced = [line for line in lines if line.leaf("unit_price")]
    return any(line.text("price_unit") == "1" for line in priced) and not all(line.leaf("price_unit") for line in priced)


def _has_lost_shares(lines: Sequence[Group]) -> bool:
    """Whether of lines of one lot each some tell how much it holds and another does not: `161;000` beside 320 pieces is none that adds up."""
    alone = [lots[0] for line in lines if len(lots := line.groups("lots")) == 1]
    told = [lot.leaf("quantity") is not None for lot in alone]
    return any(told) and not all(told)


def _of_results(doctype: DocType, layout: Layout, heats: Sequence[Group], *, fuzzy: bool) -> Iterator[str]:
    if not fuzzy and has_untold_heats(layout, doctype, heats):
        yield "a heat is printed on it and was not read"
    if has_several_directions(layout):
        yield "its results in several directions stand side by side and are not told apart"
    if has_untold_analyses(layout):
        yield "two analyses stand side by side and which is the ladle's is not told"
    if not any(heat.root.get("chemistry") for heat in heats) and shows_analysis(layout):
        yield "an analysis is printed on it and was not read"
    analysed = [bool(heat.root.get("chemistry")) for heat in heats]
    tested = [bool(heat.root.get("tensile")) for heat in heats]
    if any(a and not t for a, t in zip(analysed, tested, strict=True)) and any(t and not a for a, t in zip(analysed, tested, strict=True)):
        yield "analyses and tests stand under different heats, and which belong together is not sure"


def _tells_lots(doctype: DocType) -> bool:
    """Whether lines of that kind say which lots are shipped."""
    return not doctype.goods and any(column.name == "lots" for column in doctype.columns)


def _of_scanned_heats(layout: Layout, lines: Sequence[Group], heats: Sequence[Group]) -> Iterator[str]:
    """What only a scan loses of a certificate's heats."""
    if len(lines) < SEVERAL and _has_uneven_counts(heats, layout):
        yield "its heats do not show as many tests as each other, and one may have been given to the next"
    if goes_on(layout, heats):
        yield "the number of a heat or lot may go on behind what was read of it"
    if has_unlabelled_contents(layout, heats):
        yield "a content stands in its analysis beside no symbol that could be read"
    if _has_untold_results(layout, heats):
        yield "a result is told in a sentence and was not read"


def goes_on(layout: Layout, heats: Sequence[Group]) -> bool:
    """Whether figures that are no value stand close behind a heat's or a lot's number: a scan tore `161160` to `1611 60`."""
    read = [leaf for heat in heats for _, leaf in heat.leaves()]
    numbers = [leaf for heat in heats for name in ("heat_number", "lot_number") if (leaf := heat.leaf(name)) and leaf.source == "ocr"]
    pairs = ((line.page, *pair) for line in layout.lines for phrase in line.phrases for pair in pairwise(phrase.tokens))
    return any(
        token.text.isdigit()
        and token.x0 - before.x1 < before.word.height
        and any(leaf.page == page and lies_in(before, leaf) for leaf in numbers)
        and not any(leaf.page == page and lies_in(token, leaf) for leaf in read)
        for page, before, token in pairs
    )


def _uneven(heats: Sequence[Group]) -> Iterator[str]:
    """What some heats of one item show and others do not: the same is analysed and tested of each, so that the rest was not read."""
    analyses = [set(analysis) for heat in heats if (analysis := heat.table("chemistry"))]
    missing = sorted({name for own in analyses for name in own if any(name not in other for other in analyses)})
    if missing:
        yield f"{', '.join(missing)} {'was' if len(missing) == 1 else 'were'} not read of every heat"


def _uneven_tests(heats: Sequence[Group]) -> Iterator[str]:
    """Tensile tests of one heat that show other properties than each other: a value of one may have been given to the next."""
    shown = [[frozenset(test.root.keys() & {*PROPERTIES}) for test in heat.groups("tensile")] for heat in heats]
    if any(len(set(tests)) > 1 for tests in shown):
        yield "the tensile tests of a heat do not show the same properties"


def _has_uneven_counts(heats: Sequence[Group], layout: Layout) -> bool:
    """Whether heats of one page show other numbers of tensile tests: a row whose number was not read goes to the heat above or below it.

    Where the row or the column of every test bears its heat's number, none did.
    """
    counts: dict[int, set[int]] = {}
    named: dict[int, bool] = {}
    for heat, tests in ((heat, tests) for heat in heats if (tests := heat.groups("tensile"))):
        page = next((leaf.page for _, leaf in tests[0].leaves()), 0)
        counts.setdefault(page, set()).add(len(tests))
        named[page] = named.get(page, True) and all(_bears_its_number(test, heat, layout) for test in tests)
    return any(len(own) > 1 and not named[page] for page, own in counts.items())


def _bears_its_number(test: Group, heat: Group, layout: Layout) -> bool:
    """Whether a heat's number stands in the line of a test's result, or above it in its column."""
    number, result = heat.leaf("heat_number"), next((leaf for name in PROPERTIES if (leaf := test.leaf(name))), None)
    if number is None or result is None:
        return False
    for line in layout.lines:
        words = [token for token in line.tokens if line.page == result.page and squeezed(token.text) == squeezed(number.value)]
        level = any(lies_in(token, result) for token in line.tokens)
        over = [token for token in words if token.word.on_page[0] < result.box[2] and result.box[0] < token.word.on_page[2]]
        if words and (level or any(token.word.on_page[3] < result.box[1] for token in over)):
            return True
    return False


def _may_be_an_amount(heat: Group) -> bool:
    """Whether a heat's lot has a decimal mark in its number, `161,5`, or a few figures alone where no quantity of it was read."""
    lot = heat.text("lot_number") or ""
    return re.search(r"\d[.,]\d+$", lot) is not None or (re.fullmatch(r"\d{1,3}", lot) is not None and heat.leaf("quantity") is None)


def _has_untold_results(layout: Layout, heats: Sequence[Group]) -> bool:
    """Whether a sentence tells a strength or an elongation, `ReH = 217 MPa`, where no value of a test was read: the next test's may have taken its place."""
    read = [leaf for heat in heats for test in heat.groups("tensile") for name in PROPERTIES if (leaf := test.leaf(name))]
    return bool(read) and any(
        not any(leaf.page == line.page and lies_in(line.tokens[told.figure], leaf) for leaf in read)
        for line in layout.lines
        for told in told_results(line.tokens)
    )


def _torn_impact(heats: Sequence[Group], layout: Layout, *, fuzzy: bool) -> Iterator[str]:
    """An impact test with fewer values than pieces were broken: three by EN ISO 148-1; two are whole where the mean is theirs.

    Print tells one value alone where it is the mean; a scan may have lost the others.
    """
    for test in (test for heat in heats for test in heat.groups("impact")):
        told, mean = energies_of(test), test.leaf("mean_j")
        values = [float(energy.value) for energy in told]
        if len(values) == 1 and mean is None and (fuzzy or _ends_a_list(told[0], layout)):
            yield "an impact test shows one value of three"
            return
        if fuzzy and len(values) == TWO and mean and abs(sum(values) / TWO - float(mean.value)) > NO_MEAN:
            yield "an impact test shows two values of three"
            return


def _ends_a_list(energy: Leaf, layout: Layout) -> bool:
    """Whether figures and a comma stand right before an energy: `78, 55, 73 J`."""
    return any(
        before.page == energy.page and lies_in(token, energy) and re.fullmatch(r"\d{1,3}[,;/]", left.text)
        for before in layout.lines
        for left, token in pairwise(before.tokens)
    )


def _has_entries_elsewhere(table: Table, tables: Sequence[Table]) -> bool:
    """Whether another table of the paper holds entries as well: a paper of which some lines were not read is never posted unseen."""
    return any(
        other is not table
        and not other.lines & table.lines
        and any("quantity" in row.cells and {"order_line", "supplier_item", "buyer_item"} & row.cells.keys() for row in other.rows)
        for other in tables
    )
