"""Published figures, computed again from the inputs that their sources state; the gap, and why there is one.

A case calls the same small functions as the page does. What was read at its source is in `published`; `reason` says
where a difference comes from.
"""

from calculator import memory, money, speed, work
from calculator.lines import INFERENCE, TRANSFORMERS, Source
from calculator.quantities import Case, Quantity
from calculator.units import binary_bytes, decimal_bytes, number, scientific, seconds, whole

LLAMA_70B = memory.cache_bytes(memory.cache_values(8, 128), 80, 1, 1)
V5P_FLOPS, V5P_CHIPS = 4.59e14, 8960


def _cache_13b(tokens: float) -> float:
    return memory.cache_bytes(memory.cache_values(40, 128), 40 * tokens, 1, 2)


def _step() -> tuple[float, float, float]:
    """Bytes read, seconds and tokens a second of the book's example of a decode step."""
    read = memory.weights_bytes(70e9, 1) + 32 * 8192 * LLAMA_70B
    time = speed.reading_s(read, 8 * 8.1e11)
    return read, time, 32 / time


def _training_days() -> tuple[float, float]:
    done = work.operations(70e9, 15e12, work.factor())
    return done, work.training_s(done, V5P_CHIPS, V5P_FLOPS, 0.4)


def _operations(parameters: float, tokens: float) -> float:
    return work.operations(parameters, tokens, work.factor())


def _flops(published: float, computed: float, digits: int) -> Quantity:
    return Quantity(published, f"{scientific(published)} FLOPs", computed, f"{scientific(computed, digits)} FLOPs")


READ, STEP, RATE = _step()
DONE, DAYS = _training_days()
STEP_LINK = {
    "model": "own",
    "parameters": "70B",
    "layers": "80",
    "kv_heads": "8",
    "head_size": "128",
    "weights": "8",
    "cache": "8",
    "context": "8192",
    "batch": "32",
    "accelerator": "own",
    "memory": "16",
    "bandwidth": "810",
    "tflops": "197",
    "power": "200",
    "count": "8",
}
DAYS_LINK = {
    "model": "own",
    "parameters": "70B",
    "layers": "80",
    "method": "full",
    "tokens": "15T",
    "epochs": "1",
    "accelerator": "tpu-v5p",
    "count": "8960",
    "mfu": "0.4",
    "recompute": "attention",
    "hidden": "8192",
    "heads": "64",
    "mlp": "28672",
}

CASES = (
    Case(
        "Cache of one sequence, Llama 2 13B",
        "40 layers, 40 key-value heads of 128, 8 192 tokens, 16 bits",
        INFERENCE,
        (
            Quantity(
                6.7e9,
                "6.7 GB",
                _cache_13b(8192),
                f"{decimal_bytes(_cache_13b(8192), 5)} ({binary_bytes(_cache_13b(8192))})",
            ),
        ),
        "Rounded to two digits.",
        ("inference", {"model": "llama-2-13b", "context": "8192", "batch": "1", "accelerator": "a100-sxm-80"}),
    ),
    Case(
        "Cache, Llama 3 70B in 8 bits",
        "80 layers, 8 key-value heads of 128, 32 768 tokens",
        INFERENCE,
        (
            Quantity(160e3, "160 kB a token", LLAMA_70B, f"{whole(LLAMA_70B)} B a token"),
            Quantity(5.3e9, "5.3 GB", 32768 * LLAMA_70B, decimal_bytes(32768 * LLAMA_70B, 4)),
        ),
        "The book's 160 kB are 160 KiB, which is 163 840 bytes; 5.3 is rounded.",
        (
            "inference",
            {
                "model": "llama-3-70b",
                "context": "32768",
                "batch": "1",
                "weights": "8",
                "cache": "8",
                "accelerator": "h100-sxm",
            },
        ),
    ),
    Case(
        "A decode step of 70 billion parameters in 8 bits",
        "32 sequences of 8 192 tokens, 163 840 B of cache a token, 8 chips that read 8.1 × 10¹¹ B/s each",
        INFERENCE,
        (
            Quantity(112e9, "112 GB read", READ, decimal_bytes(READ, 5)),
            Quantity(17e-3, "17 ms", STEP, seconds(STEP, 4)),
            Quantity(1882, "1\u202f882 tokens/s", RATE, f"{number(RATE, 4)} tokens/s"),
        ),
        "The book counts 160 000 B a token and divides 32 by the rounded 0.017 s.",
        ("inference", STEP_LINK),
    ),
    Case(
        "Training Llama 3 70B",
        "70 × 10⁹ parameters, 15 × 10¹² tokens, 8 960 TPU v5p at 40 % of 459 TFLOP/s",
        TRANSFORMERS,
        (
            Quantity(6.3e24, "6.3 × 10²⁴ FLOPs", DONE, f"{scientific(DONE)} FLOPs"),
            Quantity(44 * 86400.0, "44 days", DAYS, f"{seconds(DAYS)} ({scientific(DAYS)} s)"),
        ),
        "Rounded to whole days.",
        ("training", DAYS_LINK),
    ),
    Case(
        "Training DeepSeek-V3",
        "37 × 10⁹ active parameters, 14.8 × 10¹² tokens",
        TRANSFORMERS,
        (_flops(3.3e24, _operations(37e9, 14.8e12), 4),),
        "Rounded to two digits. Of a mixture, only the active parameters count.",
    ),
    Case(
        "Training Chinchilla",
        "70 × 10⁹ parameters, 1.4 × 10¹² tokens",
        Source("Hoffmann et al. 2022, as wentao.site quotes it", "https://arxiv.org/abs/2203.15556"),
        (_flops(5.76e23, _operations(70e9, 1.4e12), 3),),
        "The paper counts the operations layer by layer; 6 N D is a rule of thumb.",
    ),
    Case(
        "Training GPT-3",
        "175 × 10⁹ parameters, 300 × 10⁹ tokens",
        Source("Brown et al. 2020, table D.1", "https://arxiv.org/abs/2005.14165"),
        (_flops(3.14e23, _operations(175e9, 300e9), 3),),
        "The inputs are rounded: with 174.4 × 10⁹ parameters the rule gives 3.14 exactly.",
    ),
    Case(
        "A million tokens at $2 an hour",
        "2 000 tokens a second, busy all the time or a fifth of it",
        Source("gera.services, a price calculator"),
        (
            Quantity(0.28, "$0.28", money.per_million(2, 2000), f"${money.per_million(2, 2000):.4f}"),
            Quantity(1.40, "$1.40", money.per_million(2, 2000, 0.2), f"${money.per_million(2, 2000, 0.2):.4f}"),
        ),
        "Rounded to cents; 1.40 is five times the rounded 0.28.",
        ("inference", {"price": "2", "measured": "2000", "utilization": "0.2"}),
    ),
    Case(
        "Cache of OPT-13B",
        "40 layers, 40 key-value heads of 128, 16 bits, 2 048 tokens a request",
        Source("Kwon et al. 2023, section 3", "https://arxiv.org/abs/2309.06180"),
        (
            Quantity(
                800 * 1024, "800 KB a token", _cache_13b(1), f"{whole(_cache_13b(1))} B = {binary_bytes(_cache_13b(1))}"
            ),
            Quantity(1.6e9, "up to 1.6 GB", _cache_13b(2048), decimal_bytes(_cache_13b(2048), 4)),
        ),
        "The paper's KB are KiB, and its GB are GiB: 1.678 GB are 1.56 GiB.",
    ),
)
