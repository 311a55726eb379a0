"""Reading: bytes in, a `Reading` out (`extract.read.read_document`), every value with its page, its box and its probability.

Nothing is imported here: the processes that only hand documents to readers (`extract.sandbox`) stay light.
"""
