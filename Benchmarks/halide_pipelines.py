"""The pipelines of Examples/Pipelines in Halide, scheduled by hand in its manner.

Each function gives (pipeline, inputs, output, reference): what `realize` runs on, and what NumPy says
the output must be. Sizes are those of the Swift side.
"""

import halide as hl
import numpy as np

LANES = 16


def numbers(shape, number):
    """The inputs of the Swift side: numbers between -1 and 1."""
    count = int(np.prod(shape))
    values = (np.arange(count, dtype=np.int64) * 7919 + number * 104729) % 2001 - 1000
    return (values.astype(np.float32) / np.float32(1000)).reshape(shape)


def blur():
    h, w = 1080, 1920
    image = numbers((h, w), 0)
    source = hl.Buffer(image)
    x, y, yo, yi = hl.Var("x"), hl.Var("y"), hl.Var("yo"), hl.Var("yi")
    inside = hl.BoundaryConditions.repeat_edge(source)
    # The edge that repeats is that of the rows, not of the image: its rows are means already.
    rows, blurred = hl.Func("rows"), hl.Func("blurred")
    rows[x, y] = (inside[x - 1, y] + inside[x, y] + inside[x + 1, y]) * hl.f32(1 / 3)
    blurred[x, y] = (rows[x, y - 1] + rows[x, y] + rows[x, y + 1]) * hl.f32(1 / 3)
    blurred.split(y, yo, yi, 16).parallel(yo).vectorize(x, LANES)
    rows.compute_at(blurred, yo).vectorize(x, LANES)
    padded = np.pad(image, 1, mode="edge")
    reference = sum(
        padded[dy : dy + h, dx : dx + w] for dy in range(3) for dx in range(3)
    ) / np.float32(9)
    return blurred, [image, source], np.zeros((h, w), np.float32), reference


def separable():
    h, w = 1080, 1920
    image, taps = numbers((h, w), 0), numbers((7,), 1)
    source, weights = hl.Buffer(image), hl.Buffer(taps)
    x, y, yo, yi = hl.Var("x"), hl.Var("y"), hl.Var("yo"), hl.Var("yi")
    inside = hl.BoundaryConditions.repeat_edge(source)
    rows, filtered = hl.Func("rows"), hl.Func("filtered")
    across = [hl.Expr(inside[x + k - 3, y]) * hl.Expr(weights[k]) for k in range(7)]
    rows[x, y] = sum(across[1:], across[0])
    down = [hl.Expr(rows[x, y + k - 3]) * hl.Expr(weights[k]) for k in range(7)]
    filtered[x, y] = sum(down[1:], down[0])
    filtered.split(y, yo, yi, 24).parallel(yo).vectorize(x, LANES)
    rows.compute_at(filtered, yo).vectorize(x, LANES)
    padded = np.pad(image, 3, mode="edge").astype(np.float64)
    first = sum(padded[:, k : k + w] * taps[k] for k in range(7))
    reference = sum(first[k : k + h] * taps[k] for k in range(7))
    return filtered, [image, taps, source, weights], np.zeros((h, w), np.float32), reference


def convolution():
    h = w = 58
    image, taps = numbers((1, h, w, 64), 0), numbers((3, 3, 64, 64), 1)
    source, weights = hl.Buffer(image), hl.Buffer(taps)
    o, x, y, b = hl.Var("o"), hl.Var("x"), hl.Var("y"), hl.Var("b")
    oo, oi, xo, xi = hl.Var("oo"), hl.Var("oi"), hl.Var("xo"), hl.Var("xi")
    r = hl.RDom([(0, 64), (0, 3), (0, 3)])
    sums, result = hl.Func("sums"), hl.Func("result")
    sums[o, x, y, b] = hl.f32(0)
    sums[o, x, y, b] += source[r[0], x + r[1], y + r[2], b] * weights[o, r[0], r[1], r[2]]
    result[o, x, y, b] = hl.max(sums[o, x, y, b], hl.f32(0))
    result.split(o, oo, oi, 2 * LANES).split(x, xo, xi, 14)
    result.reorder(oi, xi, xo, oo, y, b).vectorize(oi, LANES).unroll(oi).unroll(xi).parallel(y)
    sums.compute_at(result, xo).vectorize(o, LANES).unroll(o).unroll(x)
    sums.update().reorder(o, x, r[0], r[1], r[2]).vectorize(o, LANES).unroll(o).unroll(x)
    wide = image.astype(np.float64)
    reference = np.zeros((1, h - 2, w - 2, 64))
    for dy in range(3):
        for dx in range(3):
            reference += wide[:, dy : dy + h - 2, dx : dx + w - 2] @ taps[dy, dx]
    output = np.zeros((1, h - 2, w - 2, 64), np.float32)
    return result, [image, taps, source, weights], output, np.maximum(reference, 0)


PIPELINES = {"blur": blur, "separable": separable, "convolution": convolution}


class Prepared:
    """A pipeline with its memory."""

    def __init__(self, name):
        function, self.inputs, self.output, self.reference = PIPELINES[name]()
        self.target = hl.get_jit_target_from_environment()
        self.buffer = hl.Buffer(self.output)
        self.function = function
        function.compile_jit(self.target)

    def run(self):
        self.function.realize(self.buffer, self.target)

    def check(self):
        self.run()
        np.testing.assert_allclose(self.output, self.reference, rtol=1e-4, atol=1e-4)
