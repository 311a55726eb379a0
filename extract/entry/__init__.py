"""Lines of a confirmation or a ship notice: from tables, cards, blocks or sentences, with lots and packages, and the sums that bind them."""
