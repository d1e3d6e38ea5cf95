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

LINE = re.compile(r": (\d+) candidates, the best (\d+) ns \(([\d.]+) GFLOP/s\)")


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"error: {' '.join(command)}\n{done.stderr.strip()}")
    return done


def search(options, way, seed):
    """The GFLOP/s after so many candidates, the seconds, and the best probe."""
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, "search.tuning")
        command = [options.tangram, "tune", options.model, "--db", database, "--verbose"]
        command += ["--threads", str(options.threads), "--seed", str(seed)]
        for dim in options.dim:
            command += ["--dim", dim]
        if way != "generic":
            strategy = "beam" if way == "beam" else "evolution"
            command += ["--strategy", strategy, "--trials", str(max(options.trials))]
        if "rules" in way:
            command.append("--rules-alone")
        if "trees" in way:
            command += ["--xgboost", options.xgboost]
        start = time.time()
        done = run(command)
        seconds = time.time() - start
        lines = run([options.tangram, "db", "export", "--db", database]).stdout.splitlines()
        timings = [record for record in map(json.loads, lines) if "time_ns" in record]
        probe = max(record["probe"] for record in timings)
        if way != "generic":
            curve = [(int(n), float(g)) for n, _, g in LINE.findall(done.stderr)]
            return curve, seconds, probe
        # Its order is not kept; the best of all, after all.
        best = min(r["time_ns"] for r in timings if r.get("correct") and not r.get("failure"))
        return [(len(timings), best)], seconds, probe


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("--dim", action="append", default=[])
    parser.add_argument("--trials", default="64,256", type=lambda t: [int(n) for n in t.split(",")])
    parser.add_argument("--seeds", default="0,1,2", type=lambda t: [int(n) for n in t.split(",")])
    parser.add_argument("--ways", default="evolution,rules,generic")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--xgboost", help="libxgboost.so; then 'rules-trees' may be among the ways")
    parser.add_argument("--tangram", default=".build/release/tangram")
    parser.add_argument("--json")
    options = parser.parse_args()
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
