"""The front door: every address of the register hangs below one of these lines. Storeys are named by text only."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("talent_register.common.urls")),
    path("api/v1/", include("talent_register.imports.api_urls")),
    path("admin/", admin.site.urls),
]
urlpatterns += i18n_patterns(
    path("", include("talent_register.common.page_urls")),
    path("", include("talent_register.accounts.urls")),
    path("", include("talent_register.organisations.urls")),
    path("", include("talent_register.audit.urls")),
    path("", include("talent_register.letters.urls")),
    path("", include("talent_register.imports.urls")),
    path("", include("profiles.urls")),
    path("", include("pathways.urls")),
    path("", include("tracking.urls")),
    prefix_default_language=False,
)

if settings.DEMO:
    urlpatterns += [path("", include("tracking.demo.urls"))]

if settings.CATALOGUE:
    urlpatterns += [path("", include("talent_register.common.catalogue_urls"))]

handler400 = "talent_register.common.errors.bad_request"
handler403 = "talent_register.common.errors.permission_denied"
handler404 = "talent_register.common.errors.page_not_found"
handler500 = "talent_register.common.errors.server_error"
