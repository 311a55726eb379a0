"""What a paper answers to an order: accepted, changed or rejected, in words beside a label or in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.doctype import DocType
from domain.paper import Group, Leaf
from extract.kind.paperwork import Paperwork, is_running, open_paperwork, usual_size
from extract.page.layout import Layout, Token
from extract.shape.candidates import leaf
from extract.text.folding import folded


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ACCEPTED = _words(
    "accept bestatig angenommen annahme confirm conferm accett acept akkoord geaccepteerd bevestig potwierdz przyjet zgodn conform akzeptiert gemass "
    "ordered bestellt commande ordine pedido besteld"
)
_CHANGED = _words(
    "chang amend modif geandert anderung abweich deviat differ variaz variat cambi gewijzigd wijziging afwijk zmian zmienion teilweise partial "
    "delay verspat verzog retard ritard retras vertraag opozn pending ausstehend backorder "
    "partiel parzial parcial gedeeltelijk czesciow verschoben postpon report posticip aplazad verschoven przesuniet roznic ersetzt replaced ersatz"
)
_REJECTED = _words(
    "reject declin refus abgelehnt ablehn rifiut rechaz afgewezen afwijzen geweigerd odrzuc storn cancel annul anul discontinued ausgelaufen unable "
    "cannot unavailable ungultig nichtlieferbar decline"
)
_DENIAL = frozenset(
    _words(
        "nicht not non no ne pas niet nie kein keine cannot nicht unable unfortunately leider helaas purtroppo niestety lamentamos regret"
    )
)
_WITHOUT = frozenset(_words("ohne without sans senza sin zonder bez keine no nessuna ningun geen"))
_NOT_PREFIX = ("un", "on", "in", "nie", "niet", "non")
SURE = 0.9
"""A sentence is taken for an answer from this probability on."""
SMALL = 0.85
"""Print smaller than this share of the usual is of terms and footers."""
LONGEST = 6
"""What stands beside a label is an answer if it has no more words."""
FEWEST, MOST = 3, 45
"""The words of a sentence that answers."""


def answer_in(words: Sequence[str]) -> str | None:
    """What a few words answer, None where nothing: `unverändert angenommen` is accepted, `mit Änderungen angenommen` is changed."""
    plain = [folded(word).strip(" .,:;()!*") for word in words]
    if any(_has(word, _REJECTED) for word in plain):
        return "rejected"
    accepted = any(_has(word, _ACCEPTED) for word in plain)
    for at, word in enumerate(plain):
        if _has(word, _CHANGED) and not word.startswith(_NOT_PREFIX):
            return "accepted" if at and plain[at - 1] in _WITHOUT else "changed"
    unchanged = any(word.startswith(_NOT_PREFIX) and _has(word, _CHANGED, within=True) for word in plain)
    if accepted and any(word in _DENIAL for word in plain):
        return "rejected"
    return "accepted" if accepted or unchanged else None


def with_answers(doctype: DocType, fields: dict[str, Leaf], lines: list[Group], layout: Layout) -> list[Group]:
    """The lines with `status` as a word of the contract; `response` in the header likewise, or from a sentence where no label names it."""
    if all(spec.name != "response" for spec in doctype.fields):
        return lines
    said = _coded(fields.pop("response", None)) or find_response(layout)
    if said:
        fields["response"] = said
    return [_with_status(line) for line in lines]


def _with_status(line: Group) -> Group:
    if "status" not in line.root:
        return line
    told = _coded(line.leaf("status"))
    kept = {name: node for name, node in line.root.items() if name != "status"}
    return Group({**kept, "status": told} if told else kept)


def _coded(said: Leaf | None) -> Leaf | None:
    words = said.text.split() if said else []
    named = answer_in(words) if len(words) <= LONGEST else None
    return said.model_copy(update={"value": named}) if said and named else None


def find_response(layout: Layout, paperwork: Paperwork | None = None) -> Leaf | None:
    """The sentence that rejects or changes the order; that it is accepted goes without saying."""
    found: dict[str, tuple[float, tuple[Token, ...], int]] = {}
    for page, tokens in _sentences(layout):
        shares = (paperwork or open_paperwork()).answers([token.text for token in tokens])
        named = max(shares, key=lambda name: shares[name])
        if shares[named] > max(SURE, found.get(named, (0.0,))[0]):
            found[named] = (shares[named], tuple(tokens), page)
    for name in ("rejected", "changed"):
        if name in found:
            share, said, page = found[name]
            return leaf(name, said, page, layout, score=0.9 * share)
    return None


def _sentences(layout: Layout) -> Iterator[tuple[int, list[Token]]]:
    """The sentences of the running text, over line ends."""
    usual = usual_size(layout.lines)
    run: list[Token] = []
    page = 0
    for line in layout.lines:
        running = is_running(line) and line.size > SMALL * usual
        if run and (line.page != page or not (running or (len(line.phrases) == 1 and len(line.tokens) < 6))):
            yield from _whole(page, run)
            run = []
        if not running and not run:
            continue
        page = line.page
        for token in line.tokens:
            run.append(token)
            if token.text.endswith((".", "!", "?", ":", ";")) and len(token.text) > 3:
                yield from _whole(page, run)
                run = []
    yield from _whole(page, run)


def _whole(page: int, run: list[Token]) -> Iterator[tuple[int, list[Token]]]:
    if FEWEST <= len(run) <= MOST:
        yield page, run


def _has(word: str, stems: Sequence[str], *, within: bool = False) -> bool:
    return any(stem in word if within else word.startswith(stem) or (len(stem) > 5 and stem in word) for stem in stems)
