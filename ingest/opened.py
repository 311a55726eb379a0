"""What is found when a message or an archive is opened, and what of it is no document."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass, field

from PIL import Image

from domain.arrivals import Sender
from ingest.mailtext import Bodies
from ingest.names import is_ignored

LARGEST_FILE = 50 * 1024 * 1024
_PAPER_PIXELS = 900
"""The shorter side of a picture in a message's text that may be a paper: A4 at 110 dpi has 909. Logos and signatures are smaller."""
_STAMP_PIXELS = 300
"""A picture that is smaller in both directions holds no paper that could be read, wherever it stands."""
_SIGNATURES = re.compile(r"^application/(?:x-)?(?:pkcs7-signature|pgp-signature|pgp-keys)$")
_DATES_AND_CARDS = frozenset({"text/calendar", "text/vcard", "text/x-vcard", "application/ics", "message/delivery-status"})


@dataclass(frozen=True)
class Found:
    """A file in a file. `problem` is why it cannot be taken; `minor` where nobody will miss it."""

    name: str
    content: bytes = b""
    problem: str = ""
    minor: bool = False


@dataclass(frozen=True)
class Opened:
    """A message or an archive that was opened."""

    found: list[Found] = field(default_factory=list)
    sender: Sender | None = None
    bodies: Bodies = field(default_factory=Bodies)


def attached(name: str, content: bytes, media_type: str = "", *, shown_in_text: bool = False) -> Found:
    """An attachment, or why it is none: a logo, a signature, a lock file, too large.

    Args:
        name: as its sender named it.
        content: its bytes.
        media_type: as its sender declared it; believed only where the content is not looked at anyway.
        shown_in_text: whether the message's text shows it as a picture.
    """
    if _SIGNATURES.match(media_type) or media_type in _DATES_AND_CARDS:
        return Found(name, problem=f"It is {media_type}, which is no document.", minor=True)
    if is_ignored(name.rpartition("/")[2]):
        return Found(name, problem="By its name it is a temporary or hidden file.", minor=True)
    if len(content) > LARGEST_FILE:
        return Found(name, problem=f"It has {len(content) / 1024**2:.0f} MB, and more than {LARGEST_FILE // 1024**2} MB are not taken.")
    if size := picture_size(content):
        if shown_in_text and min(size) < _PAPER_PIXELS:
            return Found(name, problem=f"It is a picture of {size[0]} × {size[1]} pixels in the text, too small for a paper.", minor=True)
        if max(size) < _STAMP_PIXELS:
            return Found(name, problem=f"It is a picture of {size[0]} × {size[1]} pixels, too small for a paper.", minor=True)
    return Found(name, content)


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels; None for what is no picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "GIF", "BMP", "TIFF")).size
    except Exception:  # noqa: BLE001 - whatever it is, it is no picture
        return None
