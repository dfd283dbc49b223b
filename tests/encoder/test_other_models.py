"""Models of other shapes behind the protocol: tiny and random, but real transformers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dragoman.encoder import load
from dragoman.encoder.sentence_transformers_route import (
    PROMPTS,
    SentenceTransformersEncoder,
    _prompt,
)

TEXT = "Ünïque “naïve” façade — 😀 Kyjiw,  Türkiye."
TRAINED_ON = [TEXT, "Der Minister reiste nach Kiew.", "a b c d e f g h i j k l m n o p q r s t u v"]


def word_pieces() -> Any:
    """A lower-casing WordPiece tokenizer that strips accents, as the first BERT had."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[UNK]", "[CLS]", "[SEP]", "[PAD]"]
    trainer = trainers.WordPieceTrainer(vocab_size=200, special_tokens=special, show_progress=False)
    tokenizer.train_from_iterator(TRAINED_ON, trainer)
    return tokenizer


def byte_pairs() -> Any:
    """A byte-level BPE tokenizer, as RoBERTa has; its tokens swallow the space before a word."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["[UNK]", "[CLS]", "[SEP]", "[PAD]"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=400, special_tokens=special, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(TRAINED_ON, trainer)
    return tokenizer


def save(folder: Path, tokenizer: Any, *, layers: int, limit: int = 64) -> None:
    """Write a random sentence-transformers model of *layers* layers."""
    import torch
    from tokenizers.processors import TemplateProcessing
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    ends = [(mark, tokenizer.token_to_id(mark)) for mark in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, model_max_length=limit, pad_token="[PAD]", unk_token="[UNK]",
        cls_token="[CLS]", sep_token="[SEP]",
    ).save_pretrained(folder)  # fmt: skip
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=16, num_hidden_layers=layers,
        num_attention_heads=2, intermediate_size=32, max_position_embeddings=limit,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder)


@pytest.fixture(params=[word_pieces, byte_pairs], ids=["word pieces", "byte pairs"])
def model(request: pytest.FixtureRequest, tmp_path: Path) -> SentenceTransformersEncoder:
    build: Callable[[], Any] = request.param
    save(tmp_path, build(), layers=6)
    loaded = load(str(tmp_path))
    assert isinstance(loaded, SentenceTransformersEncoder)
    return loaded


def test_layers_are_taken_at_relative_depth(model: SentenceTransformersEncoder) -> None:
    assert model.layers == (0, 4, 6)
    (found,) = model.encode([TEXT])
    assert found.tokens.shape == (3, len(found.spans), 16)


def test_spans_cover_the_text_and_no_white_space(model: SentenceTransformersEncoder) -> None:
    (found,) = model.encode([TEXT])
    pieces = [TEXT[start:end] for start, end in found.spans]
    assert all(piece and piece == piece.strip() for piece in pieces)
    covered = {at for start, end in found.spans for at in range(start, end)}
    assert covered == {at for at, char in enumerate(TEXT) if not char.isspace()}


def test_padding_changes_nothing(model: SentenceTransformersEncoder) -> None:
    alone, short = model.encode([TEXT])[0], "Kiew"
    together = model.encode([short, TEXT, short])[1]
    assert np.array_equal(alone.spans, together.spans)
    assert np.allclose(alone.tokens, together.tokens, atol=1e-5)
    assert np.allclose(model.sentences([TEXT])[0], together.sentence, atol=1e-5)


def test_a_text_read_in_part_says_so(model: SentenceTransformersEncoder) -> None:
    assert model.max_tokens == 62
    texts = ["a" + ".a" * count for count in range(20, 40)]
    counts = model.token_counts(texts)
    assert min(counts) < 62 < max(counts)
    found = model.encode(texts)
    assert [one.truncated for one in found] == [count > 62 for count in counts]
    assert max(len(one.spans) for one in found) <= 62


def test_the_revision_tells_weights_apart(tmp_path: Path) -> None:
    tokenizer = word_pieces()
    for name, layers in (("a", 1), ("b", 1), ("c", 2)):
        save(tmp_path / name, tokenizer, layers=layers)
    one, same, other = (load(str(tmp_path / name)).revision for name in "abc")
    assert one == same != other


@pytest.mark.parametrize(
    ("name", "prompt"),
    [
        pytest.param("intfloat/multilingual-e5-large", "query: ", id="e5 wants its prefix"),
        pytest.param("intfloat/e5-base-v2", "query: ", id="so does the English one"),
        pytest.param("intfloat/multilingual-e5-large-instruct", "", id="the instruct one does not"),
        pytest.param("sentence-transformers/LaBSE", "", id="others want nothing"),
    ],
)
def test_prompts_known_by_name(name: str, prompt: str) -> None:
    class Bare:
        default_prompt_name = None

    assert PROMPTS
    assert _prompt(Bare(), name) == prompt
