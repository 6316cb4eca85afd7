"""Entries that are withdrawn, and agreements about them: told when it happens, refused where one is to be made."""

from collections.abc import Iterable, Sequence

from graph_catalog.graph.engine import Row
from graph_catalog.language import say
from graph_catalog.model.enums.entries import EntryStatus
from graph_catalog.model.mentions import agreement
from graph_catalog.model.refusals import RuleBroken
from graph_catalog.record.change import Change


async def lost(change: Change, datasets: Sequence[str]) -> tuple[str, ...]:
    """Warn of each agreement about what this change has withdrawn, among the datasets that it touched (keys)."""
    row = await change.run("agreements/losing_subject", datasets=datasets, as_of=change.at)
    return tuple(map(_lost, row["agreements"]))


def _lost(row: Row) -> str:
    dataset, named = row["dataset"], agreement(row["name"], row["code"])
    if row["is_waiting"]:
        return say(
            zh=f"“{dataset}”已撤回，而申请{named}尚待答复。请拒绝该申请（decideAgreement），或由申请单位撤回。",
            en=f"{dataset} is withdrawn, while the request {named} waits for a decision about it. Refuse it (decideAgreement), or "
            "let who asked take it back.",
        )
    if row["has_others"]:
        return say(
            zh=f"“{dataset}”已撤回，协议{named}自此只涉及其余条目。请通知使用单位。",
            en=f"{dataset} is withdrawn: the agreement {named} is about its other entries alone from now on. Tell who uses the data.",
        )
    return say(
        zh=f"“{dataset}”已撤回，协议{named}已无标的。请通知使用单位并终止该协议（endAgreement），或重新发布该条目。",
        en=f"{dataset} is withdrawn: the agreement {named} has nothing left that it is about. Tell who uses the data and end it "
        "(endAgreement), or publish the entry again.",
    )


def refuse_withdrawn(entries: Iterable[tuple[list[str], Row]], remedy: str) -> RuleBroken | None:
    """Refuse an agreement about entries of which one is withdrawn: where the input names each, and how it is described."""
    withdrawn = EntryStatus.WITHDRAWN.value
    found = ((path, said) for path, said in entries if said.get("status") == withdrawn)
    path, said = next(found, (None, {}))
    if path is None:
        return None
    return RuleBroken(
        message=say(
            zh=f"“{said['name']}”已撤回，不能再就其申请或授予共享。请先由其提供单位重新发布该条目，{remedy}。",
            en=f"{said['name']} is withdrawn; nobody can ask for it or be granted it. Let the unit that provides it publish it again "
            f"first, {remedy}.",
        ),
        path=path,
        rule="第二十一条",
    )
