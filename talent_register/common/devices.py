"""What a browser says about itself, in words a person knows: "Chrome on Windows"."""

from django.utils.translation import gettext as _

# The first that is found counts: Edge also says Chrome, Chrome also says Safari, an iPhone also says Mac OS.
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"))
BROWSERS += (("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"))
SYSTEMS += (("CrOS", "ChromeOS"), ("Mac OS X", "Mac"), ("Linux", "Linux"))


def device(user_agent: str) -> str:
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown device")
