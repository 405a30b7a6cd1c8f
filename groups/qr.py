"""An address as a picture that a phone can read (pure)."""

from base64 import b64encode
from io import BytesIO

import qrcode
from qrcode.image.svg import SvgPathImage


def picture(address: str) -> str:
    """A data: address of an SVG, black on white, with its quiet border."""
    made = qrcode.make(address, image_factory=SvgPathImage, box_size=14, border=4)
    out = BytesIO()
    made.save(out)
    svg = out.getvalue().replace(
        b"<path", b'<rect width="100%" height="100%" fill="#fff"/><path', 1
    )
    return f"data:image/svg+xml;base64,{b64encode(svg).decode()}"
