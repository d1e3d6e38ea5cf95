"""The pipelines of Examples/Pipelines in Halide, scheduled by hand in its manner or by its autoschedulers.

Each function gives (pipeline, inputs, output, reference): what `realize` runs on, and what NumPy says
the output must be. Sizes are those of the Swift side. With `by_hand` false there is no schedule.
"""

import importlib.util
import os

import halide as hl
import numpy as np

LANES = 16


def numbers(shape, number):
    """The inputs of the Swift side: numbers between -1 and 1."""
    count = int(np.prod(shape))
    values = (np.arange(count, dtype=np.int64) * 7919 + number * 104729) % 2001 - 1000
    return (values.astype(np.float32) / np.float32(1000)).reshape(shape)


def blur(by_hand=True):
    h, w = 1080, 1920
    image = numbers((h, w), 0)
    source = hl.Buffer(image)
    x, y, yo, yi = hl.Var("x"), hl.Var("y"), hl.Var("yo"), hl.Var("yi")
    inside = hl.BoundaryConditions.repeat_edge(source)
    # The edge that repeats is that of the rows, not of the image: its rows are means already.
    rows, blurred = hl.Func("rows"), hl.Func("blurred")
    rows[x, y] = (inside[x - 1, y] + inside[x, y] + inside[x + 1, y]) * hl.f32(1 / 3)
    blurred[x, y] = (rows[x, y - 1] + rows[x, y] + rows[x, y + 1]) * hl.f32(1 / 3)
    if by_hand:
        blurred.split(y, yo, yi, 16).parallel(yo).vectorize(x, LANES)
        rows.compute_at(blurred, yo).vectorize(x, LANES)
    padded = np.pad(image, 1, mode="edge")
    reference = sum(
        padded[dy : dy + h, dx : dx + w] for dy in range(3) for dx in range(3)
    ) / np.float32(9)
    return blurred, [image, source], np.zeros((h, w), np.float32), reference


def separable(by_hand=True):
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
    if by_hand:
        filtered.split(y, yo, yi, 24).parallel(yo).vectorize(x, LANES)
        rows.compute_at(filtered, yo).vectorize(x, LANES)
    padded = np.pad(image, 3, mode="edge").astype(np.float64)
    first = sum(padded[:, k : k + w] * taps[k] for k in range(7))
    reference = sum(first[k : k + h] * taps[k] for k in range(7))
    return filtered, [image, taps, source, weights], np.zeros((h, w), np.float32), reference


def convolution(by_hand=True):
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


def attention(by_hand=True):
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


def argmax(by_hand=True):
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


def repeated(function, *sizes):
    """A function whose edges repeat, for the sizes of its first arguments."""
    return hl.BoundaryConditions.repeat_edge(function, [(0, size) for size in sizes])


def brightness(image):
    """The brightness of a colour image, in Halide or in NumPy."""
    return image(0) * hl.f32(0.299) + image(1) * hl.f32(0.587) + image(2) * hl.f32(0.114)


def unsharp(by_hand=True):
    h, w = 1080, 1920
    image = numbers((3, h, w), 0)
    source = hl.Buffer(image)
    x, y, c = hl.Var("x"), hl.Var("y"), hl.Var("c")
    weights = [np.exp(-d * d / (2 * 1.5**2)) for d in range(4)]
    weights = [value / (weights[0] + 2 * np.sum(weights[1:])) for value in weights]
    gray, rows, blurred, sharpened = map(hl.Func, ["gray", "rows", "blurred", "sharpened"])
    gray[x, y] = brightness(lambda c: source[x, y, c])

    def blur(element):
        total = element(0) * hl.f32(weights[0])
        for d in range(1, 4):
            total = total + (element(-d) + element(d)) * hl.f32(weights[d])
        return total

    # Rows are blurred of a brightness whose edges repeat, and so do the edges of what comes out.
    inside = repeated(gray, w, h)
    rows[x, y] = blur(lambda d: hl.Expr(inside[x + d, y]))
    below = repeated(rows, w, h)
    blurred[x, y] = blur(lambda d: hl.Expr(below[x, y + d]))
    sharpened[x, y, c] = source[x, y, c] + (gray[x, y] - blurred[x, y]) * hl.f32(0.75)
    if by_hand:
        yo, yi = hl.Var("yo"), hl.Var("yi")
        sharpened.reorder(c, x, y).bound(c, 0, 3).unroll(c)
        sharpened.split(y, yo, yi, 32).parallel(yo).vectorize(x, LANES)
        gray.store_at(sharpened, yo).compute_at(sharpened, yi).vectorize(x, LANES)
        rows.store_at(sharpened, yo).compute_at(sharpened, yi).vectorize(x, LANES)
    wide = 0.299 * image[0].astype(np.float64) + 0.587 * image[1] + 0.114 * image[2]

    def blurred_along(values, axis):
        padded = np.pad(values, [(3, 3) if a == axis else (0, 0) for a in range(2)], mode="edge")
        pick = lambda d: np.take(padded, np.arange(values.shape[axis]) + 3 + d, axis)  # noqa: E731
        return sum(weights[abs(d)] * pick(d) for d in range(-3, 4))

    reference = image + 0.75 * (wide - blurred_along(blurred_along(wide, 1), 0))
    return sharpened, [image, source], np.zeros((3, h, w), np.float32), reference


def harris(by_hand=True):
    h, w = 1080, 1920
    image = numbers((3, h, w), 0)
    source = hl.Buffer(image)
    x, y = hl.Var("x"), hl.Var("y")
    names = ["gray", "across", "down", "response"]
    gray, across, down, response = map(hl.Func, names)
    gray[x, y] = brightness(lambda c: source[x, y, c])

    def ends(element):
        return hl.Expr(element(0)) + hl.Expr(element(1)) * hl.f32(2) + hl.Expr(element(2))

    twelfth = hl.f32(1 / 12)
    across[x, y] = (ends(lambda d: gray[x + 2, y + d]) - ends(lambda d: gray[x, y + d])) * twelfth
    down[x, y] = (ends(lambda d: gray[x + d, y + 2]) - ends(lambda d: gray[x + d, y])) * twelfth

    def moment(name, left, right):
        products, total = hl.Func(name), hl.Func("sum_" + name)
        products[x, y] = left[x, y] * right[x, y]
        terms = [hl.Expr(products[x + n % 3, y + n // 3]) for n in range(9)]
        total[x, y] = sum(terms[1:], terms[0])
        return hl.Expr(total[x, y])

    xx, xy, yy = moment("xx", across, across), moment("xy", across, down), moment("yy", down, down)
    trace = xx + yy
    response[x, y] = xx * yy - xy * xy - trace * trace * hl.f32(0.04)
    if by_hand:
        yo, yi = hl.Var("yo"), hl.Var("yi")
        response.split(y, yo, yi, 32).parallel(yo).vectorize(x, LANES)
        for stage in [gray, across, down]:
            stage.store_at(response, yo).compute_at(response, yi).vectorize(x, LANES)
    g = 0.299 * image[0].astype(np.float64) + 0.587 * image[1] + 0.114 * image[2]
    taps = [1, 2, 1]
    right = sum(t * g[d : d + h - 2, 2:] for d, t in enumerate(taps))
    left = sum(t * g[d : d + h - 2, : w - 2] for d, t in enumerate(taps))
    below = sum(t * g[2:, d : d + w - 2] for d, t in enumerate(taps))
    above = sum(t * g[: h - 2, d : d + w - 2] for d, t in enumerate(taps))
    gx, gy = (right - left) / 12, (below - above) / 12
    box = lambda p: sum(  # noqa: E731
        p[a : a + h - 4, b : b + w - 4] for a in range(3) for b in range(3)
    )
    sxx, sxy, syy = box(gx * gx), box(gx * gy), box(gy * gy)
    reference = sxx * syy - sxy * sxy - 0.04 * (sxx + syy) ** 2
    return response, [image, source], np.zeros((h - 4, w - 4), np.float32), reference


def bilateral(by_hand=True):
    h, w, cell, nodes = 1080, 1920, 8, 10
    gh, gw = -(-h // cell) + 1, -(-w // cell) + 1
    image = numbers((h, w), 0)
    source = hl.Buffer(image)
    x, y, z = hl.Var("x"), hl.Var("y"), hl.Var("z")
    r = hl.RDom([(0, cell), (0, cell)])
    inside = hl.BoundaryConditions.repeat_edge(source)

    def weight(value, node):
        place = (hl.clamp(value, hl.f32(-1), hl.f32(1)) + hl.f32(1)) * hl.f32((nodes - 1) / 2)
        return hl.max(hl.f32(1) - hl.abs(place - node), hl.f32(0))

    around = hl.Expr(inside[x * cell + r[0] - cell // 2, y * cell + r[1] - cell // 2])
    counts, totals, filtered = hl.Func("counts"), hl.Func("totals"), hl.Func("filtered")
    counts[x, y, z] = hl.f32(0)
    counts[x, y, z] += weight(around, hl.f32(z))
    totals[x, y, z] = hl.f32(0)
    totals[x, y, z] += weight(around, hl.f32(z)) * around

    def blur(element):
        return (
            (element(-2) + element(2)) * hl.f32(1 / 16)
            + (element(-1) + element(1)) * hl.f32(0.25)
            + element(0) * hl.f32(0.375)
        )

    stages = []

    def columns(grid, name):
        deep, down = hl.Func(name + "_deep"), hl.Func(name + "_down")
        blurred, read = hl.Func(name + "_blurred"), hl.Func(name + "_columns")
        first = repeated(grid, gw, gh, nodes)
        deep[x, y, z] = blur(lambda d: hl.Expr(first[x, y, z + d]))
        second = repeated(deep, gw, gh, nodes)
        down[x, y, z] = blur(lambda d: hl.Expr(second[x, y + d, z]))
        third = repeated(down, gw, gh, nodes)
        blurred[x, y, z] = blur(lambda d: hl.Expr(third[x + d, y, z]))
        part = hl.f32(x % cell) * hl.f32(1 / cell)
        left, right = hl.Expr(blurred[x // cell, y, z]), hl.Expr(blurred[x // cell + 1, y, z])
        read[x, y, z] = left + part * (right - left)
        stages.extend([deep, down, blurred, read])
        return read

    count_columns, total_columns = columns(counts, "counts"), columns(totals, "totals")
    part = hl.f32(y % cell) * hl.f32(1 / cell)

    def read(columns):
        terms = []
        for node in range(nodes):
            above = hl.Expr(columns[x, y // cell, node])
            below = hl.Expr(columns[x, y // cell + 1, node])
            terms.append(weight(source[x, y], hl.f32(node)) * (above + part * (below - above)))
        return sum(terms[1:], terms[0])

    filtered[x, y] = read(total_columns) / read(count_columns)
    if by_hand:
        yo, yi = hl.Var("yo"), hl.Var("yi")
        filtered.split(y, yo, yi, cell).parallel(yo).vectorize(x, LANES)
        for grid in [counts, totals]:
            grid.compute_root().parallel(y).vectorize(x, LANES)
            grid.update().reorder(x, r[0], r[1], y, z).parallel(z).vectorize(x, LANES)
        for n, stage in enumerate(stages):
            if n % 4 == 3:
                stage.compute_at(filtered, yo).vectorize(x, LANES)
            elif n % 4 == 2:
                stage.compute_root().parallel(y).vectorize(x, LANES)
    padded = np.pad(image, [(4, gh * cell), (4, gw * cell)], mode="edge").astype(np.float64)
    cells = padded[: gh * cell, : gw * cell].reshape(gh, cell, gw, cell)
    hat = lambda v, n: np.maximum(  # noqa: E731
        1 - np.abs((np.clip(v, -1, 1) + 1) * ((nodes - 1) / 2) - n), 0
    )
    grids = []
    for factor in [1, cells]:
        grid = np.stack([(hat(cells, n) * factor).sum(axis=(1, 3)) for n in range(nodes)])
        for axis in range(3):
            long = np.pad(grid, [(2, 2) if a == axis else (0, 0) for a in range(3)], mode="edge")
            pick = lambda d: np.take(long, np.arange(grid.shape[axis]) + 2 + d, axis)  # noqa: E731, B023
            grid = sum(t * pick(d) for d, t in zip(range(-2, 3), [1 / 16, 0.25, 0.375, 0.25, 1 / 16]))
        xs, ys = np.arange(w), np.arange(h)
        fx, fy = (xs % cell) / cell, ((ys % cell) / cell)[:, None]
        wide = grid[:, :, xs // cell] * (1 - fx) + grid[:, :, xs // cell + 1] * fx
        grids.append(
            sum(
                hat(image.astype(np.float64), n)
                * (wide[n][ys // cell] * (1 - fy) + wide[n][ys // cell + 1] * fy)
                for n in range(nodes)
            )
        )
    return filtered, [image, source], np.zeros((h, w), np.float32), grids[1] / grids[0]


def laplacian(by_hand=True):
    h, w, levels, shades, gain, detail = 1080, 1920, 4, 8, 1.0, 0.25
    image = numbers((h, w), 0)
    source = hl.Buffer(image)
    x, y, k = hl.Var("x"), hl.Var("y"), hl.Var("k")
    heights, widths = [h], [w]
    for _ in range(1, levels):
        heights.append(-(-heights[-1] // 2))
        widths.append(-(-widths[-1] // 2))
    stages = []

    def stage(name, level):
        function = hl.Func(name)
        stages.append((function, level))
        return function

    def taps(first, element):
        return (
            element(first - 1)
            + element(first + 2)
            + (element(first) + element(first + 1)) * hl.f32(3)
        ) * hl.f32(0.125)

    def smaller(name, function, deep, level):
        inside = repeated(function, widths[level - 1], heights[level - 1])
        half, whole = stage(f"{name}_rows{level}", level), stage(f"{name}{level}", level)
        half[[x, y] + deep] = taps(y * 2, lambda place: hl.Expr(inside[[x, place] + deep]))
        inside_half = repeated(half, widths[level - 1], heights[level])
        whole[[x, y] + deep] = taps(x * 2, lambda place: hl.Expr(inside_half[[place, y] + deep]))
        return whole

    def between(place, element):
        part = hl.select(place % 2 == 0, hl.f32(0.75), hl.f32(0.25))
        before, after = element((place - 1) // 2), element((place + 1) // 2)
        return before + part * (after - before)

    def wider(name, function, deep, level):
        inside = repeated(function, widths[level], heights[level])
        wide = stage(f"{name}_wide{level}", level)
        wide[[x, y] + deep] = between(x, lambda place: hl.Expr(inside[[place, y] + deep]))
        return wide

    first = hl.Func("image")
    first[x, y] = source[x, y]
    gaussian = [first]
    for level in range(1, levels):
        gaussian.append(smaller("gaussian", gaussian[-1], [], level))
    remapped = [stage("remapped", 0)]
    difference = source[x, y] - (hl.f32(k) * hl.f32(2 / (shades - 1)) - hl.f32(1))
    bell = hl.exp(difference * difference * hl.f32(-0.5 / (detail * detail)))
    remapped[0][x, y, k] = source[x, y] + difference * bell * hl.f32(gain)
    for level in range(1, levels):
        remapped.append(smaller("remapped", remapped[-1], [k], level))
    finished = None
    for level in reversed(range(levels)):
        inside = None
        if level + 1 < levels:
            wide = wider("remapped", remapped[level + 1], [k], level + 1)
            inside = repeated(wide, widths[level], heights[level + 1])
        value = hl.clamp(hl.Expr(gaussian[level][x, y]), hl.f32(-1), hl.f32(1)) + hl.f32(1)
        place = value * hl.f32((shades - 1) / 2)
        terms = []
        for shade in range(shades):
            own = hl.Expr(remapped[level][x, y, shade])
            if inside is not None:
                own = own - between(y, lambda row: hl.Expr(inside[x, row, shade]))  # noqa: B023
            near = hl.max(hl.f32(1) - hl.abs(place - hl.f32(shade)), hl.f32(0))
            terms.append(near * own)
        total = sum(terms[1:], terms[0])
        if finished is not None:
            wide = wider("result", finished, [], level + 1)
            coarse = repeated(wide, widths[level], heights[level + 1])
            total = total + between(y, lambda row: hl.Expr(coarse[x, row]))  # noqa: B023
        finished = stage(f"result{level}", level)
        finished[x, y] = total
    result = finished
    if by_hand:
        for function, level in stages:
            if level == 0 and function.name() != result.name():
                continue
            function.compute_root().parallel(y, 8).vectorize(x, LANES)

    def along(values, axis, index):
        return np.take(values, np.clip(index, 0, values.shape[axis] - 1), axis)

    def half(values, axis):
        first = 2 * np.arange(-(-values.shape[axis] // 2))
        pick = lambda d: along(values, axis, first + d)  # noqa: E731
        return (pick(-1) + pick(2) + 3 * (pick(0) + pick(1))) / 8

    def double(values, axis, size):
        place = np.arange(size)
        shape = [1] * values.ndim
        shape[axis] = size
        part = np.where(place % 2 == 0, 0.75, 0.25).reshape(shape)
        before = along(values, axis, (place - 1) // 2)
        return before + part * (along(values, axis, (place + 1) // 2) - before)

    exact = [image.astype(np.float64)]
    shade = (np.arange(shades) * (2 / (shades - 1)) - 1).reshape(shades, 1, 1)
    difference = exact[0] - shade
    deep = [exact[0] + gain * difference * np.exp(-0.5 * difference**2 / detail**2)]
    for _ in range(1, levels):
        exact.append(half(half(exact[-1], 0), 1))
        deep.append(half(half(deep[-1], 1), 2))
    reference = None
    for level in reversed(range(levels)):
        coefficients = deep[level]
        size = heights[level], widths[level]
        if level + 1 < levels:
            coefficients = coefficients - double(double(deep[level + 1], 2, size[1]), 1, size[0])
        place = (np.clip(exact[level], -1, 1) + 1) * ((shades - 1) / 2)
        near = np.maximum(1 - np.abs(place - np.arange(shades).reshape(shades, 1, 1)), 0)
        total = (near * coefficients).sum(axis=0)
        if reference is not None:
            total = total + double(double(reference, 1, size[1]), 0, size[0])
        reference = total
    return result, [image, source], np.zeros((h, w), np.float32), reference


PIPELINES = {
    "blur": blur,
    "separable": separable,
    "unsharp": unsharp,
    "harris": harris,
    "bilateral": bilateral,
    "laplacian": laplacian,
    "convolution": convolution,
    "attention": attention,
    "argmax": argmax,
}
# Those of several stages, which are scheduled by themselves too.
STENCILS = ["blur", "separable", "unsharp", "harris", "bilateral", "laplacian"]


class Prepared:
    """A pipeline with its memory, scheduled by hand or by an autoscheduler of Halide's."""

    def __init__(self, name, autoscheduler=None, threads=1):
        function, self.inputs, outputs, reference = PIPELINES[name](autoscheduler is None)
        is_one = isinstance(outputs, np.ndarray)
        self.outputs = [outputs] if is_one else outputs
        self.references = [reference] if is_one else reference
        self.target = hl.get_jit_target_from_environment()
        buffers = [hl.Buffer(output) for output in self.outputs]
        self.buffer = buffers[0] if is_one else buffers
        self.pipeline = hl.Pipeline(function)
        if autoscheduler:
            folder = os.path.dirname(importlib.util.find_spec("halide").origin)
            hl.load_plugin(f"{folder}/lib64/libautoschedule_{autoscheduler.lower()}.so")
            for variable, extent in zip(function.args(), reversed(outputs.shape)):
                function.set_estimate(variable, 0, extent)
            parameters = hl.AutoschedulerParams(autoscheduler, {"parallelism": str(threads)})
            self.schedule = self.pipeline.apply_autoscheduler(self.target, parameters)
        self.pipeline.compile_jit(self.target)

    def run(self):
        self.pipeline.realize(self.buffer, self.target)

    def check(self):
        self.run()
        for output, reference in zip(self.outputs, self.references):
            if reference is not None:
                np.testing.assert_allclose(output, reference, rtol=1e-4, atol=1e-4)
