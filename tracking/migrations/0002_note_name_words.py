"""Notes every new word of a name, whoever writes the name: page, import or shell.

A statement notes all its words at once. Words known already are left alone, without waiting for other writers.
"""

from django.db import migrations

SLIPS = """
CREATE FUNCTION tracking_slips(word text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT array_agg(DISTINCT slip) FROM (
        SELECT word COLLATE "C" AS slip
        UNION ALL
        SELECT overlay(word PLACING '' FROM one FOR 1)
        FROM generate_series(1, least(length(word), 12)) one
        WHERE length(word) >= 3
        UNION ALL
        SELECT overlay(overlay(word PLACING '' FROM other FOR 1) PLACING '' FROM one FOR 1)
        FROM generate_series(1, least(length(word), 12)) one, generate_series(2, least(length(word), 12)) other
        WHERE length(word) >= 6 AND one < other
    ) made
$$
"""
NOTE = """
CREATE FUNCTION tracking_note_name_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tracking_nameword (word, slips)
    SELECT said.word, tracking_slips(said.word)
    FROM (
        SELECT DISTINCT unnest(string_to_array(family_key || ' ' || given_key, ' ')) AS word FROM changed
    ) said
    WHERE said.word <> '' AND NOT EXISTS (SELECT FROM tracking_nameword known WHERE known.word = said.word);
    RETURN NULL;
END
$$
"""
TRIGGERS = """
CREATE TRIGGER note_name_words_of_new AFTER INSERT ON profiles_clinician
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tracking_note_name_words();
CREATE TRIGGER note_name_words_of_changed AFTER UPDATE ON profiles_clinician
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION tracking_note_name_words();
"""
UNDO = """
DROP TRIGGER note_name_words_of_new ON profiles_clinician;
DROP TRIGGER note_name_words_of_changed ON profiles_clinician;
DROP FUNCTION tracking_note_name_words();
DROP FUNCTION tracking_slips(text);
"""


class Migration(migrations.Migration):
    replaces = [("tracking", "0004_note_name_words")]
    dependencies = [("tracking", "0001_tables")]

    operations = [migrations.RunSQL([SLIPS, NOTE, TRIGGERS], UNDO)]
