"""The sample round, told in the words of the regulation."""

import pytest

from tests.province import Province
from tests.stories.sample_round import SampleRound


@pytest.fixture
def sample(province: Province) -> SampleRound:
    return SampleRound(province)
