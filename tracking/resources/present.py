"""The posts that the register holds, in the shape of the template, so that they can be handed in again."""

from collections.abc import Iterator

from tracking.models import LeadershipPost, Tenure

from .stored import values_of


def rows(user, list_type) -> Iterator[list[str]]:
    """One row a holder, or one for a post that nobody held. No names and no numbers."""
    columns = [column for column in list_type.columns if column.is_in_template]
    posts = LeadershipPost.objects.visible_to(user).select_related("role", "organisation", "region")
    stays: dict[int, list[Tenure]] = {}
    for tenure in Tenure.objects.visible_to(user).select_related("profession").order_by("started_on"):
        stays.setdefault(tenure.post_id, []).append(tenure)
    for post in posts.order_by("organisation__name", "role__title", "title", "pk"):
        place = {"organisation": post.organisation.code, "role": post.role.code, "title": post.title}
        for tenure in stays.get(post.pk, [None]):
            held = {**_one_each(values_of(tenure)), "started_on": tenure.started_on.isoformat()} if tenure else {}
            values = {"region": post.region.code if post.region else "", "source": post.source, **place, **held}
            yield [list_type.written(column, values.get(column.key, "")) for column in columns]


def _one_each(values: dict[str, str]) -> dict[str, str]:
    """A list has room for one qualification and one programme; a holder may have several."""
    return {**values, **{name: values[name].split()[0] for name in ("qualification", "programme") if name in values}}
