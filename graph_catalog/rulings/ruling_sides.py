"""The sides of a ruling, as its input gives them: a field on record, a description, a datum, an element."""

import dataclasses
from typing import Final

from graph_catalog.alignment.alignment import PlacedField
from graph_catalog.alignment.elements import datum_key
from graph_catalog.language import say
from graph_catalog.matching.lexicon import lexicon
from graph_catalog.matching.lexicon.spelling import spell
from graph_catalog.matching.reading import qualifier
from graph_catalog.matching.reading.datum import DatumKey
from graph_catalog.matching.reading.descriptor import Descriptor
from graph_catalog.matching.reading.provisional import provisional
from graph_catalog.matching.reading.subject import subject_of
from graph_catalog.matching.rulings.ruled_on import Side
from graph_catalog.model import wording
from graph_catalog.model.enums.rulings import RulingVerdict
from graph_catalog.model.inputs.plans import FieldDescriptionInput
from graph_catalog.model.inputs.rulings import MatchSideInput, RuledElementInput
from graph_catalog.model.refusals import InvalidInput, NotFound
from graph_catalog.record import references
from graph_catalog.record.change import Change
from graph_catalog.record.references import Things


def read(given: MatchSideInput, path: list[str]) -> Side | InvalidInput | None:
    """Read a side that the input describes; None where it names something on record (`on_record`)."""
    if isinstance(given.field_id, str) or isinstance(given.datum_id, str):
        return None
    if given.element:
        return _of_element(given.element, [*path, "element"])
    if given.description:
        return described(given.description)
    return InvalidInput(
        message=say(zh="请给出裁定的一方。", en="Say what this side of the ruling is."), path=path
    )


async def on_record(
    change: Change, given: MatchSideInput, things: Things, path: list[str]
) -> Side | NotFound:
    """Return a side that is a field or a datum on record."""
    if isinstance(given.field_id, str):
        key = things[given.field_id].key
        fields = (await change.run("alignment/placed", keys=[key]))["fields"]
        if not fields:
            return references.not_found(given.field_id, [*path, "fieldId"])
        return PlacedField.read(fields[0]).descriptor()
    parts = await change.run("rulings/datum_of", key=things[str(given.datum_id)].key)
    said = qualifier.unwritten(parts["qualifier"] or "", parts["object_class"], lexicon.current())
    return DatumKey(parts["element_code"], parts["object_class"], parts["attribute"], said)


def _of_element(given: RuledElementInput, path: list[str]) -> DatumKey | InvalidInput:
    known = lexicon.current()
    element = known.elements.get(given.code)
    if element is None:
        return InvalidInput(
            message=say(
                zh=f"词表中没有编码为“{given.code}”的数据元。请核对编码，如 自然人.公民身份号码。",
                en=f"The lexicon has no element {given.code!r}. Check the code, as in 自然人.公民身份号码.",
            ),
            path=[*path, "code"],
        )
    datum = DatumKey(element.code, element.object_class, element.attribute)
    return dataclasses.replace(
        datum, qualifier=qualifier.unwritten(given.qualifier or "", element.object_class, known)
    )


_DESCRIBING: Final = {
    "name": "name",
    "dataset": "dataset_name",
    "unit": "unit_name",
    "column_name": "column_name",
    "description": "description",
    "subject": "subject",
    "data_type": "data_type",
}
"""What a description says, and what a descriptor calls it."""


def described(given: FieldDescriptionInput) -> Descriptor:
    """Read how somebody describes a field, in clean texts."""
    said = wording.stated(given, _DESCRIBING)
    return Descriptor(**{_DESCRIBING[name]: text or "" for name, text in said.items()})


def names(side: Side) -> list[str]:
    """Return the keys of the data that a side takes its words from: a ruling is as visible as what it names."""
    if isinstance(side, DatumKey):
        return [datum_key(side)]
    known = lexicon.current()
    own = provisional(spell(side.name), subject_of(side, known), known)
    return [datum_key(own.datum)]


def named(one: Side, other: Side, verdict: RulingVerdict) -> str:
    """Say a ruling in short: 致困原因 = 致贫原因."""
    sign = "=" if verdict is RulingVerdict.SAME else "≠"
    return f"{_written(one)} {sign} {_written(other)}"


def _written(side: Side) -> str:
    if isinstance(side, DatumKey):
        return side.text
    about = side.subject or side.dataset_name
    return f"{side.name}({about})" if about else side.name
