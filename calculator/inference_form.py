"""The fields of the inference part: what a reader can set, in which units, within which limits."""

from dataclasses import replace

from calculator import asked
from calculator.fields import Choice, Form, Number
from calculator.hardware import FORMATS

TOKENS = 1e9
BUY = ("pay", "buy")

FORM: Form = (
    asked.model("llama-3-8b"),
    Choice("weights", "Weights in", "16", options=asked.BITS, first=True),
    asked.accelerator("rtx-4090"),
    asked.devices(1),
    Number("context", "Context", "8192", unit="tokens", low=1, high=TOKENS, integer=True, first=True),
    Number("batch", "Batch", "4", unit="sequences", low=1, high=1e6, integer=True, first=True),
    Choice("pay", "Paid by", "rent", options={"rent": "the hour", "buy": "buying"}),
    replace(asked.PRICE, first=True, when=("pay", "rent")),
    *asked.PARAMETERS,
    *asked.CACHE_DIMENSIONS,
    asked.MEMORY_GB,
    asked.BANDWIDTH,
    asked.TFLOPS,
    asked.POWER,
    Number("purchase", "Purchase price of one", "1800", unit="$", low=0, high=1e9, when=BUY),
    Number("years", "Years of use", "3", unit="years", low=0, above=True, high=50, when=BUY),
    Number("electricity", "Electricity", "0.20", unit="$/kWh", low=0, high=100, when=BUY),
    Choice("cache", "Cache in", "16", options=asked.BITS),
    Number("prompt", "Prompt", "1000", unit="tokens", low=0, high=TOKENS, integer=True),
    Number("output", "Answer", "500", unit="tokens", low=1, high=TOKENS, integer=True),
    Number(
        "utilization",
        "Utilization",
        "0.5",
        unit="0 to 1",
        low=0,
        above=True,
        high=1,
        help="The share of the paid time in which the machine has work.",
    ),
    Number(
        "measured",
        "Measured speed, if you have it",
        "",
        unit="tokens/s in all",
        low=0,
        above=True,
        high=1e12,
        optional=True,
        help="Output tokens a second of the whole machine, prompts included. It replaces the bound in the cost.",
    ),
    Choice("arithmetic", "Multiplies in", "fp16", options=FORMATS),
    Number(
        "mfu",
        "Share of the peak reached in prefill",
        "0.4",
        unit="0 to 1",
        low=0,
        above=True,
        high=1,
        help="Model FLOPs utilization (MFU). 0.4 is an example.",
    ),
    asked.MEMORY_SHARE,
    Number("api_in", "API price, input", "0.10", unit="$ a million", low=0, above=True, high=1e6),
    Number("api_out", "API price, output", "0.30", unit="$ a million", low=0, above=True, high=1e6),
)
