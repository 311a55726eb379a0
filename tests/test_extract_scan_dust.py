"""Dust and rules on scans: what is taken off, and that print stays."""

from __future__ import annotations

import cv2
import numpy as np

from extract.scan.bars import without_bars
from extract.scan.dirt import without_rules, without_specks
from extract.scan.scan import without_shadow


def printed() -> np.ndarray:
    paper = np.full((600, 900), 255, np.uint8)
    cv2.putText(paper, "1.234,50 i", (100, 200), cv2.FONT_HERSHEY_DUPLEX, 1.5, (0,), 3, cv2.LINE_AA)
    return paper


def test_dust_far_from_print_is_taken_off() -> None:
    dusty = printed()
    cv2.circle(dusty, (600, 450), 1, (0,), -1)
    assert np.array_equal(without_specks(dusty, 300), printed())


def test_specks_near_each_other_are_dust_all_the_same() -> None:
    dusty = printed()
    for x, y in ((600, 450), (607, 453), (611, 446)):
        cv2.circle(dusty, (x, y), 1, (0,), -1)
    assert np.array_equal(without_specks(dusty, 300), printed())


def test_points_and_commas_of_print_stay() -> None:
    assert np.array_equal(without_specks(printed(), 300), printed())


def test_a_clean_page_is_handed_back_as_it_is() -> None:
    paper = printed()
    assert without_specks(paper, 300) is paper
    assert without_rules(paper, 300).image is paper


def test_rules_go_and_the_print_between_them_stays() -> None:
    ruled = printed()
    for y in (120, 240):
        cv2.line(ruled, (50, y), (850, y), (0,), 2)
    cleaned = without_rules(ruled, 300).image
    assert np.array_equal(cleaned[130:230], printed()[130:230])
    assert cleaned[115:125].min() == 255


def test_hairlines_go_although_they_are_grey_and_step_down_a_pixel_on_their_way() -> None:
    ruled = printed()
    for at, y in enumerate((120, 121, 122, 121)):
        ruled[y : y + 2, 60 + 200 * at : 260 + 200 * at] = 130
    cleaned = without_rules(ruled, 300).image
    assert cleaned[115:128].min() == 255
    assert np.array_equal(cleaned[130:230], printed()[130:230])


def test_a_hairline_that_a_fax_tore_into_dots_goes() -> None:
    torn = printed()
    for x in range(100, 800, 12):
        torn[240:242, x : x + 5] = 0
    cleaned = without_rules(torn, 300).image
    assert cleaned[235:248].min() == 255
    assert np.array_equal(cleaned[130:230], printed()[130:230])


def test_a_long_word_in_pale_print_is_no_rule() -> None:
    paper = np.full((600, 900), 255, np.uint8)
    cv2.putText(paper, "mmmm12x2000x6000mmmm", (50, 300), cv2.FONT_HERSHEY_DUPLEX, 1.2, (150,), 4, cv2.LINE_AA)
    paper = cv2.GaussianBlur(paper, (0, 0), 2.5).astype(np.uint8)
    assert np.array_equal(without_rules(paper, 300).image, paper)


def barred() -> np.ndarray:
    """A page with light print on a dark bar, as the head of a table may be."""
    paper = printed()
    paper[300:380, 60:840] = 40
    cv2.putText(paper, "Menge  Preis", (100, 355), cv2.FONT_HERSHEY_DUPLEX, 1.4, (250,), 3, cv2.LINE_AA)
    return paper


def test_light_print_on_a_dark_bar_becomes_dark_print_on_light() -> None:
    turned = without_bars(barred(), 300)
    assert np.median(turned[305:375, 65:835]) == 255
    assert turned[320:360, 100:400].min() < 20
    assert np.array_equal(turned[:290], printed()[:290])


def test_bold_print_and_dark_pictures_without_print_are_no_bars() -> None:
    paper = printed()
    cv2.putText(paper, "TITEL", (100, 480), cv2.FONT_HERSHEY_DUPLEX, 4, (0,), 16, cv2.LINE_AA)
    paper[300:380, 60:840] = 40
    assert np.array_equal(without_bars(paper, 300), paper)


def headed(field: np.ndarray) -> np.ndarray:
    """A page with dark print on a field of that look, as the head of a table may be."""
    paper = np.full((600, 900), 255, np.uint8)
    paper[300:380, 60:840] = field
    cv2.putText(paper, "Menge  Preis", (100, 355), cv2.FONT_HERSHEY_DUPLEX, 1.4, (20,), 4, cv2.LINE_AA)
    return paper


def test_dark_print_on_a_grey_field_becomes_dark_print_on_white() -> None:
    cleared = without_bars(headed(np.full((80, 780), 170, np.uint8)), 300)
    assert np.median(cleared[305:375, 65:835]) == 255
    assert cleared[320:360, 100:400].min() < 40


def test_print_on_a_field_that_a_fax_made_of_dots_is_kept_and_the_dots_go() -> None:
    dots = np.where(np.random.default_rng(7).random((40, 390)) < 0.5, 0, 255).astype(np.uint8)
    cleared = without_bars(headed(np.kron(dots, np.ones((2, 2), np.uint8))), 300)
    plain = headed(np.full((80, 780), 255, np.uint8))
    assert (cleared[plain < 60] < 200).mean() > 0.8
    assert (cleared[310:370, 500:830] > 200).mean() > 0.97


def test_a_bold_line_on_paper_is_no_field() -> None:
    paper = np.full((600, 900), 250, np.uint8)
    cv2.putText(paper, "Artikelbezeichnung", (60, 300), cv2.FONT_HERSHEY_DUPLEX, 1.0, (30,), 6, cv2.LINE_AA)
    paper = cv2.GaussianBlur(paper, (0, 0), 1.5).astype(np.uint8)
    assert np.array_equal(without_bars(paper, 300), paper)


def test_a_grey_field_with_light_print_is_turned() -> None:
    paper = 255 - headed(np.full((80, 780), 130, np.uint8))
    paper[:300] = paper[380:] = 255
    paper[:, :60] = paper[:, 840:] = 255
    cleared = without_bars(paper, 300)
    assert np.median(cleared[305:375, 65:835]) == 255
    assert cleared[320:360, 100:400].min() < 60


def test_a_dark_bar_is_no_shadow() -> None:
    shaded = np.minimum(barred(), 200)
    lit = without_shadow(shaded)
    assert lit[310:315, 70:830].max() < 80
    assert lit[450:500].min() > 240


def test_the_tail_of_a_comma_on_a_hairline_stays() -> None:
    ruled = printed()
    ruled[204:206, 40:860] = np.minimum(ruled[204:206, 40:860], 130)
    cleaned = without_rules(ruled, 300).image
    dark = printed() < 60
    assert (cleaned[dark] < 100).mean() > 0.97
    assert cleaned[203:207, 500:850].min() == 255


def test_leaders_go_and_the_dots_of_letters_stay() -> None:
    paper = np.full((600, 900), 255, np.uint8)
    cv2.putText(paper, "Concepto", (50, 200), cv2.FONT_HERSHEY_DUPLEX, 1.2, (0,), 3, cv2.LINE_AA)
    cv2.putText(paper, "iiiiiiiiiiiiiiiiii", (50, 400), cv2.FONT_HERSHEY_DUPLEX, 1.2, (0,), 3, cv2.LINE_AA)
    led = paper.copy()
    for x in range(280, 800, 25):
        cv2.circle(led, (x, 197), 3, (0,), -1)
    assert np.array_equal(without_rules(led, 300).image, paper)


def test_a_dotted_rule_from_top_to_bottom_goes_and_decimal_points_below_each_other_stay() -> None:
    paper = np.full((600, 900), 255, np.uint8)
    for y in range(60, 580, 34):
        cv2.putText(paper, "12.50", (100, y), cv2.FONT_HERSHEY_DUPLEX, 0.9, (0,), 2, cv2.LINE_AA)
    torn = paper.copy()
    for y in range(20, 580, 10):
        torn[y : y + 4, 400:403] = 0
    assert np.array_equal(without_rules(torn, 300).image, paper)


def test_ones_that_begin_the_figures_of_a_column_are_no_dotted_rule() -> None:
    paper = np.full((700, 900), 255, np.uint8)
    for row in range(12):
        cv2.line(paper, (402, 60 + 52 * row), (402, 84 + 52 * row), (0,), 3)
        cv2.circle(paper, (414, 83 + 52 * row), 2, (0,), -1)
        cv2.putText(paper, "47", (424, 84 + 52 * row), cv2.FONT_HERSHEY_DUPLEX, 0.9, (0,), 2, cv2.LINE_AA)
    assert np.array_equal(without_rules(paper, 300).image, paper)


def test_pieces_of_a_torn_upright_rule_go_though_figures_stand_close_to_it() -> None:
    paper = np.full((700, 900), 255, np.uint8)
    for row in range(12):
        cv2.putText(paper, "47", (424, 84 + 52 * row), cv2.FONT_HERSHEY_DUPLEX, 0.9, (0,), 2, cv2.LINE_AA)
    torn, top = paper.copy(), 60
    for long in (30, 18, 40, 26, 14, 36, 22, 44, 28, 16, 38, 24, 34, 20):
        cv2.line(torn, (402, top), (402, top + long), (0,), 3)
        top += long + 14
    assert np.array_equal(without_rules(torn, 300).image, paper)


def test_scattered_dots_of_a_torn_hairline_go_and_a_comma_above_them_stays() -> None:
    torn = printed()
    for x in (60, 95, 130, 230, 262, 300, 420, 455, 470, 560, 640, 700, 790):
        torn[228:230, x : x + 4] = 0
    cleaned = without_rules(torn, 300).image
    assert np.array_equal(cleaned[130:224], printed()[130:224])
    assert (cleaned[226:232] == 255).mean() > 0.995


def test_dots_of_a_grey_field_go_from_the_letters_that_they_touch() -> None:
    paper = np.full((600, 900), 255, np.uint8)
    cv2.putText(paper, "Description", (100, 200), cv2.FONT_HERSHEY_DUPLEX, 1.5, (0,), 5, cv2.LINE_AA)
    screened = paper.copy()
    for y in range(140, 222, 8):
        for x in range(60 + y % 16 // 2, 860, 9):
            screened[y : y + 2, x : x + 2] = 0
    cleaned = without_specks(screened, 300)
    assert (cleaned[paper == 255] < 128).mean() < 0.002
    assert (cleaned[paper < 60] < 128).mean() > 0.95


def test_figures_below_each_other_in_low_ruled_rows_are_no_torn_rule() -> None:
    plain = np.full((900, 900), 255, np.uint8)
    for row in range(18):
        cv2.putText(plain, "10 4 73", (400, 140 + 32 * row), cv2.FONT_HERSHEY_DUPLEX, 0.8, (0,), 2, cv2.LINE_AA)
    ruled = plain.copy()
    for row in range(19):
        cv2.line(ruled, (50, 115 + 32 * row), (850, 115 + 32 * row), (0,), 2)
    cleaned = without_rules(ruled, 300).image
    assert float(np.mean((cleaned < 128) == (plain < 128))) > 0.999
    assert int((cleaned < 128).sum()) > 0.97 * int((plain < 128).sum())


def test_the_frame_around_a_code_goes_and_the_code_stays() -> None:
    plain = np.full((400, 900), 255, np.uint8)
    cv2.putText(plain, "A03", (104, 120), cv2.FONT_HERSHEY_DUPLEX, 0.6, (0,), 1, cv2.LINE_AA)
    cv2.putText(plain, "Nummer = 5", (160, 120), cv2.FONT_HERSHEY_DUPLEX, 0.6, (0,), 1, cv2.LINE_AA)
    framed = plain.copy()
    cv2.rectangle(framed, (96, 98), (150, 126), (0,), 1)
    assert float(np.mean((without_rules(framed, 300).image < 128) == (plain < 128))) > 0.9999


def test_the_rules_that_are_taken_off_are_the_walls_and_floors_of_the_page() -> None:
    paper = np.full((1200, 1000), 255, np.uint8)
    for x in (200, 500, 800):
        cv2.line(paper, (x, 300), (x, 900), 0, 3)
    for y in range(300, 901, 100):
        cv2.line(paper, (200, y), (800, y), 0, 3)
    bare = without_rules(paper, 300)
    assert [(round(x, -1), round(top, -1), round(bottom, -1)) for x, top, bottom in bare.walls] == [(x, 300, 900) for x in (200, 500, 800)]
    floors = [(round(y, -1), round(left, -1), round(right, -1)) for y, left, right in bare.floors]
    assert floors == [(y, 200, 800) for y in range(300, 901, 100)]
