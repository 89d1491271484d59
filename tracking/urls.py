from django.urls import path

from .views import cohorts, members, people, pipelines, reminders, reviews, snapshots, staff

urlpatterns = [
    path("me/reviews/", reviews.review_list, name="review-list"),
    path("me/reviews/compare/", snapshots.compare, name="review-compare"),
    path("me/reviews/time-away/", snapshots.clock, name="review-clock"),
    path("me/reviews/time-away/back/", snapshots.back, name="review-clock-back"),
    path("me/reviews/<int:year>/", reviews.review, name="review"),
    path("staff/", staff.home, name="staff-home"),
    path("reminders/", reminders.reminder_list, name="reminder-list"),
    path("people/", people.search, name="people"),
    path("people/purpose/", people.purpose, name="people-purpose"),
    path("people/<str:reference>/", people.person, name="person"),
    path("people/<str:reference>/history/", people.history, name="person-history"),
    path("cohorts/", cohorts.cohort_list, name="cohort-list"),
    path("cohorts/new/", cohorts.create, name="cohort-create"),
    path("cohorts/add/", members.choose, name="cohort-add"),
    path("cohorts/<slug:slug>/", cohorts.cohort, name="cohort"),
    path("cohorts/<slug:slug>/close/", cohorts.close, name="cohort-close"),
    path("cohorts/<slug:slug>/members/add/", members.add, name="cohort-member-add"),
    path("cohorts/<slug:slug>/members/<str:reference>/remove/", members.remove, name="cohort-member-remove"),
    path("pipelines/", pipelines.pipeline_list, name="pipeline-list"),
    path("pipelines/posts/new/", pipelines.create, name="leadership-post-create"),
    path("pipelines/posts/<uuid:uuid>/", pipelines.post, name="leadership-post"),
    path("pipelines/posts/<uuid:uuid>/change/", pipelines.change, name="leadership-post-change"),
    path("pipelines/posts/<uuid:uuid>/holders/add/", pipelines.appoint, name="leadership-post-appoint"),
    path("pipelines/posts/<uuid:uuid>/holders/<uuid:tenure>/", pipelines.end, name="leadership-post-end"),
    path("pipelines/<slug:slug>/", pipelines.pipeline, name="pipeline"),
    path("pipelines/<slug:slug>/people/", pipelines.people, name="pipeline-people"),
]
