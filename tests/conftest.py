"""The fixtures that every test may ask for, in each process that runs tests.

The process that hands tests out to workers runs none, and needs none of what the fixtures import.
"""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    hands_out = config.option.dist != "no" and not config.option.collectonly
    if not hands_out:
        config.pluginmanager.import_plugin("tests.fixtures")
