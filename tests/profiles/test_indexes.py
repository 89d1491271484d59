import pytest
from django.db import connection

from profiles.models import Clinician, Fact, Registration, Suggestion, Training
from talent_register.audit.models import Change, Event

FOR_LIKE = """
    SELECT indexrelid::regclass::text FROM pg_index
    WHERE indrelid = ANY(%s::regclass[]) AND EXISTS (
        SELECT FROM pg_opclass WHERE oid = ANY(indclass) AND opcname LIKE '%%pattern_ops')
"""


@pytest.mark.django_db
def test_what_a_list_writes_has_no_index_for_like():
    """Every row of a list is written into each index; nothing looks for the beginning of these texts."""
    written = [model._meta.db_table for model in (Clinician, Registration, Training, Fact, Suggestion, Change, Event)]
    with connection.cursor() as cursor:
        cursor.execute(FOR_LIKE, [written])
        assert cursor.fetchall() == []
