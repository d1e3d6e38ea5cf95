#!/usr/bin/env python3
"""Matrix products, Y = X W with constant W, beside the libraries of products.

  bench_products.py [--sets S1,S2] [options]                     the yardstick
  bench_products.py --k 768 --n 768 --rows 1,7,128,129 [options] one W, over the rows of X

S1: 16 T rows, T in 5, 24, 43, 62, 81, 100, 119, 128, by the four W of BERT-base. S2: 1 to 512 rows,
also by the three W of MiniLM. Prints GFLOP/s and the share of the machine's measured peak, how many
times as long as Tangram each rival takes, and what the best library at each shape takes; writes
JSON. Needs `scripts/setup --bench`.

Tangram, `mkl-packed`, `onednn-packed` and `libxsmm` arrange W beforehand; oneDNN is made anew for
every number of rows, Tangram once. ONNX Runtime and OpenVINO can be named too; they are then
called through Python, some microseconds a call, the libraries and Tangram from C. See match.py for
how it is measured.
"""

import argparse
import os
import statistics
import sys
import tempfile

import match
import numpy as np
import onnx
import products
from onnx import TensorProto, helper

BERT = [(768, 2304), (768, 768), (768, 3072), (3072, 768)]
MINILM = [(384, 384), (384, 1536), (1536, 384)]
SETS = {
    "S1": [((k, n), [16 * t for t in (5, 24, 43, 62, 81, 100, 119, 128)]) for k, n in BERT],
    "S2": [
        ((k, n), [1, 3, 7, 16, 31, 49, 64, 65, 100, 127, 128, 129, 200, 255, 384, 512])
        for k, n in BERT + MINILM
    ],
}  # fmt: skip
BANDS = [(1, 1), (2, 15), (16, 49), (50, 129), (130, 1 << 30)]
LIBRARIES = ",".join(products.BUILT_FROM)


def write_model(path, k, n):
    """The model of one product: x [m, k] times a constant w [k, n]."""
    weight = np.random.Generator(np.random.PCG64(1)).standard_normal((k, n), np.float32)
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"], name="product")],
        "product",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["m", k])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["m", n])],
        [onnx.numpy_helper.from_array(weight, "w")],
    )
    opset = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=8, producer_name="bench")
    onnx.save(model, path)


def play(options, k, n, rows, built):
    """One W over numbers of rows; what `match.contest` returns."""
    with tempfile.TemporaryDirectory() as work:
        model = os.path.join(work, "product.onnx")
        write_model(model, k, n)
        return match.contest(
            options, model, [{"m": m} for m in rows], {"x": "normal:2"}, [f"m=1..{max(rows)}"],
            products=built, one_thread_only=products.ONE_THREAD_ONLY,
        )  # fmt: skip


def summarise(name, rows, peaks, versions):
    """Prints geometric means over the shapes of a set."""
    for threads in sorted({row["threads"] for row in rows}):
        mine = [row for row in rows if row["threads"] == threads]
        print(f"\n{name}, {threads} thread(s), {len(mine)} shapes: geometric means of GFLOP/s, the "
              "share of the peak, [by rows: " + ", ".join(f"{a}-{b}" if b < 1 << 30 else f"{a}-"
              for a, b in BANDS) + "]")  # fmt: skip
        rate = lambda row, ms: 2e-6 * row["sizes"]["m"] * row["k"] * row["n"] / ms
        taken = lambda row, who: row["contenders"].get(who, {}).get("median_ms")
        for who in versions:
            have = [row for row in mine if taken(row, who)]
            if not have:
                continue
            mean = match.geometric_mean([rate(row, taken(row, who)) for row in have])
            bands = []
            for least, most in BANDS:
                part = [rate(r, taken(r, who)) for r in have if least <= r["sizes"]["m"] <= most]
                bands.append(f"{match.geometric_mean(part):.0f}" if part else "-")
            line = f"  {who:14} {mean:6.1f} {100 * mean / peaks[threads]:5.1f}%  "
            line += f"[{', '.join(bands)}]"
            print(line + ("" if len(have) == len(mine) else f"  {len(have)} shapes only"))
        ratios = []
        for row in mine:
            rivals = [taken(row, who) for who in versions if who != "tangram" and taken(row, who)]
            if taken(row, "tangram") and rivals:
                ratios.append((min(rivals) / taken(row, "tangram"), row))
        if not ratios:
            continue
        probes = [c["probe_gflops"] for row in mine for c in row["contenders"].values()
                  if "probe_gflops" in c]  # fmt: skip
        mean = match.geometric_mean([ratio for ratio, _ in ratios])
        limit = match.geometric_mean([
            peaks[threads] / rate(row, ratio * taken(row, "tangram")) for ratio, row in ratios
        ])  # fmt: skip
        worst, at = min(ratios, key=lambda pair: pair[0])
        print(f"  the best rival at each shape takes {mean:.3f} times as long as Tangram; at the worst"
              f" shape, {at['sizes']['m']} x {at['k']} x {at['n']}, {worst:.3f}; below 0.95 at"
              f" {sum(r < 0.95 for r, _ in ratios)} shapes; {limit:.3f} would be the peak; probe {statistics.median(probes):.0f}"
              " GFLOP/s")  # fmt: skip


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sets", default="S1,S2", help="which of S1 and S2")
    parser.add_argument("--k", type=int, help="one W of this many rows instead")
    parser.add_argument("--n", type=int, help="and this many columns")
    parser.add_argument("--rows", default="1,3,7,16,31,49,64,65,100,127,128,129,200,255,384,512")
    match.add_options(parser, f"tangram,{LIBRARIES}", 0.02)
    options = parser.parse_args()
    if (options.k is None) != (options.n is None):
        parser.error("--k and --n belong together")
    if unknown := [s for s in options.sets.split(",") if s not in SETS]:
        parser.error(f"there is no set {unknown[0]}; there are S1 and S2")
    sets = {name: SETS[name] for name in options.sets.split(",")}
    if options.k:
        sets = {"rows": [((options.k, options.n), [int(m) for m in options.rows.split(",")])]}

    with tempfile.TemporaryDirectory() as folder:
        built = products.build(options.contenders.split(","), folder)
        known = {"tangram", "onnxruntime", "openvino", *built}
        options.contenders = ",".join(c for c in options.contenders.split(",") if c in known)
        saved = {"sets": {}}
        for name, shapes in sets.items():
            rows, outcome = [], {}
            for (k, n), numbers in shapes:
                outcome = play(options, k, n, numbers, built)
                rows += [{"k": k, "n": n, **row} for row in outcome.pop("results")]
                if options.k:
                    match.report(
                        options, {**outcome, "results": rows}, f"K={k} N={n}",
                        work=lambda sizes: 2.0 * sizes["m"] * k * n,
                    )  # fmt: skip
            saved |= outcome
            saved["sets"][name] = rows
            if len(saved["sets"]) == 1 and not options.k:
                print(match.heading(outcome))
            summarise(name, rows, outcome["peak_gflops"], outcome["versions"])
            sys.stdout.flush()
            match.save(options, saved)


if __name__ == "__main__":
    main()
