"""The public pages of frameworks: which there are, what each asks, and how they relate in our view."""

from django.shortcuts import get_object_or_404, render

from pathways.models import Framework
from pathways.presenters.frameworks import framework_page
from talent_register.common.permissions import public

from .explorer import CAREERS
from .keeping import by_content


@public(CAREERS)
@by_content
def framework_list(request):
    """Every framework and version, what it is for, and what we may hold of it."""
    frameworks = Framework.objects.visible_to(request.user).current()
    return render(request, "pathways/framework_list.html", {"frameworks": frameworks})


@public(CAREERS)
@by_content
def framework(request, code, version):
    """One version: its parts, its levels, and related parts of others."""
    found = get_object_or_404(Framework.objects.visible_to(request.user), code=code, version=version)
    page = framework_page(found, request.user)
    return render(request, "pathways/framework.html", {"framework": found, "page": page})
