"""A part of an event: a value, where it stands there, and what to say where it is not what it should be."""

import dataclasses
from collections.abc import Iterator
from typing import Any, Final, NoReturn, Self

from graph_catalog.language import say
from graph_catalog.lineage.intake.openlineage import limits
from graph_catalog.lineage.pure.observations import DatasetName, Loss
from graph_catalog.model import wording
from graph_catalog.model.characters import (
    Misfit,
    forbidden_character,
    forbidden_in_name,
    misfit,
    without_unseen,
)
from graph_catalog.model.refusals import InvalidInput

_SHOWN: Final = 60
_KEY_SHOWN: Final = limits.NAME_BYTES


class RefusedEventError(Exception):
    """The event cannot be recorded at all; raised from within, a value for everyone outside (`event.read_event`)."""

    def __init__(self, refusal: InvalidInput) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


class Losses:
    """What could not be made of an event, in order; beyond `limits.LOSSES` only how many."""

    def __init__(self) -> None:
        self._render: dict[Loss, None] = {}
        self._more = 0

    def add(self, loss: Loss) -> None:
        """Take a loss; the same one again says nothing new."""
        if len(self._render) < limits.LOSSES:
            self._render[loss] = None
        elif loss not in self._render:
            self._more += 1

    def listed(self) -> tuple[Loss, ...]:
        """Return them."""
        if not self._more:
            return tuple(self._render)
        what = say(zh=f"另有 {self._more} 处", en=f"{self._more} more")
        why = say(zh="损失过多，不再逐一列出。", en="there are too many to tell one by one.")
        return (*self._render, Loss("", what, why))


@dataclasses.dataclass(slots=True)
class EventPart:
    """A value in an event, and where. Not frozen, which would double the time: the largest events have a million."""

    value: Any
    path: tuple[str, ...]
    losses: Losses

    def get(self, key: str) -> Self | None:
        """Return a part of this object; None where it is absent or null, or where this is no object."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return None if value is None else self._at(key, value)

    def facet(self, name: str) -> Self | None:
        """Return a facet of this job, run or dataset; None where there is none, or where it says that it is gone."""
        facets = self.get("facets")
        if facets is None or not facets.is_object():
            return None
        facet = facets.get(name)
        if facet is None or not facet.is_object():
            return None
        return None if facet.value.get("_deleted") is True else facet

    def is_object(self) -> bool:
        """Whether this is an object; where not, that is a loss."""
        if isinstance(self.value, dict):
            return True
        self.lose(say(zh="应为 JSON 对象，已略过。", en="it should be a JSON object; left out."))
        return False

    def members(self) -> Iterator[tuple[str, Self]]:
        """Yield the parts of an object by their keys; none, and a loss, where it is none."""
        if self.is_object():
            for key, value in self.value.items():
                yield key, self._at(key, value)

    def items(self, key: str) -> Iterator[Self]:
        """Yield the objects in a list; what is no list, or no object in it, is a loss."""
        listed = self.get(key)
        if listed is None:
            return
        if not isinstance(listed.value, list):
            listed.lose(
                say(zh="应为 JSON 数组，已略过。", en="it should be a JSON array; left out.")
            )
            return
        yield from (item for item in listed.elements() if item.is_object())

    def elements(self) -> Iterator[Self]:
        """Yield the parts of this list, whatever they are."""
        for number, value in enumerate(self.value):
            yield self._at(str(number), value)

    def text(self, key: str, most: int = limits.TEXT_CHARACTERS) -> str | None:
        """Return a text of this object, cut to `most` characters; None where it says nothing.

        What is no text is a loss, and so is what was cut, or left out because nobody can see it.
        """
        part = self.get(key)
        if part is None:
            return None
        if not isinstance(part.value, str):
            part.lose(say(zh="应为文字，已略过。", en="it should be a text; left out."))
            return None
        text = part.value.strip()
        if forbidden_character(text):
            part.lose(
                say(
                    zh="不可见的控制字符已删除。",
                    en="its invisible control characters were removed.",
                )
            )
            text = "".join(each for each in text if not forbidden_character(each)).strip()
        if text and not without_unseen(text).strip():
            part.lose(
                say(zh="其中没有可见的字符，已略过。", en="nothing of it can be seen; left out.")
            )
            return None
        if len(text) > most:
            part.lose(say(zh=f"只保留前 {most} 个字符。", en=f"only {most} characters were kept."))
            text = text[:most]
        return text or None

    def name(self, key: str) -> str:
        """Return a name that this object must have; raises `RefusedEventError`."""
        part = self.get(key)
        if part is None:
            self._at(key, None).refuse(
                zh=f"缺少“{key}”。请由发送工具补上。",
                en=f"{key} is missing. The sender must give it.",
            )
        return part.as_name()

    def optional_name(self, key: str) -> str | None:
        """Return a name that what this object says depends on; None, and a loss, where there is none.

        A name that is there but that nobody could record is refused all the same.
        """
        part = self.get(key)
        if part is None or not isinstance(part.value, str) or not part.value.strip():
            self._at(key, None).lose(
                say(zh="缺少名称，已略过。", en="a name is missing; left out.")
            )
            return None
        return part.as_name()

    def dataset_name(self) -> DatasetName | None:
        """Return the namespace and name in this object; None, and a loss, where one is missing."""
        namespace, name = self.optional_name("namespace"), self.optional_name("name")
        return None if namespace is None or name is None else DatasetName(namespace, name)

    def as_name(self) -> str:
        """Return this value as a name; raises `RefusedEventError`.

        It is kept as it is written: names are others' keys, and need no word, nor letters of one script. What nobody can
        see, or tell from another, is refused as in every name of the catalog.
        """
        name = self.value
        if not isinstance(name, str) or not name.strip():
            self.refuse(
                zh=f"应为非空的名称，实为 {self.shown}。请核对发送工具。",
                en=f"It should be a name; it is {self.shown}. Check the sender.",
            )
        if forbidden := forbidden_in_name(name):
            self.refuse(
                zh=f"名称含有不可见或不成其为字符的 {forbidden}。请改名后重发。",
                en=f"The name holds {forbidden}, which cannot be seen or is no character. Rename it and send again.",
            )
        if (found := misfit(name)) is not None and found[2] is not Misfit.MIXED:
            called = wording.unfit(*found, ("名称", "name"))
            self.refuse(zh=called, en=called)
        if (size := len(name.encode())) > limits.NAME_BYTES:
            self.refuse(
                zh=f"名称有 {size} 字节，最多 {limits.NAME_BYTES} 字节。请缩短后重发。",
                en=f"The name has {size} bytes; {limits.NAME_BYTES} are allowed. Shorten it and send again.",
            )
        return name

    def key_as_name(self) -> str:
        """Return the key that this part stands under, which is itself a name; raises `RefusedEventError`."""
        return dataclasses.replace(self, value=self.path[-1]).as_name()

    @property
    def shown(self) -> str:
        """The value as a message may show it: short and visible."""
        whole = ascii(self.value) if isinstance(self.value, str) else type(self.value).__name__
        return whole if len(whole) <= _SHOWN else f"{whole[: _SHOWN - 1]}…"

    def lose(self, why: str) -> None:
        """Say that this could not be recorded as it was said."""
        path = self._path_shown()
        place = ".".join(path)
        self.losses.add(Loss(place, path[-1] if path else place, why))

    def refuse(self, *, zh: str, en: str) -> NoReturn:
        """Refuse the event because of this part."""
        raise RefusedEventError(InvalidInput(message=say(zh=zh, en=en), path=self._path_shown()))

    def _path_shown(self) -> list[str]:
        """Return where this stands; keys are the sender's, and those that no name could be long are cut."""
        return [key if len(key) <= _KEY_SHOWN else f"{key[: _KEY_SHOWN - 1]}…" for key in self.path]

    def _at(self, key: str, value: object) -> Self:
        return type(self)(value, (*self.path, key), self.losses)
