"""The references with arrays and tables, against sources that know nothing of them: SciPy, torch, published numbers."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from autograder.course.solutions import run_file

ROOT = Path(__file__).parents[2]
REFERENCE = run_file(ROOT / "solutions" / "attention.py")
SELF = run_file(ROOT / "solutions" / "self_attention.py")
ALIGNMENT = run_file(ROOT / "solutions" / "alignment.py")
TOKENS = np.array(
    [
        [0.43, 0.15, 0.89],
        [0.55, 0.87, 0.66],
        [0.57, 0.85, 0.64],
        [0.22, 0.58, 0.33],
        [0.77, 0.25, 0.10],
        [0.05, 0.80, 0.55],
    ]
)
"""Six tokens of three numbers: Raschka, Build a Large Language Model (From Scratch), chapter 3."""

sizes = st.integers(1, 6)
seeds = st.integers(0, 2**32 - 1)


@st.composite
def attention_inputs(draw):
    """Q, K, V of any sizes, from gentle to sharp scores, and a mask that leaves every query a key."""
    q, k, d, dv = (draw(sizes) for _ in range(4))
    rng = np.random.default_rng(draw(seeds))
    spread = draw(st.sampled_from([0.1, 1.0, 10.0]))
    Q, K, V = rng.normal(scale=spread, size=(q, d)), rng.normal(size=(k, d)), rng.normal(size=(k, dv))
    mask = rng.random((q, k)) < 0.6
    mask[np.arange(q), rng.integers(0, k, q)] = True
    return Q, K, V, mask


def near(actual, expected, rtol=1e-9, atol=1e-12):
    np.testing.assert_allclose(actual, expected, rtol=rtol, atol=atol)


# attention: other people's programs


@given(seeds, sizes, sizes, st.sampled_from([1.0, 30.0, 1000.0]))
def test_softmax_rows_is_scipys(seed, q, k, spread):
    """Each row is SciPy's softmax, whose axis must be named."""
    S = np.random.default_rng(seed).normal(scale=spread, size=(q, k))
    near(REFERENCE.softmax_rows(S), special.softmax(S, axis=1), atol=1e-300)


@given(attention_inputs())
def test_weights_are_log_sum_exp(inputs):
    """The logarithm of a weight is its score less the row's log-sum-exp."""
    Q, K, V, _ = inputs
    S = Q @ K.T / math.sqrt(Q.shape[1])
    out, W = REFERENCE.attention(Q, K, V)
    near(W, np.exp(S - special.logsumexp(S, axis=1, keepdims=True)))
    near(out, np.einsum("qk,kv->qv", W, V), atol=1e-9)


@settings(deadline=None)
@given(attention_inputs(), st.sampled_from([None, 1.0, 0.3]))
def test_attention_is_torchs(inputs, scale):
    """torch's scaled_dot_product_attention gives the same reads; there, too, True means keep."""
    torch = pytest.importorskip("torch", reason="torch is not installed; SciPy and NumPy judge the reference alone")
    Q, K, V, mask = inputs
    tensors = [torch.from_numpy(array)[None] for array in (Q, K, V)]
    for keep in (None, mask):
        expected = torch.nn.functional.scaled_dot_product_attention(
            *tensors, attn_mask=None if keep is None else torch.from_numpy(keep)[None], scale=scale
        )
        near(REFERENCE.attention(Q, K, V, scale, keep)[0], expected[0].numpy(), rtol=1e-7, atol=1e-9)


# attention: published numbers


def test_lesson_example_in_closed_form():
    """The lesson's weights are (1, r, r^2) / (1 + r + r^2) with r = e^-0.2."""
    states = np.array([[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]])
    r = math.exp(-0.2)
    W = np.array([[1, r, r * r]]) / (1 + r + r * r)
    out, given_W = REFERENCE.attention(np.array([[0.7, 0.3]]), states, states, 1.0)
    near(given_W, W)
    near(out, W @ states)
    near(np.round(given_W, 4), [[0.4018, 0.3289, 0.2693]])


def test_raschkas_second_token():
    """Raschka's second token: weights and context as printed."""
    out, W = REFERENCE.attention(TOKENS[[1]], TOKENS, TOKENS, 1.0)
    near(W, [[0.1385, 0.2379, 0.2333, 0.1240, 0.1082, 0.1581]], atol=6e-5)
    near(out, [[0.4419, 0.6515, 0.5683]], atol=6e-5)


def test_tensorflow_tutorial():
    """The TensorFlow tutorial's three lookups, at the default scale."""
    K = np.array([[10.0, 0, 0], [0, 10, 0], [0, 0, 10], [0, 0, 10]])
    V = np.array([[1.0, 0], [10, 0], [100, 5], [1000, 6]])
    out, _ = REFERENCE.attention(np.array([[0.0, 10, 0], [0, 0, 10], [10, 10, 0]]), K, V)
    near(out, [[10, 0], [550, 5.5], [5.5, 0]], atol=1e-9)


def test_orthonormal_keys_in_closed_form():
    """Two of n orthonormal keys, asked for with strength beta, get e^beta / (2 e^beta + n - 2) each."""
    n, beta = 7, 2.5
    keys = np.linalg.qr(np.random.default_rng(4).normal(size=(n, n)))[0]
    _, W = REFERENCE.attention(beta * (keys[[2]] + keys[[5]]), keys, keys, 1.0)
    near(W[0, [2, 5]], [math.exp(beta) / (2 * math.exp(beta) + n - 2)] * 2)


# attention: what must not change, and how


@given(attention_inputs(), st.floats(-100, 100))
def test_shifting_all_scores_changes_nothing(inputs, shift):
    """A number added to every score of a row is not felt."""
    Q, K, _, _ = inputs
    S = Q @ K.T
    near(REFERENCE.softmax_rows(S + shift), REFERENCE.softmax_rows(S), rtol=1e-9)


@given(attention_inputs(), seeds)
def test_permuting_keys_with_values(inputs, seed):
    """The order of the pairs of key and value does not matter; the weights move with them."""
    Q, K, V, mask = inputs
    order = np.random.default_rng(seed).permutation(len(K))
    out, W = REFERENCE.attention(Q, K, V, None, mask)
    moved_out, moved_W = REFERENCE.attention(Q, K[order], V[order], None, mask[:, order])
    near(moved_out, out, atol=1e-9)
    near(moved_W, W[:, order])


@given(attention_inputs())
def test_doubling_every_pair(inputs):
    """With every pair there twice, each copy gets half the weight and the read stays."""
    Q, K, V, _ = inputs
    out, W = REFERENCE.attention(Q, K, V)
    twice_out, twice_W = REFERENCE.attention(Q, np.vstack([K, K]), np.vstack([V, V]))
    near(twice_out, out, atol=1e-9)
    near(twice_W, np.hstack([W, W]) / 2)


@given(attention_inputs())
def test_reads_stay_in_the_hull(inputs):
    """A read lies between the least and the largest value, and the weights are shares."""
    Q, K, V, mask = inputs
    out, W = REFERENCE.attention(Q, K, V, None, mask)
    assert (out >= V.min(axis=0) - 1e-9).all()
    assert (out <= V.max(axis=0) + 1e-9).all()
    assert (W >= 0).all()
    near(W.sum(axis=1), np.ones(len(Q)))


@given(attention_inputs())
def test_masking_is_deletion(inputs):
    """For each query, hiding keys is the same as deleting them."""
    Q, K, V, mask = inputs
    out, W = REFERENCE.attention(Q, K, V, None, mask)
    assert (W[~mask] == 0).all()
    for i, kept in enumerate(mask):
        alone, alone_W = REFERENCE.attention(Q[[i]], K[kept], V[kept])
        near(out[[i]], alone, atol=1e-9)
        near(W[[i]][:, kept], alone_W)


def test_a_query_without_keys_is_refused():
    """One row of the mask without a True is enough."""
    with pytest.raises(ValueError, match="no key"):
        REFERENCE.attention(np.eye(2), np.eye(2), np.eye(2), None, np.array([[True, False], [False, False]]))


# self-attention


@given(seeds, sizes, sizes, sizes, sizes)
def test_self_attention_is_attention_of_projections(seed, n, d, dk, dv):
    """Self-attention is the attention of the exercise before, with all three arrays made from X."""
    rng = np.random.default_rng(seed)
    X, Wq, Wk, Wv = rng.normal(size=(n, d)), *(rng.normal(size=(d, width)) for width in (dk, dk, dv))
    for causal in (False, True):
        mask = np.tril(np.ones((n, n), dtype=bool)) if causal else None
        for part, expected in zip(
            SELF.self_attention(X, Wq, Wk, Wv, causal),
            REFERENCE.attention(X @ Wq, X @ Wk, X @ Wv, None, mask),
            strict=True,
        ):
            near(part, expected)


@given(seeds, st.integers(2, 7))
def test_the_future_is_not_seen(seed, n):
    """A causal sentence cut short gives the same rows; its first word copies its value."""
    rng = np.random.default_rng(seed)
    X, tables = rng.normal(size=(n, 3)), [rng.normal(size=(3, width)) for width in (4, 4, 2)]
    out, W = SELF.self_attention(X, *tables, causal=True)
    cut, cut_W = SELF.self_attention(X[: n - 1], *tables, causal=True)
    near(out[: n - 1], cut, atol=1e-9)
    near(W[: n - 1, : n - 1], cut_W)
    near(out[0], X[0] @ tables[2], atol=1e-9)


def test_self_attention_of_raschkas_tokens():
    """With projections that change nothing, the whole table is SciPy's softmax of the scaled products."""
    out, W = SELF.self_attention(TOKENS, np.eye(3), np.eye(3), np.eye(3))
    near(W, special.softmax(TOKENS @ TOKENS.T / math.sqrt(3), axis=1))
    near(out, W @ TOKENS)


@pytest.mark.parametrize("d", [4, 64, 256])
def test_dot_products_vary_by_d(d):
    """Vaswani et al.: dot products of d parts of variance 1 have variance d; the default scale brings it back to 1."""
    rng = np.random.default_rng(d)
    Q, K = rng.normal(size=(300, d)), rng.normal(size=(300, d))
    assert (Q @ K.T).var() == pytest.approx(d, rel=0.1)
    _, W = REFERENCE.attention(Q, K, K)
    assert np.log(W).var(axis=1).mean() == pytest.approx(1, rel=0.1)


# alignment


@given(seeds, sizes, sizes)
def test_coverage_and_focus_are_numpys(seed, t, n):
    """Coverage is a column sum; the focus is a stable falling sort, also with ties."""
    A = np.random.default_rng(seed).integers(0, 4, size=(t, n)) / 4
    near(ALIGNMENT.coverage(A.tolist()), A.sum(axis=0))
    for line in A:
        assert ALIGNMENT.focus(line.tolist(), n) == np.argsort(-line, kind="stable").tolist()
        assert ALIGNMENT.focus(line.tolist()) == [int(line.argmax())]


@given(attention_inputs())
def test_real_weights_make_a_table(inputs):
    """Weights that attention gives always make a table; its coverage adds up to the number of output words."""
    Q, K, V, mask = inputs
    _, W = REFERENCE.attention(Q, K, V, None, mask)
    source, target = [f"in{j}" for j in range(len(K))], [f"out{i}" for i in range(len(Q))]
    rows = ALIGNMENT.alignment_table(source, target, W.tolist())
    assert [row["output"] for row in rows] == target
    assert all(row["source"] == source for row in rows)
    near([row["weights"] for row in rows], W)
    near(sum(ALIGNMENT.coverage(W.tolist())), len(Q))


def test_rounded_weights_are_accepted():
    """Weights as the lesson prints them, to four places, miss 1 and still count."""
    W = REFERENCE.attention(TOKENS, TOKENS, TOKENS, 1.0)[1].round(4).tolist()
    assert any(sum(line) != 1 for line in W)
    words = ["your", "journey", "starts", "with", "one", "step"]
    assert len(ALIGNMENT.alignment_table(words, words, W, 2)) == 6


# evidence card


def test_every_text_of_the_empty_card_is_a_placeholder():
    """The checks know a placeholder by its angle brackets: each text of the stub has them."""
    card = yaml.safe_load((ROOT / "exercises" / "evidence_card.yaml").read_text(encoding="utf-8"))
    texts = [text for field in card.values() for text in (field.values() if isinstance(field, dict) else [field])]
    assert len(texts) == 12
    assert all(text.startswith("<") and text.endswith(">") for text in texts)
