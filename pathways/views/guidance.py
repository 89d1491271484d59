"""The public register of regulators' guidance for leaders."""

from django.shortcuts import render
from django.utils.timezone import localdate

from pathways.presenters.guidance import guidance_page
from talent_register.common.permissions import public
from talent_register.common.tables import csv_response, file_name

from .keeping import by_content


@public("careers information is for everybody")
@by_content
def guidance(request):
    """Which regulators leave leaders unanswered; the same as CSV."""
    page = guidance_page(request.user)
    if request.GET.get("format") == "csv":
        return csv_response(file_name("guidance-for-leaders", localdate(), "csv"), *page.as_csv())
    return render(request, "pathways/guidance.html", {"page": page})
