"""Any sentence-transformers model behind the encoder protocol: by hub id or by folder.

Importing torch and sentence-transformers costs seconds, so this module is imported only when the
user names a model. A folder, or a model already in the hub's local cache, is read without network.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dragoman.encoder.protocol import Encoding, Vectors
from dragoman.errors import ModelError

BATCH = 32
"""Texts per run."""

PROMPTS = ((r"(^|[/_-])e5-(small|base|large)(-v2|-unsupervised)?$", "query: "),)
"""(name pattern, prompt): what a model wants in front of both texts when its own files do not say.
From the model cards of intfloat/e5-* and intfloat/multilingual-e5-*."""

WORD_MARKS = "▁ĠĊ \t\n"
"""How tokenizers write white space: SentencePiece's mark, byte-level BPE's, and plain."""

HUB_SECONDS = 10.0
"""How long to wait for the hub's first answer."""

_SAMPLES = 64
_SAMPLE_BYTES = 4096


class SentenceTransformersEncoder:
    """A sentence-transformers model; implements ``Encoder``.

    ``layers`` are those at depth 0, 7/12 and 12/12 of the model: 0, 7 and 12 of twelve.
    """

    def __init__(self, model: Any, *, name: str, revision: str) -> None:
        self.name, self.revision, self._model = name, revision, model
        self._inner = _inner(model, name)
        self._tokenizer = model.tokenizer
        if not getattr(self._tokenizer, "is_fast", False):
            raise ModelError(f"{name}: its tokenizer gives no offsets (not a fast tokenizer)")
        depth = int(self._inner.config.num_hidden_layers)
        self.layers = (0, round(depth * 7 / 12), depth)
        self._prompt = _prompt(model, name)
        self._window = _window(model, self._tokenizer)
        around = self._tokenizer(self._prompt, verbose=False)["input_ids"]
        self.max_tokens = self._window - len(around)
        self.dimension = len(self.sentences(["."])[0])

    def sentences(self, texts: Sequence[str]) -> Vectors:
        """Return unit sentence vectors, shape (len(texts), dimension)."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        found = self._model.encode(
            list(texts), prompt=self._prompt, batch_size=BATCH,
            normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True,
        )  # fmt: skip
        return _finite(np.asarray(found, np.float32), self.name)

    def encode(self, texts: Sequence[str], layers: Sequence[int] | None = None) -> list[Encoding]:
        """Return sentence and token vectors of each text; *layers* defaults to ``self.layers``.

        Token vectors are as wide as the model's hidden states, which may differ from
        ``dimension`` where the model projects its sentence vectors.
        """
        wanted = list(self.layers if layers is None else layers)
        order = sorted(range(len(texts)), key=lambda number: -len(texts[number]))
        done: dict[int, Encoding] = {}
        for start in range(0, len(order), BATCH):
            members = order[start : start + BATCH]
            batch = self._batch([texts[member] for member in members], wanted)
            done.update(zip(members, batch, strict=True))
        return [done[number] for number in range(len(texts))]

    def static(self, texts: Sequence[str]) -> Vectors:
        """Return cheap unit vectors: vocabulary rows averaged; zero for a text without tokens."""
        table = self._inner.get_input_embeddings().weight.detach()
        vectors = np.zeros((len(texts), table.shape[1]), np.float32)
        for number, ids in enumerate(self._plain(texts)):
            if ids:
                vectors[number] = table[ids].float().mean(dim=0).cpu().numpy()
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)

    def token_counts(self, texts: Sequence[str]) -> npt.NDArray[np.int32]:
        """Count the tokens of each text without special tokens, before truncation."""
        return np.array([len(ids) for ids in self._plain(texts)], np.int32)

    def _plain(self, texts: Sequence[str]) -> list[list[int]]:
        if not texts:
            return []
        found = self._tokenizer(list(texts), add_special_tokens=False, verbose=False)
        ids: list[list[int]] = found["input_ids"]
        return ids

    def _batch(self, texts: Sequence[str], layers: Sequence[int]) -> Iterator[Encoding]:
        """Run the transformer once, keep its hidden states, pass the last on to the pooling."""
        import torch

        full = [self._prompt + text for text in texts]
        cut = self._tokenizer(
            full, padding=True, truncation=True, max_length=self._window, verbose=False,
            return_tensors="pt", return_offsets_mapping=True, return_special_tokens_mask=True,
        )  # fmt: skip
        offsets = cut.pop("offset_mapping").tolist()
        special = cut.pop("special_tokens_mask").numpy().astype(bool)
        special |= self._blank(cut["input_ids"].numpy())
        features = {key: value.to(self._model.device) for key, value in cut.items()}
        with torch.inference_mode():
            out = self._inner(**features, output_hidden_states=True)
            states = torch.stack([out.hidden_states[layer] for layer in layers], dim=1)
            vectors = self._pooled({**features, "token_embeddings": out.last_hidden_state})
        planes = states.float().cpu().numpy()
        counts = [len(ids) for ids in self._plain(texts)]
        for row, text in enumerate(full):
            at, spans = _own(text, offsets[row], special[row], skip=len(self._prompt))
            yield Encoding(
                sentence=vectors[row],
                tokens=np.ascontiguousarray(planes[row][:, at]),
                spans=np.array(spans, np.int32).reshape(-1, 2),
                truncated=counts[row] > self.max_tokens,
            )

    def _blank(self, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Tell which tokens are a lone word mark: they carry no character of their own."""
        used, index = np.unique(ids, return_inverse=True)
        words = self._tokenizer.convert_ids_to_tokens(used.tolist())
        return np.array([not word.strip(WORD_MARKS) for word in words])[index].reshape(ids.shape)

    def _pooled(self, features: dict[str, Any]) -> Vectors:
        import torch

        for module in list(self._model)[1:]:
            features = module(features)
        vectors = torch.nn.functional.normalize(features["sentence_embedding"].float(), dim=-1)
        return _finite(vectors.cpu().numpy(), self.name)


def open_model(model: str, *, threads: int | None = None) -> SentenceTransformersEncoder:
    """Open a sentence-transformers model by folder or hub id.

    Raises:
        ModelError: no such model, no network for a hub id, or not a transformer model.
    """
    loaded = load_model(model, threads=threads)
    return SentenceTransformersEncoder(loaded, name=_name(model), revision=_revision(model, loaded))


def load_model(model: str, *, threads: int | None = None) -> Any:
    """Load a ``SentenceTransformer`` quietly, from disk if it is there.

    Raises:
        ModelError: it cannot be loaded.
    """
    try:
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelError(
            f"--model {model}: needs sentence-transformers and torch ({error}); "
            "'pip install sentence-transformers', or leave --model out"
        ) from error
    if threads:
        torch.set_num_threads(threads)
    with _quiet():
        try:
            return SentenceTransformer(model, local_files_only=True)
        except Exception as error:  # the loader raises whatever its layers do
            if _is_local(model):
                raise _unloadable(model, "folder", error) from error
        try:
            _ask_hub(model)
            return SentenceTransformer(model)
        except Exception as error:
            raise _unloadable(model, "model id", error) from error


def _ask_hub(model: str) -> None:
    """Fail at once if the hub lacks the model or is out of reach: its loader tries for 70 s."""
    from huggingface_hub import HfApi

    HfApi().model_info(model, timeout=HUB_SECONDS)


def _unloadable(model: str, what: str, error: Exception) -> ModelError:
    reason = (str(error).strip() or type(error).__name__).splitlines()[0]
    return ModelError(f"--model {model}: cannot load this {what}: {reason}")


def _is_local(model: str) -> bool:
    """Tell a path from a hub id (``name`` or ``owner/name``)."""
    return Path(model).exists() or model.startswith((".", "/", "~", "\\")) or model.count("/") > 1


def _name(model: str) -> str:
    return Path(model).resolve().name if _is_local(model) else model


def _revision(model: str, loaded: Any) -> str:
    """Identify the weights: the hub's commit, or a digest of samples of the folder's files."""
    commit = getattr(getattr(_module(loaded), "config", None), "_commit_hash", None)
    if commit and not _is_local(model):
        return str(commit)[:16]
    digest = hashlib.sha256()
    root = Path(model)
    if root.is_dir():
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            digest.update(path.relative_to(root).as_posix().encode())
            _sample(path, digest)
    else:
        digest.update(model.encode())
    return digest.hexdigest()[:16]


def _sample(path: Path, digest: Any) -> None:
    """Feed size and evenly spread pages of a file: enough to tell trained weights apart."""
    size = path.stat().st_size
    digest.update(str(size).encode())
    with path.open("rb") as file:
        for start in np.linspace(0, max(size - _SAMPLE_BYTES, 0), _SAMPLES).astype(np.int64):
            file.seek(int(start))
            digest.update(file.read(_SAMPLE_BYTES))


def _module(model: Any) -> Any:
    """Return the transformers model inside: ``model`` since 6.2, ``auto_model`` before."""
    first = model[0]
    parts = getattr(first, "_modules", {})
    return parts.get("model") or parts.get("auto_model")


def _inner(model: Any, name: str) -> Any:
    inner = _module(model)
    if inner is None or not hasattr(getattr(inner, "config", None), "num_hidden_layers"):
        raise ModelError(f"{name}: not a transformer with layers; dragoman needs its token vectors")
    return inner


def _prompt(model: Any, name: str) -> str:
    """Return what goes in front of a text: the model's own default prompt, or the known one."""
    default = getattr(model, "default_prompt_name", None)
    if default:
        return str(model.prompts[default])
    return next((prompt for pattern, prompt in PROMPTS if re.search(pattern, name)), "")


def _window(model: Any, tokenizer: Any) -> int:
    """Return how many tokens one run reads, special ones included."""
    limits = (getattr(model, "max_seq_length", None), getattr(tokenizer, "model_max_length", None))
    return min(int(limit) for limit in (*limits, 8192) if limit)


def _own(
    text: str, offsets: Sequence[tuple[int, int]], special: npt.NDArray[np.bool_], *, skip: int
) -> tuple[list[int], list[tuple[int, int]]]:
    """Choose the tokens that carry characters of the text after its prompt; trim white space."""
    at, spans = [], []
    for number, ((start, end), mark) in enumerate(zip(offsets, special, strict=True)):
        start = max(start, skip)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if not mark and start < end:
            at.append(number)
            spans.append((start - skip, end - skip))
    return at, spans


def _finite(vectors: Vectors, name: str) -> Vectors:
    if not np.isfinite(vectors).all():
        raise ModelError(f"{name}: gives vectors that are not numbers")
    return vectors


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the loaders' progress bars and notes out of the user's terminal."""
    from transformers.utils import logging as chatter

    names = ("sentence_transformers", "transformers", "huggingface_hub")
    before = {name: logging.getLogger(name).level for name in names}
    bars: Any = chatter
    shown = bars.is_progress_bar_enabled()
    bars.disable_progress_bar()
    for name in names:
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
        if shown:
            bars.enable_progress_bar()
