"""What the check and the receipt say: counts, and rows before and after."""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from talent_register.imports import rules
from talent_register.imports.actions import runs
from talent_register.imports.actions.work import fingerprint
from talent_register.imports.checking.matching import REMEMBERED
from talent_register.imports.choices import WAITING, Action, Mode, RowState
from talent_register.imports.models import ColumnMapping, ImportRun
from talent_register.imports.rules import ANSWERABLE, first_letter_day

from .downloads import LEFT_OUT

VIEWS = {
    "new": {"action": Action.NEW, "state__in": [RowState.READY, RowState.APPLIED]},
    "changed": {"action": Action.CHANGED, "state__in": [RowState.READY, RowState.APPLIED]},
    "leavers": {"action": Action.LEAVER},
    "left-out": {"state__in": LEFT_OUT},
    "disputed": {
        "state__in": [RowState.QUESTION, RowState.LEFT_OUT],
        "answer__in": ["", *WAITING],
        "person_id__isnull": False,
    },
    "blocked": {"action": Action.BLOCKED},
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
    "changes": gettext_lazy(
        "More than 1 in 5 people on this list would be changed, so somebody else has to approve it."
    ),
}
HEADINGS = {
    "changed": gettext_lazy("What will change"),
    "leavers": gettext_lazy("People who will be marked as left"),
    "left-out": gettext_lazy("Rows that are left out"),
    "disputed": gettext_lazy("People of whom it is not settled who they are"),
    "blocked": gettext_lazy("People who cannot be added"),
    "unusual": gettext_lazy("Rows that look unusual"),
    "reversed": gettext_lazy("What was taken back"),
    "kept": gettext_lazy("What stays"),
    "could-not": gettext_lazy("What could not be taken back"),
}

STALE = {
    "changed": gettext_lazy("Their record has changed"),
    "found": gettext_lazy("They have come onto the register"),
    "gone": gettext_lazy("Their record is gone"),
    "question": gettext_lazy("They may be somebody who is on the register now"),
    "blocked": gettext_lazy("They cannot be added any more"),
    "repeats": gettext_lazy("They are the person of another row"),
    "leaves": gettext_lazy("They would be marked as left now"),
}
WHY = {
    "disputed": gettext_lazy("Nothing of these rows is imported until it is settled."),
    "left-out": gettext_lazy("Mend them in the file you download, and hand that in as a new import."),
    "kept": gettext_lazy("They have joined since, or somebody changed them. What your list added stays."),
    "could-not": gettext_lazy("These records were erased after the import, so there was nothing left to take back."),
}


def heading(list_type, what: str) -> str:
    """The words over the rows behind a figure."""
    return _("New %(things)s") % {"things": list_type.noun(2)} if what == "new" else str(HEADINGS[what])


def leaving(run: ImportRun) -> str:
    """How much of a list would end, for whoever may approve it; empty where that is little."""
    leavers, listed = run.counts.get("leavers", 0), runs.listed(run)
    if not rules.are_many_leavers(leavers=leavers, listed=listed):
        return ""
    words = _(
        "%(leavers)s of the %(listed)s people on this list are not in the file: %(share)s in 100. They would be marked "
        "as left. Check that the file is whole before you approve it."
    )
    return words % {"leavers": f"{leavers:,}", "listed": f"{listed:,}", "share": round(100 * leavers / listed)}


def stale(run: ImportRun, list_type) -> list[dict]:
    """Which rows are not what they were when somebody approved them, and why: row (none for leavers), name, words."""
    why = run.counts.get("stale_rows") or {}
    return [
        {
            "row": "" if row.action == Action.LEAVER else row.number,
            "name": list_type.name_of(row.cleaned),
            "words": STALE[why[str(row.number)]],
        }
        for row in run.rows.filter(number__in=list(why)).order_by("number")
    ]


def counts(run: ImportRun, list_type) -> list[dict]:
    """The summary list of the check page."""
    figures = run.counts
    left_out = sum(figures.get(key, 0) for key in ("problems", "questions", "left_out"))
    disputed = figures.get("questions", 0) + figures.get("asked", 0)
    rows = [
        (heading(list_type, "new"), figures.get("new", 0), "new"),
        (_("Updated"), figures.get("changed", 0), "changed"),
        (_("No change"), figures.get("unchanged", 0), ""),
        (_("Left out"), left_out, "left-out"),
        *([(_("Of these, wait for an answer"), figures["asked"], "asked")] if figures.get("asked") else []),
        (_("Of these, disputed"), disputed, "disputed"),
        (_("Of these, blocked"), figures.get("blocked", 0), "blocked"),
        (_("Look unusual"), figures.get("warnings", 0), "unusual"),
    ]
    if (suggestions := figures.get("suggestions")) is not None:
        rows.append((_("Suggestions for people to confirm"), suggestions, ""))
    if run.mode == Mode.REPLACE:
        rows.append((_("Marked as left"), figures.get("leavers", 0), "leavers"))
    return [
        {
            "key": words,
            "value": f"{number:,}",
            "href": _href(run, what) if what and number else "",
            "action": _("View"),
        }
        for words, number, what in rows
    ]


def _href(run: ImportRun, what: str) -> str:
    if what == "asked":
        return reverse("import-duplicates", args=[run.reference])
    if what == "unusual" and run.state in ANSWERABLE:
        return reverse("import-unusual", args=[run.reference])
    return reverse("import-rows", args=[run.reference, what])


def letters(run: ImportRun, list_type, now: datetime) -> str:
    """How many people a list would invite, and from when: a step of its own after the import."""
    invited = list_type.invited(run)
    if run.mode == Mode.CHECK or not invited:
        return ""
    words = {"people": invited, "day": date_format(first_letter_day(now, run.organisation.nation), "j F Y")}
    return (
        ngettext(
            "Up to %(people)s invitation, from 9am on %(day)s at the earliest. You see it before it leaves.",
            "Up to %(people)s invitations, from 9am on %(day)s at the earliest. You see them before they leave.",
            invited,
        )
        % words
    )


def same_as(run: ImportRun) -> datetime | None:
    """When an earlier list taught us these columns, where they were matched as then without asking."""
    if REMEMBERED not in run.sure.values():
        return None
    known = ColumnMapping.objects.filter(organisation=run.organisation_id, list_type=run.list_type)
    taught = known.filter(fingerprint=fingerprint(run.headings), used_at__lt=run.uploaded_at)
    return taught.values_list("used_at", flat=True).first()


def undone(preview: dict, list_type) -> list[str]:
    """What an undo would do, as sentences; what it would do to nothing is not said."""
    words = {
        "removed": _("%(count)s new %(things)s will be removed."),
        "restored": _("%(count)s %(things)s will be as before."),
    }
    said = [(words[key], preview[key]) for key in words if preview[key]]
    return [line % {"count": count, "things": list_type.noun(count)} for line, count in said]


def asked(figures: dict[str, int]) -> list[str]:
    """What became of people who were asked who they are, after their list was imported without their rows."""
    ended = sum(figures.values()) - figures.get("WAITING", 0)
    words = []
    if waiting := figures.get("WAITING"):
        words.append(
            ngettext(
                "%(count)s row waits for the answers of people we asked. We will email you.",
                "%(count)s rows wait for the answers of people we asked. We will email you.",
                waiting,
            )
            % {"count": waiting}
        )
    if ended:
        words.append(
            ngettext(
                "People of %(count)s row have answered, or their time is over. Hand in the rows left out again.",
                "People of %(count)s rows have answered, or their time is over. Hand in the rows left out again.",
                ended,
            )
            % {"count": ended}
        )
    return words


def changes(list_type, row) -> list[dict]:
    """One row's values before and after, in words."""
    before, after = list_type.shown(row.before or {}), list_type.shown(row.after or {})
    labels = dict.fromkeys([*before, *after])
    return [{"label": label, "left": before.get(label, ""), "right": after.get(label, "")} for label in labels]
