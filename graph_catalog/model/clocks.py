"""Whether clocks agree well enough to date a change by, and the instant that it gets. Pure.

Changes are dated by the store's clock, which all servers share; this server's clock and the newest revision are its
witnesses. Where they disagree nobody can say who is right, and a wrong date in the record would be there for good.
"""

import dataclasses
import datetime as dt
from typing import Final

from graph_catalog.errors import ClockSkewError
from graph_catalog.language import say
from graph_catalog.model import instant

_NEXT: Final = dt.timedelta(microseconds=1)


@dataclasses.dataclass(frozen=True)
class Clocks:
    """What clocks said: this server's before and after the store was asked, the store's in between, the last revision's."""

    before: dt.datetime
    after: dt.datetime
    store: dt.datetime
    revision: dt.datetime

    @property
    def off(self) -> dt.timedelta:
        """How far this server's clock is ahead of the store's (negative: behind), at the least: waiting is no skew."""
        if self.before > self.store:
            return self.before - self.store
        return min(self.after - self.store, dt.timedelta())

    @property
    def revision_ahead(self) -> dt.timedelta:
        """How far the newest revision is in the future of the store's clock."""
        return max(self.revision - self.store, dt.timedelta())

    def skew(self, bound: float) -> ClockSkewError | None:
        """Say which clocks are apart by more than `bound` seconds; None where none are."""
        if abs(self.off).total_seconds() > bound:
            return _apart(self, bound)
        if self.revision_ahead.total_seconds() > bound:
            return _ahead(self, bound)
        return None

    def date(self) -> dt.datetime:
        """Return the instant of the next revision: the store's now, and never before the last."""
        return max(self.store, self.revision + _NEXT)


def latest(present: dt.datetime, server: dt.datetime, bound: float) -> dt.datetime:
    """Return the last instant that is not in the future: a server's clock moves it by `bound` seconds at the most."""
    return max(present, min(server, present + dt.timedelta(seconds=bound)))


def _apart(clocks: Clocks, bound: float) -> ClockSkewError:
    off = clocks.off
    zh, en = ("快", "ahead of") if off > dt.timedelta() else ("慢", "behind")
    return ClockSkewError(
        say(
            zh=f"本服务的时钟比图数据库的时钟{zh} {_seconds(off)} 秒（本服务 {instant.text(clocks.after)}，"
            f"图数据库 {instant.text(clocks.store)}），超过允许的 {bound:g} 秒：未写入任何内容，查询照常。"
            "请管理员校准两处时钟（NTP）；校准后自动恢复写入。",
            en=f"This server's clock is {_seconds(off)} s {en} the store's (server {instant.text(clocks.after)}, store "
            f"{instant.text(clocks.store)}), more than the {bound:g} s that are allowed: nothing was written, questions are "
            "answered. Have both clocks set right (NTP); writing goes on by itself then.",
        )
    )


def _ahead(clocks: Clocks, bound: float) -> ClockSkewError:
    ahead = _seconds(clocks.revision_ahead)
    return ClockSkewError(
        say(
            zh=f"最新修订的时间 {instant.text(clocks.revision)} 比图数据库的时钟 {instant.text(clocks.store)} 晚 {ahead} 秒，"
            f"超过允许的 {bound:g} 秒：时钟曾经偏快，或现在偏慢。未写入任何内容，查询照常。请管理员校准时钟；"
            "若时钟无误，可等到该时刻，或调大 GRAPH_CATALOG_CLOCK_BOUND。",
            en=f"The newest revision is of {instant.text(clocks.revision)}, {ahead} s ahead of the store's clock "
            f"({instant.text(clocks.store)}), more than the {bound:g} s that are allowed: a clock was ahead then or is behind "
            "now. Nothing was written, questions are answered. Have the clocks set right; if they are, wait until then, or "
            "raise GRAPH_CATALOG_CLOCK_BOUND.",
        )
    )


def _seconds(span: dt.timedelta) -> int:
    return round(abs(span).total_seconds())
