#!/usr/bin/env python3
"""Attention over sequence lengths, from one compilation: Tangram beside its rivals.

  bench_attention.py [--heads 12] [--depth 64] [--lengths 64,…,2048] [--operator] [--causal] [options]

The model is products, scale, a mask over keys and a softmax, as exporters write them, on tensors
[batch, heads, length, depth]; with --operator it is the one ONNX operator `Attention` (opset 23),
with --causal that without keys that come later. Prints a table (GFLOP/s of the two products, and
how many times as long as Tangram each rival takes; PyTorch's is
`scaled_dot_product_attention`) and writes JSON. Needs `scripts/setup --bench`.
See match.py for how it is measured.
"""

import argparse
import os
import tempfile

import match
import numpy as np
import onnx
from onnx import TensorProto, helper


def write_model(path, heads, depth, operator, causal):
    """`y = softmax(q k' / sqrt(depth) + m) v`."""
    float32 = TensorProto.FLOAT
    shape = ["batch", heads, "length", depth]
    inputs = [helper.make_tensor_value_info(name, float32, shape) for name in "qkv"]
    constants = []
    if operator:
        nodes = [helper.make_node("Attention", ["q", "k", "v"], ["y"], is_causal=int(causal))]
    else:
        inputs.append(helper.make_tensor_value_info("m", float32, ["batch", 1, 1, "length"]))
        constants = [onnx.numpy_helper.from_array(np.float32(depth**-0.5), "scale")]
        nodes = [
            helper.make_node("Transpose", ["k"], ["turned"], perm=[0, 1, 3, 2]),
            helper.make_node("MatMul", ["q", "turned"], ["scores"]),
            helper.make_node("Mul", ["scores", "scale"], ["scaled"]),
            helper.make_node("Add", ["scaled", "m"], ["masked"]),
            helper.make_node("Softmax", ["masked"], ["weights"], axis=-1),
            helper.make_node("MatMul", ["weights", "v"], ["y"]),
        ]
    graph = helper.make_graph(
        nodes, "attention", inputs, [helper.make_tensor_value_info("y", float32, shape)], constants
    )
    opset = [helper.make_opsetid("", 23 if operator else 17)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=10, producer_name="bench")
    onnx.checker.check_model(model)
    onnx.save(model, path)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--heads", type=int, default=12)
    parser.add_argument("--depth", type=int, default=64)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--lengths", default="64,100,128,256,384,512,1024,2048")
    parser.add_argument("--operator", action="store_true", help="the operator `Attention`")
    parser.add_argument("--causal", action="store_true", help="no keys that come later")
    match.add_options(parser, "tangram,onnxruntime,openvino,pytorch", 0.25)
    options = parser.parse_args()
    if options.causal and not options.operator:
        parser.error("--causal needs --operator")
    lengths = [int(length) for length in options.lengths.split(",")]
    fill = {name: "normal:2" for name in "qkv"} | {"m": "zeros"}
    with tempfile.TemporaryDirectory() as work:
        model = os.path.join(work, "attention.onnx")
        write_model(model, options.heads, options.depth, options.operator, options.causal)
        outcome = match.contest(
            options, model, [{"batch": options.batch, "length": length} for length in lengths],
            fill, [f"batch={options.batch}", f"length=1..{max(lengths)}"],
            pytorch="causal_attention" if options.causal else "attention",
        )  # fmt: skip
    match.report(
        options, outcome, f"{options.heads} heads of {options.depth}",
        work=lambda sizes: 4.0 * sizes["batch"] * options.heads * options.depth * sizes["length"] ** 2,
    )  # fmt: skip
    match.save(options, {"heads": options.heads, "depth": options.depth, **outcome})


if __name__ == "__main__":
    main()
