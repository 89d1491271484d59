"""Which regulators say how their guidance applies to leaders, as a table."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pathways.choices import Stance
from pathways.models import GuidanceNote
from pathways.rules.guidance import stance_of
from pathways.templatetags.facts import trust
from profiles.models import Regulator

COLOURS = {Stance.APPLIES: "green", Stance.SILENT: "red", Stance.UNCLEAR: "yellow"}


@dataclass
class GuidanceRow:
    name: str
    notes: list[GuidanceNote] = field(default_factory=list)

    @property
    def stance(self) -> Stance | None:
        return stance_of([Stance(note.stance) for note in self.notes])

    @property
    def stance_words(self) -> str:
        return str(self.stance.label) if self.stance else _("Not looked at yet")

    @property
    def colour(self) -> str:
        return COLOURS.get(self.stance, "grey")


@dataclass
class GuidancePage:
    rows: list[GuidanceRow]

    @property
    def summary(self) -> str:
        """Counts that add up to the number of rows."""
        stances = [row.stance for row in self.rows]
        counts = {name: stances.count(name) for name in (*Stance, None)}
        words = {
            "all": len(self.rows),
            "applies": counts[Stance.APPLIES],
            "unclear": counts[Stance.UNCLEAR],
            "silent": counts[Stance.SILENT],
            "unseen": counts[None],
        }
        return (
            _(
                "Of %(all)s bodies, %(applies)s say how it applies to leaders, %(silent)s say nothing, "
                "%(unclear)s are not clear, and %(unseen)s nobody has looked at yet."
            )
            % words
        )

    def as_csv(self) -> tuple[list, list[list]]:
        header = [
            "Body",
            "For leaders",
            "Question",
            "Summary",
            "Source",
            "Address",
            "Trust",
            "Checked on",
            "Checked by",
        ]
        lines = []
        for row in self.rows:
            for note in row.notes:
                level = trust(note)
                tail = [note.source, note.url, level.value, note.checked_on, note.checked_by]
                lines.append([row.name, Stance(note.stance).label, note.question, note.summary, *tail])
            if not row.notes:
                lines.append([row.name, row.stance_words, "", "", "", "", "", "", ""])
        return header, lines


def guidance_page(user) -> GuidancePage:
    """Every regulator, also those that nobody has looked at, then other bodies. Two queries."""
    rows = {r.pk: GuidanceRow(r.name) for r in Regulator.objects.filter(disabled_on__isnull=True) if r.code != "none"}
    others: dict[str, GuidanceRow] = {}
    for note in GuidanceNote.objects.visible_to(user):
        row = rows.get(note.regulator_id) or others.setdefault(note.body, GuidanceRow(note.body))
        row.notes.append(note)
    return GuidancePage([*rows.values(), *others.values()])
