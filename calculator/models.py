"""Language models: their dimensions, read from data/models.csv, each row with its source.

Every parameter count was recomputed from the dimensions and is equal to the digit. A mixture of experts also has the
number of parameters that are active for one token.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from calculator import memory
from calculator.hardware import rows


@dataclass(frozen=True)
class Model:
    """One model. A dimension that is 0 is not known, or is no dimension of this model."""

    id: str
    name: str
    parameters: float
    active: float
    layers: float
    hidden: float
    heads: float
    kv_heads: float
    head_size: float
    mlp: float
    window: float
    windowed_layers: float
    cached: float
    vocabulary: float
    context: float
    source: str = ""
    second: str = ""
    notes: str = ""
    gated: bool = True

    @property
    def cache_values(self) -> float:
        """Values that a layer keeps for one token: all heads' keys and values, or what the model makes of them."""
        return self.cached or memory.cache_values(self.kv_heads, self.head_size)

    @property
    def mixture(self) -> bool:
        """Whether a token uses only a part of the parameters."""
        return self.active < self.parameters

    def layers_tokens(self, tokens: float) -> float:
        """Layers times the tokens that each keeps of one sequence."""
        return memory.cached_layers_tokens(self.layers, tokens, self.window, self.windowed_layers)

    def attention_matrices(self) -> list[tuple[float, float]]:
        """Query, key, value and output matrices of a layer."""
        queries, keys = self.heads * self.head_size, self.kv_heads * self.head_size
        return [(queries, self.hidden), (keys, self.hidden), (keys, self.hidden), (self.hidden, queries)]

    def mlp_matrices(self) -> list[tuple[float, float]]:
        """The matrices of a layer's MLP: two into it where it is gated, one out of it."""
        return [(self.mlp, self.hidden)] * (2 if self.gated else 1) + [(self.hidden, self.mlp)]


def _read(row: Mapping[str, str]) -> Model:
    def at(column: str) -> float:
        return float(row[column] or 0)

    return Model(
        id=row["id"],
        name=row["name"],
        parameters=at("parameters"),
        active=at("active_parameters") or at("parameters"),
        layers=at("layers"),
        hidden=at("hidden_size"),
        heads=at("attention_heads"),
        kv_heads=at("kv_heads"),
        head_size=at("head_dim"),
        mlp=at("ffn"),
        window=at("window"),
        windowed_layers=at("windowed_layers"),
        cached=at("cached_values"),
        vocabulary=at("vocab"),
        context=at("context"),
        source=row["source"],
        second=row["second_source"],
        notes=row["notes"],
        gated=row["id"] != "gpt2",
    )


MODELS = {row["id"]: _read(row) for row in rows("models.csv")}
