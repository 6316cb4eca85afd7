"""The verdicts of a check as they are kept, in short: canonical JSON (design §4)."""

import json

from graph_catalog.model.answers import FieldVerdict, FieldVerdictKind
from graph_catalog.model.canonical import canonical
from graph_catalog.model.collection_checks import RecordedVerdict


def write(fields: list[FieldVerdict]) -> str:
    """Write what is kept of the verdicts; why and evidence are told anew by a check."""
    return canonical(
        [
            {
                "index": field.index,
                "name": field.name,
                "verdict": field.verdict,
                "confidence": field.confidence,
                "datum": field.datum_key,
                "provider": field.provider_key,
                "source": field.source_key,
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
