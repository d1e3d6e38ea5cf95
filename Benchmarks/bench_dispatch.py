#!/usr/bin/env python3
"""What choosing between ways costs: a small product with eight ways beside the same with one.

  bench_dispatch.py [--rows 1,2] [options]

Y = X W with W of 16 by 16, one artefact whose kernel chooses between eight micro-kernels by their costs at
each call, and one that has only the one that wins at these rows. Both run in turn, called from C; the
difference of their medians is the dispatch. Prints nanoseconds and writes JSON. Needs `scripts/setup
--bench`. See match.py for how it is measured.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

import bench_products
import match

HEIGHTS = [2, 3, 4, 6, 8, 10, 12, 14]


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"error: {' '.join(command)}\n{done.stderr.strip()}")
    return done.stdout


def trace(heights):
    """A schedule of tiles of so many rows and one less, with costs as tuning finds them."""
    ways = ", ".join(f'"panel=1 tile={height}+{height - 1}x16"' for height in heights)
    costs = ", ".join(
        f"max(s0, (s0 ceildiv {height}) * {height - 1}) * 2224 + {195000 + 100 * height}"
        for height in heights
    )
    costs = f"<{costs}>"
    return f"module {{\n  schedule.default {{ways = [{ways}], costs = {costs}}}\n}}\n"


def compiled(options, model, record, heights, folder):
    """The folder of an artefact whose kernel has a way for each of the heights."""
    lines, database = f"{folder}.jsonl", f"{folder}.db"
    with open(lines, "w") as file:
        file.write(json.dumps({**record, "trace": trace(heights)}) + "\n")
    run([options.tangram, "db", "import", lines, "--db", database])
    run([options.tangram, "compile", model, "--dim", "m=1..512", "--threads", "1", "--tuning",
         database, "-o", folder])  # fmt: skip
    return folder


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", default="1,2")
    match.add_options(parser, "", 0.02)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        model, known = os.path.join(work, "model.onnx"), os.path.join(work, "known")
        bench_products.write_model(model, 16, 16)
        run([options.tangram, "tune", model, "--dim", "m=1..512", "--threads", "1", "--db", known])
        lines = map(json.loads, run([options.tangram, "db", "export", "--db", known]).splitlines())
        (record,) = [line for line in lines if "trace" in line]
        library = match.build_probe(work)
        setup = {"model": model, "threads": 1, "probe": library, "fill": {"x": "normal:2"},
                 "cores": match.cores_for(1), "calls_from_c": True, "kind": "tangram",
                 "version": run([options.tangram, "--version"]).strip()}  # fmt: skip
        contenders = {
            name: match.Contender(name, {**setup, "folder": compiled(
                options, model, record, heights, os.path.join(work, name))})
            for name, heights in (("one", HEIGHTS[:1]), ("eight", HEIGHTS))
        }  # fmt: skip
        rows = []
        for m in map(int, options.rows.split(",")):
            rows.append(match.play(contenders, {"m": m}, options.rounds, options.seconds))
            one, eight = (1e6 * rows[-1]["contenders"][name]["median_ms"] for name in contenders)
            probes = [cell["probe_gflops"] for cell in rows[-1]["contenders"].values()]
            print(f"m={m}: one way {one:.1f} ns, eight {eight:.1f} ns, the choice {eight - one:.1f} ns; "
                  f"probe {statistics.median(probes):.0f} GFLOP/s")  # fmt: skip
        for contender in contenders.values():
            contender.close()
    match.save(options, {"machine": match.machine(), "results": rows})


if __name__ == "__main__":
    main()
