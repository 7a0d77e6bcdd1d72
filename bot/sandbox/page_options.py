"""A demo's additions to the page: the clock's label, buttons, and the guided list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.sandbox.tour import Control, Hint, TourEnd


@dataclass(frozen=True)
class PageOptions:
    """`clock_label` gives the text in the page's head; the shown time and the viewer's city if none."""

    clock_label: Callable[[], str] | None = None
    controls: Sequence[Control] = ()
    tour: Sequence[Hint] = ()
    tour_end: TourEnd | str = ""
