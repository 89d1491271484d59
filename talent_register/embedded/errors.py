"""The one error of the launcher: a sentence for the person at the terminal."""


class CannotStart(Exception):
    """Why something could not be started, and what to do about it."""
