"""Django forms in NHS dress: `{{ form.field.as_field_group }}` is the component."""

from django.forms.renderers import TemplatesSetting


class DressedForms(TemplatesSetting):
    pass
