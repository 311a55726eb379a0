"""Rules: claims that should hold between a paper and its order; which kind of paper must keep which."""

from domain.doctype import Rule
from validate.rules import across, amounts, certificate, charpy, common, confirmation, learned, limits, provisos, required, ship_notice

COMMON_RULES: tuple[Rule, ...] = (
    common.order_is_known,
    common.order_is_open,
    common.supplier_is_the_orders,
    common.is_no_duplicate,
    across.is_no_revision,
)
LINE_RULES: tuple[Rule, ...] = (
    common.lines_are_known,
    common.items_are_ordered,
    learned.learned_items_fit,
    common.units_are_ordered,
    learned.converted_quantities_are_ordered,
    common.lines_are_open,
    common.quantities_are_above_nothing,
)
CONFIRMATION_RULES: tuple[Rule, ...] = (
    *LINE_RULES,
    confirmation.currency_is_ordered,
    confirmation.ordered_lines_are_confirmed,
    confirmation.prices_are_ordered,
    confirmation.quantities_are_ordered,
    confirmation.parts_add_up,
    confirmation.promises_are_in_time,
    confirmation.terms_are_ordered,
    confirmation.sums_add_up,
    across.keeps_what_was_confirmed,
    *provisos.PROVISO_RULES,
    confirmation.value_is_immaterial,
    common.posted_values_are_sure,
)
SHIP_NOTICE_RULES: tuple[Rule, ...] = (
    *LINE_RULES,
    ship_notice.shipped_is_open,
    ship_notice.lots_add_up,
    ship_notice.lots_say_how_much,
    across.shipped_lots_are_certified,
    amounts.no_more_is_shipped_than_certified,
    amounts.certified_heats_are_shipped,
    ship_notice.packages_are_numbered_right,
    ship_notice.gross_is_not_below_net,
    ship_notice.days_follow_the_order,
    common.posted_values_are_sure,
)
CERTIFICATE_RULES: tuple[Rule, ...] = (
    certificate.certified_line_is_known,
    learned.learned_items_fit,
    certificate.type_is_sufficient,
    certificate.grade_is_ordered,
    certificate.standard_is_ordered,
    certificate.ordered_material_is_read,
    certificate.is_not_critical,
    across.heats_were_shipped,
    amounts.certificate_covers_what_was_shipped,
    *limits.LIMIT_RULES,
    charpy.toughness_is_within_limits,
    required.required_results_are_there,
    common.posted_values_are_sure,
)
