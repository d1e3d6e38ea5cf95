#!/usr/bin/env python3
"""One matrix product, Y = X W with constant W, over the number of rows of X.

  bench_gemm.py [--k 768 --n 768] [--rows 1,7,128,129] [options]

Prints GFLOP/s and the share of the machine's measured peak for Tangram and its rivals, with how
many times as long as Tangram each rival takes, and writes JSON. Needs `scripts/setup --bench`.
OpenBLAS and MKL get W as it is; Tangram, ONNX Runtime and OpenVINO may arrange it beforehand.
See match.py for how it is measured.
"""

import argparse
import os
import tempfile

import match
import numpy as np
import onnx
from onnx import TensorProto, helper


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
    parser.add_argument("--k", type=int, default=768)
    parser.add_argument("--n", type=int, default=768)
    parser.add_argument("--rows", default="1,3,7,16,31,49,64,65,100,127,128,129,200,255,384,512")
    match.add_options(parser, "tangram,onnxruntime,openvino,openblas,mkl", 0.05)
    options = parser.parse_args()
    rows = [int(m) for m in options.rows.split(",")]
    with tempfile.TemporaryDirectory() as work:
        model = os.path.join(work, "gemm.onnx")
        write_model(model, options.k, options.n)
        outcome = match.contest(
            options, model, [{"m": m} for m in rows], {"x": "normal:2"}, [f"m=1..{max(rows)}"]
        )
    match.report(
        options, outcome, f"K={options.k} N={options.n}",
        work=lambda sizes: 2.0 * sizes["m"] * options.k * options.n,
    )  # fmt: skip
    match.save(options, {"k": options.k, "n": options.n, **outcome})


if __name__ == "__main__":
    main()
