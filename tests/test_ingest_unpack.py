"""Messages and archives opened: every paper in them is found, under a name that can be shown, and what is hostile costs itself only."""

from __future__ import annotations

import base64
import io
import re
import time
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from domain.arrivals import Contents, Form
from domain.errors import UnreadableError
from ingest.mailtext import Bodies, own_words, promises
from ingest.unpack import form_of, paper_of, unpack
from tests.mails import bomb, lying_bomb, mail, msg, pdf, raw_mail, tnef, zipped

LONG_PDF = b"%PDF-1.4\n" + bytes(range(256)) * 60 + b"\n%%EOF\n"


def names(content: bytes, name: str = "mail.eml") -> list[str]:
    return [part.name for part in unpack(content, name)[0].parts]


def reasons(content: bytes, name: str = "mail.eml") -> dict[str, str]:
    return {left.name: left.reason for left in unpack(content, name)[0].left_out}


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("L", (width, height), 200).save(out, kind)
    return out.getvalue()


def test_a_message_gives_its_attachments_in_order_with_who_sent_them() -> None:
    content = mail(attachments={"AB.pdf": pdf(1), "Zeugnis.pdf": pdf(2)}, Reply_To="other@elsewhere.example").as_bytes()
    found, parts = unpack(content, "mail.eml")
    assert (found.form, [part.name for part in found.parts], parts) == (Form.MESSAGE, ["AB.pdf", "Zeugnis.pdf"], [pdf(1), pdf(2)])
    assert found.sender is not None
    assert (found.sender.address, found.sender.name, found.sender.reply_to) == (
        "hans@brenner.example",
        "Hans Brenner",
        "other@elsewhere.example",
    )
    assert str(found.sender.sent_at) == "2026-08-03 07:12:00+00:00"
    assert all(part.sender == found.sender for part in found.parts)


@pytest.mark.parametrize(
    ("disposition", "shown"),
    [
        ("attachment; filename*=UTF-8''Pr%C3%BCfzeugnis.pdf", "Prüfzeugnis.pdf"),
        ("attachment; filename*0*=UTF-8''Pr%C3%BCf; filename*1*=zeugnis.pdf", "Prüfzeugnis.pdf"),
        ('attachment; filename="=?utf-8?q?Pr=C3=BCfzeugnis=2Epdf?="', "Prüfzeugnis.pdf"),
        ("attachment; filename=Order 4711 confirmed.pdf", "Order 4711 confirmed.pdf"),
        ("attachment; filename=../../etc/passwd.pdf", "passwd.pdf"),
        ('attachment; filename="C:\\\\Users\\\\hans\\\\AB.pdf"', "AB.pdf"),
        ('attachment; filename="a\u202efdp.exe"', "a fdp.exe"),
        ("attachment", "unnamed.pdf"),
    ],
)  # fmt: skip
def test_names_are_read_in_every_way_that_programs_write_them(disposition: str, shown: str) -> None:
    body = base64.b64encode(pdf()).decode()
    content = raw_mail(body, content_type="application/pdf", encoding="base64", more=f"Content-Disposition: {disposition}\r\n")
    assert names(content) == [shown]


def test_two_attachments_of_one_name_stay_two() -> None:
    message = mail(attachments={"scan.pdf": pdf(1)})
    message.add_attachment(pdf(2), maintype="application", subtype="pdf", filename="scan.pdf")
    assert names(message.as_bytes()) == ["scan.pdf", "scan (2).pdf"]


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (base64.b64encode(pdf()).decode().rstrip("="), "base64"),
        (base64.b64encode(pdf()).decode() + "\r\n!!junk!!\r\n", "base64"),
        (base64.b64encode(pdf()[:50]).decode() + "\r\n" + base64.b64encode(pdf()[50:]).decode(), "base64"),
        (base64.b64encode(pdf()).decode(), "BASE64 (made by hand)"),
    ],
)
def test_broken_base64_gives_all_that_is_in_it(body: str, encoding: str) -> None:
    content = raw_mail(body, content_type='application/pdf; name="AB.pdf"', encoding=encoding)
    found, parts = unpack(content, "mail.eml")
    assert [part.name for part in found.parts] == ["AB.pdf"]
    assert parts[0].startswith(pdf())


def test_a_logo_in_the_text_is_no_paper_and_a_photographed_paper_in_the_text_is_one() -> None:
    message = mail(html='<p>Anbei</p><img src="cid:logo"><img src="cid:photo">')
    html = next(part for part in message.walk() if part.get_content_type() == "text/html")
    assert isinstance(html, EmailMessage)
    html.add_related(picture(600, 200), "image", "png", cid="<logo>", filename="image001.png")
    html.add_related(picture(1200, 1700, "JPEG"), "image", "jpeg", cid="<photo>", filename="IMG_1.jpg")
    message.make_mixed()
    message.add_attachment(picture(120, 60), maintype="image", subtype="png", filename="facebook.png")
    assert names(message.as_bytes()) == ["IMG_1.jpg"]
    assert set(reasons(message.as_bytes())) == {"image001.png", "facebook.png"}
    assert all(left.minor for left in unpack(message.as_bytes(), "mail.eml")[0].left_out)


def test_a_message_that_is_a_pdf_and_nothing_else_is_that_pdf() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "fax@kunde.example", "Fax"
    message.set_content(pdf(), maintype="application", subtype="pdf")
    assert names(message.as_bytes()) == ["unnamed.pdf"]


def test_messages_within_messages_are_opened_each_with_its_own_sender() -> None:
    inner = mail(attachments={"AB.pdf": pdf(1)}, From="verkauf@brenner.example", Subject="Ihre Bestellung")
    outer = mail("FYI", From="kollege@kunde.example", Subject="WG: Ihre Bestellung")
    outer.add_attachment(inner)
    found, _ = unpack(outer.as_bytes(), "mail.eml")
    assert [(part.name, part.form, part.within, part.sender and part.sender.address) for part in found.parts] == [
        ("Ihre Bestellung.eml", Form.MESSAGE, None, "verkauf@brenner.example"),
        ("AB.pdf", Form.FILE, 0, "verkauf@brenner.example"),
    ]


def test_a_message_that_was_attached_in_base64_against_the_rules_is_opened_all_the_same() -> None:
    inner = base64.encodebytes(mail(attachments={"AB.pdf": pdf(1)}).as_bytes()).decode()
    content = raw_mail(inner, content_type='message/rfc822; name="fwd.eml"', encoding="base64")
    assert names(content) == ["fwd.eml", "AB.pdf"]


def test_what_exchange_wraps_is_attached_to_the_message_itself() -> None:
    message = mail("")
    message.add_attachment(
        tnef({"AB.pdf": pdf(1), "Zeugnis.pdf": pdf(2)}), maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    assert names(message.as_bytes()) == ["AB.pdf", "Zeugnis.pdf"]
    broken = mail("")
    broken.add_attachment(tnef({"AB.pdf": pdf(1)})[:60], maintype="application", subtype="ms-tnef", filename="winmail.dat")
    assert "winmail.dat" in reasons(broken.as_bytes()) or unpack(broken.as_bytes(), "mail.eml")[1] != [pdf(1)]


def test_a_message_saved_by_outlook_is_a_message() -> None:
    content = msg("Auftragsbestätigung AB-1", "Guten Tag, anbei.", {"AB.pdf": pdf(1), "Prüfzeugnis.pdf": pdf(2)})
    found, parts = unpack(content, "whatever")
    assert (found.form, [part.name for part in found.parts], parts) == (Form.MESSAGE, ["AB.pdf", "Prüfzeugnis.pdf"], [pdf(1), pdf(2)])
    assert found.sender is not None
    assert (found.sender.address, found.sender.name, found.sender.subject) == (
        "hans@brenner.example",
        "Hans Brenner",
        "Auftragsbestätigung AB-1",
    )
    assert b"Guten Tag, anbei." in paper_of(content, "whatever")[0]


def test_a_message_that_outlook_saved_within_another_is_opened_too() -> None:
    content = msg("WG: AB", "FYI", {"AGB.pdf": pdf(1)}, within=("Auftragsbestätigung", "bestätigt, KW 32", {"AB.pdf": pdf(2)}))
    found, parts = unpack(content, "mail.msg")
    assert [(part.name, part.form, part.within) for part in found.parts] == [
        ("AGB.pdf", Form.FILE, None), ("Auftragsbestätigung.eml", Form.MESSAGE, None), ("AB.pdf", Form.FILE, 1),
    ]  # fmt: skip
    assert (parts[0], parts[2]) == (pdf(1), pdf(2))
    assert unpack(content, "mail.msg")[1] == parts
    inner = found.parts[1].sender
    assert inner is not None
    assert inner.address == "inner@brenner.example"
    assert "bestätigt, KW 32" in paper_of(parts[1], found.parts[1].name)[0].decode()


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_a_message_of_outlook_that_was_cut_off_is_refused_or_gives_what_is_whole(kept: float) -> None:
    content = msg("AB", "Anbei.", {"AB.pdf": LONG_PDF})
    try:
        found, parts = unpack(content[: int(kept * len(content))], "mail.msg")
    except UnreadableError:
        return
    assert all(part == LONG_PDF for part in parts)
    assert len(found.parts) == len(parts)


def test_an_attachment_that_exchange_wrapped_and_cut_off_is_named_and_not_taken_for_whole() -> None:
    whole = tnef({"AB.pdf": LONG_PDF})
    message = mail("")
    message.add_attachment(whole[: len(whole) // 2], maintype="application", subtype="ms-tnef", filename="winmail.dat")
    found, parts = unpack(message.as_bytes(), "mail.eml")
    assert parts == []
    assert [left.minor for left in found.left_out] == [False]


def test_an_archive_gives_its_files_with_their_folders_and_nothing_leaves_its_place() -> None:
    content = zipped(
        {"2026/AB.pdf": pdf(1), "../../etc/x.pdf": pdf(2), "/absolute/y.pdf": pdf(3), "__MACOSX/._AB.pdf": b"x", ".DS_Store": b"x"}
    )
    assert names(content, "papers.zip") == ["2026/AB.pdf", "etc/x.pdf", "absolute/y.pdf"]
    assert all(left.minor for left in unpack(content, "papers.zip")[0].left_out)


def test_an_archive_in_an_archive_is_named_and_not_opened() -> None:
    found, _ = unpack(zipped({"AB.pdf": pdf(1), "inner.zip": zipped({"x.pdf": pdf(2)})}), "papers.zip")
    assert [part.name for part in found.parts] == ["AB.pdf", "inner.zip"]
    assert [left.within for left in found.left_out] == [1]
    assert "within an archive" in found.left_out[0].reason


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (bomb(60), "taken for a bomb"),
        (lying_bomb(60), "damaged|bomb"),
        (zipped({f"{number}.pdf": b"" for number in range(101)}), "at most 100"),
        (zipped({"a.pdf": pdf()})[:-30], "damaged"),
        (b"7z\xbc\xaf'\x1c" + bytes(100), "7-Zip archives are not opened"),
    ],
)
def test_archives_beyond_the_limits_are_refused_in_a_sentence(content: bytes, says: str) -> None:
    started = time.monotonic()
    try:
        found, parts = unpack(content, "papers.zip")
    except UnreadableError as error:
        said = str(error)
    else:
        assert parts == []
        said = found.left_out[0].reason
    assert re.search(says, said)
    # In a message it costs itself only.
    inside = unpack(mail(attachments={"papers.zip": content, "AB.pdf": pdf(1)}).as_bytes(), "mail.eml")[0]
    assert [part.name for part in inside.parts] == ["papers.zip", "AB.pdf"]
    assert [left.within for left in inside.left_out] == [0]
    assert time.monotonic() - started < 10


def test_an_office_document_is_no_archive() -> None:
    assert form_of(zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "a.docx") is Form.FILE


def test_a_message_that_is_nested_without_end_is_refused() -> None:
    depth = 5000
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{level}"\r\n\r\n--b{level}\r\n' for level in range(depth))
    content = f"From: a@x.example\r\nTo: b@x.example\r\nMIME-Version: 1.0\r\n{head}Content-Type: text/plain\r\n\r\nhi\r\n".encode()
    with pytest.raises(UnreadableError, match="nested"):
        unpack(content, "deep.eml")
    chain = mail("innermost", {"AB.pdf": pdf()})
    for _ in range(8):
        outer = mail("see below")
        outer.add_attachment(chain)
        chain = outer
    found, _ = unpack(chain.as_bytes(), "chain.eml")
    assert 1 < len(found.parts) < 8
    assert "files deep" in found.left_out[0].reason


def test_a_message_of_thousands_of_parts_is_refused() -> None:
    body = "".join("--b\r\nContent-Type: application/pdf\r\n\r\nx\r\n" for _ in range(3000)) + "--b--\r\n"
    with pytest.raises(UnreadableError, match="more than 500 parts"):
        unpack(raw_mail(body, content_type='multipart/mixed; boundary="b"'), "many.eml")


@pytest.mark.parametrize(
    "bad",
    [
        "Message-ID: <[x@microsoft.com]>", "Message-ID: <>", "To: (c):", 'To: "', "Reply-To: <((((((((", "Content-Type: ;;;=", "Date: yesterday",
        "Subject: =?utf-99?q?x?=", "From: =?utf-8?b?!!!?= <a@b>", "Content-Transfer-Encoding: (", "Content-Disposition: attachment; filename*=x",
    ],
)  # fmt: skip
def test_headers_that_bring_the_library_down_bring_nothing_down_here(bad: str) -> None:
    content = f"{bad}\r\nFrom: a@x.example\r\nSubject: AB\r\nMIME-Version: 1.0\r\n\r\nhello\r\n".encode()
    assert unpack(content, "mail.eml")[0].form is Form.MESSAGE


def test_two_encodings_in_one_message_are_both_read() -> None:
    body = (
        b"--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nPr\xfcfung\r\n"
        b"--b\r\nContent-Type: text/plain; charset=utf-99\r\n\r\n\xc5\xbb\xc3\xb3\xc5\x82ty\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\nM\xe4rz\r\n--b--\r\n"
    )
    content = b'From: a@x.example\r\nSubject: AB\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n' + body
    text = paper_of(content, "mail.eml")[0].decode()
    assert all(word in text for word in ("Prüfung", "Żółty", "März"))


def test_only_what_our_own_server_found_counts() -> None:
    forged = "mx.kunde.example; dkim=pass; spf=pass; dmarc=pass"
    content = (
        "Received: by mx.kunde.example\r\n"
        "Authentication-Results: mx.kunde.example; spf=fail (not (really) them) smtp.mailfrom=brenner.example; dkim=none\r\n"
        "Received: from evil.example\r\n"
        f"Authentication-Results: {forged}\r\nAuthentication-Results: evil.example; dmarc=pass\r\n"
        "From: hans@brenner.example\r\nSubject: AB\r\n\r\nhello\r\n"
    ).encode()
    ours = unpack(content, "mail.eml", ["mx.kunde.example"])[0].sender
    assert ours is not None
    assert ours.authentication == {"spf": "fail", "dkim": "none"}
    nobody = unpack(content, "mail.eml")[0].sender
    assert nobody is not None
    assert nobody.authentication == {}


QUOTES = [
    "-----Ursprüngliche Nachricht-----\nVon: Einkauf <e@k.example>\nGesendet: Montag\nAn: x\nBetreff: y\n\nPos 10 999 Stk",
    "Von: Einkauf <e@k.example>\nGesendet: Montag, 3. August 2026\nAn: x\n\nPos 10 999 Stk",
    "Am 03.08.2026 um 09:12 schrieb Einkauf:\n> Pos 10 999 Stk",
    "On Mon, 3 Aug 2026 at 09:12, Purchasing\n<e@k.example> wrote:\n> Item 10 999 pcs",
    "Le 3 août 2026, Achats a écrit :\n> 999",
    "From: Purchasing\nSent: Monday\nTo: Sales\n\n999 pcs",
]


@pytest.mark.parametrize("quote", QUOTES)
def test_what_is_quoted_of_ours_is_not_the_suppliers_word(quote: str) -> None:
    said = own_words(Bodies(f"Bestätigt wie bestellt, KW 32.\n\n{quote}\n"), "AW: Bestellung 1")
    assert said == "Bestätigt wie bestellt, KW 32."
    assert "999" in own_words(Bodies(f"zur Info\n\n{quote.replace('> ', '')}\n"), "WG: Bestellung 1")


def test_places_that_goods_go_between_and_tables_in_bars_are_no_quotation() -> None:
    text = "Wir liefern\nVon: Duisburg\nAn: Leipzig\nDatum: 07.08.2026\n| Pos | Menge |\n| 10 | 250 |"
    assert own_words(Bodies(text), "Lieferavis") == text


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("bestätigt wie bestellt, KW 32", True), ("We will ship on 07.08.2026.", True), ("Confirmed as ordered.", True), ("livré semaine 33", True),
        ("Dostawa nastąpi 07.08.2026", True), ("Anbei unsere Auftragsbestätigung AB-8812 zu Ihrer Bestellung vom 21.06.2026.", False),
        ("Please find attached our order confirmation.", False), ("", False),
    ],
)  # fmt: skip
def test_a_text_that_promises_something_is_told_from_one_that_announces_an_attachment(text: str, does: bool) -> None:
    assert promises(text) is does


def test_tables_in_html_keep_their_columns() -> None:
    html = "<p>Hallo</p><table><tr><th>Pos</th><th>Menge</th></tr><tr><td>10</td><td>250 St</td></tr><tr><td>200</td><td>5 St</td></tr></table>"
    text = paper_of(mail("s. HTML", html=html).as_bytes(), "mail.eml")[0].decode()
    rows = [line for line in text.splitlines() if "St" in line]
    assert len({line.index(word) for line, word in zip(rows, ("250", "5 St"), strict=True)}) == 1


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(["From: a@b\r\nSubject: x\r\n", "Content-Type: multipart/mixed; boundary=b\r\nFrom: a@b\r\n", "PK\x03\x04", ""]),
)
def test_whatever_comes_is_opened_or_refused_in_a_sentence(content: bytes, head: str) -> None:
    try:
        found, parts = unpack(head.encode("latin-1") + content, "mail.eml")
    except UnreadableError:
        return
    assert isinstance(found, Contents)
    assert [part.size for part in found.parts] == [len(part) for part in parts]


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text("abcÄß ż.-_()'=?%;", min_size=1, max_size=40), st.binary(max_size=300), max_size=5))
def test_every_attachment_comes_out_as_it_went_in(files: dict[str, bytes]) -> None:
    message = mail(attachments={f"x{name}.pdf": b"%PDF-" + content for name, content in files.items()})
    content = message.as_bytes()
    assert sorted(unpack(content, "mail.eml")[1]) == sorted(b"%PDF-" + content for content in files.values())
