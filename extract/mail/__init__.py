"""The text of a mail that answers an order."""
