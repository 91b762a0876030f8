"""Accelerators: what their makers and others published, read from data/accelerators.csv, each row with its source.

Peaks are dense (no structured sparsity) and with 32-bit accumulation where the two differ; memory is in decimal GB as
marketed; power is the board's limit, not what a job draws. An empty cell means that no source was seen.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
FORMATS = {"fp16": "16 bit (bf16 or fp16)", "int8": "8-bit integers", "fp8": "8-bit floats"}


@dataclass(frozen=True)
class Accelerator:
    """One device. Memory in bytes, bandwidth in bytes a second, peaks in operations a second, power in watts."""

    id: str
    name: str
    vendor: str
    kind: str
    memory: float
    bandwidth: float
    peaks: Mapping[str, float]
    power: float | None
    year: str
    source: str
    second: str
    notes: str


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a data file that have a source; without one, a row is left out."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if row["source"].strip())


def _read(row: Mapping[str, str]) -> Accelerator:
    columns = {"fp16": "dense_fp16_tflops", "int8": "dense_int8_tops", "fp8": "dense_fp8_tflops"}
    return Accelerator(
        id=row["id"],
        name=row["name"],
        vendor=row["vendor"],
        kind=row["class"],
        memory=float(row["memory_gb"]) * 1e9,
        bandwidth=float(row["bandwidth_gb_s"]) * 1e9,
        peaks={name: float(row[column]) * 1e12 for name, column in columns.items() if row[column]},
        power=float(row["power_w"]) if row["power_w"] else None,
        year=row["year"],
        source=row["source"],
        second=row["second_source"],
        notes=row["notes"],
    )


# Read when the module is imported: the browser starts from a memory snapshot, in which there are no files.
ACCELERATORS = {row["id"]: _read(row) for row in rows("accelerators.csv")}


@dataclass(frozen=True)
class Price:
    """What one source asked for an hour of one accelerator, in dollars, and when: an example, not an offer."""

    dollars: float
    date: str
    source: str


EXAMPLE_PRICES = {
    row["id"]: Price(float(row["dollars_an_hour"]), row["date"], row["source"]) for row in rows("prices.csv")
}
