"""Formulas of training: operations, and the time they take.

Source: "How to Scale Your Model" (Austin et al. 2025), chapter Transformers: forward 2ND, backward 4ND, of which half
is for the weights' gradients and half for the signal passed back; with full recomputation 2ND more.
"""

FORWARD, BACK, GRADIENTS = 2, 2, 2  # operations for each parameter and token


def factor(*, frozen: bool = False, recomputed: bool = False) -> int:
    """Operations for each parameter and token: 6, without the gradients of frozen weights 4; recomputed, 2 more."""
    return FORWARD + BACK + (0 if frozen else GRADIENTS) + (FORWARD if recomputed else 0)


def operations(active: float, tokens: float, each: float) -> float:
    """6 · N · D, with `each` for the 6; of a mixture, N counts the parameters active for a token."""
    return each * active * tokens


def training_s(work: float, devices: float, operations_a_second: float, utilization: float) -> float:
    """Operations over what the devices achieve: devices · peak · MFU."""
    return work / (devices * operations_a_second * utilization)
