"""What staff type about leadership posts and their holders."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pathways.models import Programme, Role
from profiles.models import Clinician, Profession
from talent_register.accounts import access as reach
from talent_register.common.forms import CheckboxesField, DateField, MonthField, NameField, RadiosField
from talent_register.common.permissions import Permission
from talent_register.common.typed import LONGEST_NAME
from talent_register.organisations.models import Organisation, Region
from tracking.actions.posts import Holder, Source
from tracking.choices import EndReason, HolderBasis, LeaderQualification, RouteIn

from .people import NOT_ON_THE_LIST

NOT_KNOWN = [("", _("Not known"))]
UNKNOWN, NOT_CLINICAL = "", "not clinical"


class RegionForm(forms.Form):
    """One region or all that the user reaches. Lives in the address."""

    region = forms.ChoiceField(label=_("Region"), required=False, error_messages=NOT_ON_THE_LIST)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        regions = Region.objects.filter(kind__in=[Region.Kind.NHS_REGION, Region.Kind.NATION])
        if not reach.reaches_nation(user, Permission.PIPELINE_VIEW):
            regions = regions.filter(pk__in=reach.regions_where(user, Permission.PIPELINE_VIEW))
        self.regions = {region.code: region for region in regions}
        self.fields["region"].choices = [("", _("All regions")), *((r.code, r.name) for r in self.regions.values())]

    @property
    def is_a_choice(self) -> bool:
        return len(self.regions) > 1

    def chosen(self) -> Region | None:
        """What was chosen. A region that is not the user's is no choice."""
        return self.regions.get(self.data.get("region", ""))


class SourceForm(forms.Form):
    """The two questions that every fact about a post ends with."""

    source = forms.CharField(
        label=_("Where is this published?"),
        help_text=_("For example the board page of the organisation, or its annual report"),
        required=False,
        max_length=300,
        error_messages={"max_length": _("Where it is published must be %(limit_value)d characters or fewer")},
    )
    checked_on = DateField(label=_("Day you checked it"), thing=_("Day you checked it"), required=False)

    def clean(self):
        data = super().clean()
        if data.get("checked_on") and not data.get("source") and "source" not in self.errors:
            self.add_error("source", _("Enter where you checked it"))
        return data

    def source_of(self, by) -> Source:
        return Source(self.cleaned_data["source"], self.cleaned_data["checked_on"], str(by))


class PostForm(SourceForm):
    """A new post: which role, where, and what it is called there."""

    role = forms.ChoiceField(label=_("Role"), error_messages={"required": _("Select the role"), **NOT_ON_THE_LIST})
    organisation = forms.CharField(
        label=_("Organisation"),
        help_text=_("Name or code"),
        max_length=200,
        error_messages={"required": _("Enter the organisation")},
    )
    title = forms.CharField(
        label=_("What the organisation calls the post (optional)"),
        required=False,
        max_length=150,
        error_messages={"max_length": _("What it is called must be %(limit_value)d characters or fewer")},
    )
    field_order = ("role", "organisation", "title", "source", "checked_on")

    def __init__(self, *args, user, suggest="", **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.roles = {role.code: role for role in Role.objects.current().filter(tier__gte=3)}
        self.fields["role"].choices = [("", _("Select a role")), *((r.code, r.title) for r in self.roles.values())]
        self.fields["organisation"].widget.attrs["data-suggest"] = suggest

    def clean_role(self):
        return self.roles[self.cleaned_data["role"]]

    def clean_organisation(self):
        """The one organisation that is meant, if it is one of the user's regions."""
        typed = self.cleaned_data["organisation"].strip()
        found = list(Organisation.objects.filter(Q(code__iexact=typed) | Q(name__iexact=typed))[:2])
        if not found:
            found = list(Organisation.objects.named(typed)[:2])
        if len(found) != 1:
            raise forms.ValidationError(
                _("Enter the full name or the code of one organisation. We do not know this one")
            )
        if not reach.reaches_nation(self.user, Permission.PIPELINE_EDIT) and found[0].region_id not in (
            reach.regions_where(self.user, Permission.PIPELINE_EDIT)
        ):
            raise forms.ValidationError(_("You can record posts of organisations in your own region only"))
        return found[0]


class PostChangeForm(SourceForm):
    title = PostForm.base_fields["title"]
    disabled_on = DateField(
        label=_("First day on which the post no longer existed (optional)"), thing=_("First day"), required=False
    )
    field_order = ("title", "disabled_on", "source", "checked_on")


class EndForm(forms.Form):
    """When somebody left or will leave. Both may be empty: then nothing is known."""

    ended_on = DateField(label=_("Day they left (optional)"), thing=_("Day they left"), required=False)
    expected_end_on = MonthField(
        label=_("Month they are expected to leave (optional)"),
        thing=_("Month they are expected to leave"),
        required=False,
    )
    end_reason = forms.ChoiceField(
        label=_("Why? (optional)"),
        required=False,
        choices=[*NOT_KNOWN, *EndReason.choices],
        error_messages=NOT_ON_THE_LIST,
    )


class HolderForm(SourceForm, EndForm):
    """Who came, when, and what they brought."""

    reference = forms.CharField(
        label=_("Reference of the person on the register (optional)"),
        help_text=_("Like K7QX-42MN. It stands on their record. Leave empty if they are not on the register"),
        required=False,
        max_length=20,
    )
    holder_name = NameField(
        label=_("Name, if the organisation publishes it (optional)"),
        help_text=_("Only for people who are not on the register. We keep a name only with where it is published"),
        required=False,
        max_length=LONGEST_NAME,
        error_messages={"max_length": _("Name must be %(limit_value)d characters or fewer")},
    )
    started_on = DateField(
        label=_("Day they started"),
        thing=_("Day they started"),
        error_messages={"required": _("Enter the day they started")},
    )
    basis = RadiosField(
        label=_("On what basis?"), choices=HolderBasis.choices, error_messages={"required": _("Select on what basis")}
    )
    profession = forms.ChoiceField(label=_("Profession when appointed"), required=False, error_messages=NOT_ON_THE_LIST)
    qualifications = CheckboxesField(
        label=_("Qualifications when appointed (optional)"), required=False, choices=LeaderQualification.choices
    )
    programme = forms.ChoiceField(
        label=_("Leadership programme completed (optional)"), required=False, error_messages=NOT_ON_THE_LIST
    )
    route_in = forms.ChoiceField(label=_("Where they came from"), choices=RouteIn.choices, initial=RouteIn.UNKNOWN)
    field_order = (
        *("reference", "holder_name", "started_on", "basis", "profession", "qualifications", "programme"),
        *("route_in", "ended_on", "expected_end_on", "end_reason", "source", "checked_on"),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.professions = {p.code: p for p in Profession.objects.filter(disabled_on__isnull=True)}
        known = [(code, p.name) for code, p in self.professions.items()]
        self.fields["profession"].choices = [*NOT_KNOWN, (NOT_CLINICAL, _("Not a clinical profession")), *known]
        programmes = Programme.objects.values_list("code", "name")
        self.fields["programme"].choices = [("", _("None, or not known")), *programmes]

    def clean_reference(self):
        """A person of the register whom the user may see; empty for nobody."""
        typed = self.cleaned_data["reference"].strip().upper()
        if not typed:
            return None
        person = Clinician.objects.visible_to(self.user, Permission.PERSON_VIEW).filter(reference=typed).first()
        if person is None:
            raise forms.ValidationError(_("You cannot see anybody with this reference. Check it on their record"))
        return person

    def clean(self):
        data = super().clean()
        if data.get("reference") and data.get("holder_name"):
            self.add_error("holder_name", _("Leave the name empty: it is on the record of the person"))
        return data

    def holder(self) -> Holder:
        data = self.cleaned_data
        profession = self.professions.get(data["profession"])
        return Holder(
            started_on=data["started_on"],
            clinician=data["reference"],
            name=data["holder_name"],
            basis=data["basis"],
            profession=profession,
            is_clinical=False if data["profession"] == NOT_CLINICAL else None,
            qualifications=data["qualifications"],
            programmes=[data["programme"]] if data["programme"] else [],
            route_in=data["route_in"],
            ended_on=data["ended_on"],
            expected_end_on=data["expected_end_on"],
            end_reason=data["end_reason"],
        )
