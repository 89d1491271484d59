"""Lists of leadership posts and their holders: one row, one post, and who held it from a day on.

Of a holder who is not found on the register the name is not kept: only what the figures on leaders need.
"""

from django.utils.translation import gettext_lazy as _

from profiles.resources import numbers
from talent_register.common.permissions import Permission
from talent_register.imports.checking.issues import Issue
from talent_register.imports.resources import ListType, missing

from . import applying, matching, present, undoing
from .columns import COLUMNS, lookups

OF_A_HOLDER = (
    *("ended_on", "basis", "whole_time", "holder_name", "profession", "number_key", "route_in", "qualification"),
    "programme",
)
SENTENCES = {
    **numbers.SENTENCES,
    "future_day": _("%(value)s lies ahead. Enter a day that is today or in the past"),
    "start_missing": _("There is a holder but no day they came. Enter the day they started"),
    "other_region": _("This organisation is not in your region. You can list posts of your own region only"),
    "role_ended": _("Nobody is chosen for this role any more: it has ended. Choose another, or leave the row out"),
    "region_differs": _("We know this organisation in %(region)s. We keep that region"),
    "overlap": _("Somebody else held this post at that time. Add the day they left, or change the dates"),
    "holder_unknown": _("Nobody we can link has this number. We keep the profession and the route, not the name"),
    "holder_differs": _("The number belongs to somebody with another name. Nobody is linked. Check the number"),
    "duplicate_in_file": _("Rows %(other_row)s and %(row)s are the same post from the same day. Keep one"),
}
CAUSES = {
    "future_day": _("in the future"),
    "start_missing": _("missing"),
    "other_region": _("another region"),
    "role_ended": _("role has ended"),
    "region_differs": _("another region"),
    "overlap": _("held by somebody else then"),
    "holder_unknown": _("nobody we can link"),
    "holder_differs": _("another name"),
}


class PostResource(ListType):
    code = "posts"
    name = _("Leadership posts and their holders")
    nouns = (_("post"), _("posts"))
    permission = Permission.PIPELINE_EDIT
    declaration = _("Each holder in this list was told that we would share this, or an organisation has published it")
    columns = COLUMNS
    sentences, causes = SENTENCES, CAUSES
    can_replace = False
    has_present = True

    def lookups(self, needed):
        return lookups(needed)

    def check_row(self, row, context):
        numbers.settle_number(row, context)
        for column in self.columns:
            if column.is_required and column.key not in row.cleaned and not row.has_problem(column.key):
                missing(row, column)
        self._check_days(row, context)

    def _check_days(self, row, context):
        start, end = row.cleaned.get("started_on"), row.cleaned.get("ended_on")
        if not start:
            if any(row.cleaned.get(name) for name in OF_A_HOLDER) and not row.has_problem("started_on"):
                row.add(self.column("started_on"), Issue("start_missing"))
            return
        for name, day in (("started_on", start), ("ended_on", end)):
            if day and day > context.as_at.isoformat():
                row.add(self.column(name), Issue("future_day", details={"value": str(row.cell(name))}))
        if end and end < start:
            details = {"value": str(row.cell("ended_on")), "start": str(row.cell("started_on"))}
            row.add(self.column("ended_on"), Issue("end_before_start", details=details))

    def sentence(self, code, details):
        return super().sentence(details.get("wording") or code, details)

    def name_of(self, cleaned):
        """The post: pages of an import name no holder."""
        words = self.shown({key: cleaned[key] for key in ("role", "organisation") if key in cleaned})
        return ", ".join(words.values())

    def present(self, user, places):
        """The posts that the user sees, whoever handed them in. It names nobody."""
        return (("", cells) for cells in present.rows(user, self))

    def known(self, run, person_id):
        """These lists ask no questions about who is who."""
        return None

    def note_duplicates(self, run):
        matching.note_duplicates(run)

    def match(self, run):
        return matching.match(run)

    def apply(self, run, *, by, at, progress):
        figures = applying.apply(run, by=by, at=at)
        progress(run.ready_count)
        return figures

    def undo(self, run, *, by, at):
        return undoing.undo(run)

    def undo_preview(self, run):
        return undoing.preview(run)
