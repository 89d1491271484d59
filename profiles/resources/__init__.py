"""Lists that can be imported into profiles, named in settings.IMPORT_LIST_TYPES."""

from .recognitions import AwardResource, CompletionResource
from .regulator import RegulatorResource
from .trainees import TraineeResource

LIST_TYPES = (TraineeResource, AwardResource, CompletionResource, RegulatorResource)
__all__ = ["LIST_TYPES", "AwardResource", "CompletionResource", "RegulatorResource", "TraineeResource"]
