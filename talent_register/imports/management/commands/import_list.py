import getpass
import json
import sys
import time
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from talent_register.audit import context
from talent_register.imports import refusals, rules
from talent_register.imports.actions import runs, work
from talent_register.imports.checking.dates import DMY, MDY
from talent_register.imports.choices import Leavers, Mode, State, Zeros
from talent_register.imports.presenters import results
from talent_register.imports.presenters.findings import findings_of, heading_of
from talent_register.imports.reading.table import SHELL_LIMITS
from talent_register.imports.resources import list_type_of, list_types_of
from talent_register.organisations.models import Organisation

FINE, SOME_PROBLEMS, REFUSED = 0, 1, 2
WAIT_SECONDS = 0.2
LONGEST_WAIT = 600


class CannotImport(Exception):
    """The file was refused; the sentence says why."""

    def __init__(self, sentence: str, code: str = ""):
        super().__init__(sentence)
        self.code = code


class Command(BaseCommand):
    help = "Check a list and import its good rows. Exit 0: all fine, 1: some rows have problems, 2: file refused."

    def add_arguments(self, parser):
        parser.add_argument("file", help="CSV, XLSX, XLS or ODS")
        parser.add_argument("--organisation", required=True, metavar="CODE", help="whose list it is")
        parser.add_argument("--type", default="trainees", metavar="TYPE", help="the kind of list (trainees)")
        parser.add_argument("--scope", default="", help="year or intake, like 2026")
        parser.add_argument("--replace", action="store_true", help="people of this intake not in the file have left")
        parser.add_argument("--end", type=int, metavar="N", help="with --replace: how many people you know have left")
        parser.add_argument("--dates", choices=[DMY, MDY], help="how dates are written that could be read two ways")
        parser.add_argument("--check", action="store_true", help="check only; change nobody")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--yes", action="store_true", help="do not ask before importing")

    def handle(self, *args, **options):
        self.options = options
        try:
            with context.acting(f"shell:{getpass.getuser()}"):
                run = self._upload()
            run = self._carry(run, _("Checking"))
            run = self._settle_answers(run)
            if not options["check"] and run.ready_count + run.counts.get("leavers", 0):
                run = self._import(run)
        except CannotImport as no:
            self._refuse(no)
        self._report(run)
        left = sum(run.counts.get(key, 0) for key in ("problems", "questions"))
        if left:
            sys.exit(SOME_PROBLEMS)

    def _upload(self):
        organisation = Organisation.objects.filter(code__iexact=self.options["organisation"]).first()
        if organisation is None:
            raise CannotImport(_("There is no organisation with the code %s") % self.options["organisation"])
        kinds = list_types_of(organisation.kind)
        if self.options["type"] not in kinds:
            words = _("%(type)s is not a kind of list that %(organisation)s hands in. Use: %(known)s")
            raise CannotImport(words % {**self.options, "known": ", ".join(kinds) or _("another organisation")})
        try:
            content = Path(self.options["file"]).read_bytes()
        except OSError as error:
            raise CannotImport(f"{self.options['file']}: {error.strerror}") from error
        mode = Mode.REPLACE if self.options["replace"] else Mode.CHECK if self.options["check"] else Mode.ADD
        now = timezone.now()
        run = runs.start(
            organisation=organisation,
            list_type=self.options["type"],
            by=None,
            at=now,
            scope=self.options["scope"],
            mode=mode,
        )
        return runs.take_file(run=run, name=Path(self.options["file"]).name, content=content, by=None, at=now)

    def _carry(self, run, words):
        """Do the background's work here and now, or wait for whoever is doing it."""
        limits, bar = SHELL_LIMITS, self._bar(words)
        waited = time.monotonic()
        while True:
            work.carry_on(run_id=run.pk, list_type_of=list_type_of, limits=limits, listener=bar)
            run.refresh_from_db()
            if State(run.state) not in rules.UNFINISHED:
                break
            if time.monotonic() - waited > LONGEST_WAIT:
                raise CannotImport(_("%s is taking too long. It goes on in the background.") % run.reference)
            time.sleep(WAIT_SECONDS)
        if run.state == State.REFUSED:
            raise CannotImport(refusals.sentence(run.refusal, run.refusal_details), run.refusal)
        if run.state == State.FAILED:
            raise CannotImport(_("Nothing was imported. Reference %s") % run.reference, "failed")
        return run

    def _settle_answers(self, run):
        """The shell cannot ask about columns: they are known by name, or the file is refused."""
        lacking = list_type_of(run.list_type).lacking(run.mapping)
        if lacking:
            details = results.lacking_words(run, lacking)
            self._give_up(run, "missing_columns", refusals.sentence("missing_columns", details))
        if run.unsure_orders:
            run = self._settle_dates(run)
        now = timezone.now()
        if run.state != State.READY or not run.columns_confirmed_at:
            runs.settle_all(run=run, at=now)
            run.refresh_from_db()
        self._check_leavers(run)
        return run

    def _settle_dates(self, run):
        """Whether 03/04 is 3 April is said by whoever runs the command, never taken for granted."""
        if not self.options["dates"]:
            column, example = next(iter(run.unsure_orders.items()))
            heading = heading_of(run, list_type_of(run.list_type), column)
            self._give_up(run, "dates_unsure", refusals.sentence("dates_unsure", {"date": example, "column": heading}))
        orders = dict.fromkeys(run.unsure_orders, self.options["dates"])
        now, mapping = timezone.now(), run.mapping
        runs.match_columns(run=run, mapping=mapping, date_orders=orders, remember=False, by=None, at=now)
        return self._carry(run, _("Checking"))

    def _check_leavers(self, run):
        """Whoever ends people's places on a list says how many. A check says how many there are."""
        leavers = run.counts.get("leavers", 0)
        if not self.options["check"] and leavers != (self.options["end"] or 0):
            details = {"leavers": leavers, "listed": runs.listed(run), "said": self.options["end"]}
            code = "leavers_unsaid" if self.options["end"] is None else "leavers_otherwise"
            self._give_up(run, code, refusals.sentence(code, details))

    def _give_up(self, run, code, sentence):
        runs.cancel(run=run, by=None)
        raise CannotImport(sentence, code)

    def _import(self, run):
        if run.counts.get("zeros") and not self._agreed(
            _("%s registration numbers lost a 0 at the start. Add it back?") % run.counts["zeros"]
        ):
            runs.leave_out_zeros(run=run, by=None)
            run = self._carry(run, _("Checking"))
        question = _("Import %(ready)s people into %(organisation)s?")
        if run.counts.get("leavers"):
            question = _("Import %(ready)s people into %(organisation)s and mark %(leavers)s as left?")
        if not self._agreed(question % self._words(run)):
            return run
        zeros = run.zeros or (Zeros.ADD if run.counts.get("zeros") else "")
        leavers = Leavers.END if run.counts.get("leavers") else ""
        for _attempt in range(3):
            with context.acting(f"shell:{getpass.getuser()}"):
                now, choices = timezone.now(), {"zeros": zeros, "leavers": leavers}
                runs.confirm(run=run, by=None, at=now, declared=True, **choices)
            run = self._carry(run, _("Importing"))
            if run.state != State.READY:
                break
            self._check_leavers(run)
        return run

    def _words(self, run):
        leavers = run.counts.get("leavers", 0)
        return {"ready": run.ready_count, "organisation": run.organisation.name, "leavers": leavers}

    def _agreed(self, question):
        """Ask on a terminal; anywhere else, starting the command was the answer."""
        if self.options["yes"] or self.options["json"] or not sys.stdin.isatty():
            return True
        return input(f"{question} [y/n] ").strip().lower() in ("y", "yes")

    def _bar(self, words):
        if self.options["json"] or not self.stderr.isatty():
            return None

        def show(done, total):
            filled = 30 * done // max(total, 1)
            self.stderr.write(f"\r{words} [{'#' * filled}{' ' * (30 - filled)}] {done:,} of {total:,} ", ending="")

        return show

    def _refuse(self, no):
        if self.options["json"]:
            self.stdout.write(json.dumps(results.refusal(no.code, str(no)), ensure_ascii=False))
        else:
            self.stderr.write(str(no))
        sys.exit(REFUSED)

    def _report(self, run):
        findings = findings_of(run, list_type_of(run.list_type))
        if self.options["json"]:
            self.stdout.write(json.dumps(results.result(run, findings), ensure_ascii=False))
            return
        if self.stderr.isatty():
            self.stderr.write("")
        self.stdout.write(f"{run.reference}: {State(run.state).label}")
        for key in (*results.FIGURES, *(["leavers"] if run.mode == Mode.REPLACE else [])):
            self.stdout.write(f"  {key}: {run.counts.get(key, 0):,}")
        for found in findings:
            self.stdout.write(_("Row %(row)s, %(column)s: %(message)s") % found)
