"""The embedded model as a sentence-transformers model: real torch modules, the same weights.

The weights are unpacked into float32 and written once as an ordinary sentence-transformers folder
(470 MB, most of it the vocabulary), with a ``tokenizers`` tokenizer that cuts as ours does. That
folder loads anywhere sentence-transformers does, without dragoman.
"""

from __future__ import annotations

import json
import re
import tempfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from unicodedata import normalize

import numpy as np

from dragoman.encoder.folders import cache_directory, publish
from dragoman.encoder.sentence_transformers_route import load_model
from dragoman.encoder.weights import NAME, Floats, Pieces, Shape, Weights, bundled_file, read

WEIGHTS_FILE = "model.safetensors"
MANIFEST = "dragoman.json"
"""Names every file with its size and checksum; written last."""

SPECIAL = {
    "bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>",
    "pad_token": "<pad>", "unk_token": "<unk>", "mask_token": "<mask>",
}  # fmt: skip

SPELLED_OUT = -100.0
"""Score of special marks as pieces: so low that ``<s>`` written in a text is cut as plain text."""

_LAYER_NAMES = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "fi": "intermediate.dense", "fo": "output.dense",
}  # fmt: skip
_NORM_NAMES = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


def as_sentence_transformer(cache_dir: Path | None = None) -> Any:
    """Load the embedded model with sentence-transformers; see ``encoder.as_sentence_transformer``.

    Where the cache cannot be written, a temporary folder serves and is removed after loading.
    """
    weights = read(bundled_file())
    root = cache_dir or cache_directory()
    try:
        return load_model(str(ensure(weights, root / f"{NAME}-{weights.revision}")))
    except OSError:
        with tempfile.TemporaryDirectory(prefix="dragoman-") as scratch:
            write(weights, Path(scratch))
            return load_model(scratch)


def ensure(weights: Weights, target: Path) -> Path:
    """Return *target* with the model in it, written if it is missing or broken.

    Safe when several processes start at once and when one is killed at any point.

    Raises:
        OSError: the folder cannot be written.
    """
    if not sound(target):
        publish(target, lambda draft: write(weights, draft), sound=sound)
    return target


def sound(folder: Path) -> bool:
    """Tell whether *folder* holds every file of its manifest, at its size and checksum (0.5 s)."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return WEIGHTS_FILE in manifest and all(
            _checksum(folder / name) == known for name, known in manifest.items()
        )
    except (OSError, ValueError, AttributeError, TypeError):
        return False


def write(weights: Weights, folder: Path) -> None:
    """Write the sentence-transformers folder; the manifest comes last."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    save_file(dict(_state(weights)), folder / WEIGHTS_FILE, metadata={"format": "pt"})
    _tokenizer(weights.pieces).save(str(folder / "tokenizer.json"))
    for name, value in _descriptions(weights.shape).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(value, indent=2), encoding="utf-8")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    manifest = {path.relative_to(folder).as_posix(): _checksum(path) for path in files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2), encoding="utf-8")


def _checksum(path: Path) -> list[int]:
    """Return size and CRC-32 of a file: against accidents, not against forgery."""
    value = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            value = zlib.crc32(piece, value)
    return [path.stat().st_size, value]


def _state(weights: Weights) -> Iterable[tuple[str, Floats]]:
    """Yield the tensors under the names ``transformers.BertModel`` gives them."""
    hidden, inner = weights.shape.hidden, weights.shape.inner
    yield "embeddings.word_embeddings.weight", weights.matrix("emb.word", hidden)
    for name, source in (("position", "emb.pos"), ("token_type", "emb.type")):
        yield f"embeddings.{name}_embeddings.weight", weights.vector(source).reshape(-1, hidden)
    yield from _pair("embeddings.LayerNorm", weights, "emb.ln")
    for number in range(weights.shape.layers):
        for short, long in _LAYER_NAMES.items():
            source, name = f"l{number}.{short}", f"encoder.layer.{number}.{long}"
            yield (
                f"{name}.weight",
                weights.matrix(f"{source}.w", inner if short == "fo" else hidden),
            )
            yield f"{name}.bias", weights.vector(f"{source}.b")
        for short, long in _NORM_NAMES.items():
            yield from _pair(f"encoder.layer.{number}.{long}", weights, f"l{number}.{short}")
    # BertModel owns a pooler that e5 does not use; zeros keep loading quiet and deterministic.
    yield "pooler.dense.weight", np.zeros((hidden, hidden), np.float32)
    yield "pooler.dense.bias", np.zeros(hidden, np.float32)


def _pair(name: str, weights: Weights, source: str) -> Iterable[tuple[str, Floats]]:
    yield f"{name}.weight", weights.vector(f"{source}.w")
    yield f"{name}.bias", weights.vector(f"{source}.b")


def _tokenizer(pieces: Pieces) -> Any:
    """Build the ``tokenizers`` twin of ``pieces.Tokenizer``."""
    from tokenizers import AddedToken, Tokenizer, pre_tokenizers, processors
    from tokenizers.models import Unigram

    marks = set(SPECIAL.values())
    scores = pieces.scores.tolist()
    vocabulary = [
        (word, SPELLED_OUT if word in marks else score)
        for word, score in zip(pieces.words(), scores, strict=True)
    ]
    tokenizer = Tokenizer(Unigram(vocabulary, unk_id=pieces.unknown, byte_fallback=False))
    tokenizer.normalizer = _normalizer(pieces)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace("▁", prepend_scheme="always")]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", pieces.begin), ("</s>", pieces.end)],
    )
    tokenizer.add_special_tokens([AddedToken(mark, special=True) for mark in sorted(marks)])
    return tokenizer


def _normalizer(pieces: Pieces) -> Any:
    """Express the normalisation map as NFKC and its exceptions.

    All entries are NFKC except control characters that vanish and odd spaces that become plain
    ones; a character whose NFKC form the map does not want rides through on a private code point.
    """
    from tokenizers import Regex, normalizers

    steps: list[Any] = []
    for new in ("", " "):
        odd = [c for c, to in pieces.normal.items() if to == new != normalize("NFKC", c)]
        steps.append(normalizers.Replace(Regex(f"[{''.join(map(re.escape, odd))}]"), new))
    kept = {"～": "\U000f0000"}
    steps += [normalizers.Replace(char, private) for char, private in kept.items()]
    steps.append(normalizers.NFKC())
    steps += [normalizers.Replace(private, char) for char, private in kept.items()]
    return normalizers.Sequence(steps)


def _descriptions(shape: Shape) -> dict[str, Any]:
    """Return the JSON files of the folder."""
    config = {
        "architectures": ["BertModel"], "model_type": "bert", "dtype": "float32",
        "hidden_size": shape.hidden, "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads, "intermediate_size": shape.inner,
        "vocab_size": shape.rows, "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types, "layer_norm_eps": shape.epsilon, "hidden_act": "gelu",
        "attention_probs_dropout_prob": 0.1, "hidden_dropout_prob": 0.1, "pad_token_id": 1,
        "bos_token_id": 0, "eos_token_id": 2,
    }  # fmt: skip
    chain = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    modules = [
        {"idx": at, "name": str(at), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for at, (path, kind) in enumerate(chain)
    ]
    return {
        "config.json": config,
        "modules.json": modules,
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": "query",
            "similarity_fn_name": "cosine",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "split_special_tokens": True,
            "clean_up_tokenization_spaces": False,
            **SPECIAL,
        },
    }
