"""One person with a browser, who walks imports."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from talent_register.imports.models import ImportRun
from tests.samples import IMPORTS
from tests.talent_register.imports.conftest import step


class Walker:
    """One person with a browser."""

    def __init__(self, client):
        self.client = client

    def get(self, name, *args):
        return self.client.get(reverse(name, args=args))

    def post(self, name, run, data=None, **more):
        return self.client.post(reverse(name, args=[run.reference]), data or {}, **more)

    def upload(self, file, mode="ADD", scope="2026"):
        answer = self.client.post(reverse("import-new"), {"list_type": "trainees", "mode": mode, "scope": scope})
        run = ImportRun.objects.exclude(reference="IMP-EARLIER").latest("pk")
        assert answer.url == reverse("import-file", args=[run.reference])
        content = (IMPORTS / file).read_bytes() if isinstance(file, str) else file
        name = file if isinstance(file, str) else "list.csv"
        answer = self.post("import-file", run, {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 302, answer.context["form"].errors
        return step(run)

    def where(self, run):
        """The page where the import goes on."""
        return self.client.get(reverse("import-step", args=[run.reference]), follow=True)

    def columns(self, run, **changes):
        mapping = {f"column-{index}": key for key, index in run.mapping.items()}
        mapping |= {f"order-{key}": run.date_orders[key] for key in run.unsure_orders}
        answer = self.post("import-columns", run, {**mapping, "remember": "on", **changes})
        run.refresh_from_db()
        return answer


@pytest.fixture
def admin(db, college, college_admin, reference, log_in):
    return Walker(log_in(college_admin))


@pytest.fixture
def approver(earlier, college, college_approver, reference, log_in):
    return Walker(log_in(college_approver))
