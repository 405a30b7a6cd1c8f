"""A sheet as a tagged PDF file. WeasyPrint is an extra, and slow to import: only when asked for."""

import atexit
import logging
from ctypes.util import find_library
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings

__all__ = ["SIZES", "available", "own_file", "written"]

SIZES = ("a4", "letter")
VARIANT = "pdf/ua-1"  # tagged, with a title and a language: a voice can read it
OWN: Path = settings.BASE / "static"


@cache
def available() -> bool:
    """Whether this installation writes PDF files: the extra is there, and the Pango it needs."""
    return find_spec("weasyprint") is not None and find_library("pango-1.0") is not None


def written(html: str, *, size: str) -> bytes:
    """The page `html` on sheets of `size`, in the look of css/paper.css and nothing else."""
    look, fonts, door = _ready()  # first: it also silences what is imported next
    from weasyprint import CSS, HTML

    page = HTML(string=html, base_url=OWN.as_uri() + "/", url_fetcher=door)
    sheet = CSS(string=f"@page{{size:{size}}}", url_fetcher=door)
    file: bytes = page.write_pdf(
        stylesheets=[look, sheet], font_config=fonts, pdf_variant=VARIANT, pdf_tags=True
    )
    return file


def own_file(url: str) -> Path:
    """The file in static/ that `url` names. ValueError for everything else, near or far."""
    parts = urlsplit(url)
    path = Path(url2pathname(parts.path)).resolve()
    if parts.scheme != "file" or parts.netloc or not path.is_relative_to(OWN):
        raise ValueError("A sheet is made of our own static files alone.")
    return path


@cache
def _ready() -> tuple[Any, Any, Any]:
    """The style sheet, its fonts and the only door to files; made once in a process."""
    for name in ("weasyprint", "weasyprint.progress"):
        logging.getLogger(name).disabled = True  # they quote what they read
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Door(URLFetcher):
        """Opens our own static files, and asks no network."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            return URLFetcherResponse(url, own_file(url).read_bytes())

    fonts, door = FontConfiguration(), Door()
    look = CSS(filename=OWN / "css/paper.css", font_config=fonts, url_fetcher=door)
    atexit.register(_ready.cache_clear)  # its fonts want to be let go before Python ends
    return look, fonts, door
