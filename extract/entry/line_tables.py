"""The tables of lines in a kind of paper: what heads their columns, what stands below the last entry, which of several holds the lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from domain.doctype import DocType, Shape
from extract.label.labels import Vocabulary
from extract.shape.misfits import PACKING, misfit, misfit_price_unit
from extract.table.tables import Table, TableReader
from extract.text.wording import concepts

ANCHORS = ("order_line", "quantity", "unit_price", "net_amount", "delivery_date", "supplier_item", "buyer_item", "lots", "unit")
ENDS = (
    "net_total", "tax_total", "gross_total", "payment_terms", "incoterm", "carrier", "tracking_number", "gross_weight_kg", "net_weight_kg",
    "package_count", "ship_date", "arrival_date",
)  # fmt: skip
"""Header fields whose labels stand below the last entry of a table, where they stand below a table at all."""
TOTALS = ("net_total", "tax_total", "gross_total")
CARRIED = (
    "ubertrag", "uebertrag", "zu ubertragen", "zu uebertragen", "zwischensumme", "carried forward", "brought forward", "carry over", "amount carried forward", "subtotal carried forward", "report", "a reporter",
    "sous-total a reporter", "riporto", "a riportare", "suma y sigue", "suma anterior", "transport", "transporteren", "te transporteren", "do przeniesienia", "z przeniesienia",
    "balance brought forward", "balance carried forward", "transporte", "a nuevo", "total reporte",
    "acumulado", "suma acumulada", "cumul", "montant cumule", "running total", "progressivo", "zwischenstand", "tussentotaal", "suma strony", "over te brengen", "overgebracht", "transport naar", "vortrag", "saldovortrag", "balance c/f", "balance b/f", "c/f", "b/f", "total c/f", "total b/f", "sous-total reporte", "suma parcial", "saldo anterior",
)  # fmt: skip
FOOTERS = ("iban", "bic", "swift", "bankverbindung", "bank details", "geschaftsfuhrer", "hrb", "sscc", "page", "seite", "pagina", "strona")


@lru_cache(maxsize=16)
def table_reader(doctype: DocType) -> TableReader:
    """The reader of the lines table of a kind of paper; it keeps nothing of a paper, so it is made once."""
    fits = {column.name: misfit_price_unit if column.name == "price_unit" else misfit(column.shape) for column in doctype.columns}
    fits["quantity"] = _misfit_quantity
    columns = {heading for column in doctype.columns for heading in column.headings}
    ends = {spec.name: [label for label in spec.labels if label not in columns] for spec in doctype.fields if spec.name in ENDS}
    return TableReader(
        Vocabulary(
            {column.name: column.headings for column in doctype.columns}, {column.name: column.meanings for column in doctype.columns}
        ),
        fits,
        [name for name in ANCHORS if any(column.name == name for column in doctype.columns)],
        Vocabulary({**ends, "carried": CARRIED, "footer": FOOTERS, "order_number": order_labels(doctype)}, _meant_below(doctype)),
        Vocabulary(*_named(doctype, TOTALS)),
    )


def best_table(tables: Sequence[Table]) -> Table | None:
    """The table with the most entries that are filled best; one that says what its entries come to goes before one that does not.

    A confirmed item that comes in three parts has one row with its price, and three with their days in a table below.
    """
    return max(tables, key=lambda table: (_is_reckoned(table), sum(len(row.cells) for row in table.rows)), default=None)


def _is_reckoned(table: Table) -> bool:
    """Whether most rows have a quantity, a price and an amount."""
    return 2 * sum(row.cells.keys() >= {"quantity", "unit_price", "net_amount"} for row in table.rows) > len(table.rows)


def _meant_below(doctype: DocType) -> dict[str, Sequence[str]]:
    """What labels below the last entry mean that mean nothing inside of entries; dates and sums stand there, too."""
    inside = {frozenset(meaning.split()) for column in doctype.columns for meaning in column.meanings}
    return {
        spec.name: [meaning for meaning in spec.meanings if frozenset(meaning.split()) not in inside]
        for spec in doctype.fields
        if spec.name in ENDS and spec.shape not in (Shape.DATE, Shape.AMOUNT)
    }


def order_labels(doctype: DocType) -> list[str]:
    """Labels that speak of an order, not of a reference: below an entry, `Votre réf.` is the buyer's article."""
    return [
        label for label in _named(doctype, ("order_number",))[0]["order_number"] if {"order", "purchase"} & (concepts(label) or frozenset())
    ]


def _named(doctype: DocType, names: Sequence[str]) -> tuple[dict[str, Sequence[str]], dict[str, Sequence[str]]]:
    """Labels and meanings of some header fields."""
    specs = [spec for spec in doctype.fields if spec.name in names]
    return {spec.name: spec.labels for spec in specs}, {spec.name: spec.meanings for spec in specs}


@lru_cache(maxsize=20_000)
def _misfit_quantity(word: str) -> float:
    """A quantity may stand with its unit in one cell: `1.000 St`."""
    if re.search(r"\d", word):
        return misfit(Shape.DECIMAL)(word)
    unit = misfit(Shape.UNIT)(word)
    return max(0.02, unit) if unit <= PACKING else 2.0
