"""What must hold of any settings in range: the cache grows in proportion, costs are monotone, nothing is NaN."""

import json
import re
import xml.etree.ElementTree as ET
from math import isfinite
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from calculator import parts
from calculator.door import answer
from calculator.fields import Choice, Number, read
from calculator.inference import costs, settled
from calculator.inference_form import FORM
from calculator.memory import cache_bytes, cache_values, largest
from calculator.models import MODELS

PLAIN = sorted(model.id for model in MODELS.values() if not model.windowed_layers)


def texts_of(form: Any) -> st.SearchStrategy[dict[str, str]]:
    """Any texts within the fields' ranges, their ends among them."""
    return st.fixed_dictionaries({}, optional={each.name: text_of(each) for each in form if text_of(each) is not None})


def text_of(field: Any) -> Any:
    """One field's texts."""
    if isinstance(field, Choice):
        return st.sampled_from(sorted(field.options))
    if not isinstance(field, Number):
        return None
    if field.integer:
        return st.integers(int(field.low), int(field.high)).map(str)
    low = max(field.low, 1e-6) if field.above else field.low
    return st.floats(low, field.high, allow_nan=False).map(repr)


def inference(**texts: str) -> Any:
    """The costs of some settings, the others as they open."""
    values, errors = read(FORM, {"context": "1000000000", "batch": "1", **texts})
    assert errors == []
    return costs(settled(values))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(parts.PARTS)), st.data())
def test_no_nan_for_any_input_in_range(name: str, data: st.DataObject) -> None:
    form = parts.part(name).form
    told = json.loads(answer(json.dumps({"calculator": name, "fields": data.draw(texts_of(form))})))
    if "errors" in told:  # settings that do not go together: a message at a field that there is
        assert set(told["errors"]) <= {field.name for field in form}
        return
    text = json.dumps(told, ensure_ascii=False)
    assert not re.search(r"\b(nan|NaN|inf|Infinity)\b", text)
    assert all(by is None or isfinite(by) for by in told["sorts"].values())
    for slot, html in told["slots"].items():
        if slot.startswith("picture."):
            ET.fromstring(html)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PLAIN), st.integers(1, 10**5), st.integers(1, 10**3), st.integers(2, 50))
def test_the_cache_is_linear_in_context_and_batch(model: str, context: int, batch: int, times: int) -> None:
    small = {"prompt": "0", "output": "1"}
    once = inference(model=model, context=str(context), batch=str(batch), **small).cache
    assert inference(model=model, context=str(context * times), batch=str(batch), **small).cache == once * times
    assert inference(model=model, context=str(context), batch=str(batch * times), **small).cache == once * times


@given(st.integers(1, 200), st.integers(1, 64), st.integers(1, 512), st.integers(1, 10**6), st.integers(1, 16))
def test_grouped_heads_divide_the_cache_exactly(layers: int, groups: int, size: int, tokens: int, sharing: int) -> None:
    grouped = cache_bytes(cache_values(groups, size), layers * tokens, 1, 2)
    assert cache_bytes(cache_values(groups * sharing, size), layers * tokens, 1, 2) == sharing * grouped


def test_llama_3_70b_caches_an_eighth_of_what_its_query_heads_would() -> None:
    model = MODELS["llama-3-70b"]
    assert model.heads / model.kv_heads == 8
    assert cache_values(model.heads, model.head_size) == 8 * model.cache_values


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(MODELS)), st.integers(1500, 10**6), st.integers(1, 512), st.integers(1, 512))
def test_more_sequences_cost_more_memory_and_time_and_less_a_token(
    model: str, context: int, one: int, other: int
) -> None:
    low, high = sorted((one, other))
    few = inference(model=model, context=str(context), batch=str(low))
    many = inference(model=model, context=str(context), batch=str(high))
    assert few.total <= many.total
    assert few.step <= many.step
    # A mixture's step may grow nearly in proportion; it never grows faster.
    assert few.million >= many.million * (1 - 1e-9)


@settings(max_examples=60, deadline=None)
@given(st.floats(0.01, 1), st.floats(0.01, 1), st.floats(0, 1e4), st.floats(0, 1e4))
def test_cost_falls_with_utilization_and_rises_with_price(
    one: float, other: float, price: float, dearer: float
) -> None:
    idle, busy = sorted((one, other))
    low, high = sorted((price, dearer))
    assert inference(utilization=repr(idle)).million >= inference(utilization=repr(busy)).million
    assert inference(price=repr(low)).million <= inference(price=repr(high)).million


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(MODELS)), st.integers(1500, 10**5), st.integers(1, 64))
def test_what_fits_at_most_fits_and_one_more_does_not(model: str, context: int, batch: int) -> None:
    found = inference(model=model, context=str(context), batch=str(batch), count="64")
    assume(1500 < found.longest < 10**9 and 0 < found.most < 10**6)
    at = {"model": model, "count": "64"}
    assert inference(**at, context=str(found.longest), batch=str(batch)).total <= found.usable
    assert inference(**at, context=str(context), batch=str(found.most)).total <= found.usable
    assert inference(**at, context=str(context), batch=str(found.most + 1)).total > found.usable


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_the_largest_that_holds(edge: int, limit: int) -> None:
    assert largest(lambda n: n <= edge, limit) == min(edge, limit)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 64), st.integers(1, 64))
def test_a_larger_rank_trains_more_in_proportion(one: int, times: int) -> None:
    def trained(rank: int) -> float:
        v, _ = parts.settle("training", {"rank": str(rank)})
        answer_of = parts.PARTS["training"].answer
        assert answer_of is not None
        return answer_of(v).shown["trained"].bare or 0.0

    assert trained(one * times) == times * trained(one)
