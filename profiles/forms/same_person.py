"""What somebody is asked who may be the person of a list, of a record, or both. Each question is about themselves."""

from django import forms
from django.utils.translation import gettext as _

from profiles.choices import Reply
from talent_register.common.forms import RadiosField


class SamePersonForm(forms.Form):
    """One question for each side that the link speaks for; what was said before is chosen."""

    def __init__(self, *args, question, sides, **kwargs):
        super().__init__(*args, **kwargs)
        words = {"organisation": question.organisation}
        labels = {
            "listed": _("Are you on the register already?"),
            "known": _("Does %(organisation)s have you on its list?") % words,
        }
        hints = {
            "listed": _("You may have joined yourself. Or we wrote to you because another organisation named you."),
            "known": _("For example because you train there, or are a member or fellow."),
        }
        missing = {
            "listed": _("Select if you are on the register already"),
            "known": _("Select if %(organisation)s has you on its list") % words,
        }
        for side in sides:
            self.fields[side] = RadiosField(
                label=labels[side],
                help_text=hints[side],
                choices=Reply.choices,
                initial=getattr(question, f"{side}_reply") or None,
                error_messages={"required": missing[side]},
            )
