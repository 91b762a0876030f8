"""The lines of the inference part: each output's label, unit, formula in TeX and source."""

from calculator.lines import DEFINITION, INFERENCE, TRANSFORMERS, Line, Source

OURS = Source("the scaling book's bound; the share of a mixture that a step reads is our estimate", INFERENCE.address)

LINES = (
    Line("weights", "Weights", "bytes", r"N \cdot b", INFERENCE, "parameter"),
    Line(
        "token",
        "Cache for one token",
        "bytes",
        r"2 \cdot L \cdot n_{\text{kv}} \cdot d_{\text{head}} \cdot b",
        INFERENCE,
    ),
    Line(
        "sequence",
        "Cache for one sequence",
        "bytes",
        r"2 \cdot L \cdot n_{\text{kv}} \cdot d_{\text{head}} \cdot b \cdot T",
        INFERENCE,
    ),
    Line(
        "cache",
        "Cache for all",
        "bytes",
        r"2 \cdot L \cdot n_{\text{kv}} \cdot d_{\text{head}} \cdot b \cdot T \cdot B",
        INFERENCE,
    ),
    Line(
        "total",
        "Weights and cache",
        "bytes",
        r"\text{weights} + \text{cache} \le \text{devices} \cdot \text{memory} \cdot \text{share}",
        DEFINITION,
    ),
    Line(
        "longest",
        "Longest context that fits",
        "tokens",
        r"\max T:\ \text{weights} + \text{cache}(T, B) \le \text{usable}",
        DEFINITION,
    ),
    Line(
        "most",
        "Most sequences that fit",
        "sequences",
        r"\max B:\ \text{weights} + \text{cache}(T, B) \le \text{usable}",
        DEFINITION,
    ),
    Line(
        "step",
        "A decode step, at least",
        "seconds",
        r"\frac{\text{cache}}{\text{BW}} "
        r"+ \max\left(\frac{2 A B}{\text{FLOP/s}}, \frac{\text{weights read}}{\text{BW}}\right)",
        OURS,
    ),
    Line("rate", "Decoding, all sequences, at most", "tokens/s", r"\frac{B}{\text{step}}", INFERENCE, "inference-cost"),
    Line("each", "Decoding, one sequence, at most", "tokens/s", r"\frac{1}{\text{step}}", INFERENCE),
    Line(
        "balance",
        "Batch at which arithmetic takes over",
        "sequences",
        r"\frac{\text{FLOP/s} \cdot b}{2 \cdot \text{BW}}",
        INFERENCE,
        "batch-size",
    ),
    Line(
        "prefill",
        "Prefill: reading one prompt",
        "seconds",
        r"\frac{2 \cdot A \cdot \text{prompt}}{\text{FLOP/s} \cdot \text{MFU}}",
        TRANSFORMERS,
    ),
    Line(
        "request",
        "A batch of answers, prompts included",
        "seconds",
        r"B \cdot \text{prefill} + \text{answer} \cdot \text{step}",
        DEFINITION,
    ),
    Line(
        "throughput",
        "Output tokens a second, prompts included",
        "tokens/s",
        r"\frac{B \cdot \text{answer}}{B \cdot \text{prefill} + \text{answer} \cdot \text{step}}",
        DEFINITION,
    ),
    Line("hourly", "Price of an hour", "$/h", r"\text{devices} \cdot \text{price}", DEFINITION),
    Line(
        "million",
        "Cost of a million output tokens",
        "$",
        r"\frac{\text{price of an hour}}{\text{tokens/s} \cdot 3600 \cdot \text{utilization}} \cdot 10^6",
        DEFINITION,
        "inference-cost",
    ),
    Line(
        "energy",
        "Energy for a million output tokens",
        "kWh",
        r"\frac{\text{power} \cdot 10^6}{\text{tokens/s} \cdot \text{utilization}}",
        DEFINITION,
    ),
    Line(
        "api",
        "The API, a million tokens of this mix",
        "$",
        r"\text{in}\,\% \cdot p_{\text{in}} + \text{out}\,\% \cdot p_{\text{out}}",
        DEFINITION,
    ),
    Line(
        "even",
        "Break-even with the API, a month",
        "tokens a month",
        r"\frac{\text{price of an hour} \cdot 730}{\text{API, a million}} \cdot 10^6",
        DEFINITION,
    ),
)
