"""What the check and the receipt say: counts, and rows before and after."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talent_register.imports.choices import Action, Mode, RowState
from talent_register.imports.models import ImportRun

VIEWS = {
    "new": {"action": Action.NEW, "state__in": [RowState.READY, RowState.APPLIED]},
    "changed": {"action": Action.CHANGED, "state__in": [RowState.READY, RowState.APPLIED]},
    "leavers": {"action": Action.LEAVER},
    "left-out": {"state__in": [RowState.PROBLEM, RowState.QUESTION, RowState.LEFT_OUT]},
    "unusual": {"issues__contains": [{"level": "warning"}]},
    "reversed": {"state": RowState.REVERSED},
    "kept": {"state": RowState.KEPT, "person_id__isnull": False},
    "could-not": {"state": RowState.KEPT, "person_id__isnull": True},
}
SECOND = {
    "first": gettext_lazy("This is the first list of your organisation, so somebody else has to approve it."),
    "size": gettext_lazy("This list is long, so somebody else has to approve it."),
    "leavers": gettext_lazy(
        "More than 1 in 10 people would be marked as left. Keep them on the list, or ask somebody else to approve."
    ),
}
HEADINGS = {
    "new": gettext_lazy("New people"),
    "changed": gettext_lazy("What will change"),
    "leavers": gettext_lazy("People who will be marked as left"),
    "left-out": gettext_lazy("Rows that are left out"),
    "unusual": gettext_lazy("Rows that look unusual"),
    "reversed": gettext_lazy("What was taken back"),
    "kept": gettext_lazy("People who stay"),
    "could-not": gettext_lazy("What could not be taken back"),
}

WHY = {
    "kept": gettext_lazy("They have joined since, or somebody changed them. What your list added stays."),
    "could-not": gettext_lazy("These records were erased after the import, so there was nothing left to take back."),
}


def counts(run: ImportRun) -> list[dict]:
    """The summary list of the check page."""
    figures = run.counts
    left_out = sum(figures.get(key, 0) for key in ("problems", "questions", "left_out"))
    rows = [
        (_("New people"), figures.get("new", 0), "new"),
        (_("Updated"), figures.get("changed", 0), "changed"),
        (_("No change"), figures.get("unchanged", 0), ""),
        (_("Left out"), left_out, "left-out"),
        (_("Look unusual"), figures.get("warnings", 0), "unusual"),
    ]
    if run.mode == Mode.REPLACE:
        rows.append((_("Marked as left"), figures.get("leavers", 0), "leavers"))
    return [
        {
            "key": words,
            "value": f"{number:,}",
            "href": reverse("import-rows", args=[run.reference, what]) if what and number else "",
            "action": _("View"),
        }
        for words, number, what in rows
    ]


def changes(list_type, row) -> list[dict]:
    """One row's values before and after, in words."""
    before, after = list_type.shown(row.before or {}), list_type.shown(row.after or {})
    labels = dict.fromkeys([*before, *after])
    return [{"label": label, "left": before.get(label, ""), "right": after.get(label, "")} for label in labels]
