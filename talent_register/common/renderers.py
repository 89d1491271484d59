"""Django forms in NHS dress: `{{ form.field.as_field_group }}` is the component, `{{ form }}` all of them.

Set as FORM_RENDERER, so that forms of libraries wear the same dress without knowing it.
"""

from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from .dressing import dress, error_anchor, mistakes


class DressedField(BoundField):
    """A bound field that renders as a design-system component."""

    def as_field_group(self):
        return super().as_field_group() if self.field.template_name else dress(self)

    def dressed(self, **options):
        """The same with options: `heading=True` for a page whose only question this is, `caption`, `size`, `hint`."""
        return dress(self, **options)

    @property
    def is_revealed(self):
        """Whether another field shows this one under one of its choices, so that the form need not."""
        revealed = [names for other in self.form.fields.values() for names in getattr(other, "reveals", {}).values()]
        return any(self.name in names for names in revealed)

    @property
    def anchor(self):
        return error_anchor(self)

    @property
    def mistakes(self):
        return mistakes(self)


class DressedForms(TemplatesSetting):
    """The renderer: fields become components and a whole form its fields, one below the other."""

    form_template_name = "components/form.html"
    bound_field_class = DressedField
