"""The ending of a group, as far as what was written is concerned.

forgetting   what was given in a group, and its key, on the day that everybody was told
"""

from groups.reflections.parting.forgetting import forget_given

__all__ = ["forget_given"]
