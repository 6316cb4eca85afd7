"""Names as vectors, so that names with like meanings lie near each other: a net for candidates, no judge.

The model is bge-small-zh-v1.5 (BAAI, MIT; quantised ONNX, 512 dimensions). It needs the extra
`[nets]` and the model's files in the cache; where either is missing, `current` gives None and the
program does without.
"""

from graph_catalog.embedding.encoder import Encoder, Vector, current, use
from graph_catalog.embedding.files import MODEL

__all__ = ["MODEL", "Encoder", "Vector", "current", "use"]
