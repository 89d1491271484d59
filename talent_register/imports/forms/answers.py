"""Matching columns and values, and saying who is whom. Their fields are as many as the file has."""

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talent_register.common.forms import RadiosField
from talent_register.imports.checking.dates import DMY, MDY
from talent_register.imports.checking.engine import LEAVE_EMPTY, LEAVE_OUT
from talent_register.imports.checking.matching import is_special
from talent_register.imports.choices import WAITING, Answer

DO_NOT_IMPORT = ""


class SheetForm(forms.Form):
    """Which sheet of a workbook has the list."""

    sheet = RadiosField(
        label=gettext_lazy("Which sheet has your list?"),
        error_messages={"required": gettext_lazy("Select the sheet that has your list")},
    )

    def __init__(self, *args, run, **kwargs):
        super().__init__(*args, initial={"sheet": run.sheet}, **kwargs)
        pages = run.sheets_to_read
        self.fields["sheet"].choices = [(page["name"], page["name"]) for page in pages]
        self.fields["sheet"].hints = {page["name"]: self._hint(page) for page in pages}

    @staticmethod
    def _hint(page):
        rows = ngettext("%(n)s row", "%(n)s rows", page["rows"]) % {
            "n": number_format(page["rows"], force_grouping=True)
        }
        names = page.get("names", [])
        return f"{rows}: {', '.join(names)}" if names else rows


class HeadingRowForm(forms.Form):
    """Which of the first rows has the column names. `rows`: [(number, what stands in it)]."""

    row = RadiosField(
        label=gettext_lazy("Which row has your column names?"),
        error_messages={"required": gettext_lazy("Select the row that has your column names")},
    )

    def __init__(self, *args, rows, present, **kwargs):
        super().__init__(*args, initial={"row": present}, **kwargs)
        self.fields["row"].choices = [(number, _("Row %(number)s") % {"number": number}) for number, _words in rows]
        self.fields["row"].hints = {str(number): words for number, words in rows}


class ColumnsForm(forms.Form):
    """One select for each of their columns, and one question for each date that could be read two ways."""

    remember = forms.BooleanField(required=False, initial=True)

    def __init__(self, *args, run, list_type, **kwargs):
        super().__init__(*args, **kwargs)
        self.run, self.list_type = run, list_type
        self.fields["remember"].label = _("Remember these for next time")
        matched = {index: key for key, index in run.mapping.items()}
        choices = [(DO_NOT_IMPORT, _("Do not import")), *((c.key, c.label) for c in list_type.columns)]
        for index, heading in enumerate(run.headings):
            if heading and not is_special(heading):
                label = _("What “%(heading)s” matches to") % {"heading": heading}
                self.fields[f"column-{index}"] = forms.ChoiceField(
                    label=label, choices=choices, required=False, initial=matched.get(index, DO_NOT_IMPORT)
                )
        for key, example in run.unsure_orders.items():
            self.fields[f"order-{key}"] = self._order(key, example)

    def _order(self, key, example):
        first, second = example.replace("-", "/").replace(".", "/").split("/")[:2]
        words = {"date": example, "column": self.list_type.column(key).label}
        return RadiosField(
            label=_("How are dates written in %(column)s, like %(date)s?") % words,
            choices=[
                (DMY, _("%(first)s is the day and %(second)s the month") % {"first": first, "second": second}),
                (MDY, _("%(second)s is the day and %(first)s the month") % {"first": first, "second": second}),
            ],
            initial=self.run.date_orders.get(key),
            error_messages={"required": _("Select how dates are written")},
        )

    def clean(self):
        chosen: dict[str, int] = {}
        for index in range(len(self.run.headings)):
            key = self.cleaned_data.get(f"column-{index}")
            if not key:
                continue
            if key in chosen:
                words = {"column": str(self.list_type.column(key).label).lower()}
                self.add_error(f"column-{index}", _("Only one column can be %(column)s. Change one of these") % words)
            chosen[key] = index
        for column in self.list_type.lacking(chosen):
            raise forms.ValidationError(
                _("Choose the column that has: %(column)s") % {"column": str(column.label).lower()}
            )
        self.mapping = chosen
        return self.cleaned_data

    def orders(self) -> dict[str, str]:
        return {
            name.removeprefix("order-"): value for name, value in self.cleaned_data.items() if name.startswith("order-")
        }


class ValuesForm(forms.Form):
    """One field for each value we do not recognise: what it means, for all its rows."""

    def __init__(self, *args, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.groups = groups
        for group in groups:
            for value in group.values:
                self.fields[value.field] = self._field(group, value)

    def _field(self, group, value):
        label = _("What “%(value)s” means") % {"value": value.text}
        always = [(LEAVE_EMPTY, _("Leave empty")), (LEAVE_OUT, _("Leave these rows out"))]
        if group.lookup.is_short:
            options = [(option.code, option.label) for option in group.lookup.options]
            choices = [("?", _("Choose a value")), *options, *always]
            return forms.ChoiceField(label=label, choices=choices, required=False, initial=value.code or "?")
        return forms.CharField(
            label=label,
            required=False,
            initial=value.label,
            help_text=_("Name or code. Leave it empty to import these people without it."),
        )

    def clean(self):
        self.decided: dict[str, dict[str, str]] = {}
        for group in self.groups:
            for value in group.values:
                typed = self.cleaned_data.get(value.field, "?")
                code = typed if group.lookup.is_short or not typed else group.lookup.find(typed)
                if code is None:
                    self.add_error(value.field, _("We could not find “%(value)s”") % {"value": typed})
                elif code != "?":
                    self.decided.setdefault(group.key, {})[value.text] = code
        return self.cleaned_data

    def cells(self) -> int:
        """How many cells of the file have a value that was decided."""
        decided = ((group.key, value) for group in self.groups for value in group.values)
        return sum(value.rows for key, value in decided if value.text in self.decided.get(key, {}))


class DuplicatesForm(forms.Form):
    """One question for each row that may be somebody we know. `later` and `leave_rest` are its other buttons."""

    def __init__(self, *args, cards, numbers=0, days=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.cards, self.days = cards, days or {"day": "", "until": ""}
        self.is_partial = self.is_bound and bool({"later", "leave_rest"} & {*self.data})
        for card in cards:
            self.fields[f"row-{card.number}"] = self._question(card)
        if numbers > 1 and any(card.is_same_number for card in cards):
            label = ngettext(
                "Use my first answer for %(rows)s other person found by number",
                "Use my first answer for the %(rows)s other people found by number",
                numbers - 1,
            )
            self.fields["rest"] = forms.BooleanField(required=False, label=label % {"rows": numbers - 1})

    def _question(self, card):
        words = {"number": card.number}
        return RadiosField(
            label=_("Row %(number)s: what do you want to do?") % words,
            required=not (self.is_partial or (card.is_same_number and self.is_bound and "rest" in self.data)),
            choices=[
                *self._same(card),
                *([] if card.is_same_number else [(Answer.DIFFERENT, Answer.DIFFERENT.label)]),
                *self._ask(card),
                *([(Answer.TEAM, Answer.TEAM.label)] if card.is_same_number else []),
                (Answer.LEAVE_OUT, Answer.LEAVE_OUT.label),
            ],
            hints={
                Answer.SAME_ADD: _("Fills in what your list says. Does not change what the person entered"),
                Answer.TEAM: _("They see this row and write to you. It is left out meanwhile"),
                **dict.fromkeys([code for code, _words in self._ask(card)[:1]], self._hint()),
            },
            error_messages={"required": _("Choose what to do with row %(number)s, or leave it out") % words},
        )

    def _same(self, card):
        if len(card.people) == 1:
            return [(answer, answer.label) for answer in (Answer.SAME_ADD, Answer.SAME_KEEP)]
        add, keep = _("Same as person %(place)s, add new details"), _("Same as person %(place)s, leave as it is")
        return [
            (f"{answer}-{person.mark}", words % {"place": place})
            for place, person in enumerate(card.people, start=1)
            for answer, words in ((Answer.SAME_ADD, add), (Answer.SAME_KEEP, keep))
        ]

    def _ask(self, card):
        several = len(card.people) > 1
        words = _("Ask both whether row %(number)s is person %(place)s")
        return [
            (f"{Answer.ASK}-{person.mark}", words % {"number": card.number, "place": place})
            if several
            else (Answer.ASK, Answer.ASK.label)
            for place, person in enumerate(card.people, start=1)
            if person.may_ask
        ]

    def _hint(self):
        words = _(
            "We write to both on %(day)s and tell neither about the other. The row waits until %(until)s. Choose this "
            "only if your organisation has told this person that it shares their details"
        )
        return words % self.days

    def clean(self):
        if self.cleaned_data.get("rest") and not self.same_number():
            raise forms.ValidationError(_("Answer for 1 person found by number before you use it for the others"))
        return self.cleaned_data

    def answers(self) -> dict[int, str]:
        """What was chosen, by row number."""
        return {number: answer for number, (answer, _mark) in self._chosen().items()}

    def people(self) -> dict[int, int]:
        """Who the chosen person is, where a row may be several."""
        marks = {card.number: {person.mark: person.person_id for person in card.people} for card in self.cards}
        return {number: marks[number][mark] for number, (_answer, mark) in self._chosen().items() if mark}

    def same_number(self) -> str:
        """The answer for all other people found by their number; empty unless the box was ticked."""
        if not self.cleaned_data.get("rest"):
            return ""
        chosen = self.answers()
        numbers = [card.number for card in self.cards if card.is_same_number]
        return next((chosen[number] for number in numbers if chosen.get(number, Answer.ASK) not in WAITING), "")

    def _chosen(self) -> dict[int, tuple[str, str]]:
        found = {}
        for card in self.cards:
            answer, _dash, mark = self.cleaned_data.get(f"row-{card.number}", "").partition("-")
            if answer:
                found[card.number] = (answer, mark)
        return found
