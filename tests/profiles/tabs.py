"""A browser's tabs: each holds the form of a page as it was when it was opened."""

from urllib.parse import urlsplit

from django.test import Client

from talent_register.common.two_tabs import STAMP, Asked, asked_on

MEANWHILE = "This was changed while you had it open"


class Tab:
    """A page in a tab, and the form on it that goes to `path`, or to the page itself."""

    def __init__(self, client: Client, page: str, path: str = "", html: str = "") -> None:
        """`html` is the page, where somebody got it already."""
        self.client, self.page, self.path = client, page, path or urlsplit(page).path
        self.takes(html or client.get(page).content.decode())

    def takes(self, html: str) -> None:
        """What the tab shows from now on."""
        self.html = html
        forms = [one for one in asked_on(html, urlsplit(self.page).path) if one.form.path == self.path]
        self.form: Asked | None = forms[0] if forms else None

    @property
    def untouched(self) -> dict[str, list[str]]:
        """What is sent when nobody touches the form."""
        hidden = [box for box in self.form.form.boxes if box.kind == "hidden" and box.name != "csrfmiddlewaretoken"]
        return {**{box.name: [box.has.get("value") or ""] for box in hidden}, **self.form.shows}

    @property
    def stamp(self) -> str:
        return self.untouched[STAMP][0]

    def sends(self, **said):
        """Send the form with these answers; a page that comes instead of the next one stays in the tab."""
        answer = self.client.post(self.path, {**self.untouched, **said})
        if answer.status_code == 200:
            self.takes(answer.content.decode())
        return answer
