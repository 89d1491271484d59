"""Pay, two sides at a time."""

from django.shortcuts import render

from pathways.forms.pay import PayForm
from pathways.models import Role
from pathways.presenters.pay import pay_page, years_known
from pathways.presenters.titles import asked, choices, shared_titles, with_answer
from talent_register.common.permissions import public

from .keeping import by_content


@public("careers information is for everybody")
@by_content
def pay(request):
    """Now and next in the same year; figures that nobody has checked are hidden until asked for."""
    roles, titles = list(Role.objects.visible_to(request.user).current()), shared_titles(request.user)
    form = PayForm(_asked(request), roles=roles, years=years_known(request.user), titles=choices(titles))
    page = pay_page(form.cleaned_data, roles, request.user) if form.is_bound and form.is_valid() else None
    which = asked(form.shared_chosen, titles, lambda side, role: with_answer(request.GET, side, f"role-{role.slug}"))
    return render(request, "pathways/pay.html", {"form": form, "page": page, "which": which})


def _asked(request):
    return request.GET if {"now", "then"} & set(request.GET) else None
