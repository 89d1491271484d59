from django.urls import path

from .views import letters, previews, stopping

urlpatterns = [
    path("letters/", letters.letters, name="letter-list"),
    path("letters/previews/", previews.previews, name="letter-preview-list"),
    path("letters/previews/<path:kind>/", previews.preview, name="letter-preview"),
    path("letters/<uuid:reference>/", letters.letter, name="letter"),
    path("letters/<uuid:reference>/retry/", letters.retry, name="letter-retry"),
    path("letters/<uuid:reference>/cancel/", letters.cancel, name="letter-cancel"),
    path("emails/stop/<str:token>/", stopping.stop, name="letter-stop"),
    path("emails/stop/<str:token>/undo/", stopping.resume, name="letter-resume"),
]
