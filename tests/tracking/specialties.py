from profiles.models import Specialty


def specialty(name):
    return Specialty.objects.get_or_create(code=name.lower(), defaults={"name": name})[0]
