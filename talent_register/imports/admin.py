"""Lists of organisations in the operators' window: of bodies on no published list, tried out before they count.

The library's pages, its dry run and its confirmation; our own reading of files, since its readers believe a file's name
and unpack whatever comes. Facts that are shipped and people are not imported here: docs/adr/0037.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from import_export.admin import ImportMixin
from import_export.fields import Field
from import_export.formats.base_formats import Format
from import_export.resources import ModelResource
from import_export.tmp_storages import CacheStorage
from import_export.widgets import ForeignKeyWidget
from tablib import Dataset

from talent_register.common.admin import ReadOnly
from talent_register.organisations import actions, published, rules
from talent_register.organisations.models import Nation, Organisation, Region

from . import refusals
from .checking.cells import tidy
from .checking.issues import sentence
from .checking.lookups import Lookup
from .reading import Refused, read
from .reading.headings import fold

COLUMNS = ("code", "name", "kind", "nation", "region", "town", "postcode", "source")
REQUIRED = ("code", "name", "kind", "source")


class OrganisationResource(ModelResource):
    """One row, one body. What is wrong with a row is said of its cell, and then nothing of the file is taken."""

    region = Field(attribute="region", column_name="region", widget=ForeignKeyWidget(Region, "code"))

    class Meta:
        model = Organisation
        fields = COLUMNS
        import_id_fields = ("code",)
        clean_model_instances = skip_unchanged = report_skipped = use_transactions = True

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:
        self.by, self.published = kwargs["user"], published.codes()
        kinds = [(code, str(label)) for code, label in Organisation.Kind.choices if code in rules.KEPT_BY_HAND]
        self.lookups = {"kind": Lookup.of(kinds), "nation": Lookup.of((c, str(n)) for c, n in Nation.choices)}

    def before_import_row(self, row: dict, **kwargs: Any) -> None:
        wrong: dict[str, str] = {}
        for name in COLUMNS:
            row[name], issue = tidy(row.get(name), set(), keeps_quotes=True)
            if issue:
                wrong[name] = sentence(issue.code, issue.details)
            elif name in REQUIRED and not row[name]:
                wrong[name] = sentence("required_missing", {"label": name})
        row["code"] = rules.code_key(row["code"])
        row["nation"] = row["nation"] or Nation.ENGLAND.label
        for name in self.lookups.keys() - wrong.keys():
            found = self.lookups[name].find(row[name])
            if not found:
                wrong[name] = sentence("unknown_value", {"value": row[name][:60]})
            row[name] = found or ""
        if wrong:
            raise ValidationError(wrong)

    def after_init_instance(self, instance: Organisation, new: bool, row: dict, **kwargs: Any) -> None:
        kind = row["kind"] if new else instance.kind
        try:
            rules.check_can_keep(code=row["code"], kind=kind, is_published=row["code"] in self.published)
        except rules.CannotKeep as reason:
            raise ValidationError({"code": str(reason)}) from reason
        if new:  # for the check of the whole; the action gives it its own
            instance.slug = row["code"].lower()

    def do_instance_save(self, instance: Organisation, is_create: bool) -> None:
        is_published = instance.code in self.published
        actions.keep(organisation=instance, is_published=is_published, by=self.by, at=timezone.now())


class List(Format):
    """A list of any kind that the register reads, by its content, in the child process."""

    def __init__(self, encoding: str | None = None) -> None:
        """The content says which encoding it is."""

    def get_title(self) -> str:
        return "CSV, Excel (XLSX), ODS"

    def get_extension(self) -> str:
        return "csv"

    def can_import(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes | None) -> Dataset:
        if in_stream is None:  # it was confirmed before, or yesterday
            raise Refused("nothing")
        table = read(in_stream, known=COLUMNS)
        places = {fold(heading): place for place, heading in enumerate(table.headings)}
        if missing := [name for name in REQUIRED if name not in places]:
            raise Refused("missing_columns", missing=", ".join(missing), found=", ".join(table.headings))
        rows = ([row[places[name]] if name in places else "" for name in COLUMNS] for _number, row in table.rows)
        return Dataset(*rows, headers=COLUMNS)


@admin.register(Organisation)
class OrganisationAdmin(ImportMixin, ReadOnly):
    """Bodies of the NHS and those that train its clinicians. None is ever deleted, nor changed one by one."""

    list_display = ["name", "code", "kind", "nation", "source", "checked", "disabled_on"]
    list_filter = ["kind", "nation"]
    search_fields = ["code", "name"]
    resource_classes = [OrganisationResource]
    import_formats = [List]
    tmp_storage_class = CacheStorage  # the confirmation may come to another machine
    skip_admin_log = True  # the register's own record has it
    import_error_display = ("message",)

    def has_import_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def get_import_data_kwargs(self, **kwargs: Any) -> dict:
        """What was right when it was tried out may be wrong when it is confirmed: then nothing of it is taken."""
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        if isinstance(e, Refused):
            form.add_error("import_file", refusals.sentence(e.code, e.details))
        else:
            super().add_data_read_fail_error_to_form(form, e)

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            return super().process_import(request, **kwargs)
        except Refused as no:
            messages.error(request, refusals.sentence(no.code, no.details))
            return redirect("admin:organisations_organisation_import")

    def process_result(self, result: Any, request: HttpRequest) -> HttpResponse:
        if result.has_errors() or result.has_validation_errors():
            messages.error(request, _("Something has changed since. Nothing was imported. Upload the list again"))
            return redirect("admin:organisations_organisation_import")
        return super().process_result(result, request)
