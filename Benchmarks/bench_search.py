#!/usr/bin/env python3
"""How fast the best schedule is after so many candidates: evolution, by rules alone too, and beam search, beside
the generic tuner.

  bench_search.py MODEL --dim NAME=VALUE ... [--trials 64,256] [--seeds 0,1,2] [--xgboost libxgboost.so]
  bench_search.py blur.mlir --ways beam,evolution          of the text that 'SearchTimes text blur' prints

Each search begins with an empty database. Of beam search the second candidate is what it finds without measuring. Prints, for each way to search, the share of the machine's multiply-add
peak that the best schedule reaches after every batch of candidates, the median over the seeds, and the seconds
that it took; the peak is the best probe beside any timing. Writes JSON with --json.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

WAYS = ["generic", "evolution", "trees", "rules", "rules-trees", "beam"]
LINE = re.compile(r": (\d+) candidates, the best (\d+) ns \(([\d.]+) GFLOP/s\)")


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"error: {' '.join(command)}\n{done.stderr.strip()}")
    return done


def follow(command):
    """Runs a search; what it had after each batch: candidates, nanoseconds, GFLOP/s, seconds from the start."""
    start = time.time()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # fmt: skip
    course, said = [], []
    for line in process.stderr:
        said.append(line)
        if found := LINE.search(line):
            count, best, speed = found.groups()
            course.append((int(count), float(best), float(speed), time.time() - start))
    if process.wait():
        sys.exit(f"error: {' '.join(command)}\n{''.join(said).strip()}")
    return course


def tune(tangram, model, dims, way, seed, trials, threads, database, xgboost=None):
    """Runs one search, its timings to the database.

    Returns its course as `follow` does, of the generic tuner only the end, without GFLOP/s; the seconds; and the
    best probe beside any timing.
    """
    command = [tangram, "tune", model, "--db", database, "--verbose"]
    command += ["--threads", str(threads), "--seed", str(seed)]
    for dim in dims:
        command += ["--dim", dim]
    if way != "generic":
        strategy = "beam" if way == "beam" else "evolution"
        command += ["--strategy", strategy, "--trials", str(trials)]
    if "rules" in way:
        command.append("--rules-alone")
    if "trees" in way:
        command += ["--xgboost", xgboost]
    start = time.time()
    course = follow(command)
    seconds = time.time() - start
    lines = run([tangram, "db", "export", "--db", database]).stdout.splitlines()
    timings = [record for record in map(json.loads, lines) if "time_ns" in record]
    if way == "generic":
        # Its order is not kept; the best of all, after all.
        best = min(r["time_ns"] for r in timings if r.get("correct") and not r.get("failure"))
        course = [(len(timings), best, 0, seconds)]
    return course, seconds, max(record["probe"] for record in timings)


def search(options, way, seed):
    """The GFLOP/s after so many candidates, the seconds, and the best probe."""
    with tempfile.TemporaryDirectory() as folder:
        course, seconds, probe = tune(
            options.tangram, options.model, options.dim, way, seed, max(options.trials),
            options.threads, os.path.join(folder, "search.tuning"), options.xgboost,
        )  # fmt: skip
        if way == "generic":
            return [course[0][:2]], seconds, probe
        return [(count, speed) for count, _, speed, _ in course], seconds, probe


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--dim", action="append", default=[])
    parser.add_argument("--trials", default="64,256", type=lambda t: [int(n) for n in t.split(",")])
    parser.add_argument("--seeds", default="0,1,2", type=lambda t: [int(n) for n in t.split(",")])
    parser.add_argument("--ways", default="evolution,rules,generic")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--xgboost", help="libxgboost.so, for the ways with trees")
    parser.add_argument("--tangram", default=".build/release/tangram")
    parser.add_argument("--json")
    options = parser.parse_args()
    for way in options.ways.split(","):
        if way not in WAYS:
            parser.error(f"there is no way '{way}'; there are {', '.join(WAYS)}")
        if "trees" in way and not options.xgboost:
            parser.error(f"'{way}' needs --xgboost, the path of libxgboost.so")
    results = []
    for way in options.ways.split(","):
        for seed in options.seeds if way != "generic" else options.seeds[:1]:
            curve, seconds, probe = search(options, way, seed)
            results.append(
                {"way": way, "seed": seed, "curve": curve, "seconds": seconds, "probe": probe})
    peak = max(result["probe"] for result in results)
    for way in options.ways.split(","):
        mine = [result for result in results if result["way"] == way]
        seconds = statistics.median(result["seconds"] for result in mine)
        if way == "generic":
            count, best = mine[0]["curve"][0]
            print(f"{way:12} {count} timings, the best {best:.0f} ns, {seconds:.0f} s")
            continue
        counts = sorted({n for result in mine for n, _ in result["curve"]})
        shares = []
        for count in counts:
            best = [max((g for n, g in r["curve"] if n <= count), default=0) for r in mine]
            shares.append(f"{count}: {statistics.median(best) / peak:.3f}")
        print(f"{way:12} {seconds:.0f} s  " + "  ".join(shares))
    print(f"peak {peak:.0f} GFLOP/s")
    if options.json:
        with open(options.json, "w") as file:
            json.dump(results, file, indent=1)


if __name__ == "__main__":
    main()
