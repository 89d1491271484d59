"""What readers and people type, a file per noun."""

from .explorer import RoleFilterForm, WayForm

__all__ = ["RoleFilterForm", "WayForm"]
