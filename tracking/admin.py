"""Lists of people out of the operators' window: the library's page, and our own way of letting a list leave.

The library asks who, which columns and which kind of file. What becomes a file, for whom, and what is written down of
it is `actions.exports`, the same as for the people list: nobody is in it who did not agree to be seen by the operator's
team, and each of them can read that they were exported and why.
"""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ExportMixin
from import_export.fields import Field
from import_export.formats.base_formats import Format
from import_export.forms import ExportForm
from import_export.resources import ModelResource

from profiles.admin import ClinicianAdmin
from profiles.models import Clinician
from talent_register.accounts import access as accounts
from talent_register.common import tables
from talent_register.common.permissions import Permission

from . import access
from .actions import exports as actions
from .choices import ExportColumn
from .exporting import WAYS
from .models import Export
from .rules import exports as rules
from .spreadsheets import FEWEST


class PeopleResource(ModelResource):
    """The columns that a list of people may take along. Their values come from `spreadsheets`."""

    locals().update({column.value: Field(column_name=str(column.value)) for column in ExportColumn})

    class Meta:
        model = Clinician
        fields = ExportColumn.values


class Kind(Format):
    """A kind of file that `common.tables` writes: the library's own writers let formulas through."""

    ending = ""
    content_type = ""

    def get_title(self) -> str:
        return str(Export.Format(self.ending).label)

    def get_extension(self) -> str:
        return self.ending

    def get_content_type(self) -> str:
        return self.content_type

    def can_export(self) -> bool:
        return True


class Csv(Kind):
    ending, content_type = Export.Format.CSV, "text/csv; charset=utf-8"


class Xlsx(Kind):
    ending, content_type = Export.Format.XLSX, tables.XLSX


class Ods(Kind):
    ending, content_type = Export.Format.ODS, tables.BOOKS["ods"][0]


class PeopleForm(ExportForm):
    """What the library asks, which columns, and why the list has to leave the register."""

    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Which columns?"),
        choices=ExportColumn.choices,
        initial=FEWEST,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Select at least one column")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why do you need this list outside the register?"),
        help_text=gettext_lazy("The people in it can read that they were exported, and why."),
        min_length=rules.SHORTEST_REASON,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Enter why you need this list")},
    )


class PeopleAdmin(ExportMixin, ClinicianAdmin):
    """Operators who also hold a role that may export people get the button; the others do not see it."""

    resource_classes = [PeopleResource]
    export_formats = [Csv, Xlsx, Ods]
    export_form_class = PeopleForm
    import_export_change_list_template = "admin/people_change_list.html"

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Lists of people are imported on the register's own pages only: there nothing is written until approved."""
        more = {"may_import_lists": accounts.can(request.user, Permission.IMPORT_UPLOAD)}
        return super().changelist_view(request, {**(extra_context or {}), **more})

    def has_export_permission(self, request: HttpRequest) -> bool:
        return accounts.can(request.user, Permission.PEOPLE_EXPORT)

    def get_export_queryset(self, request: HttpRequest) -> QuerySet:
        """Those that the filters of the page find, as far as they agreed to be seen by this operator's team."""
        seen = Clinician.objects.visible_to(request.user, Permission.PEOPLE_EXPORT)
        return super().get_export_queryset(request).filter(pk__in=seen.values("pk"))

    def get_valid_export_item_pks(self, request: HttpRequest) -> QuerySet:
        return self.get_export_queryset(request).values_list("pk", flat=True)

    def _do_file_export(
        self, file_format: Kind, request: HttpRequest, queryset: QuerySet, export_form: Any = None
    ) -> HttpResponse:
        """The library shows the words of a ValueError above its form."""
        try:
            content = _taken(request.user, queryset, file_format, export_form.cleaned_data)
        except rules.CannotExport as reason:
            raise ValueError(str(reason)) from reason
        name = tables.file_name("people", timezone.localdate(), file_format.ending)
        answer = HttpResponse(content, content_type=file_format.content_type)
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer


def _taken(user: Any, people: QuerySet, kind: Kind, said: dict) -> bytes:
    """Ask for the list, write it and take it, in one go: short lists only, that need no second person."""
    references = list(people.order_by("pk").values_list("reference", flat=True)[: rules.MOST_ALONE + 1])
    if len(references) > rules.MOST_ALONE:
        words = _("You can export %(most)s people here. Use filters, or export them from the people list")
        raise rules.CannotExport(words % {"most": f"{rules.MOST_ALONE:,}"})
    now = timezone.now()
    export = actions.ask(
        query=urlencode([("person", reference) for reference in references]),
        said=_("Chosen in the admin"),
        people=len(references),
        columns=[name for name in ExportColumn.values if name in said["columns"]],
        format=kind.ending,
        reason=said["reason"],
        team=access.organisations_of(user, Permission.PEOPLE_EXPORT)[0],
        by=user,
        at=now,
    )
    actions.write_now(export=export, how=WAYS)
    return actions.take(export=export, by=user, how=WAYS, at=now)


admin.site.unregister(Clinician)
admin.site.register(Clinician, PeopleAdmin)
