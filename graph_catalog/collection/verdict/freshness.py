"""Whether a dataset has fallen behind the cycle that its provider promised (Art. 17, R-17)."""

import datetime as dt

from graph_catalog.model.enums.entries import UpdateCycle

GRACE = dt.timedelta(days=10)
"""Days beyond a cycle before anybody is called late.

The longest public holiday is eight days, and two to catch up.
"""

_LONGEST = {
    UpdateCycle.REAL_TIME: dt.timedelta(days=1),
    UpdateCycle.HOURLY: dt.timedelta(days=1),
    UpdateCycle.DAILY: dt.timedelta(days=1),
    UpdateCycle.WEEKLY: dt.timedelta(days=7),
    UpdateCycle.TEN_DAYS: dt.timedelta(days=11),
    UpdateCycle.MONTHLY: dt.timedelta(days=31),
    UpdateCycle.QUARTERLY: dt.timedelta(days=92),
    UpdateCycle.HALF_YEARLY: dt.timedelta(days=184),
    UpdateCycle.YEARLY: dt.timedelta(days=366),
}
"""The longest that each cycle can last.

不定期 and 其他 promise nothing, so nothing of theirs is late.
"""

_ORDER = list(_LONGEST)


def is_stale(cycle: UpdateCycle | None, last_updated_on: dt.date | None, on: dt.date) -> bool:
    """Tell whether data last updated on a day are behind their cycle on another.

    What is unknown accuses nobody.
    """
    if cycle is None or last_updated_on is None or cycle not in _LONGEST:
        return False
    return on - last_updated_on > _LONGEST[cycle] + GRACE


def is_often_enough(offered: UpdateCycle | None, wanted: UpdateCycle | None) -> bool:
    """Tell whether data of one cycle serve somebody who needs another.

    What is unknown is taken to serve.
    """
    if offered not in _LONGEST or wanted not in _LONGEST:
        return True
    return _ORDER.index(offered) <= _ORDER.index(wanted)
