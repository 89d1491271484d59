"""Rules about who somebody is by law: profession, registration, licence, years. Pure."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .facts import Facts, Registered
from .verdicts import Finding, Verdict

STANDS, HALF, ENDED = ("CURRENT", "UNKNOWN"), ("PROVISIONAL", "RESTRICTED"), ("SUSPENDED", "LAPSED")
NOT_ON_A_REGISTER = ("STUDENT", "NOT_YET", "RETIRED", "NONE")
# Whom a list of roles spares those that need a registration. A student reads on: theirs is to come.
SPARED = ("NOT_YET", "RETIRED", "NONE")
DAYS_A_YEAR = 365.25

Options = Mapping[str, Any]


def profession(facts: Facts, options: Options) -> Finding:
    if not facts.family:
        return Finding(Verdict.NOT_TOLD, _("We do not know your profession yet."))
    if facts.family in options["families"]:
        return Finding(Verdict.MET, _("Your profession may hold this role."))
    return Finding(Verdict.NOT_YET, _("This role asks for another profession."))


def registration(facts: Facts, options: Options) -> Finding:
    for states, verdict, why in (
        (STANDS, Verdict.MET, _("You are on a professional register.")),
        (HALF, Verdict.PARTLY, _("Your registration is provisional or has limits.")),
        (ENDED, Verdict.NOT_YET, _("Your registration has ended or is suspended.")),
    ):
        found = [one for one in facts.registrations if one.state in states]
        if found:
            return Finding(verdict, why, tuple(_named(one) for one in found))
    return _without_number(facts)


def _without_number(facts: Facts) -> Finding:
    if facts.career_stage in NOT_ON_A_REGISTER:
        return Finding(Verdict.NOT_YET, _("You told us that you are not on a register now."))
    return Finding(Verdict.NOT_TOLD, _("You have not given us a registration number."))


def licence(facts: Facts, options: Options) -> Finding:
    standing = [one for one in facts.registrations if one.state not in ENDED]
    if not standing:
        return registration(facts, options)
    for one in standing:
        if one.licence == "HELD":
            return Finding(Verdict.MET, _("You hold a licence to practise."), (_named(one),))
        if one.licence == "NOT_APPLICABLE" or not one.has_separate_licence:
            return Finding(Verdict.MET, _("Your regulator has no separate licence."), (_named(one),))
    unclear = [one for one in standing if one.licence == "UNKNOWN"]
    if unclear:
        return Finding(Verdict.NOT_TOLD, _("We do not know if you hold a licence."), (_named(unclear[0]),))
    return Finding(Verdict.NOT_YET, _("You are registered without a licence."), (_named(standing[0]),))


def years_qualified(facts: Facts, options: Options) -> Finding:
    since = min((one.since for one in facts.registrations if one.since), default=None)
    if since is None:
        return Finding(Verdict.NOT_TOLD, _("We do not know since when you are registered."))
    years, wanted = int((facts.today - since).days / DAYS_A_YEAR), options["years"]
    used = (_("Registered since %(day)s") % {"day": date_format(since, "DATE_FORMAT")},)
    why = ngettext("That is %(n)d year.", "That is %(n)d years.", years) % {"n": years}
    if years >= wanted:
        return Finding(Verdict.MET, why, used)
    return Finding(Verdict.PARTLY if years * 2 >= wanted else Verdict.NOT_YET, why, used)


def own_word(facts: Facts, options: Options) -> Finding:
    return Finding(Verdict.NOT_TOLD, _("Only you and your employer can say. We keep no record of this check."))


def _named(one: Registered) -> str:
    words = {"regulator": one.regulator, "ending": one.ending}
    if one.checked_on is None:
        return _("%(regulator)s number ending %(ending)s, given by you") % words
    day = date_format(one.checked_on, "DATE_FORMAT")
    return _("%(regulator)s number ending %(ending)s, checked on %(day)s") % {**words, "day": day}
