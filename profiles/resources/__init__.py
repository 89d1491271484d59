"""Lists that can be imported into profiles, named in settings.IMPORT_LIST_TYPES."""

from .trainees import TraineeResource

__all__ = ["TraineeResource"]
