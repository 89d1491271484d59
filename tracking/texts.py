"""Beginnings of messages to people on the register. Staff change the words before they send them."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Text(NamedTuple):
    """A beginning: its name in the list, and its words with {name} and {team}."""

    name: Promise | str
    words: Promise | str


TEXTS = {
    "hello": Text(
        _("A first hello"),
        _(
            "Dear {name},\n\nThank you for telling us that you are interested in leadership. We are {team}.\n\n"
            "Would you like to talk for 20 minutes about what you want to do next?"
        ),
    ),
    "coaching": Text(
        _("An offer of coaching"),
        _(
            "Dear {name},\n\nWe can offer you coaching: 4 talks with a trained coach, free of charge. "
            "Nobody else learns what you say there.\n\nTell us if you would like it. {team}"
        ),
    ),
    "programme": Text(
        _("A programme that could fit"),
        _(
            "Dear {name},\n\nA leadership programme opens soon that could fit what you told us. "
            "You find it under Opportunities.\n\nTell us if we can help with your application. {team}"
        ),
    ),
    "mentor": Text(
        _("An offer of a mentor"),
        _(
            "Dear {name},\n\nWould a mentor from another organisation help you? You find people who offer it "
            "under Mentors, and we can help you choose.\n\n{team}"
        ),
    ),
}


def filled(code: str, *, name: str, team: str) -> str:
    """The words of a beginning for one person; nothing where there is no such beginning."""
    text = TEXTS.get(code)
    return str(text.words).format(name=name, team=team) if text else ""
