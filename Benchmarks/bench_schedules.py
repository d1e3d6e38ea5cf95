#!/usr/bin/env python3
"""Pipelines as written, with the default schedule and by hand, beside the same in Halide.

  bench_schedules.py [NAME ...] [--searched 0,64] [--threads 1] [--rounds 9] [--seconds 0.3] [--json FILE]

Builds nothing: needs `swift build -c release --product Pipelines` and `scripts/setup --bench`. Every
pipeline is asked in turn as written, with the default schedule, by hand, and in Halide by hand and,
where it is one of stencils, with the schedules that Halide's Mullapudi2016 and Adams2019 find by
themselves; round after round, between two probes of the cores' multiply-add rate. Rounds with a bad
probe are thrown away. Figures are medians of the kept rounds.

With --searched also with what `tangram tune --strategy beam` finds for these sizes in so many trials, 0 for without
measuring; the searches run first, and of all searches, Halide's too, it says how long they took.
"""

import argparse
import importlib.metadata
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time

import match

ROOT = os.path.dirname(match.HERE)
AUTOSCHEDULERS = {"mullapudi": "Mullapudi2016", "adams": "Adams2019"}
# Searches that take more than nine minutes.
ENDLESS = {("laplacian", "adams")}


def median_ms(run, seconds):
    times, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(times) < 5:
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3


def search(program, options, name, trials, folder):
    """Searches a tree of schedules; returns what the server calls the one that was found, and the seconds."""
    text, database = (os.path.join(folder, f"{name}-{trials}.{end}") for end in ("mlir", "tuning"))
    with open(text, "w") as file:
        subprocess.run([program, "known", name], stdout=file, check=True)
    command = [options.tangram, "tune", text, "--strategy", "beam", "--trials", str(trials), "--db", database]
    start = time.perf_counter()
    done = subprocess.run(command + ["--threads", str(options.threads)], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"error: {' '.join(command)}\n{done.stderr.strip()}")
    return f"tuned:{database}", time.perf_counter() - start


def mean(figures, way, other):
    """The geometric mean of how often faster `other` is, where there are both, and how many those are."""
    ratios = [f[way] / f[other] for f in figures.values() if way in f and other in f]
    return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else None, len(ratios)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="all unless said")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=0.3)
    parser.add_argument("--searched", type=lambda text: text.split(","), default=[])
    parser.add_argument("--tangram", default=os.path.join(ROOT, ".build", "release", "tangram"))
    parser.add_argument("--json")
    options = parser.parse_args()
    os.environ["HL_NUM_THREADS"] = str(options.threads)
    import halide_pipelines  # reads the environment

    names = list(halide_pipelines.PIPELINES)
    for name in options.names:
        if name not in names:
            parser.error(f"there is no pipeline '{name}'; there are {', '.join(names)}")
    program = os.path.join(ROOT, ".build", "release", "Pipelines")
    if not os.path.exists(program):
        sys.exit("run `swift build -c release --product Pipelines` first")
    server = subprocess.Popen([program, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True)  # fmt: skip

    def ask(name, way):
        server.stdin.write(f"{name} {way} {options.seconds} {options.threads}\n")
        server.stdin.flush()
        return json.loads(server.stdout.readline()).get("median_ms")

    searched = [f"beam-{trials}" for trials in options.searched]
    ways = ["written", "default", "hand", *searched, "halide", "mullapudi", "adams"]
    with tempfile.TemporaryDirectory() as work:
        library = match.build_probe(work)
        peak = lambda: match.machine_peak(library, options.threads)[0]  # noqa: E731
        version = importlib.metadata.version("halide")
        print(f"Halide {version}, threads: {options.threads}; milliseconds")
        titles = ["written", "default", "by hand", *searched, "Halide", "Mullapudi", "Adams"]
        print("pipeline    " + "".join(f"{title:>10}" for title in titles) + "  probe GFLOP/s")
        figures = {}
        for name in options.names or names:
            rivals, took, asked = {"halide": halide_pipelines.Prepared(name)}, {}, {}
            for way, trials in zip(searched, options.searched):
                asked[way], took[way] = search(program, options, name, trials, work)
            if name in halide_pipelines.STENCILS:
                for way, autoscheduler in AUTOSCHEDULERS.items():
                    if (name, way) in ENDLESS:
                        continue
                    start = time.perf_counter()
                    rivals[way] = halide_pipelines.Prepared(name, autoscheduler, options.threads)
                    took[way] = time.perf_counter() - start
            for way, rival in list(rivals.items()):
                try:
                    rival.check()
                except halide_pipelines.hl.HalideError as error:  # It reads outside of its input.
                    print(f"{name}, {way}: {error}", file=sys.stderr)
                    del rivals[way]
            rows = []
            for number in range(options.rounds):
                before = peak()
                # As written it is slow and a curiosity: once is enough.
                own = ["default", "hand"] if number else ["written", "default", "hand"]
                row = {way: ask(name, way) for way in own}
                row |= {way: ask(name, database) for way, database in asked.items()}
                for way, rival in rivals.items():
                    row[way] = median_ms(rival.run, options.seconds)
                row["probe"] = min(before, peak())
                rows.append(row)
            best = max(row["probe"] for row in rows)
            kept = [row for row in rows if row["probe"] >= match.BAD_PROBE * best]
            figure = {}
            for way in ways + ["probe"]:
                values = [row[way] for row in kept if row.get(way)] or [
                    row[way] for row in rows if row.get(way)
                ]
                if values:
                    figure[way] = statistics.median(values)
            figures[name] = {**figure, "kept": len(kept), "search_s": took}
            cells = "".join(f"{figure[w]:10.3f}" if w in figure else "         -" for w in ways)
            print(f"{name:12}{cells}  {figure['probe']:13.0f}", flush=True)
            if options.searched:
                print(" " * 12 + ", ".join(f"{way}: {s:.1f} s" for way, s in took.items()), flush=True)
        for own in ["default", *searched]:
            for way in ways[1:]:
                ratio, count = mean(figures, way, own)
                if ratio and way != own:
                    print(f"{way} / {own}, geometric mean of {count}: {ratio:.2f}")
    server.stdin.close()
    if options.json:
        with open(options.json, "w") as file:
            json.dump(figures, file, indent=1)


if __name__ == "__main__":
    main()
