#!/usr/bin/env python3
"""The batched products of attention: Tangram, compiled once, beside the libraries of products.

  bench_batched.py [--heads 12] [--depth 64] [--lengths 1,…,512] [--forms NT,NN] [options]

NT: scores, [heads, T, depth] by the transposition of [heads, T, depth]. NN: weights [heads, T, T] by
values [heads, T, depth]. Both factors are inputs. Prints GFLOP/s, the share of the machine's
measured peak and how many times as long as Tangram each rival takes, and what the best library
at each shape takes; writes JSON. oneDNN and libxsmm are made anew for every T, Tangram once. The
libraries and Tangram are called from C, on one thread both as functions of pointers and sizes (`NAME_raw`), PyTorch (batched `matmul`) and ONNX Runtime through
Python. Needs `scripts/setup --bench`. See match.py for how it is measured.
"""

import argparse
import os
import statistics
import sys
import tempfile

import match
import onnx
import products
from onnx import TensorProto, helper

LENGTHS = "1,2,4,7,8,13,16,24,31,32,48,64,65,81,100,127,128,129,192,256,300,384,511,512"
LIBRARIES = ",".join(products.BATCHED)


def write_model(path, heads, depth, form):
    """`c = a b` for matrices of any length, with b transposed first in the form NT."""
    float32 = TensorProto.FLOAT
    whole = [heads, "length", depth]
    shapes = {"NT": (whole, whole, [heads, "length", "length"]),
              "NN": ([heads, "length", "length"], whole, whole)}[form]  # fmt: skip
    a, b, c = (
        helper.make_tensor_value_info(name, float32, shape)
        for name, shape in zip("abc", shapes, strict=True)
    )
    nodes = [helper.make_node("MatMul", ["a", "b"], ["c"])]
    if form == "NT":
        nodes = [helper.make_node("Transpose", ["b"], ["turned"], perm=[0, 2, 1]),
                 helper.make_node("MatMul", ["a", "turned"], ["c"])]  # fmt: skip
    graph = helper.make_graph(nodes, "batched", [a, b], [c])
    opset = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=8, producer_name="bench")
    onnx.checker.check_model(model)
    onnx.save(model, path)


def summarise(form, outcome, work):
    """Prints how the best library at each shape compares, and what would be the most: the peak."""
    for threads, peak in outcome["peak_gflops"].items():
        ratios, limits = [], []
        for row in outcome["results"]:
            times = {who: cell["median_ms"] for who, cell in row["contenders"].items()
                     if "median_ms" in cell}  # fmt: skip
            own = times.pop("tangram", None)
            if row["threads"] == threads and own and times:
                ratios.append((min(times.values()) / own, row["sizes"]["length"]))
                limits.append(min(times.values()) * peak * 1e6 / work(row["sizes"]))
        if not ratios:
            continue
        worst, at = min(ratios)
        probes = [c["probe_gflops"] for row in outcome["results"] for c in row["contenders"].values()
                  if "probe_gflops" in c]  # fmt: skip
        print(f"{form}, {threads} thread(s): the best rival at each of {len(ratios)} lengths takes "
              f"{match.geometric_mean([ratio for ratio, _ in ratios]):.3f} times as long as Tangram; "
              f"at the worst, {at}, {worst:.3f}; {match.geometric_mean(limits):.3f} would be the peak, "
              f"of {peak:.0f}, probe "
              f"{statistics.median(probes):.0f} GFLOP/s\n")  # fmt: skip


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--heads", type=int, default=12, help="matrices of a batch")
    parser.add_argument("--depth", type=int, default=64)
    parser.add_argument("--lengths", default=LENGTHS)
    parser.add_argument("--forms", default="NT,NN")
    match.add_options(parser, f"tangram,{LIBRARIES},pytorch", 0.03)
    options = parser.parse_args()
    if unknown := [form for form in options.forms.split(",") if form not in ("NT", "NN")]:
        parser.error(f"there is no form {unknown[0]}; there are NT and NN")
    lengths = [int(length) for length in options.lengths.split(",")]
    with tempfile.TemporaryDirectory() as work:
        built = products.build(options.contenders.split(","), work)
        known = {"tangram", "onnxruntime", "openvino", "pytorch", *built}
        options.contenders = ",".join(c for c in options.contenders.split(",") if c in known)
        saved = {"heads": options.heads, "depth": options.depth, "forms": {}}
        for form in options.forms.split(","):
            model = os.path.join(work, f"{form}.onnx")
            write_model(model, options.heads, options.depth, form)
            outcome = match.contest(
                options, model, [{"length": length} for length in lengths],
                {name: "normal:2" for name in "ab"}, [f"length=1..{max(lengths)}"],
                products=built, one_thread_only=products.ONE_THREAD_ONLY,
                pytorch="product_transposed" if form == "NT" else "product",
            )  # fmt: skip
            operations = lambda sizes: 2.0 * options.heads * options.depth * sizes["length"] ** 2
            title = f"{form}, {options.heads} heads of {options.depth}"
            match.report(options, outcome, title, work=operations)
            summarise(form, outcome, operations)
            sys.stdout.flush()
            saved["forms"][form] = outcome
            match.save(options, saved)


if __name__ == "__main__":
    main()
