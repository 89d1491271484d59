"""Every kind of letter as it will look, with made-up people, in both languages."""

from django.http import Http404
from django.shortcuts import render

from talent_register.common.permissions import Permission, requires
from talent_register.letters import presenters
from talent_register.letters.examples import examples, in_words


@requires(Permission.LETTER_VIEW)
def previews(request):
    return render(request, "letters/preview_list.html", {"previews": presenters.previews()})


@requires(Permission.LETTER_VIEW)
def preview(request, kind):
    known = examples()
    if kind not in known:
        raise Http404
    context = {"kind": in_words(kind), "versions": presenters.preview(kind, known[kind])}
    return render(request, "letters/preview.html", context)
