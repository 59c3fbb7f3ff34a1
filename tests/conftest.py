"""What holds for all tests: Hypothesis measures no time, for a machine may be busy."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
