"""The words of an entry: sentences, lists of lots and their amounts."""

from __future__ import annotations

from extract.entry.entry_words import joined_amounts


def test_a_list_of_lots_with_nothing_in_it_is_none() -> None:
    assert joined_amounts([]) == []
