"""When a supplied record is somebody's: two things must agree, and one of them is never enough."""

from datetime import date


def same_address(verified: list[str], supplied: list[str]) -> bool:
    """Whether an address the person proved to hold is one that was supplied."""
    held = {address.strip().casefold() for address in verified if address}
    return bool(held & {address.strip().casefold() for address in supplied if address})


def proof_of_claim(*, has_link: bool, number_agrees: bool, address_agrees: bool, birth_date_agrees: bool) -> str:
    """What proves the claim besides its first half (the link, or the registration number); empty when nothing does.

    >>> proof_of_claim(has_link=True, number_agrees=False, address_agrees=True, birth_date_agrees=False)
    'EMAIL'
    """
    if not (has_link or number_agrees):
        return ""
    if address_agrees:
        return "EMAIL"
    if birth_date_agrees:
        return "BIRTH_DATE"
    return "NUMBER" if has_link and number_agrees else ""


def birth_date_agrees(supplied: date | None, given: date | None) -> bool:
    return supplied is not None and supplied == given


UNKNOWN, USED, EXPIRED, WITHDRAWN = "UNKNOWN", "USED", "EXPIRED", "WITHDRAWN"
REMOVED, NOT_ME = "REMOVED", "NOT_ME"
# How a link ended that is remembered (EndedLink.Why) → what its page says.
ENDED = {"JOINED": USED, "REMOVED": REMOVED, "EXPIRED": EXPIRED, "WITHDRAWN": WITHDRAWN, "NOT_ME": NOT_ME}


def why_link_is_gone(*, state: str, is_over: bool, ended: str = "") -> str:
    """Why a link from a letter opens nothing. `state` of its record; empty where no such link is there.

    `ended` says how, of a link that is remembered. After 90 days it is as unknown as a mistyped one.
    """
    if ended:
        return ENDED.get(ended, UNKNOWN)
    if state in ("REGISTERED", "PAUSED", "MERGED"):
        return USED
    if state in ("LEFT", "DECLINED"):
        return WITHDRAWN
    return EXPIRED if state == "STUB" and is_over else UNKNOWN
