import json
from datetime import date, datetime, time

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talent_register.common.holidays import LONDON
from tracking.actions import reminders
from tracking.models import Reminder

MORNING = time(9)


class Command(BaseCommand):
    help = "Write the reminders that today calls for, once, however often this runs, and take back obsolete ones."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what would happen; change nothing")
        parser.add_argument("--date", metavar="YYYY-MM-DD", help="as if it were 9am on that day in London")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args, **options):
        run = reminders.send(at=_moment(options["date"]), dry_run=options["dry_run"])
        if options["json"]:
            self.stdout.write(json.dumps(_figures(run, dry_run=options["dry_run"])))
        else:
            self.stdout.write(_sentence(run, dry_run=options["dry_run"]))


def _moment(typed: str | None) -> datetime:
    if not typed:
        return timezone.now()
    try:
        return datetime.combine(date.fromisoformat(typed), MORNING, LONDON)
    except ValueError as error:
        raise CommandError(_("%s is not a date. Write it like 2026-11-22.") % typed) from error


def _figures(run: reminders.Run, *, dry_run: bool) -> dict:
    return {
        "date": run.day.isoformat(),
        "dry_run": dry_run,
        "busy": run.is_busy,
        "written": run.made.total(),
        "kinds": {kind: run.made[kind] for kind in Reminder.Kind.values},
        "cancelled": run.taken_back,
    }


def _sentence(run: reminders.Run, *, dry_run: bool) -> str:
    if run.is_busy:
        return _("Another run is doing this work now. Nothing was changed.")
    if dry_run:
        words = ngettext("%(n)d reminder would be written", "%(n)d reminders would be written", run.made.total())
        return words % {"n": run.made.total()} + _(", %d would be cancelled. Nothing was changed.") % run.taken_back
    words = ngettext("%(n)d reminder was written", "%(n)d reminders were written", run.made.total())
    return words % {"n": run.made.total()} + _(", %d cancelled.") % run.taken_back
