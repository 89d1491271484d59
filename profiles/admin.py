"""The operators' window on people and reference data. Read-mostly: what staff need daily is a page of its own."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from profiles.models import (
    ClaimRequest,
    Clinician,
    ConsentWording,
    DataPurpose,
    Profession,
    Regulator,
    Specialty,
    TrainingGrade,
)
from talent_register.audit import actions as audit
from talent_register.common.admin import ReadOnly
from talent_register.common.tables import csv_response


@admin.register(Regulator, Profession, Specialty, TrainingGrade)
class ReferenceAdmin(ReadOnly):
    """Facts that `manage.py load_reference` keeps; they are changed in profiles/data."""

    list_display = ["name", "code", "source", "checked", "is_verified", "disabled_on"]
    list_filter = ["is_verified"]
    search_fields = ["code", "name"]
    actions = ["export_as_csv"]

    @admin.action(description="Export the chosen rows as CSV")
    def export_as_csv(self, request: HttpRequest, queryset: Any) -> HttpResponse:
        header = [str(column) for column in self.list_display]
        rows = [[getattr(row, column) for column in header] for row in queryset]
        table = queryset.model._meta.model_name
        audit.record("profiles.reference_exported", by=request.user, details={"table": table, "rows": len(rows)})
        return csv_response(f"{table}.csv", header, rows)


@admin.register(ConsentWording)
class ConsentWordingAdmin(ReadOnly):
    list_display = ["audience", "version", "from_date", "text"]


@admin.register(DataPurpose)
class DataPurposeAdmin(ReadOnly):
    list_display = ["name", "version", "basis", "checked", "is_verified"]


@admin.register(ClaimRequest)
class ClaimRequestAdmin(ReadOnly):
    list_display = ["reference", "kind", "state", "created_at", "settled_at"]
    list_filter = ["kind", "state"]
    fields = ["reference", "kind", "state", "created_at", "settled_at", "settled_by"]


@admin.register(Clinician)
class ClinicianAdmin(ReadOnly):
    """Found by reference only: names are searched where looking is recorded. Opening one is recorded too."""

    list_display = ["reference", "state", "profession", "region", "created_at", "review_due_on"]
    list_filter = ["state", "nation", "profession__family"]
    list_select_related = ["profession", "region"]
    search_fields = ["reference"]
    fields = ["reference", "state", "profession", "region", "registered_at", "review_due_on", "erase_on"]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        clinician = self.get_object(request, object_id)
        if clinician is not None:
            audit.viewed(
                [clinician.reference], page="admin", by=request.user, organisation="The register", role="Operator"
            )
        return super().change_view(request, object_id, *args, **kwargs)
