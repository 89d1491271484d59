"""What staff type: filters of the people list, a purpose, a cohort, a reason."""

from .cohorts import ChooseCohortForm, CohortForm, ReasonForm
from .exports import ExportForm
from .people import PeopleForm
from .purpose import PurposeForm
from .reviews import ReviewForm
from .saved_views import SavedViewForm

__all__ = [
    "ChooseCohortForm",
    "CohortForm",
    "ExportForm",
    "PeopleForm",
    "PurposeForm",
    "ReasonForm",
    "ReviewForm",
    "SavedViewForm",
]
