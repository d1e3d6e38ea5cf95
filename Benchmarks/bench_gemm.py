#!/usr/bin/env python3
"""One matrix product, Y = X W with constant W, over the number of rows of X.

  bench_gemm.py [--k 768 --n 768] [--rows 1,7,128,129] [options]

Prints GFLOP/s and the share of the machine's measured peak for Tangram and its rivals, with how
many times as long as Tangram each rival takes, and writes JSON. Needs `scripts/setup --bench`.
OpenBLAS and MKL get W as it is; Tangram, ONNX Runtime and OpenVINO may arrange it beforehand.
See match.py for how it is measured.
"""

import argparse
import json
import os
import sys
import tempfile

import match
import numpy as np
import onnx
from onnx import TensorProto, helper

ROOT = os.path.join(match.HERE, "..")


def write_model(path, k, n):
    """The model of one product: x [m, k] times a constant w [k, n]."""
    weight = np.random.Generator(np.random.PCG64(1)).standard_normal((k, n), np.float32)
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"], name="product")],
        "gemm",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["m", k])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["m", n])],
        [onnx.numpy_helper.from_array(weight, "w")],
    )
    opset = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=8, producer_name="bench")
    onnx.save(model, path)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tangram", default=os.path.join(ROOT, ".build", "release", "tangram"))
    parser.add_argument("--contenders", default="tangram,onnxruntime,openvino,openblas,mkl")
    parser.add_argument("--k", type=int, default=768)
    parser.add_argument("--n", type=int, default=768)
    parser.add_argument("--rows", default="1,3,7,16,31,49,64,65,100,127,128,129,200,255,384,512")
    parser.add_argument("--threads", default="1,2", help="one table for each number")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.05, help="of one window")
    parser.add_argument("--json", help="file for all figures")
    options = parser.parse_args()
    names = options.contenders.split(",")
    sizes_of_m = [int(m) for m in options.rows.split(",")]
    rows, versions, peaks, vectors = [], {}, {}, ""
    with tempfile.TemporaryDirectory() as work:
        library = match.build_probe(work)
        model = os.path.join(work, "gemm.onnx")
        write_model(model, options.k, options.n)
        folder, version = os.path.join(work, "compiled"), ""
        if "tangram" in names:
            dims = [f"m=1..{max(sizes_of_m)}"]
            version = match.compile_model(options.tangram, model, folder, dims)
        for threads in map(int, options.threads.split(",")):
            peaks[threads], vectors = match.machine_peak(library, threads)
            contenders = match.start(names, {
                "model": model, "folder": folder, "threads": threads, "probe": library,
                "fill": {"x": "normal:2"}, "cores": match.cores_for(threads), "version": version,
            })  # fmt: skip
            versions |= {name: one.version for name, one in contenders.items()}
            for m in sizes_of_m:
                row = match.play(contenders, {"m": m}, options.rounds, options.seconds)
                rows.append({"threads": threads, **row})
                print(".", end="", file=sys.stderr, flush=True)
            for one in contenders.values():
                one.close()
        print(file=sys.stderr)
    print(f"K={options.k} N={options.n}; {match.machine()['cpu']}, {vectors}; " + ", ".join(
        f"{name} {version}".strip() for name, version in versions.items()))  # fmt: skip
    print("peak: " + ", ".join(f"{p:.0f} GFLOP/s with {t} thread(s)" for t, p in peaks.items()))
    match.print_table(
        rows, [name for name in names if name in versions],
        work=lambda sizes: 2.0 * sizes["m"] * options.k * options.n, peaks=peaks,
    )  # fmt: skip
    if options.json:
        with open(options.json, "w") as file:
            json.dump(
                {"machine": match.machine(), "versions": versions, "peak_gflops": peaks,
                 "k": options.k, "n": options.n, "results": rows},
                file, indent=1,
            )  # fmt: skip


if __name__ == "__main__":
    main()
