"""The register's own components, shown with every state at /catalogue/. Builtin: no {% load %} needed.

Tables are written as plain HTML with the design system's classes; a macro per cell is too slow.
"""

import datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from talent_register.common import charts, curves, devices, filters, ribbons

register = template.Library()


@register.simple_tag
def tag(text, colour=""):
    """{% tag "Ready now" "blue" %}: a state in words. Colour never carries it alone."""
    return format_html('<strong class="nhsuk-tag{}">{}</strong>', f" nhsuk-tag--{colour}" if colour else "", text)


@register.filter
def when(moment):
    """A date as 6 August 2026; a time as 6 August 2026, 5:30pm; a text as it is; nothing as nothing."""
    if isinstance(moment, datetime.datetime):
        here = localtime(moment)
        minutes = f":{here:%M}" if here.minute else ""
        half = _("am") if here.hour < 12 else _("pm")
        return f"{date_format(here, 'DATE_FORMAT')}, {here.hour % 12 or 12}{minutes}{half}"
    if isinstance(moment, datetime.date):
        return date_format(moment, "DATE_FORMAT")
    return moment or ""


@register.filter
def device(user_agent):
    """A browser's own description as "Chrome on Windows"."""
    return devices.device(user_agent or "")


@register.filter
def unlocalized(number):
    """A number for an attribute, never with a thousands separator."""
    return str(number)


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows, of=""):
    """Rows of {key, value, href, action}: `href` makes a link, "Change" unless `action` says otherwise.

    `of` names the thing that the rows are about, where a page has several: links are then told apart by it.
    """
    return {"rows": rows, "of": of}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context, page, label=""):
    """Numbered pages of a Django Page. The filters in the address stay."""
    numbers = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    at = {number: _address(context, page=number) for number in numbers if isinstance(number, int)}
    return {
        "page": page,
        "label": label,
        "numbers": [{"number": number, "href": at.get(number, "")} for number in numbers],
        "previous": _address(context, page=page.number - 1) if page.has_previous() else "",
        "next": _address(context, page=page.number + 1) if page.has_next() else "",
    }


@register.inclusion_tag("components/keyset.html", takes_context=True)
def keyset_pagination(context, previous="", next="", label=""):
    """Previous and next by key: the arguments become `before=` and `after=`; an empty one shows no link."""
    return {
        "label": label,
        "previous": _address(context, before=previous) if previous else "",
        "next": _address(context, after=next) if next else "",
    }


def _address(context, **changes):
    query = context["request"].GET.copy()
    for name in ("page", "before", "after"):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


@register.inclusion_tag("components/filter_card.html", takes_context=True)
def filter_card(context, form, heading="", clear=""):
    """A GET form in a card, with a chip per chosen value. `clear` is the address without filters."""
    request = context["request"]
    return {"form": form, "heading": heading, "clear": clear or request.path, "chips": filters.chips(form, request.GET)}


@register.inclusion_tag("components/sub_navigation.html", takes_context=True)
def sub_navigation(context, entries, label):
    """Entries with `words` and `href`, as keys or attributes: the parts of one thing. The part being read is marked."""
    path = context["request"].path
    pairs = [(e["words"], e["href"]) if isinstance(e, dict) else (e.words, e.href) for e in entries]
    shown = [{"words": words, "href": href, "current": href.split("?")[0] == path} for words, href in pairs]
    return {"entries": shown, "label": label}


@register.inclusion_tag("components/timeline.html")
def timeline(items, level=2):
    """Newest first. Items of {title, href, by, at, text}: `at` is a date, or a time where the time is known."""
    return {"items": items, "heading": f"h{level}"}


@register.inclusion_tag("components/person_header.html")
def person_header(name, facts="", tags=(), seen_by="", actions=(), level=1):
    """Who this record is about. Tags of {text, colour}; at most 2 actions of {words, href}."""
    return {
        "name": name,
        "facts": facts,
        "tags": tags,
        "seen_by": seen_by,
        "actions": list(actions)[:2],
        "level": level,
    }


@register.inclusion_tag("components/count_card.html")
def count_card(number, words, href=""):
    """{% count_card 14 "people ready now" href %}: a number leading to exactly those, in a <ul class="app-counts">."""
    return {"number": number, "words": words, "href": href}


@register.inclusion_tag("components/progress.html")
def progress(value, total, words):
    """A bar and the same in words: "Importing: 160 of 403 people"."""
    return {"value": value, "total": total, "words": words}


@register.inclusion_tag("components/select_all.html")
def select_all(words):
    """The heading cell of a column of boxes. Appears only where scripts run; every box works without it."""
    return {"words": words}


@register.inclusion_tag("components/select_row.html")
def select_row(value, words, name="chosen", checked=False):
    """The cell with a row's box; `words` names the row for those who do not see it."""
    return {"value": value, "words": words, "name": name, "checked": checked}


@register.inclusion_tag("components/compare_table.html")
def compare_table(rows, caption, left, right):
    """Rows of {label, left, right}, with every difference said in words."""
    return {"rows": rows, "caption": caption, "left": left, "right": right}


@register.inclusion_tag("components/task_list.html")
def task_list(tasks):
    """Tasks of {words, href, hint, status, colour}. Without colour the status is plain text, as for Completed."""
    return {"tasks": tasks}


@register.inclusion_tag("components/chart_bars.html")
def chart_bars(rows, title, subtitle="", unit="", csv="", level=3, has_table=True, suffix=""):
    """Rows of (label, number). `title` says the message in at most 10 words, `subtitle` what, where and when. `suffix`
    stands behind each figure: the sign for per cent.

    `has_table=False` only where the same figures stand in a table beside it.
    """
    return {
        "level": level,
        "has_table": has_table,
        "suffix": suffix,
        **_chart(title, subtitle, unit, csv),
        "bars": charts.bars(rows),
        "height": charts.height([label for label, _value in rows]),
        "description": charts.in_words([(label, f"{value}{suffix}") for label, value in rows]),
    }


@register.inclusion_tag("components/chart_pairs.html")
def chart_pairs(rows, title, was, now, subtitle="", suffix=""):
    """Rows of (label, what it was, what it is), with the words for both. The page has the same figures in a table."""
    words = [f"{label}: {was} {one}{suffix}, {now} {other}{suffix}" for label, one, other in rows]
    return {
        **_chart(title, subtitle, "", ""),
        "was": was,
        "now": now,
        "suffix": suffix,
        "pairs": charts.pairs(rows),
        "height": charts.height([label for label, _was, _now in rows]),
        "description": "; ".join(words),
    }


@register.inclusion_tag("components/chart_stacked.html")
def chart_stacked(data, title, subtitle="", unit="", csv="", has_table=True):
    """`data` is {rows: [label], series: [(name, [number per row])]}; at most 4 series, or 5 if they are `ordered`.

    `mark`, (words, [number per row]), draws a line across each bar: what is wanted, against what there is.
    """
    rows, series = data["rows"], data["series"]
    wanted, numbers = data.get("mark") or ("", [])
    stacks = charts.stacked(rows, series, ordered=data.get("ordered", False), most=max(numbers, default=0))
    parts = [[(bar.label, bar.value) for bar in stack] for stack in stacks]
    for part, number in zip(parts, numbers, strict=False):
        part.append((wanted, number))
    words = [f"{label} ({charts.in_words(part)})" for label, part in zip(rows, parts, strict=True)]
    places = charts.marks(stacks, numbers) if numbers else [None] * len(rows)
    return {
        **_chart(title, subtitle, unit, csv),
        "stacks": [
            (label, charts.lines_above(str(label), stack[0].y), stack, place)
            for label, stack, place in zip(rows, stacks, places, strict=True)
        ],
        "wanted": wanted,
        "key": stacks[0] if stacks else [],
        "has_table": has_table,
        "height": charts.height(rows),
        "description": "; ".join(words),
    }


@register.inclusion_tag("components/chart_flow.html")
def chart_flow(stages, links, title, subtitle="", level=3):
    """Stages of (label, number), the first at the top, and moves of (from, to, number) by their places. The page has
    the same figures in a table."""
    drawing = ribbons.flow(stages, links)
    moves = [f"{stages[a][0]} → {stages[b][0]}: {number}" for a, b, number in links]
    return {**_chart(title, subtitle, "", ""), "level": level, "drawing": drawing, "description": "; ".join(moves)}


@register.inclusion_tag("components/chart_curve.html")
def chart_curve(shares, title, months, last, subtitle="", level=3):
    """Shares in per cent as (month, share), as steps; `months` is the word under the axis, `last` its last month."""
    words = ", ".join(f"{month} {months}: {share}%" for month, share in shares)
    curve = curves.steps(shares, last)
    return {**_chart(title, subtitle, months, ""), "level": level, "curve": curve, "description": words}


def _chart(title, subtitle, unit, csv):
    return {"title": title, "subtitle": subtitle, "unit": unit, "csv": csv, "name": f"chart-{slugify(title)}"}
