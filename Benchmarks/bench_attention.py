#!/usr/bin/env python3
"""Attention over sequence lengths, from one compilation: Tangram beside its rivals.

  bench_attention.py [--heads 12] [--depth 64] [--lengths 64,…,2048] [--operator] [--causal]
                     [--key-heads 3] [--queries 1] [options]

The model is products, scale, a mask over keys and a softmax, as exporters write them, on tensors
[batch, heads, length, depth]; with --operator it is the one ONNX operator `Attention` (opset 23),
with --causal that without keys that come later, with --key-heads that whose keys and values have so
few heads, with --queries that of so many queries over keys of each length, as when a text is written
on. Prints a table (GFLOP/s of the two products, of causal ones half; and how many times as long as
Tangram each rival takes; PyTorch's is `scaled_dot_product_attention`) and writes JSON. Needs `scripts/setup --bench`.
See match.py for how it is measured.
"""

import argparse
import os
import tempfile

import match
import numpy as np
import onnx
from onnx import TensorProto, helper


def write_operator(path, heads, key_heads, depth, causal, queries):
    """The operator `Attention`; `queries` is their number if it is not that of keys."""
    float32 = TensorProto.FLOAT
    lengths = {"q": "queries" if queries else "length", "k": "length", "v": "length"}
    counts = {"q": heads, "k": key_heads, "v": key_heads}
    inputs = [
        helper.make_tensor_value_info(x, float32, ["batch", counts[x], lengths[x], depth])
        for x in "qkv"
    ]
    output = helper.make_tensor_value_info("y", float32, ["batch", heads, lengths["q"], depth])
    nodes = [helper.make_node("Attention", ["q", "k", "v"], ["y"], is_causal=int(causal))]
    save_model(path, helper.make_graph(nodes, "attention", inputs, [output]), 23)


def write_products(path, heads, depth):
    """`y = softmax(q k' / sqrt(depth) + m) v`."""
    float32 = TensorProto.FLOAT
    shape = ["batch", heads, "length", depth]
    inputs = [helper.make_tensor_value_info(name, float32, shape) for name in "qkv"]
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
    outputs = [helper.make_tensor_value_info("y", float32, shape)]
    save_model(path, helper.make_graph(nodes, "attention", inputs, outputs, constants), 17)


def save_model(path, graph, opset):
    opsets = [helper.make_opsetid("", opset)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="bench")
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
    parser.add_argument("--key-heads", type=int, help="heads of keys and values; implies --operator")
    parser.add_argument("--queries", type=int, help="so many queries; implies --operator")
    match.add_options(parser, "tangram,onnxruntime,openvino,pytorch", 0.25)
    options = parser.parse_args()
    (heads, depth, batch) = (options.heads, options.depth, options.batch)
    key_heads, queries = options.key_heads or heads, options.queries
    is_operator = options.operator or queries or options.key_heads
    if options.causal and not is_operator:
        parser.error("--causal needs --operator")
    lengths = [int(length) for length in options.lengths.split(",")]
    fill = {name: "normal:2" for name in "qkv"} | {"m": "zeros"}
    name = ("causal_" if options.causal else "") + ("grouped_" if key_heads < heads else "")
    more, dims = ({"queries": queries}, [f"queries=1..{max(queries, 16)}"]) if queries else ({}, [])
    with tempfile.TemporaryDirectory() as work:
        model = os.path.join(work, "attention.onnx")
        if is_operator:
            write_operator(model, heads, key_heads, depth, options.causal, queries)
        else:
            write_products(model, heads, depth)
        outcome = match.contest(
            options, model, [{"batch": batch, **more, "length": length} for length in lengths],
            fill, [f"batch={batch}", f"length=1..{max(lengths)}", *dims], pytorch=name + "attention",
        )  # fmt: skip
    about = f"{heads} heads of {depth}" + (f", {key_heads} of keys" if key_heads < heads else "")
    about += f", {queries} queries" if queries else ""
    match.report(
        options, outcome, about + (", causal" if options.causal else ""),
        work=lambda sizes: products(sizes, heads, depth, queries, options.causal),
    )  # fmt: skip
    match.save(
        options, {"heads": heads, "key_heads": key_heads, "depth": depth, "queries": queries, **outcome}
    )


def products(sizes, heads, depth, queries, causal):
    """The floating-point operations of both products; of causal ones half, as is usual."""
    scores = (queries or sizes["length"]) * sizes["length"] / (2 if causal else 1)
    return 4.0 * sizes["batch"] * heads * depth * scores


if __name__ == "__main__":
    main()
