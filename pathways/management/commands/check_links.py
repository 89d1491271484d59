"""Opens every link that a fact holds and keeps what became of it. By hand or by night: it needs the network."""

from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import now

from pathways.actions.content import note_links
from pathways.presenters.content import links
from pathways.rules.content import is_sound_link


class Command(BaseCommand):
    help = "Open every link in roles, programmes, guidance and other facts, and name those that do not answer."

    def add_arguments(self, parser):
        parser.add_argument("--timeout", type=int, default=10, help="seconds to wait for each")

    def handle(self, *args, timeout, **options):
        found = links()
        opened = {link: self.what_is_wrong(link, timeout) for link in {link for _kind, _row, link in found}}
        note_links(opened=opened, at=now())
        for kind, row, link in found:
            if opened[link]:
                self.stdout.write(f"{kind.name} {row}: {link}: {opened[link]}")
        broken = sum(map(bool, opened.values()))
        self.stdout.write(f"{len(opened)} links opened, {broken} broken")
        if broken:
            raise CommandError("Mend the links above on the content pages.", returncode=1)

    @staticmethod
    def what_is_wrong(link: str, timeout: int) -> str:
        if not is_sound_link(link):
            return "no https address"
        try:
            with urlopen(Request(link, method="HEAD"), timeout=timeout):  # noqa: S310 - https only, see above
                return ""
        except HTTPError as answer:
            return f"answers {answer.code}"
        except (URLError, TimeoutError) as reason:
            return f"does not answer ({getattr(reason, 'reason', reason)})"
