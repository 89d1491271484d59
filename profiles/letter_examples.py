"""Examples of the letters about people's own records: what the page of previews shows."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

EXAMPLES = {
    "profiles/welcome": {
        "person": {"full_name": "Sam Taylor", "review_due_on": date(2027, 8, 6)},
        "home": "https://register.example/me/",
        "pathways": "https://register.example/pathways/",
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/not_joined": {
        "name": "Cora Admin",
        "organisation": "Royal College of X",
        "people": 14,
        "link": "https://register.example/trainees/",
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/number_settled": {
        "name": "Sam Taylor",
        "added": True,
        "link": "https://register.example/me/profile/",
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/number_disagrees": {
        "name": "Sam Taylor",
        "regulator": "General Medical Council",
        "day": date(2026, 3, 3),
        "link": "https://register.example/me/profile/registrations/",
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/row_settled": {
        "name": "Cora Admin",
        "row": "IMP-2026-00417 of Royal College of X, row 17",
        "corrected": True,
        "link": "https://register.example/imports/",
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/claim": {
        "person": {"full_name": "Sam Taylor"},
        "organisation": "Royal College of X",
        "supplied": [_("name"), _("email address"), _("registration number"), _("specialty")],
        "link": "https://register.example/invitations/7F3K/",
        "expires_on": date(2026, 6, 19),
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/claim_again": {
        "name": "Sam Taylor",
        "organisation": "Royal College of X",
        "link": "https://register.example/invitations/7F3K/",
        "expires_on": date(2026, 6, 19),
        "is_last": True,
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/unfinished": {
        "name": "Sam Taylor",
        "link": "https://register.example/me/profile/",
        "is_last": True,
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/recognised": {
        "name": "Sam Taylor",
        "organisation": "Royal College of X",
        "link": "https://register.example/me/recognition/",
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/changed": {
        "name": "Sam Taylor",
        "organisation": "Royal College of X",
        "link": "https://register.example/me/",
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/import_undone": {
        "name": "Sam Taylor",
        "organisation": "Royal College of X",
        "is_removed": True,
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/same_person": {
        "organisation": "Royal College of X",
        "until": date(2026, 8, 20),
        "link": "https://register.example/same-person/7F3K/",
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/left": {
        "name": "Sam Taylor",
        "link": "https://register.example/me/data/",
        "undo_until": date(2026, 8, 20),
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/consent_again": {
        "name": "Sam Taylor",
        "link": "https://register.example/me/consent/again/",
        "until": date(2026, 9, 5),
        "service_name": settings.SERVICE_NAME,
    },
    **{
        kind: {
            "name": "Sam Taylor",
            "link": "https://register.example/me/",
            "day": date(2026, 11, 4),
            "service_name": settings.SERVICE_NAME,
        }
        for kind in ("profiles/away", "profiles/away_last")
    },
    "profiles/merged": {
        "name": "Sam Taylor",
        "link": "https://register.example/me/",
        "is_kept": True,
        "holds_back": True,
        "undo_until": date(2026, 9, 5),
        "reply_email": settings.REPLY_EMAIL,
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/unmerged": {
        "name": "Sam Taylor",
        "link": "https://register.example/me/",
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/request_received": {
        "name": "Sam Taylor",
        "link": "https://register.example/me/data/",
        "due_on": date(2026, 9, 6),
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/request_settled": {
        "name": "Sam Taylor",
        "link": "https://register.example/me/data/",
        "service_name": settings.SERVICE_NAME,
    },
    "profiles/request_extended": {
        "name": "Sam Taylor",
        "link": "https://register.example/me/data/",
        "due_on": date(2026, 11, 6),
        "service_name": settings.SERVICE_NAME,
    },
}
