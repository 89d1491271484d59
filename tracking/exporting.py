"""How a kept selection becomes a file: what the actions of exports are given by pages and tasks."""

from . import selection
from .actions.exports import Ways
from .spreadsheets import as_file

WAYS = Ways(selection.people_of, as_file)
