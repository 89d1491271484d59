"""Which form asks which question, and with what it is made."""

from profiles.forms import consent, person, work

from .asking import Question

FORMS: dict[str, type[Question]] = {
    "name": person.NameForm,
    "profession": person.ProfessionForm,
    "number": person.NumberForm,
    "reason": person.ReasonForm,
    "role": work.RoleForm,
    "region": work.RegionForm,
    "stage": work.StageForm,
    "next-step": work.NextStepForm,
    "consent": consent.ConsentForm,
    "letters": work.LettersForm,
}


def form_for(question: str, data, *, answers: dict, user, wordings: dict) -> Question:
    """The form of a question, with what was answered before."""
    extra = {"wordings": wordings} if question == "consent" else {}
    return FORMS[question](data, answers=answers, kept=answers.get(question), user=user, **extra)
