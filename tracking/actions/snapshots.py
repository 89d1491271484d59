"""What a profile says today, kept with the review for good."""

from datetime import datetime

from django.utils.translation import gettext as _

from profiles.models import Clinician
from talent_register.common.sections import sections
from tracking.models import Snapshot, YearlyReview


def take(*, clinician: Clinician, review: YearlyReview, at: datetime) -> Snapshot:
    """Keep every line of every section that may be copied. A second press keeps the first."""
    snapshot, _made = Snapshot.objects.get_or_create(review=review, defaults={"lines": lines_of(clinician), "at": at})
    return snapshot


def lines_of(clinician: Clinician) -> list[dict]:
    """Every line of the profile: {section, code, key, value}."""
    about = str(_("About you"))
    found = [
        {
            "section": about,
            "code": "clinician.profession",
            "key": _("Profession"),
            "value": str(clinician.profession or ""),
        },
        {
            "section": about,
            "code": "clinician.region",
            "key": _("Where I mostly work"),
            "value": str(clinician.region or clinician.get_nation_display()),
        },
    ]
    for section in sections():
        for line in section.lines(clinician) if section.lines else []:
            found.append(
                {"section": str(section.words), "code": line.code, "key": str(line.key), "value": str(line.value)}
            )
    return [line for line in found if line["value"]]
