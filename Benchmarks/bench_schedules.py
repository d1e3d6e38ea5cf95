#!/usr/bin/env python3
"""Pipelines scheduled by hand, beside the same in Halide.

  bench_schedules.py [NAME ...] [--rounds 9] [--seconds 0.3] [--json FILE]

Builds nothing: needs `swift build -c release --product Pipelines` and `scripts/setup --bench`. Every
pipeline is asked in turn as written, with the default schedule, by hand, and in Halide by hand, one
thread each, round after round, between two probes of the core's multiply-add rate; rounds with a bad
probe are thrown away. Figures are medians of the kept rounds.
"""

import argparse
import importlib.metadata
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

os.environ["HL_NUM_THREADS"] = "1"
import halide_pipelines  # noqa: E402  (reads the environment)
import match  # noqa: E402

ROOT = os.path.dirname(match.HERE)


def median_ms(run, seconds):
    times, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 5:
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = list(halide_pipelines.PIPELINES)
    parser.add_argument("names", nargs="*", metavar="NAME",
                        help=f"of {', '.join(names)}; all unless said")  # fmt: skip
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=0.3)
    parser.add_argument("--json")
    options = parser.parse_args()
    for name in options.names:
        if name not in names:
            parser.error(f"there is no pipeline '{name}'; there are {', '.join(names)}")
    program = os.path.join(ROOT, ".build", "release", "Pipelines")
    if not os.path.exists(program):
        sys.exit("run `swift build -c release --product Pipelines` first")
    server = subprocess.Popen([program, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True)  # fmt: skip

    def ask(name, way):
        server.stdin.write(f"{name} {way} {options.seconds}\n")
        server.stdin.flush()
        return json.loads(server.stdout.readline())["median_ms"]

    with tempfile.TemporaryDirectory() as work:
        library = match.build_probe(work)
        peak = lambda: match.machine_peak(library, 1)[0]  # noqa: E731
        print(f"Halide {importlib.metadata.version('halide')}, one thread; milliseconds")
        print("pipeline      written  default  by hand   Halide  Halide/by hand  probe GFLOP/s")
        figures = {}
        for name in options.names or names:
            rival = halide_pipelines.Prepared(name)
            rival.check()
            rows = []
            for _ in range(options.rounds):
                before = peak()
                row = {way: ask(name, way) for way in ["written", "default", "hand"]}
                row["halide"] = median_ms(rival.run, options.seconds)
                row["probe"] = min(before, peak())
                rows.append(row)
            best = max(row["probe"] for row in rows)
            kept = [row for row in rows if row["probe"] >= match.BAD_PROBE * best]
            figure = {key: statistics.median(row[key] for row in kept) for key in rows[0]}
            figures[name] = {**figure, "kept": len(kept)}
            print(
                f"{name:12} {figure['written']:8.2f} {figure['default']:8.3f} "
                f"{figure['hand']:8.3f} {figure['halide']:8.3f}  "
                f"{figure['halide'] / figure['hand']:14.2f}  {figure['probe']:13.0f}",
                flush=True,
            )
    server.stdin.close()
    if options.json:
        with open(options.json, "w") as file:
            json.dump(figures, file, indent=1)


if __name__ == "__main__":
    main()
