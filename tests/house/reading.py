"""How hard a page is to read: Flesch and Kincaid's grade of its running text.

Figures, names and labels are no running text: only what stands in paragraphs, hints, legends and list items counts.
Kincaid, Fishburne, Rogers and Chissom, 1975: 0.39 words a sentence + 11.8 syllables a word - 15.59.
"""

import re
from html.parser import HTMLParser

RUNNING = {"p", "li", "legend", "summary"}
HINT = "nhsuk-hint"
SKIPPED = {"script", "style", "table", "nav", "svg", "select", "address"}
VOID = {"input", "br", "img", "meta", "link", "hr", "col", "path", "source"}
FEWEST_WORDS = 5


class _Text(HTMLParser):
    """Collects the text of each running element of <main>."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag, attributes):
        if tag in VOID:
            return
        starts = tag in RUNNING or HINT in (dict(attributes).get("class") or "")
        self.open.append((tag, starts))
        if starts:
            self.texts.append("")

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = {tag for tag, _starts in self.open}
        if "main" in tags and not tags & SKIPPED and any(starts for _tag, starts in self.open):
            self.texts[-1] += data


def running_text(html: str) -> list[str]:
    """The sentences of a page that somebody reads as sentences."""
    parser = _Text()
    parser.feed(html)
    flat = [re.sub(r"\s+", " ", text).strip() for text in parser.texts]
    sentences = [s for text in flat for s in re.split(r"(?<=[.!?:])\s+", text)]
    return [s for s in sentences if len(s.split()) >= FEWEST_WORDS]


def grade(sentences: list[str]) -> float:
    words = [word for s in sentences for word in re.findall(r"[A-Za-z’']+", s)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end."""
    word = re.sub(r"[^a-z]", "", word.lower())
    word = re.sub(r"(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$", "", word) or word
    return max(1, len(re.findall(r"[aeiouy]+", word)))
