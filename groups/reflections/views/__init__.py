"""Pages of her own writing."""

from groups.reflections.views.deleting import basket, delete_page, put_back
from groups.reflections.views.editor import page, save_page, write
from groups.reflections.views.pages import writing

__all__ = ["basket", "delete_page", "page", "put_back", "save_page", "write", "writing"]
