"""What is on offer: frameworks, leadership roles and the routes between them. A file per noun."""

from .framework import Competency, Crosswalk, Framework, Level
from .pathway import Pathway, PathwayStep, Route
from .programme import Programme
from .role import Role

__all__ = [
    "Competency",
    "Crosswalk",
    "Framework",
    "Level",
    "Pathway",
    "PathwayStep",
    "Programme",
    "Role",
    "Route",
]
