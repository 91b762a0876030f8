"""Formulas of memory. Sizes are in bytes; a function's name says of what.

Sources: "How to Scale Your Model" (Austin et al. 2025), chapter Inference, for weights and cache; ZeRO (Rajbhandari et
al. 2020), section 3.1, for what Adam keeps; Korthikanti et al. 2022, "Reducing Activation Recomputation in Large
Transformer Models", for activations.
"""

from collections.abc import Callable
from math import ceil

WEIGHT_BYTES, GRADIENT_BYTES = 2, 2  # 16-bit copies of weights and gradients
OPTIMIZER_BYTES = {"adamw": 12, "momentum": 8, "sgd": 4}  # 32 bit each: a copy of the weights, and running means


def weights_bytes(parameters: float, bytes_each: float) -> float:
    """N · b: every parameter, embeddings included."""
    return parameters * bytes_each


def cache_values(kv_heads: float, head_size: float) -> float:
    """2 · n_kv · d_head: the values that one layer keeps for one token, a key and a value for each head."""
    return 2 * kv_heads * head_size


def cached_layers_tokens(layers: float, tokens: float, window: float = 0, windowed_layers: float = 0) -> float:
    """Layers times the tokens that each keeps, for one sequence: a sliding window caps the tokens of its layers."""
    return (layers - windowed_layers) * tokens + windowed_layers * min(tokens, window)


def cache_bytes(values: float, layers_tokens: float, sequences: float, bytes_each: float) -> float:
    """2 · L · n_kv · d_head · T · B · b, with 2 · n_kv · d_head as `values` and L · T as `layers_tokens`."""
    return values * layers_tokens * sequences * bytes_each


def devices_needed(size_bytes: float, usable_bytes: float) -> int:
    """The smallest number of devices that hold so much between them, if it can be split evenly."""
    return max(1, ceil(size_bytes / usable_bytes))


def largest(holds: Callable[[int], bool], limit: int) -> int:
    """The largest whole number up to `limit` for which `holds` is true, 0 if for none; it must not come back on."""
    low, high = 0, limit + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def optimizer_bytes(trained: float, optimizer: str) -> float:
    """4 bytes each for a copy of the trained weights and for each running mean: AdamW keeps two means, momentum one."""
    return trained * OPTIMIZER_BYTES[optimizer]


def adapter_parameters(rank: float, matrices: list[tuple[float, float]], layers: float) -> float:
    """R · Σ (d + k) over the adapted matrices, d by k, of every layer: LoRA's B and A (Hu et al. 2022)."""
    return rank * layers * sum(rows + columns for rows, columns in matrices)


def activation_bytes(
    tokens: float, sequences: float, *, hidden: float, heads: float, layers: float, kept: str
) -> float:
    """What the backward pass needs of the forward pass, in 16 bits; Korthikanti et al. 2022, equations 1 to 6.

    s · b · h · L times 34 + 5 a s / h if all is kept, 34 without what attention holds for pairs of tokens, 2 if each
    layer keeps only its input. Derived for an MLP of four times the width: for gated ones it is an estimate.
    """
    each = {"all": 34 + 5 * heads * tokens / hidden, "attention": 34.0, "inputs": 2.0}[kept]
    return tokens * sequences * hidden * layers * each


def logits_bytes(tokens: float, sequences: float, vocabulary: float) -> float:
    """4 · s · b · v: 32 bits for every token and every word it might be (Korthikanti et al. 2022, section 4.3)."""
    return 4 * tokens * sequences * vocabulary
