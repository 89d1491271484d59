"""Decisions over plain values: no database, no clock, no request. A file per noun."""

from .routes import RANK, Move, Step, best_way, less_common, moves_of

__all__ = ["RANK", "Move", "Step", "best_way", "less_common", "moves_of"]
