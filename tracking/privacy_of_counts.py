"""How stored fields of what is counted ahead, and of words and bits for search, are classified: part of `privacy`."""

from talent_register.common.privacy import REFERENCE, STAFF, Erasure, Fields

COUNTS = {
    "CohortCount": Fields(
        purpose="how many people of a kind a cohort has, so that its figures are shown at once",
        retention="until the cohort is counted again",
        operational="id cohort region by_region by_nation before stage review people",
        download="Says nothing about you: only numbers of people.",
        erasure=Erasure.STAYS,
    ),
    "CohortTally": Fields(
        purpose="how many of a cohort say that they have a skill, and what they said before and after a programme",
        retention="800 days after others took their place, so that none comes too close to it",
        operational="id cohort region about subject at is_current figures people buckets mark",
        download="Says nothing about you: only numbers of people.",
        erasure=Erasure.STAYS,
    ),
    "CohortRollup": Fields(
        purpose="when a cohort was counted",
        retention="until the cohort is counted again",
        operational="id cohort as_at tallied_at",
        download="Says nothing about you: a date.",
        erasure=Erasure.STAYS,
    ),
    "CohortTouch": Fields(
        purpose="which cohorts must be counted again",
        retention="some minutes",
        operational="id cohort_key",
        download="Says nothing about you: the number of a cohort.",
        erasure=Erasure.STAYS,
    ),
    "FigureRun": Fields(
        purpose="that somebody asked for the figures of a quarter, until they are prepared",
        retention=STAFF,
        operational="id family as_at state problem asked_at asked_by attempts",
        download="Says nothing about you: only which figures staff want.",
        erasure=Erasure.STAYS,
    ),
    "ReportSnapshot": Fields(
        purpose="figures that may be shown, frozen so that the same table is always the same",
        retention=REFERENCE,
        operational="id position held_back most_change built_at built_by published_by",
        public="family code as_at title method table digest state published_at",
        download="Says nothing about you: only numbers in which nobody can be recognised.",
        erasure=Erasure.STAYS,
    ),
    "NameWord": Fields(
        purpose="single words of names, so that misspelt names are found",
        retention="until the night after nobody is called so",
        personal="word slips",
        operational="id",
        download="Single words of names, which do not say whose they are.",
        erasure=Erasure.DELETED,
        by_hand=True,
    ),
    "FacetBits": Fields(
        purpose="one bit a person and value, so that long lists are counted at once",
        retention="until the person changes or leaves",
        personal="bits",
        operational="id block facet value made_at",
        download="The same as stands in your record, as single bits.",
        erasure=Erasure.DELETED,
        by_hand=True,
    ),
    "FacetChange": Fields(
        purpose="whose bits may be wrong, so that they are counted from their record",
        retention="some minutes",
        personal="person",
        operational="id",
        download="Bare keys of records that changed within the last minutes.",
        erasure=Erasure.DELETED,
        by_hand=True,
    ),
    "FacetRun": Fields(
        purpose="the day for which bits hold",
        retention=STAFF,
        operational="id day made",
        download="Says nothing about you: a date and moments.",
        erasure=Erasure.STAYS,
    ),
}
