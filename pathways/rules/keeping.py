"""What the answers to 3 questions mean for a licence: where somebody stands, never what they should do. Pure."""

from pathways.choices import Outcome, Patients, WillNeed

# Will the job need the registration × contact with patients → where somebody stands.
TABLE = {
    (WillNeed.YES, Patients.YES): Outcome.NEEDED,
    (WillNeed.YES, Patients.SOME): Outcome.NEEDED,
    (WillNeed.YES, Patients.NO): Outcome.NEEDED,
    (WillNeed.UNSURE, Patients.YES): Outcome.ASK_FIRST,
    (WillNeed.UNSURE, Patients.SOME): Outcome.ASK_FIRST,
    (WillNeed.UNSURE, Patients.NO): Outcome.ASK_FIRST,
    (WillNeed.NO, Patients.YES): Outcome.LIKELY_NEEDED,
    (WillNeed.NO, Patients.SOME): Outcome.LIKELY_NEEDED,
    (WillNeed.NO, Patients.NO): Outcome.OPEN,
}


def outcome_of(needs: WillNeed, patients: Patients, *, has_regulator: bool) -> Outcome:
    """Where somebody stands. Without a regulator there is no licence to keep."""
    return TABLE[needs, patients] if has_regulator else Outcome.NO_REGULATOR
