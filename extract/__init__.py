"""Reading: bytes in, a `Reading` out, every value with its page, its box and the probability that it is right."""

from extract.read import read_document

__all__ = ["read_document"]
