"""The verdicts of a check as they are kept, in short: canonical JSON (design §4)."""

import json

from graph_catalog.model.answers import FieldVerdict, FieldVerdictKind
from graph_catalog.model.canonical import canonical
from graph_catalog.model.collection_checks import RecordedVerdict


def write(fields: list[FieldVerdict]) -> str:
    """Write what is kept of the verdicts: keys, whoever keeps them, for each reader sees them by rights of his own.

    Why and evidence are told anew by a check.
    """
    return canonical(
        [
            {
                "index": field.index,
                "name": field.name,
                "verdict": field.verdict,
                "confidence": field.confidence,
                "datum": field.on_record.datum,
                "provider": field.on_record.provider,
                "source": field.on_record.source,
            }
            for field in fields
        ]
    )


def read(text: str) -> list[RecordedVerdict]:
    """Read what `write` wrote."""
    return [
        RecordedVerdict(
            index=said["index"],
            name=said["name"],
            verdict=FieldVerdictKind(said["verdict"]),
            confidence=float(said["confidence"]),
            datum_key=said["datum"],
            provider_key=said["provider"],
            source_key=said["source"],
        )
        for said in json.loads(text)
    ]
