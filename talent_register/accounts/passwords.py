"""What a password may not be made of: words that anybody would guess here."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

GUESSED_FIRST = (
    *("nhs", "england", "scotland", "wales", "ireland", "register", "leadership", "leader", "clinical", "talent"),
    *("doctor", "nurse", "midwife", "pharmacist", "college", "royal", "hospital", "trust", "medical", "health"),
    *("national", "service", "password", "welcome", "login", "admin", "letmein", "qwerty"),
)
FEWEST_OTHER_LETTERS = 5


class NotAboutTheRegister:
    """Refuses a password that is little more than the words of this service and numbers."""

    def validate(self, password, user=None):
        rest = password.lower()
        for word in GUESSED_FIRST:
            rest = rest.replace(word, "")
        if len(re.sub(r"[\W\d_]", "", rest)) < FEWEST_OTHER_LETTERS:
            raise ValidationError(self.get_help_text(), code="guessed_first")

    def get_help_text(self):
        return _("Choose words that do not belong to the NHS or to this register.")
