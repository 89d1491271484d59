"""What people may type or choose. A file per noun."""

from .explorer import CompareForm, RoleFilterForm, WayForm

__all__ = ["CompareForm", "RoleFilterForm", "WayForm"]
