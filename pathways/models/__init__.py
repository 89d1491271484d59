"""What is on offer: leadership roles and the routes between them, per profession. A file per noun."""

from .pathway import Pathway, PathwayStep, Route
from .programme import Programme
from .role import Role

__all__ = ["Pathway", "PathwayStep", "Programme", "Role", "Route"]
