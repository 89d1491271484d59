"""A leadership profile to take along: on paper, as plain text, and as data (docs/portfolio.md says its shape)."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from profiles import rules
from profiles.models import Clinician
from talent_register.common.sections import Line, once, sections

SHAPE = "leadership-portfolio/1"


def portfolio(clinician: Clinician, today: date) -> dict[str, Any]:
    """Who, on which day, and every section that may be copied and says something."""
    found = []
    for section in sections():
        lines = [line for line in section.lines(clinician) if line.value] if section.lines else []
        if lines:
            said = [once(line) for line in lines]
            found.append({"code": section.code, "title": str(section.words), "lines": lines, "said": said})
    return {
        "name": clinician.full_name,
        "profession": f"{clinician.profession or ''}",
        "where": f"{clinician.region or clinician.get_nation_display()}",
        "made_on": today,
        "sections": found,
    }


def on_paper(page: dict[str, Any]) -> dict[str, Any]:
    """What fits on two sheets: of each section the newest answers, and how many more the register has."""
    sections = [[_short(line) for line in section["said"]] for section in page["sections"]]
    shares = rules.shares([[rules.height(line.key, line.value) for line in said] for said in sections])
    return {
        **page,
        **{name: rules.shortened(page[name], rules.LONGEST_NAME) for name in ("name", "profession", "where")},
        "sections": [
            {**section, "said": said[:fit], "more": len(said) - fit}
            for section, said, fit in zip(page["sections"], sections, shares, strict=True)
        ],
    }


def _short(line: Line) -> Line:
    key = rules.shortened(f"{line.key}", rules.LONGEST_LABEL)
    return line._replace(key=key, value=rules.shortened(f"{line.value}", rules.LONGEST_ANSWER))


def as_text(page: dict[str, Any]) -> str:
    """Plain text that an appraisal form takes: no marks, one line an answer."""
    head = [page["name"], ", ".join(filter(None, [page["profession"], page["where"]]))]
    lines = [
        *filter(None, head),
        _("Leadership profile, %(day)s") % {"day": date_format(page["made_on"], "DATE_FORMAT")},
    ]
    for section in page["sections"]:
        lines += ["", section["title"].upper()]
        lines += [f"{line.key}: {'; '.join(f'{line.value}'.splitlines())}" for line in section["said"]]
    return "\n".join(lines) + "\n"


def as_data(page: dict[str, Any]) -> dict[str, Any]:
    """The shape that docs/portfolio.md describes. `shape` changes when a reader would have to."""
    return {
        "shape": SHAPE,
        "made_on": page["made_on"].isoformat(),
        "person": {"name": page["name"], "profession": page["profession"], "where": page["where"]},
        "sections": [
            {
                "code": section["code"],
                "title": section["title"],
                "lines": [
                    {"code": line.code, "label": str(line.key), "value": line.value} for line in section["lines"]
                ],
            }
            for section in page["sections"]
        ],
    }
