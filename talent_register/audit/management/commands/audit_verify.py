"""Say whether the record was tampered with since it was sealed."""

from django.core.management.base import BaseCommand, CommandError

from talent_register.audit import seals
from talent_register.audit.models import Seal


class Command(BaseCommand):
    help = "Checks every seal of the record against its rows. Exit 0 when all hold, 1 at the first that does not."

    def handle(self, *args, **options):
        broken = seals.verify()
        if broken:
            link = broken.seal
            raise CommandError(
                f"Seal {link.pk} does not hold: {broken.words}. "
                f"It covers {link.table} from row {link.after_id + 1} to row {link.to_id} "
                f"and was made at {link.at:%Y-%m-%d %H:%M}."
            )
        last = Seal.objects.last()
        self.stdout.write(
            f"{Seal.objects.count()} seals hold. The last digest is {last.digest if last else 'not made yet'}."
        )
