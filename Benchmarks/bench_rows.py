#!/usr/bin/env python3
"""The time of a matrix product over every number of rows, from one compilation.

  bench_rows.py [--k 768] [--n 768] [--most 300] [--svg FILE] [options]

Y = X W with constant W, X of 1 to `--most` rows. In each round all sizes are timed in turn, so that a change of
the machine's speed is no step between neighbours. Prints where one row more takes more than 10 %
longer, or at least 10 % less, beyond what the row itself adds, and draws time and share of the measured
peak; writes JSON. Needs `scripts/setup --bench`. See match.py for how it is measured.
"""

import argparse
import os
import statistics
import tempfile

import match
import picture
from bench_products import write_model

def measure(options, threads):
    """Milliseconds for each number of rows, the median over the rounds, and the peak in GFLOP/s."""
    rows = range(1, options.most + 1)
    with tempfile.TemporaryDirectory() as work:
        model, folder = os.path.join(work, "product.onnx"), os.path.join(work, "compiled")
        write_model(model, options.k, options.n)
        version = match.compile_model(options.tangram, model, folder, [f"m=1..{options.most}"])
        library = match.build_probe(work)
        peak, _ = match.machine_peak(library, threads)
        (contender,) = match.start(["tangram"], {
            "model": model, "folder": folder, "threads": threads, "probe": library,
            "fill": {"x": "normal:2"}, "cores": match.cores_for(threads), "version": version,
            "calls_from_c": True,
        }).values()  # fmt: skip
        times, best = {m: [] for m in rows}, 0.0
        for _ in range(options.rounds):
            for m in rows:
                reply = contender.ask({"sizes": {"m": m}, "seconds": options.seconds})
                best = max(best, *reply["probe"])
                if min(reply["probe"]) >= match.BAD_PROBE * best:
                    times[m].append(reply["median_ms"])
        contender.close()
    return {m: statistics.median(kept) for m, kept in times.items() if kept}, peak, version


def steps(times, tallest):
    """Where one row more changes the time by more than a tenth of it, beyond one row's share."""
    found = []
    for m in sorted(times):
        if m < 2 or m - 1 not in times:
            continue
        # Up to one tile, each row is another height.
        share = times[m - 1] / (m - 1) if m > tallest else times[m - 1]
        change = times[m] - times[m - 1]
        if change > share + 0.1 * times[m - 1] or change < -0.1 * times[m - 1]:
            found.append((m, times[m] / times[m - 1]))
    return found


def draw(path, name, times, work, peak):
    """Time and share of the peak over the rows, as one SVG file."""
    shares = [(m, 100 * work(m) / ms / 1e6 / peak) for m, ms in sorted(times.items())]
    picture.draw(path, [
        [picture.Plot(f"{name}: milliseconds over rows", [("", sorted(times.items()))], max(times.values()) * 1.05)],
        [picture.Plot("share of the measured peak over rows", [("", shares)], 100, " %")],
    ])  # fmt: skip


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--k", type=int, default=768)
    parser.add_argument("--n", type=int, default=768)
    parser.add_argument("--most", type=int, default=300, help="rows")
    parser.add_argument("--tallest", type=int, default=14, help="rows of the tallest tile")
    parser.add_argument("--svg", help="file for the picture")
    match.add_options(parser, "tangram", 0.01)
    options = parser.parse_args()
    saved = {"machine": match.machine(), "threads": {}}
    work = lambda m: 2.0 * m * options.k * options.n
    for threads in map(int, options.threads.split(",")):
        times, peak, version = measure(options, threads)
        found = steps(times, options.tallest)
        name = f"K={options.k} N={options.n}, {threads} thread(s)"
        print(f"{version}, {name}, peak {peak:.0f} GFLOP/s: {len(times)} sizes, {len(found)} steps")
        for m, ratio in found:
            print(f"  from {m - 1} to {m} rows the time changes by {100 * (ratio - 1):+.1f} %")
        saved["threads"][threads] = {"ms": times, "peak_gflops": peak, "steps": found}
        if options.svg and threads == 1:
            draw(options.svg, name, times, work, peak)
    match.save(options, saved)


if __name__ == "__main__":
    main()
