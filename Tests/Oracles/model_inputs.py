"""The inputs of an ONNX model, and values to fill them with."""

from dataclasses import dataclass

import numpy as np
import onnx
from onnx import helper


@dataclass(frozen=True)
class ModelInput:
    """An input: its name, its numpy type, and per axis a number, a size's name or None."""

    name: str
    dtype: np.dtype
    shape: tuple

    def shape_at(self, sizes):
        """The shape with sizes filled in; one without a name is called by input and axis: x.2."""
        shape = []
        for axis, size in enumerate(self.shape):
            place = f"{self.name}.{axis}"
            known = size if isinstance(size, int) else sizes.get(place, sizes.get(size))
            if known is None:
                named = f"'{size}' or " if size else ""
                raise ValueError(f"the sizes {sizes} give no value for {named}'{place}'")
            shape.append(known)
        return shape


def inputs_of(path):
    """The inputs of the model in the file, without those that have a default value."""
    graph = onnx.load(path, load_external_data=False).graph
    constants = {tensor.name for tensor in graph.initializer}
    inputs = []
    for value in graph.input:
        if value.name in constants:
            continue
        tensor = value.type.tensor_type
        shape = []
        for dim in tensor.shape.dim:
            fixed = dim.dim_value if dim.HasField("dim_value") and dim.dim_value >= 0 else None
            shape.append(dim.dim_param or fixed)
        dtype = np.dtype(helper.tensor_dtype_to_np_dtype(tensor.elem_type))
        inputs.append(ModelInput(value.name, dtype, tuple(shape)))
    return inputs


def filled(model_input, shape, how=None):
    """An array for an input.

    `how` is "rand:SEED" (uniform in [0,1); the default for fractions), "rand:SEED:MAX" (whole
    numbers below MAX), "normal:SEED", "zeros", "ones" (the default for whole numbers), "range",
    "padded:SEED" (each row ones, then, from a place of its own on, zeros: an attention mask) or
    "page:SEED" (images of dark words on white pages, on which a detector of text finds some).
    """
    dtype = model_input.dtype
    whole = dtype.kind in "iub"
    kind, *numbers = (how or ("ones" if whole else "rand:0")).split(":")
    numbers = [int(number) for number in numbers]
    if kind in ("zeros", "ones"):
        return getattr(np, kind)(shape, dtype)
    if kind == "range":
        return np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    if kind not in ("rand", "normal", "padded", "page"):
        raise ValueError(f"'{how}' is no way to fill an input")
    generator = np.random.Generator(np.random.PCG64(numbers[0] if numbers else 0))
    if kind == "padded":
        lengths = generator.integers(1, shape[-1] + 1, (*shape[:-1], 1))
        return (np.arange(shape[-1]) < lengths).astype(dtype)
    if kind == "page":
        return page(generator, shape).astype(dtype)
    if kind == "normal":
        return generator.standard_normal(shape).astype(dtype)
    if len(numbers) > 1 or whole:
        return generator.integers(0, numbers[1] if len(numbers) > 1 else 2, shape).astype(dtype)
    return generator.random(shape).astype(dtype)


def page(generator, shape):
    """Lines of words of random strokes, -2 on 2, the same in all channels; the shape is n, c, h, w."""
    count, channels, height, width = shape
    strokes = generator.random((count, 1, -(-height // 2), -(-width // 2))) < 0.5
    ink = np.kron(strokes, np.ones((2, 2), bool))[:, :, :height, :width]
    line = (np.arange(height) // 12 % 2 == 1)[:, None]
    word = (np.arange(width) % 64 < 52)[None, :]
    return np.where(ink & line & word, -2.0, 2.0).repeat(channels, axis=1)


def feed(inputs, sizes, how):
    """Arrays for all inputs, by name; `how` says per name how it is filled."""
    return {one.name: filled(one, one.shape_at(sizes), how.get(one.name)) for one in inputs}
