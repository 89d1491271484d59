"""Steps of requirements that an edit had stored as text become kind and words again."""

import ast

from django.db import migrations


def mend(apps, schema_editor):
    Requirement = apps.get_model("pathways", "Requirement")
    mended = []
    for requirement in Requirement.objects.filter(steps__0__isnull=False):
        if any(isinstance(step, str) for step in requirement.steps):
            requirement.steps = [step for step in map(step_of, requirement.steps) if step]
            mended.append(requirement)
    Requirement.objects.bulk_update(mended, ["steps"])


def step_of(said):
    """The step that a text shows, as Python writes it; words alone are something to do on the job."""
    if isinstance(said, dict):
        return said
    try:
        found = ast.literal_eval(said)
    except (ValueError, SyntaxError):
        found = None
    if isinstance(found, dict) and set(found) == {"kind", "words"}:
        return found
    return {"kind": "JOB", "words": said[:200]} if said.strip() else None


class Migration(migrations.Migration):
    dependencies = [("pathways", "0005_facts_are_whole")]

    operations = [migrations.RunPython(mend, migrations.RunPython.noop)]
