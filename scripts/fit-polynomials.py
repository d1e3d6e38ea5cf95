#!/usr/bin/env python3
"""Derives the polynomials of Sources/CodeGeneration/VectorMath.

For each function: minimax in the relative or absolute error of the whole expression, by Lawson's
iteration on Chebyshev points, with the coefficients rounded one by one to the working precision
(the lowest first) and the rest fitted again. Prints Swift tables with interval and error.
Needs: pip install mpmath.
"""
import struct

import mpmath as mp

mp.mp.prec = 200


def round_to(value, digits):
    if digits == 24:
        return mp.mpf(struct.unpack("f", struct.pack("f", float(value)))[0])
    return mp.mpf(float(value))


def fit(target, weight, lower, upper, powers, digits, count=240, rounds=40):
    """Coefficients c with target(x) ~ sum c[i] * x**powers[i], minimising max |weight * error|."""
    points = [
        (lower + upper) / 2 + (upper - lower) / 2 * mp.cos(mp.pi * (2 * i + 1) / (2 * count))
        for i in range(count)
    ]
    values = [target(x) for x in points]
    weights = [weight(x) for x in points]
    fixed = {}

    def solve(free):
        lawson = [mp.mpf(1)] * count
        best, least = None, None
        for _ in range(rounds):
            n = len(free)
            a = mp.matrix(n, n)
            b = mp.matrix(n, 1)
            for x, y, w, l in zip(points, values, weights, lawson):
                rest = y - sum(c * x**p for p, c in fixed.items())
                row = [x**p for p in free]
                s = l * w * w
                for i in range(n):
                    b[i] += s * row[i] * rest
                    for j in range(n):
                        a[i, j] += s * row[i] * row[j]
            c = mp.lu_solve(a, b)
            errors = []
            for x, y, w in zip(points, values, weights):
                guess = sum(fixed[p] * x**p for p in fixed)
                guess += sum(c[i] * x**p for i, p in enumerate(free))
                errors.append(abs(w * (guess - y)))
            worst = max(errors)
            if least is None or worst < least:
                best, least = [c[i] for i in range(n)], worst
            total = sum(l * e for l, e in zip(lawson, errors))
            lawson = [l * e / total * count for l, e in zip(lawson, errors)]
        return best, least

    free = list(powers)
    while free:
        best, least = solve(free)
        fixed[free[0]] = round_to(best[0], digits)
        free = free[1:]
    worst = 0
    for x, y, w in zip(points, values, weights):
        worst = max(worst, abs(w * (sum(c * x**p for p, c in fixed.items()) - y)))
    return [fixed[p] for p in powers], worst


def fit_rational(target, lower, upper, above, below, digits, count=120, rounds=30):
    """Coefficients p, q of P / Q with so many terms, q[0] = 1, minimising the relative error.

    The error is linear in the coefficients where the denominator before stands below it, and that one
    converges with Lawson's weights. They are rounded one by one, the lowest of both first.
    """
    points = [
        (lower + upper) / 2 + (upper - lower) / 2 * mp.cos(mp.pi * (2 * i + 1) / (2 * count))
        for i in range(count)
    ]
    values = [target(x) for x in points]
    fixed = {("q", 0): mp.mpf(1)}

    def evaluate(known, part, x):
        return sum(c * x**i for (which, i), c in known.items() if which == part)

    def solve(free):
        lawson, denominators = [mp.mpf(1)] * count, [mp.mpf(1)] * count
        best, least = None, None
        for _ in range(rounds):
            n = len(free)
            a, b = mp.matrix(n, n), mp.matrix(n, 1)
            for x, y, l, d in zip(points, values, lawson, denominators):
                rest = y * evaluate(fixed, "q", x) - evaluate(fixed, "p", x)
                row = [x**i if which == "p" else -y * x**i for which, i in free]
                s = l / (y * d) ** 2
                for i in range(n):
                    b[i] += s * row[i] * rest
                    for j in range(n):
                        a[i, j] += s * row[i] * row[j]
            c = mp.lu_solve(a, b)
            known = {**fixed, **{name: c[i] for i, name in enumerate(free)}}
            denominators = [evaluate(known, "q", x) for x in points]
            errors = [
                abs(evaluate(known, "p", x) / (y * d) - 1)
                for x, y, d in zip(points, values, denominators)
            ]
            worst = max(errors)
            if least is None or worst < least:
                best, least = known, worst
            total = sum(l * e for l, e in zip(lawson, errors))
            lawson = [l * e / total * count for l, e in zip(lawson, errors)]
        return best, least

    free = sorted(
        [("p", i) for i in range(above)] + [("q", i) for i in range(1, below)],
        key=lambda name: (name[1], name[0]),
    )
    while free:
        best, worst = solve(free)
        fixed[free[0]] = round_to(best[free[0]], digits)
        free = free[1:]
    worst = max(
        abs(evaluate(fixed, "p", x) / (y * evaluate(fixed, "q", x)) - 1)
        for x, y in zip(points, values)
    )
    return [fixed["p", i] for i in range(above)], [fixed["q", i] for i in range(below)], worst


def show(name, note, coefficients, error):
    print(f"  /// {note}; error 2^{float(mp.log(error, 2)):.1f}.")
    print(f"  static let {name}: [Double] = [")
    for c in coefficients:
        print(f"    {float(c).hex()},")
    print("  ]\n")


def relative(f):
    return lambda x: 1 / abs(f(x)) if f(x) != 0 else mp.mpf(0)


ln2 = mp.log(2)


def main():
    half = ln2 / 2 * mp.mpf("1.001")
    # exp(r) = 1 + r + r^2 q(r)
    q = lambda r: (mp.exp(r) - 1 - r) / r**2
    c, e = fit(q, lambda r: r**2 / mp.exp(r), -half, half, range(5), 24)
    show("exp", "`(e^r - 1 - r) / r^2` for |r| <= ln(2)/2, to 24 bits", c, e)
    c, e = fit(q, lambda r: abs(r**2 / (mp.exp(r) - 1)), -half, half, range(6), 24)
    show("expm1", "`(e^r - 1 - r) / r^2` for |r| <= ln(2)/2, to 24 bits of `e^r - 1`", c, e)
    c, e = fit(lambda r: (mp.mpf(2) ** r - 1) / r, lambda r: r / mp.mpf(2) ** r, mp.mpf("-0.5005"),
               mp.mpf("0.5005"), range(7), 24)
    show("exp2", "`(2^r - 1) / r` for |r| <= 1/2, to 24 bits", c, e)
    low, high = mp.sqrt(mp.mpf(1) / 2) - 1 - mp.mpf("1e-6"), mp.sqrt(2) - 1 + mp.mpf("1e-6")
    log3 = lambda f: (mp.log(1 + f) - f + f**2 / 2) / f**3
    c, e = fit(log3, lambda f: abs(f**3 / mp.log(1 + f)), low, high, range(9), 24)
    show("log", "`(ln(1 + f) - f + f^2/2) / f^3` for sqrt(1/2) <= 1 + f <= sqrt(2)", c, e)
    for name, base in (("log2", 2), ("log10", 10)):
        scale = 1 / mp.log(base)
        c0 = round_to(scale, 24)
        g = lambda f: (mp.log(1 + f) * scale - c0 * f) / f
        c, e = fit(g, lambda f: abs(f / (mp.log(1 + f) * scale)), low, high, range(10), 24)
        show(name, f"`log{base}(1 + f) / f` less its limit in 24 bits, same interval", c, e)
    # erf
    edge = mp.mpf("1.002")
    small = lambda s: mp.erf(mp.sqrt(s)) / mp.sqrt(s) - 1
    c, e = fit(small, lambda s: mp.sqrt(s) / mp.erf(mp.sqrt(s)), mp.mpf("1e-12"), edge**2, range(7),
               24)
    show("erfSmall", "`erf(x) / x - 1` in `x^2` for |x| <= 1.002", c, e)
    # The root of erfc is so much flatter that a quarter of the terms and a product are enough.
    tail = lambda t: mp.sqrt(mp.erfc(t + 2))
    c, e = fit(tail, lambda t: 2 * tail(t) / mp.erf(t + 2), mp.mpf("0.998") - 2,
               mp.mpf("3.9375") - 2, range(12), 24)
    show("erfTail", "`(1 - erf(t + 2))^(1/2)` for 0.998 <= t + 2 <= 3.9375", c, e)
    # Fewer digits, for fastmath<afn>
    c, e = fit(q, lambda r: r**2 / mp.exp(r), -half, half, range(4), 24)
    show("approximateExp", "`(e^r - 1 - r) / r^2` for |r| <= ln(2)/2", c, e)
    for name, function, limit, above, below in (
        ("Tanh", mp.tanh, mp.mpf("8.8"), 6, 4), ("Erf", mp.erf, mp.mpf("3.8325"), 6, 5)
    ):
        odd = lambda s: function(mp.sqrt(s)) / mp.sqrt(s)
        p, d, e = fit_rational(odd, mp.mpf("1e-12"), limit**2, above, below, 24)
        note = f"Numerator of `{name.lower()}(x) / x` over `x^2` for |x| <= {limit}"
        show(f"approximate{name}Above", note, p, e)
        show(f"approximate{name}Below", "Its denominator", d, e)
    # sin and cos on [-pi/4, pi/4] in s = r^2
    quarter = (mp.pi / 4 * mp.mpf("1.001")) ** 2
    tiny = mp.mpf("1e-12")
    sine = lambda s: (mp.sin(mp.sqrt(s)) / mp.sqrt(s) - 1) / s
    c, e = fit(sine, lambda s: s, tiny, quarter, range(4), 24)
    show("sin", "`(sin(r) / r - 1) / r^2` in `r^2` for |r| <= pi/4", c, e)
    cosine = lambda s: (mp.cos(mp.sqrt(s)) - 1 + s / 2) / s**2
    c, e = fit(cosine, lambda s: s**2 / mp.cos(mp.sqrt(s)), tiny, quarter, range(4), 24)
    show("cos", "`(cos(r) - 1 + r^2/2) / r^4` in `r^2` for |r| <= pi/4", c, e)
    c, e = fit(sine, lambda s: s, tiny, quarter, range(6), 53)
    show("wideSin", "as `sin`, in double precision", c, e)
    c, e = fit(cosine, lambda s: s**2 / mp.cos(mp.sqrt(s)), tiny, quarter, range(6), 53)
    show("wideCos", "as `cos`, in double precision", c, e)
    # double precision blocks, to about 2^-40
    c, e = fit(q, lambda r: abs(r**2 / (mp.exp(r) - 1)), -half, half, range(9), 53)
    show("wideExpm1", "`(e^r - 1 - r) / r^2` for |r| <= ln(2)/2, in double precision", c, e)
    c, e = fit(lambda r: (mp.mpf(2) ** r - 1) / r, lambda r: r / mp.mpf(2) ** r, mp.mpf("-0.5005"),
               mp.mpf("0.5005"), range(10), 53)
    show("wideExp2", "`(2^r - 1) / r` for |r| <= 1/2, in double precision", c, e)
    # ln((1 + s) / (1 - s)) = 2 s + s^3 p(s^2), |s| <= (sqrt(2) - 1) / (sqrt(2) + 1)
    bound = ((mp.sqrt(2) - 1) / (mp.sqrt(2) + 1) * mp.mpf("1.001")) ** 2
    area = lambda u: (mp.log((1 + mp.sqrt(u)) / (1 - mp.sqrt(u))) / mp.sqrt(u) - 2) / u
    c, e = fit(area, lambda u: u / 2, tiny, bound, range(6), 53)
    show("wideLog", "`(ln((1 + s) / (1 - s)) - 2 s) / s^3` in `s^2` for |s| <= 0.1717", c, e)
    limit = (mp.tan(mp.pi / 8) * mp.mpf("1.001")) ** 2
    arc = lambda u: (mp.atan(mp.sqrt(u)) / mp.sqrt(u) - 1) / u
    c, e = fit(arc, lambda u: u, tiny, limit, range(9), 53)
    show("wideAtan", "`(atan(t) / t - 1) / t^2` in `t^2` for |t| <= tan(pi/8)", c, e)


main()
