"""Which regulators say how their guidance applies to leaders."""

from dataclasses import dataclass, field

from django.utils.text import slugify
from django.utils.translation import gettext as _

from pathways.choices import Stance
from pathways.models import GuidanceNote
from pathways.rules.guidance import Answer, answer_of, stance_of
from profiles.models import Regulator
from talent_register.common.templatetags.facts import trust
from talent_register.common.trust import Trust

ANSWER_WORDS = {
    Answer.ANSWERED: lambda: _("They answer leaders"),
    Answer.UNANSWERED: lambda: _("They leave leaders unanswered"),
    Answer.NOT_SEEN: lambda: _("Nobody has looked yet"),
}
COLOURS = {Stance.APPLIES: "green", Stance.SILENT: "red", Stance.UNCLEAR: "yellow"}


@dataclass
class GuidanceRow:
    name: str
    notes: list[GuidanceNote] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return slugify(self.name)

    @property
    def stance(self) -> Stance | None:
        return stance_of([Stance(note.stance) for note in self.notes])

    @property
    def stance_words(self) -> str:
        return str(self.stance.label) if self.stance else _("Not looked at yet")

    @property
    def colour(self) -> str:
        return COLOURS.get(self.stance, "grey")

    @property
    def answer(self) -> Answer:
        return answer_of(self.stance)

    @property
    def is_doubtful(self) -> bool:
        """Whether what is said of the body rests on nothing that a person checked lately."""
        return not any(trust(note) is Trust.CHECKED for note in self.notes if note.stance == self.stance)

    @property
    def doubt_words(self) -> str:
        """What stands behind the body's name in a list: the stance where that is not plain, and any doubt of ours."""
        said = [self.stance_words] if self.answer is Answer.UNANSWERED else []
        return ", ".join([*said, *([_("not yet checked")] if self.notes and self.is_doubtful else [])]).lower()


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
        told = _(
            "Of %(all)s bodies, %(applies)s say how it applies to leaders, %(silent)s say nothing, "
            "and %(unclear)s are not clear."
        )
        unseen = _("At %(unseen)s nobody has looked yet.")
        return " ".join([told, *([unseen] if counts[None] else [])]) % words

    @property
    def groups(self) -> list[tuple[str, list[GuidanceRow]]]:
        """Who answers leaders, who leaves them unanswered, at whom nobody has looked: all three, also when empty."""
        return [(words(), [row for row in self.rows if row.answer is answer]) for answer, words in ANSWER_WORDS.items()]

    def as_csv(self) -> tuple[list, list[list]]:
        header = [
            "Body",
            "Leaders answered",
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
                said = [Stance(note.stance).label, note.question, note.summary, note.source, note.url]
                lines.append([row.name, row.answer.value, *said, level.value, note.checked_on, note.checked_by])
            if not row.notes:
                lines.append([row.name, row.answer.value, row.stance_words, *[""] * 7])
        return header, lines


def guidance_page(user) -> GuidancePage:
    """Every regulator, also those that nobody has looked at, then other bodies. Two queries."""
    rows = {r.pk: GuidanceRow(r.name) for r in Regulator.objects.in_use() if r.code != "none"}
    others: dict[str, GuidanceRow] = {}
    for note in GuidanceNote.objects.visible_to(user).current():
        row = rows.get(note.regulator_id) or others.setdefault(note.body, GuidanceRow(note.body))
        row.notes.append(note)
    return GuidancePage([*rows.values(), *others.values()])
