"""A clinician's own pages: home, what is held, who has looked."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from profiles import access
from profiles.actions import consents
from profiles.forms.visibility import LooksFilter
from profiles.models import ClinicianState
from profiles.presenters import home as homes
from profiles.presenters import interest as interests
from profiles.presenters import profile as profiles
from profiles.presenters import sections, wanted
from profiles.presenters import visibility as visibilities
from talent_register.common.navigation import address
from talent_register.common.permissions import Permission, requires
from talent_register.common.sections import asides
from talent_register.letters import actions as letters

LOOKS_A_PAGE = 50


@requires(Permission.OWN_RECORD)
def home(request):
    """The next best step. Staff without a record of their own go to their work."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect(_without_record(request.user))
    if clinician.state == ClinicianState.LEFT:
        return redirect("own-departure")
    if not request.session.get(access.LATER_KEY) and consents.asked_again(clinician, timezone.now()):
        return redirect("own-consent-again")
    page = homes.home(clinician, timezone.localdate())
    more = {"asides": asides("home", clinician)}
    return render(request, "profiles/home.html", {"home": page, "clinician": clinician, **more})


@require_POST
@requires(Permission.OWN_RECORD)
def address_works(request):
    """The owner of an address from which letters came back says that it works again."""
    clinician = access.own_record(request.user)
    own = clinician.email if clinician else request.user.email
    letters.mend(emails=[own], at=timezone.now())
    messages.success(request, _("We will email %(address)s again.") % {"address": own})
    return redirect("home")


def _without_record(user) -> str:
    for entry in access.places_of_work(user):
        if address(entry):
            return entry
    return "register"


@requires(Permission.OWN_RECORD)
def profile(request):
    """The sections of the profile as tasks; below them what the register holds, and who gave it."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    return render(
        request,
        "profiles/own_profile.html",
        {
            "clinician": clinician,
            "sections": profiles.sections(clinician),
            "profile": sections.task_list(clinician),
        },
    )


@requires(Permission.OWN_RECORD)
def interest(request):
    """Since when the person is interested in leading, and what changed."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    page = {"first": interests.first_on(clinician), "changes": interests.changes(clinician)}
    return render(request, "profiles/interest.html", page)


@requires(Permission.OWN_RECORD)
def support_wanted(request):
    """What the person asked for since when, and who answered."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    return render(request, "profiles/support_wanted.html", {"changes": wanted.changes(clinician)})


@requires(Permission.OWN_RECORD)
def visibility(request):
    """Whom the person said yes to, and who has looked."""
    clinician = access.own_record(request.user)
    if clinician is None:
        return redirect("register")
    mine = access.own_references(clinician)
    form = LooksFilter(request.GET or None, teams=visibilities.teams(mine))
    lines = visibilities.looks(visibilities.narrowed(mine, timezone.now(), **form.chosen()))
    looks = Paginator(lines, LOOKS_A_PAGE).get_page(request.GET.get("page"))
    ledger = visibilities.ledger(clinician)
    page = {
        "clinician": clinician,
        "audiences": homes.audiences(clinician),
        "form": form,
        "page": looks,
        "has_filter": bool(request.GET) or looks.paginator.count > visibilities.FEW,
        "ledger": ledger,
        "in_a_year": ledger.in_a_year(timezone.localdate()),
    }
    return render(request, "profiles/visibility.html", page)
