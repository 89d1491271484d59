import sys
import time

from django.core.management.base import BaseCommand, CommandError

from tracking.demo import build, mark


class Command(BaseCommand):
    help = "Fill an empty database with made-up people. Refuses in production and where anybody else is."

    def add_arguments(self, parser):
        parser.add_argument("--people", type=int, default=10_000, metavar="N", help="how many (10,000)")
        parser.add_argument("--seed", type=int, default=build.SEED, help="another number gives other people")
        parser.add_argument("--without-lists", action="store_true", help="no imports: quicker")
        parser.add_argument("--again", action="store_true", help="remove the demo that is there and build it anew")

    def handle(self, *args, people, seed, again, without_lists, **options):
        if people < build.FEWEST:
            raise CommandError(f"--people must be {build.FEWEST} or more. You gave {people}.")
        before = mark.read()
        if before and not again:
            self.stdout.write(f"The demo is already here: {before['people']:,} people, built {before['built']}.")
            self.stdout.write("To build it anew, add --again.")
            return
        started = time.monotonic()
        try:
            build.build(how_many=people, seed=seed, with_lists=not without_lists, say=self._say)
        except mark.CannotBuild as reason:
            raise CommandError(str(reason)) from reason
        self._clear()
        self.stdout.write(f"{people:,} people in {time.monotonic() - started:.1f} seconds. Everybody is made up.")
        self.stdout.write("See who can log in: manage.py demo_logins")

    def _say(self, words: str, done: int, total: int) -> None:
        if self.stderr.isatty():
            filled = 30 * done // total if total else 30
            bar = "#" * filled + " " * (30 - filled)
            self.stderr.write(f"\r[{bar}] {words:<50}", ending="")
            sys.stderr.flush()

    def _clear(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r" + " " * 84 + "\r", ending="")
