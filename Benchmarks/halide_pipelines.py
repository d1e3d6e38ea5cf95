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


def attention():
    heads, n, m, depth = 8, 256, 256, 64
    q, k = numbers((heads, n, depth), 0), numbers((heads, depth, m), 1)
    v = numbers((heads, m, depth), 2)
    queries, keys, values = hl.Buffer(q), hl.Buffer(k), hl.Buffer(v)
    a, i, j, d = hl.Var("a"), hl.Var("i"), hl.Var("j"), hl.Var("d")
    io, ii, o, t = hl.Var("io"), hl.Var("ii"), hl.Var("o"), hl.Var("t")
    names = ["products", "scores", "largest", "powers", "total", "mixed", "result"]
    products, scores, largest, powers, total, mixed, result = map(hl.Func, names)
    over_d, over_j = hl.RDom([(0, depth)]), hl.RDom([(0, m)])
    products[j, i, a] = hl.f32(0)
    products[j, i, a] += queries[over_d, i, a] * keys[j, over_d, a]
    scores[j, i, a] = products[j, i, a] * hl.f32(0.125)
    largest[i, a] = hl.f32(-3.0e38)
    largest[i, a] = hl.max(largest[i, a], scores[over_j, i, a])
    powers[j, i, a] = hl.exp(scores[j, i, a] - largest[i, a])
    total[i, a] = hl.f32(0)
    total[i, a] += powers[over_j, i, a]
    mixed[d, i, a] = hl.f32(0)
    mixed[d, i, a] += powers[over_j, i, a] * values[d, over_j, a]
    result[d, i, a] = mixed[d, i, a] / total[i, a]
    # Eight queries at a time; sums of tiles in registers.
    result.split(i, io, ii, 8).split(d, o, t, 2 * LANES).reorder(t, ii, o, io, a)
    result.vectorize(t, LANES).unroll(t).unroll(ii).parallel(a)
    scores.compute_at(result, io).split(j, o, t, 2 * LANES).reorder(t, i, o)
    scores.bound_extent(i, 8).vectorize(t, LANES).unroll(t).unroll(i)
    for sums, at, term, axis in [(products, scores, over_d, j), (mixed, result, over_j, d)]:
        sums.compute_at(at, o).bound_extent(i, 8).vectorize(axis, LANES).unroll(axis).unroll(i)
        sums.update().reorder(axis, i, term).vectorize(axis, LANES).unroll(axis).unroll(i)
    powers.compute_at(result, io).vectorize(j, LANES)
    for rows in [largest, total]:
        rows.compute_at(result, io)
        outer, lane, own = hl.RVar("outer"), hl.RVar("lane"), hl.Var("own")
        rows.update().split(over_j[0], outer, lane, LANES)
        parts = rows.update().rfactor(lane, own)
        parts.compute_at(rows, i).vectorize(own).update().vectorize(own)
        rows.update().atomic().vectorize(lane)
    exact = np.exp((q.astype(np.float64) @ k) * 0.125)
    reference = exact @ v / exact.sum(axis=2, keepdims=True)
    output = np.zeros((heads, n, depth), np.float32)
    return result, [q, k, v, queries, keys, values], output, reference


def argmax():
    n, m = 256, 4096
    rows = numbers((n, m), 0)
    source = hl.Buffer(rows)
    i, own, j = hl.Var("i"), hl.Var("own"), hl.RDom([(0, m)])
    outer, lane = hl.RVar("outer"), hl.RVar("lane")
    best = hl.Func("best")
    best[i] = (hl.f32(-3.0e38), hl.i32(0))
    value, place = best[i][0], best[i][1]
    # Of equals the last, which is the form that Halide knows to be associative.
    best[i] = (hl.max(value, source[j, i]), hl.select(value > source[j, i], place, j[0]))
    best.update().split(j[0], outer, lane, LANES)
    parts = best.update().rfactor(lane, own)
    parts.compute_at(best, i).vectorize(own).update().vectorize(own)
    best.parallel(i)
    outputs = [np.zeros(n, np.float32), np.zeros(n, np.int32)]
    return best, [rows, source], outputs, [rows.max(axis=1), None]


PIPELINES = {
    "blur": blur,
    "separable": separable,
    "convolution": convolution,
    "attention": attention,
    "argmax": argmax,
}


class Prepared:
    """A pipeline with its memory."""

    def __init__(self, name):
        function, self.inputs, outputs, reference = PIPELINES[name]()
        is_one = isinstance(outputs, np.ndarray)
        self.outputs = [outputs] if is_one else outputs
        self.references = [reference] if is_one else reference
        self.target = hl.get_jit_target_from_environment()
        buffers = [hl.Buffer(output) for output in self.outputs]
        self.buffer = buffers[0] if is_one else buffers
        self.function = function
        function.compile_jit(self.target)

    def run(self):
        self.function.realize(self.buffer, self.target)

    def check(self):
        self.run()
        for output, reference in zip(self.outputs, self.references):
            if reference is not None:
                np.testing.assert_allclose(output, reference, rtol=1e-4, atol=1e-4)
