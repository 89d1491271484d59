from django.urls import path

from .views import record

urlpatterns = [
    path("audit/", record.events, name="audit-event-list"),
    path("audit/events/<int:pk>/", record.event, name="audit-event"),
    path("audit/views/", record.views, name="audit-view-list"),
    path("audit/changes/<slug:table>/<slug:row_id>/", record.row_history, name="audit-row-history"),
]
