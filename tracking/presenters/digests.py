"""How a digest reads to three invented people."""

from django.utils.translation import gettext_lazy as _

from talent_register.letters.actions.writing import compose
from tracking.emails import DIGEST_EXAMPLES, DIGEST_KIND

WAYS = (
    (_("To programme staff"), "programme", "en-gb"),
    (_("To a college administrator"), "college", "en-gb"),
    (_("To somebody who chose Welsh"), "programme", "cy"),
)


def renderings() -> list[dict[str, str]]:
    found = []
    for title, example, language in WAYS:
        subject, body = compose(DIGEST_KIND, DIGEST_EXAMPLES[example], language)
        found.append({"title": str(title), "language": language, "subject": subject, "body": body})
    return found
