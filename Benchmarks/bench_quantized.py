#!/usr/bin/env python3
"""Matrix products with quantised constant weights, Y = X W, over the rows of X.

  bench_quantized.py [--shapes 768x3072,4096x4096] [--rows 1,4,16,64,256] [--kinds K1,K2] [options]

A kind is how W is stored: `f32`; `int8`, with one scale a column; `int4x32` and `int4x128`, four bits with
a scale for each block of 32 or 128 rows; `int4x32z`, with zero points; `int4x32f16`, with activations and
scales of float16. The one of ONNX Runtime that is compared with is `MatMulNBits` for four bits, with
sums of floats as Tangram has them (`--accuracy 4` lets it round activations to bytes), and
`DequantizeLinear` before `MatMul`, which it packs, for bytes.

Prints for each kind GFLOP/s, the share of the machine's measured peak, and the bytes of W, as stored,
that are read in a second. See match.py for how it is measured.
"""

import argparse
import os
import sys
import tempfile

import match
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

KINDS = ["f32", "int8", "int4x32", "int4x128", "int4x32z", "int4x32f16"]


def blocks_of(kind):
    """The rows in a block of four bits; None for what has no blocks."""
    if not kind.startswith("int4x"):
        return None
    return int("".join(c for c in kind[5:].removesuffix("f16") if c.isdigit()))


def stored_bytes(kind, k, n):
    """The bytes of a weight with its scales."""
    if kind == "f32":
        return 4 * k * n
    if kind == "int8":
        return k * n + 4 * n
    blocks = -(-k // blocks_of(kind)) * n
    zeros = blocks // 2 if kind.endswith("z") else 0
    return k * n // 2 + blocks * (2 if kind.endswith("f16") else 4) + zeros


def write_model(path, kind, k, n, accuracy):
    """The model of one product: x [m, k] times a constant W [k, n]."""
    random = np.random.Generator(np.random.PCG64(1))
    number = np.float16 if kind.endswith("f16") else np.float32
    element = TensorProto.FLOAT16 if kind.endswith("f16") else TensorProto.FLOAT
    constants, nodes = {}, []
    block = blocks_of(kind)
    if kind == "f32":
        constants["w"] = random.standard_normal((k, n), np.float32)
        nodes.append(helper.make_node("MatMul", ["x", "w"], ["y"]))
    elif kind == "int8":
        constants["w"] = random.integers(-128, 128, (k, n), np.int8)
        constants["s"] = random.random(n, np.float32) / 64
        nodes.append(helper.make_node("DequantizeLinear", ["w", "s"], ["d"], axis=1))
        nodes.append(helper.make_node("MatMul", ["x", "d"], ["y"]))
    else:
        count = -(-k // block)
        constants["w"] = random.integers(0, 256, (n, count, block // 2), np.uint8)
        constants["s"] = (random.random(n * count, np.float32) / 8).astype(number)
        inputs = ["x", "w", "s"]
        if kind.endswith("z"):
            constants["z"] = random.integers(0, 256, n * -(-count // 2), np.uint8)
            inputs.append("z")
        nodes.append(
            helper.make_node(
                "MatMulNBits", inputs, ["y"], domain="com.microsoft", K=k, N=n, bits=4,
                block_size=block, accuracy_level=accuracy,
            )
        )  # fmt: skip
    graph = helper.make_graph(
        nodes,
        "product",
        [helper.make_tensor_value_info("x", element, ["m", k])],
        [helper.make_tensor_value_info("y", element, ["m", n])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    opsets = [helper.make_opsetid("", 21), helper.make_opsetid("com.microsoft", 1)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=10), path)


def play(options, kind, k, n, rows):
    """One W over numbers of rows; what `match.contest` returns."""
    with tempfile.TemporaryDirectory() as work:
        model = os.path.join(work, "product.onnx")
        write_model(model, kind, k, n, options.accuracy)
        return match.contest(
            options, model, [{"m": m} for m in rows], {"x": "normal:2"}, [f"m=1..{max(rows)}"]
        )


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shapes", default="768x3072,4096x4096", help="rows x columns of W")
    parser.add_argument("--rows", default="1,4,16,64,256", help="of X")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--accuracy", type=int, default=1, help="'accuracy_level' of MatMulNBits")
    match.add_options(parser, "tangram,onnxruntime", 0.05)
    parser.set_defaults(threads="1")
    options = parser.parse_args()
    if unknown := [kind for kind in options.kinds.split(",") if kind not in KINDS]:
        parser.error(f"there is no kind {unknown[0]}; there are {', '.join(KINDS)}")
    rows = [int(m) for m in options.rows.split(",")]
    saved = []
    for shape in options.shapes.split(","):
        k, n = map(int, shape.split("x"))
        for kind in options.kinds.split(","):
            outcome = play(options, kind, k, n, rows)
            match.report(
                options, outcome, f"{kind}, K={k} N={n}", work=lambda sizes: 2.0 * sizes["m"] * k * n
            )
            for row in outcome["results"]:
                times = {
                    name: cell["median_ms"]
                    for name, cell in row["contenders"].items()
                    if "median_ms" in cell
                }
                rates = ", ".join(
                    f"{name} {stored_bytes(kind, k, n) / ms / 1e6:.1f}" for name, ms in times.items()
                )
                differences = [
                    f"{cell['difference']:.2g}"
                    for cell in row["contenders"].values()
                    if cell.get("difference")
                ]
                print(f"  m={row['sizes']['m']}, {row['threads']} thread(s): GB/s of W: {rates}"
                      f"; difference {', '.join(differences) or 0}")  # fmt: skip
            saved.append({"kind": kind, "k": k, "n": n, **outcome})
            sys.stdout.flush()
            match.save(options, saved)


if __name__ == "__main__":
    main()
