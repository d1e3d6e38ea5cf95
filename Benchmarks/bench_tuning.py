#!/usr/bin/env python3
"""Tuned once for a range of sizes, beside tuned for each size, untuned, and the libraries.

  bench_tuning.py [--problems dense,NT,NN,random,uniform,bert] [--lengths 5,24,43,62,81,100,119,128] [options]

DietCode's problems (MLSys 2022): sequences of T in 1..128, 16 of them. dense: [16 T, K] by [K, N] for the K and
N of BERT-base; NT and NN: the batched products of its 12 heads of 64. random, uniform: [m, k] by [k, n], all three
of them sizes from 1 to 512, each order of magnitude as likely as the others, and each number. bert: four of its
layers as one model, beside ONNX Runtime and OpenVINO. For each problem `tangram tune` runs once over the range, and
once for every length alone, which is what others do: every candidate timed at that size. All artefacts and the
libraries are then timed side by side at every length; `--every` takes all T from 1 to 128, lengths up to 512 may be
named, which no tuning was told of, and `--contenders` takes some of the libraries. Prints times over that of the
program tuned for the size alone, the geometric mean and the worst; how long tuning took each way; and the
libraries' times. Writes JSON. Needs `scripts/setup --bench`. See match.py for how it is measured.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time

import bench_batched
import bench_products
import bert
import match
import onnx
import products
from onnx import TensorProto, helper

DENSE = [(768, 2304), (768, 768), (768, 3072), (3072, 768)]
SEQUENCES, HEADS, DEPTH, LONGEST, BEYOND = 16, 12, 64, 128, 512
# The other eight are the same; their weights together are beyond every cache, as all twelve's are.
LAYERS = 4
RUNTIMES = ["onnxruntime", "openvino"]
KINDS = ["dense", "NT", "NN", "random", "uniform", "bert"]


class Problem:
    """One model, its sizes at each length, and which libraries are it."""

    def __init__(self, name, dims, write, sizes, libraries, fill):
        self.name, self.dims, self.write, self.sizes = name, dims, write, sizes
        self.libraries, self.fill = libraries, fill


def problems(kinds):
    scaled = lambda longest: [f"m={SEQUENCES}..{longest * SEQUENCES}/{SEQUENCES}"]
    if "dense" in kinds:
        for k, n in DENSE:
            yield Problem(
                f"dense {k} to {n}", scaled, lambda path, k=k, n=n: bench_products.write_model(path, k, n),
                lambda length: {"m": length * SEQUENCES}, list(products.BUILT_FROM), {"x": "normal:2"},
            )  # fmt: skip
    both = {"a": "normal:2", "b": "normal:3"}
    for form in ("NT", "NN"):
        if form in kinds:
            yield Problem(
                f"batched {form}", lambda longest: [f"length=1..{longest}"],
                lambda path, form=form: bench_batched.write_model(path, SEQUENCES * HEADS, DEPTH, form),
                lambda length: {"length": length}, list(products.BATCHED), both,
            )  # fmt: skip
    for kind, draw in (("random", random_sizes), ("uniform", uniform_sizes)):
        if kind in kinds:
            yield Problem(
                f"{kind} m, k, n", lambda _: [f"{size}=1..{BEYOND}" for size in "mkn"], write_product,
                draw, list(products.BATCHED), both,
            )  # fmt: skip
    if "bert" in kinds:
        yield Problem(
            f"{LAYERS} layers of BERT-base", lambda longest: [f"length=1..{longest}"],
            lambda path: bert.write_model(path, SEQUENCES, LAYERS),
            lambda length: {"length": length}, RUNTIMES, {"x": "normal:2", "mask": "zeros"},
        )  # fmt: skip


def write_product(path):
    """`c = a b`, all of whose sizes are open."""
    a, b, c = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        for name, shape in (("a", [1, "m", "k"]), ("b", [1, "k", "n"]), ("c", [1, "m", "n"]))
    )
    graph = helper.make_graph([helper.make_node("MatMul", ["a", "b"], ["c"])], "product", [a, b], [c])
    opset = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=8, producer_name="bench")
    onnx.checker.check_model(model)
    onnx.save(model, path)


def random_sizes(number):
    """Three sizes, each order of magnitude as likely as the others; the same for the same number."""
    draw = random.Random(number)
    return {size: round(BEYOND ** draw.random()) for size in "mkn"}


def uniform_sizes(number):
    """Three sizes, each number as likely as the others; the same for the same number."""
    draw = random.Random(number)
    return {size: draw.randint(1, BEYOND) for size in "mkn"}


def run(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"error: {' '.join(command)}\n{done.stderr.strip()}")
    return done.stdout


def tune(options, model, dims, threads, database, more=()):
    """Tunes; returns the seconds it took and the record."""
    command = [options.tangram, "tune", model, "--threads", str(threads), "--db", database, "--json"]
    start = time.monotonic()
    said = run(command + [part for dim in dims for part in ("--dim", dim)] + list(more))
    return time.monotonic() - start, json.loads(said)


def compile_model(options, model, dims, threads, folder, database=None):
    command = [options.tangram, "compile", model, "-o", folder]
    command += [part for dim in dims for part in ("--dim", dim)]
    # The number of threads is that of the schedules, too.
    command += ["--threads", str(threads)] if database else []
    run(command + (["--tuning", database] if database else []))


def play(options, problem, threads, work, library, built):
    """One problem on so many threads: how long tuning took, and the times at every length."""
    model = os.path.join(work, "model.onnx")
    problem.write(model)
    own = os.path.join(work, f"{problem.name}-{threads}".replace(" ", "-"))
    os.makedirs(own)
    budget = ["--budget", options.budget] if options.budget else []
    seconds, records = tune(
        options, model, problem.dims(LONGEST), threads, f"{own}/generic", budget)
    lengths = range(1, LONGEST + 1) if options.every else options.lengths
    dims = problem.dims(max(LONGEST, *lengths))
    compile_model(options, model, dims, threads, f"{own}/tuned", f"{own}/generic")
    compile_model(options, model, dims, threads, f"{own}/untuned")
    version = run([options.tangram, "--version"]).strip()
    setup = {"model": model, "threads": threads, "probe": library, "fill": problem.fill,
             "cores": match.cores_for(threads), "version": version, "products": built,
             "calls_from_c": True, "pytorch": None}  # fmt: skip
    fixed = {}
    for name in ("tuned", "untuned"):
        fixed[name] = match.Contender(name, {**setup, "kind": "tangram", "folder": f"{own}/{name}"})
    wanted = options.contenders.split(",") if options.contenders else problem.libraries
    able = [name for name in problem.libraries if name in wanted
            and name in [*built, *RUNTIMES] and (threads == 1 or name not in products.ONE_THREAD_ONLY)]  # fmt: skip
    if able:
        fixed |= match.start(able, setup)
    rows, static_seconds = [], 0.0
    for length in lengths:
        contenders = dict(fixed)
        if length in options.lengths and not options.no_static:
            alone = [f"{name}={size}" for name, size in problem.sizes(length).items()]
            took, _ = tune(options, model, alone, threads, f"{own}/db{length}", ["--least-gain", "0"])
            static_seconds += took
            compile_model(
                options, model, alone, threads, f"{own}/static{length}", f"{own}/db{length}")
            contenders["static"] = match.Contender(
                "static", {**setup, "kind": "tangram", "folder": f"{own}/static{length}"})
        rows.append({"threads": threads, **match.play(
            contenders, problem.sizes(length), options.rounds, options.seconds)})  # fmt: skip
        if "static" in contenders:
            contenders["static"].close()
        print(".", end="", file=sys.stderr, flush=True)
    versions = {name: one.version for name, one in fixed.items()}
    for one in fixed.values():
        one.close()
    print(file=sys.stderr)
    return {"problem": problem.name, "threads": threads, "tuning_s": seconds, "records": records,
            "static_tuning_s": static_seconds, "versions": versions, "results": rows}  # fmt: skip


def summarise(outcome):
    """Prints one problem: lengths as rows, then means."""
    def taken(row, name):
        return row["contenders"].get(name, {}).get("median_ms")

    print(f"\n{outcome['problem']}, {outcome['threads']} thread(s): tuned once in "
          f"{outcome['tuning_s']:.1f} s" + (f", for each length alone in "
          f"{outcome['static_tuning_s']:.1f} s" if outcome["static_tuning_s"] else ""))  # fmt: skip
    for record in outcome["records"]:
        ways = re.search(r"ways = \[(.*?)\]", record["trace"])
        print(f"  {ways[1].count(chr(34)) // 2 if ways else 0} ways, {record['gain']:.3f} x the untuned where both were timed; "
              f"predictions off by {100 * record['median_error']:.1f} % (median), "
              f"{100 * record['tail_error']:.1f} % (95th percentile)")  # fmt: skip
    gains, regrets, untuned, rivals = [], [], [], []
    for row in outcome["results"]:
        ours, plain, static = (taken(row, who) for who in ("tuned", "untuned", "static"))
        libraries = {name: taken(row, name) for name in outcome["versions"]
                     if name not in ("tuned", "untuned") and taken(row, name)}  # fmt: skip
        gains.append(plain / ours)
        line = f"  {row['sizes']}: tuned {ours:.3f} ms, untuned {plain / ours:.3f}"
        if static:
            best = min(static, ours, plain)
            regrets.append(ours / best)
            untuned.append(plain / best)
            line += f", for this size alone {static / ours:.3f}"
        if libraries:
            name = min(libraries, key=libraries.get)
            rivals.append(libraries[name] / ours)
            line += f", {name} {rivals[-1]:.3f}"
        probes = [c["probe_gflops"] for c in row["contenders"].values() if "probe_gflops" in c]
        print(line + f"    probe {min(probes):.0f}")
    mean = match.geometric_mean
    print(f"  untuned takes {mean(gains):.3f} times as long (geometric mean)")
    if regrets:
        print(f"  tuned takes {mean(regrets):.3f} times as long as the best of all at each length, at worst "
              f"{max(regrets):.3f}; untuned {mean(untuned):.3f}, at worst {max(untuned):.3f}")  # fmt: skip
    if rivals:
        print(f"  the best library at each length takes {mean(rivals):.3f} times as long, at least "
              f"{min(rivals):.3f}")  # fmt: skip


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--problems", default=",".join(KINDS))
    parser.add_argument("--lengths", default="5,24,43,62,81,100,119,128")
    parser.add_argument("--every", action="store_true", help="time every length from 1 to 128")
    parser.add_argument("--no-static", action="store_true", help="tune for no length alone")
    parser.add_argument("--budget", help="of tuning one problem for the range, as 30s")
    match.add_options(parser, "", 0.02)
    options = parser.parse_args()
    kinds = options.problems.split(",")
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        parser.error(f"there is no problem {unknown[0]}; there are {', '.join(KINDS)}")
    options.lengths = [int(length) for length in options.lengths.split(",")]
    if not all(1 <= length <= BEYOND for length in options.lengths):
        parser.error(f"lengths are from 1 to {BEYOND}")
    outcomes = []
    with tempfile.TemporaryDirectory() as work:
        library = match.build_probe(work)
        built = products.build(list(products.BUILT_FROM) + list(products.BATCHED), work)
        for threads in map(int, options.threads.split(",")):
            for problem in problems(kinds):
                outcomes.append(play(options, problem, threads, work, library, built))
                if len(outcomes) == 1:
                    versions = ", ".join(f"{n} {v}" for n, v in outcomes[0]["versions"].items())
                    print(f"{match.machine()['cpu']}; {versions}")
                summarise(outcomes[-1])
                match.save(options, {"machine": match.machine(), "outcomes": outcomes})


if __name__ == "__main__":
    main()
