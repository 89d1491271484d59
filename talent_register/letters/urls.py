from django.urls import path

from .views import stopping

app_name = "letters"
urlpatterns = [
    path("emails/stop/<str:token>/", stopping.stop, name="stop"),
    path("emails/stop/<str:token>/undo/", stopping.resume, name="resume"),
]
