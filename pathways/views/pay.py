"""Pay, two sides at a time."""

from django.shortcuts import render

from pathways.forms.pay import PayForm
from pathways.models import Role
from pathways.presenters.pay import pay_page, years_known
from talent_register.common.permissions import public

from .keeping import by_content


@public("careers information is for everybody")
@by_content
def pay(request):
    """Now and next in the same year; figures that nobody has checked are hidden until asked for."""
    roles = list(Role.objects.visible_to(request.user).current())
    form = PayForm(_asked(request), roles=roles, years=years_known(request.user))
    page = pay_page(form.cleaned_data, roles, request.user) if form.is_bound and form.is_valid() else None
    return render(request, "pathways/pay.html", {"form": form, "page": page})


def _asked(request):
    return request.GET if {"now", "then"} & set(request.GET) else None
