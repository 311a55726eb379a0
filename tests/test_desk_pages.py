"""Every page of the desk in a browser: no accessibility fault, nothing alive that a paper or file name says, nothing cut or overlapping."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from domain.paper import Group, Reading
from tests.browser import OpenDesk, needs_browser
from tests.world import confirmation

pytestmark = needs_browser

LIVE = [
    "<script>{}</script>",
    "</script><script>{}</script>",
    "<img src=x onerror={}>",
    '"><img src=x onerror={}>',
    "'><img src=x onerror={}>",
    "<svg onload={}>",
    '"><svg/onload={}>',
    "<svg><script>{}</script></svg>",
    "<svg><animate onbegin={} attributeName=x dur=1s>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror={}>",
    "<iframe srcdoc='<script>parent.{}</script>'>",
    '<iframe src="javascript:parent.{}">',
    "<details open ontoggle={}>",
    "<body onload={}>",
    "<input autofocus onfocus={}>",
    '" autofocus onfocus={} x="',
    "' autofocus onfocus={} x='",
    '" onmouseover={} style="position:fixed;inset:0" x="',
    "<a href='javascript:{}'>x</a>",
    "javascript:{}",
    "JaVaScRiPt:{}",
    "data:text/html,<script>{}</script>",
    "<object data='javascript:{}'>",
    "<embed src='javascript:{}'>",
    "<form action='javascript:{}'><button>x</button></form>",
    "<button formaction='javascript:{}'>x</button>",
    "<link rel=stylesheet href='javascript:{}'>",
    "<style>@import 'javascript:{}';</style>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<base href='javascript:{}//'>",
    "<marquee onstart={}>x</marquee>",
    "<video><source onerror={}></video>",
    "<audio src onerror={}>",
    "<template><script>{}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={}>'></noscript>",
    "<textarea></textarea><script>{}</script>",
    "</textarea><script>{}</script>",
    "</title><script>{}</script>",
    "</style><script>{}</script>",
    "<!--><script>{}</script>-->",
    "<![CDATA[<script>{}</script>]]>",
    "&lt;script&gt;{}&lt;/script&gt;",
    "&#60;script&#62;{}&#60;/script&#62;",
    "%3Cscript%3E{}%3C/script%3E",
    "\\u003cscript\\u003e{}\\u003c/script\\u003e",
    "{{{{ {} }}}}",
    "{{% raw %}}{}{{% endraw %}}",
    "${{{}}}",
    "#{{{}}}",
    "<div hx-get='/' hx-trigger=load hx-on:htmx:load='{}'>",
    "<div data-hx-on:click='{}' hx-on='load: {}'>",
    "<script type=module>{}</script>",
    "<scr<script>ipt>{}</scr</script>ipt>",
    "<ＳＣＲＩＰＴ>{}</ＳＣＲＩＰＴ>",
    "\x00<script>{}</script>",
    "\u202e<script>{}</script>",
    "';{}//",
    '";{}//',
    "`;{}//",
    "<p style=\"background:url('javascript:{}')\">x</p>",
    "<table background='javascript:{}'>",
]
"""Strings that run `{}` somewhere, sometime; the mark they leave is looked for."""


def said_everywhere(text: str, number: int) -> Reading:
    """A confirmation that says the text in every field."""
    plain = confirmation(f"AB-{number}", price="2.60")
    told = {
        name: leaf.model_copy(update={"value": text, "text": text}) for name, leaf in plain.fields.root.items() if name != "order_number"
    }  # type: ignore[union-attr]
    line = {name: leaf.model_copy(update={"value": text, "text": text}) for name, leaf in plain.lines[0].root.items()}  # type: ignore[union-attr]
    fields = Group({**plain.fields.root, **told, "incoterm_place": told["currency"]})
    return plain.model_copy(update={"fields": fields, "lines": [Group(line)]})


def pages_of(desk: OpenDesk, document_id: str) -> list[str]:
    pages = ("/", "/?view=all", "/documents", "/send", "/arrivals", "/missing", "/decisions", "/password", "/documents/none")
    case = desk.made.desk.paper(document_id).case
    assert case
    return [*pages, f"/documents/{document_id}", f"/documents/{document_id}/story", f"/cases/{case.case_id}/lines"]


def test_nothing_that_a_paper_says_is_alive_on_any_page(desk: OpenDesk) -> None:
    assert len(LIVE) >= 60
    documents = []
    for number, string in enumerate(LIVE):
        text = string.format(*[f"document.title='ALIVE{number}'"] * string.count("{}"))
        name = f"{text.replace('/', '∕').replace(chr(0), '')[:120]}.pdf"
        documents.append(desk.made.put_through(said_everywhere(text, number), name).document_id)
    page = desk.signed_in("clerk")
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    for place in ("/?view=all", "/?view=all&page=2", "/documents", "/documents?page=2", *(f"/documents/{each}" for each in documents)):
        page.goto(desk.address + place)
        assert "ALIVE" not in page.title().replace(".pdf", "") or place.startswith("/documents/"), place
        assert (
            page.evaluate("document.querySelectorAll('script:not([src^=\"/static/\"]), iframe, object, embed, [onerror], [onload]').length")
            == 0
        )
        assert page.evaluate("[...document.querySelectorAll('a[href],form[action]')].every(e => !/^javascript:/i.test(e.href || e.action))")
    page.goto(f"{desk.address}/documents/{documents[0]}/story")
    assert page.evaluate("document.querySelectorAll('script:not([src^=\"/static/\"])').length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_an_accessibility_fault(desk: OpenDesk, scheme: str) -> None:
    document_id = desk.made.put_through(confirmation(price="2.60", sure=0.6), "dear.pdf").document_id
    visitor = desk.visitor(scheme=scheme)
    visitor.goto(desk.address + "/login")
    assert faults(visitor) == []
    clerk, admin = desk.signed_in("clerk", scheme=scheme), desk.signed_in("admin", scheme=scheme)
    for place in pages_of(desk, document_id):
        clerk.goto(desk.address + place)
        assert faults(clerk) == [], place
    clerk.goto(f"{desk.address}/documents/{document_id}")
    clerk.keyboard.press("e")
    expect(clerk.locator("form.correcting")).to_be_visible()
    assert faults(clerk) == []
    clerk.keyboard.press("Escape")
    clerk.keyboard.press("?")
    assert faults(clerk) == []
    admin.goto(desk.address + "/people")
    assert faults(admin) == []


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['help']} ({each['nodes'][0]['html'][:120]})" for each in found]


@pytest.mark.parametrize("width", [1440, 1024])
def test_nothing_is_wider_than_the_window_and_no_cell_covers_another(desk: OpenDesk, width: int) -> None:
    long = "Vierkantrohr-warmgefertigt-nach-EN-10210-2-120x120x8-S355J2H-besonders-lang-benannt" * 2
    document_id = desk.made.put_through(said_everywhere(long, 1), f"{long}.pdf").document_id
    wordy = desk.made.put_through(confirmation("AB-2", price="2.60"), "Auftragsbestätigung_0815.pdf").document_id
    page = desk.signed_in("clerk", width=width)
    for place in {**dict.fromkeys(pages_of(desk, document_id)), **dict.fromkeys(pages_of(desk, wordy))}:
        page.goto(desk.address + place)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), place
    page.goto(f"{desk.address}/documents/{document_id}")
    overlapping = page.evaluate(
        """() => {
            const boxes = [...document.querySelectorAll('.cell')].map(cell => cell.getBoundingClientRect());
            return boxes.some((a, i) => boxes.some((b, j) => i < j && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1));
        }"""
    )
    assert not overlapping
