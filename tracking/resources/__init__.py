"""Lists that can be imported into tracking, named in settings.IMPORT_LIST_TYPES."""

from .posts import PostResource

LIST_TYPES = (PostResource,)
__all__ = ["LIST_TYPES", "PostResource"]
