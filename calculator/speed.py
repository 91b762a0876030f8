"""Formulas of time, in seconds: bounds that no software beats, given what the hardware can do at most.

Source: "How to Scale Your Model" (Austin et al. 2025), chapters Transformers (2N operations a token) and Inference
(a decode step: B · KV / BW + max(2BN / FLOPs, N · b / BW)). The share of a mixture's weights that a step reads is ours.
"""


def weights_read_bytes(parameters: float, active: float, sequences: float, bytes_each: float) -> float:
    """What a decode step reads of the weights: all of a dense model, of a mixture N · (1 − (1 − A/N)^B) parameters.

    Each of B sequences is taken to call on a share A/N of the weights, as if by lot: A for one, nearly N for many.
    """
    untouched: float = (1 - active / parameters) ** sequences
    return parameters * (1 - untouched) * bytes_each


def reading_s(size_bytes: float, bytes_a_second: float) -> float:
    """Time to read so much from memory once."""
    return size_bytes / bytes_a_second


def arithmetic_s(active: float, tokens: float, operations_a_second: float) -> float:
    """2 · A · tokens operations: a multiplication and an addition for each active parameter."""
    return 2 * active * tokens / operations_a_second


def step_s(cache_s: float, weights_s: float, products_s: float) -> float:
    """A decode step: the cache is read, and the weights are read while they are multiplied; the slower of the two."""
    return cache_s + max(weights_s, products_s)


def balance_sequences(operations_a_second: float, bytes_a_second: float, bytes_each: float) -> float:
    """How many sequences make multiplying a weight take as long as reading it: FLOPs · b / (2 · BW)."""
    return operations_a_second * bytes_each / (2 * bytes_a_second)
