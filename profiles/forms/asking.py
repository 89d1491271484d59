"""What every question of registering has in common."""

from django import forms


def sent(request):
    """What was typed, also when all of it is empty; nothing when the page is only looked at."""
    return request.POST if request.method == "POST" else None


class Question(forms.Form):
    """One page's question. `initial_of` reads an answer kept earlier; `answer` gives the one to keep."""

    heading = ""
    lead = ""
    only_field = ""  # the field whose label is the page's heading, when there is but one

    def __init__(self, *args, answers: dict, kept: dict | None = None, user=None, **kwargs):
        self.answers, self.user = answers, user
        kwargs.setdefault("initial", self.initial_of(kept) if kept else self.suggested())
        super().__init__(*args, **kwargs)

    def initial_of(self, kept: dict) -> dict:
        return kept

    def suggested(self) -> dict:
        """What to show before anything was answered."""
        return {}

    @property
    def single(self):
        """The page's only field, bound; nothing when there are several."""
        return self[self.only_field] if self.only_field else None

    def answer(self) -> dict:
        return self.cleaned_data
