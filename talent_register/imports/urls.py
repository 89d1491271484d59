from django.urls import path

from .views import answers, finish, letters, lists, programs, rows, start

urlpatterns = [
    path("api/", programs.guide, name="api-guide"),
    path("imports/", start.import_list, name="import-list"),
    path("imports/new/", start.new, name="import-new"),
    path("imports/template/<slug:list_type>/list.<slug:ending>", start.template, name="import-template"),
    path("imports/list/<slug:list_type>/list.<slug:ending>", lists.present, name="import-present"),
    path("imports/<slug:reference>/", start.step, name="import-step"),
    path("imports/<slug:reference>/file/", start.file, name="import-file"),
    path("imports/<slug:reference>/columns/", answers.columns, name="import-columns"),
    path("imports/<slug:reference>/heading-row/", answers.heading_row, name="import-heading-row"),
    path("imports/<slug:reference>/sheet/", answers.sheet, name="import-sheet"),
    path("imports/<slug:reference>/values/", answers.values, name="import-values"),
    path("imports/<slug:reference>/problems/", answers.problems, name="import-problems"),
    path("imports/<slug:reference>/problems/rows.<slug:ending>", answers.problem_rows, name="import-problem-rows"),
    path("imports/<slug:reference>/problems/<int:number>/", rows.row_fix, name="import-row-fix"),
    path("imports/<slug:reference>/unusual/", rows.unusual, name="import-unusual"),
    path("imports/<slug:reference>/unusual/<int:number>/", rows.unusual_row, name="import-unusual-row"),
    path("imports/<slug:reference>/duplicates/", answers.duplicates, name="import-duplicates"),
    path("imports/<slug:reference>/check/", finish.check, name="import-check"),
    path("imports/<slug:reference>/rows/<slug:what>/", lists.rows, name="import-rows"),
    path("imports/<slug:reference>/rows/<slug:what>/rows.<slug:ending>", lists.rows_file, name="import-rows-file"),
    path("imports/<slug:reference>/your-list.<slug:ending>", lists.own_list, name="import-own-list"),
    path("imports/<slug:reference>/progress/", finish.progress, name="import-progress"),
    path("imports/<slug:reference>/retry/", finish.retry, name="import-retry"),
    path("imports/<slug:reference>/receipt/", finish.receipt, name="import-receipt"),
    path("imports/<slug:reference>/letters/", letters.letters, name="import-letters"),
    path("imports/<slug:reference>/letters/stop/", letters.stop, name="import-letters-stop"),
    path("imports/<slug:reference>/undo/", finish.undo, name="import-undo"),
    path("imports/<slug:reference>/cancel/", finish.cancel, name="import-cancel"),
]
