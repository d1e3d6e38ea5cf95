#!/usr/bin/env python3
"""Convolutions of known networks, layer by layer, beside oneDNN's.

  bench_convolutions.py [--networks resnet50,mobilenet,ocr] [options]

Each layer is a model of its own, relu(conv(x) + b) with constant filters over images of any size, x and
y with channels last, as they lie between kernels. Tangram compiles it once for all sizes; oneDNN is
made anew for the size, and its tensors lie as it wants them, which is not timed. Prints GFLOP/s and
how many times as long as Tangram oneDNN takes, and writes JSON. Needs `scripts/setup --bench`. See
match.py for how it is measured.
"""

import argparse
import os
import tempfile

import match
import numpy as np
import onnx
import products
from onnx import TensorProto, helper

# Inputs, outputs, height, width, taps, stride, groups, and how often the network has such a layer.
NETWORKS = {
    "resnet50": [
        (3, 64, 224, 224, 7, 2, 1, 1),
        (64, 64, 56, 56, 1, 1, 1, 1), (64, 64, 56, 56, 3, 1, 1, 3), (64, 256, 56, 56, 1, 1, 1, 4),
        (256, 64, 56, 56, 1, 1, 1, 2),
        (256, 128, 56, 56, 1, 1, 1, 1), (128, 128, 56, 56, 3, 2, 1, 1),
        (128, 512, 28, 28, 1, 1, 1, 4), (256, 512, 56, 56, 1, 2, 1, 1),
        (512, 128, 28, 28, 1, 1, 1, 3), (128, 128, 28, 28, 3, 1, 1, 3),
        (512, 256, 28, 28, 1, 1, 1, 1), (256, 256, 28, 28, 3, 2, 1, 1),
        (256, 1024, 14, 14, 1, 1, 1, 6), (512, 1024, 28, 28, 1, 2, 1, 1),
        (1024, 256, 14, 14, 1, 1, 1, 5), (256, 256, 14, 14, 3, 1, 1, 5),
        (1024, 512, 14, 14, 1, 1, 1, 1), (512, 512, 14, 14, 3, 2, 1, 1),
        (512, 2048, 7, 7, 1, 1, 1, 3), (1024, 2048, 14, 14, 1, 2, 1, 1),
        (2048, 512, 7, 7, 1, 1, 1, 2), (512, 512, 7, 7, 3, 1, 1, 2),
    ],
    "mobilenet": [
        (3, 32, 224, 224, 3, 2, 1, 1),
        (32, 32, 112, 112, 3, 1, 32, 1), (32, 64, 112, 112, 1, 1, 1, 1),
        (64, 64, 112, 112, 3, 2, 64, 1), (64, 128, 56, 56, 1, 1, 1, 1),
        (128, 128, 56, 56, 3, 1, 128, 1), (128, 128, 56, 56, 1, 1, 1, 1),
        (128, 128, 56, 56, 3, 2, 128, 1), (128, 256, 28, 28, 1, 1, 1, 1),
        (256, 256, 28, 28, 3, 1, 256, 1), (256, 256, 28, 28, 1, 1, 1, 1),
        (256, 256, 28, 28, 3, 2, 256, 1), (256, 512, 14, 14, 1, 1, 1, 1),
        (512, 512, 14, 14, 3, 1, 512, 5), (512, 512, 14, 14, 1, 1, 1, 5),
        (512, 512, 14, 14, 3, 2, 512, 1), (512, 1024, 7, 7, 1, 1, 1, 1),
        (1024, 1024, 7, 7, 3, 1, 1024, 1), (1024, 1024, 7, 7, 1, 1, 1, 1),
    ],
    "ocr": [
        (3, 32, 48, 320, 3, 2, 1, 1), (32, 32, 24, 160, 3, 1, 32, 1), (32, 64, 24, 160, 1, 1, 1, 1),
        (64, 64, 24, 160, 3, 1, 64, 1), (64, 128, 12, 80, 1, 1, 1, 1),
        (128, 128, 12, 80, 3, 1, 128, 1), (128, 128, 12, 80, 1, 1, 1, 1),
        (240, 240, 12, 80, 5, 1, 240, 5), (240, 240, 12, 80, 1, 1, 1, 5),
        (240, 480, 6, 80, 1, 1, 1, 1), (480, 480, 6, 80, 5, 1, 480, 1), (480, 480, 6, 80, 1, 1, 1, 1),
        (96, 24, 160, 160, 3, 1, 1, 1), (24, 96, 160, 160, 3, 1, 1, 1), (96, 96, 80, 80, 3, 1, 1, 1),
        (120, 60, 6, 40, 3, 1, 1, 1),
    ],
}  # fmt: skip


def write_model(path, inputs, outputs, taps, stride, groups):
    """`relu(conv(x) + b)` on images [batch, height, width, inputs]."""
    random = np.random.Generator(np.random.PCG64(1))
    weight = random.standard_normal((outputs, inputs // groups, taps, taps), np.float32)
    bias = random.standard_normal(outputs, np.float32)
    nodes = [
        helper.make_node("Transpose", ["x"], ["image"], perm=[0, 3, 1, 2]),
        helper.make_node(
            "Conv", ["image", "w", "b"], ["sums"], kernel_shape=[taps, taps], group=groups,
            strides=[stride, stride], pads=[taps // 2] * 4,
        ),
        helper.make_node("Relu", ["sums"], ["positive"]),
        helper.make_node("Transpose", ["positive"], ["y"], perm=[0, 2, 3, 1]),
    ]  # fmt: skip
    float32 = TensorProto.FLOAT
    graph = helper.make_graph(
        nodes, "layer",
        [helper.make_tensor_value_info("x", float32, ["batch", "height", "width", inputs])],
        [helper.make_tensor_value_info("y", float32, ["batch", "rows", "columns", outputs])],
        [onnx.numpy_helper.from_array(weight, "w"), onnx.numpy_helper.from_array(bias, "b")],
    )  # fmt: skip
    opset = [helper.make_opsetid("", 17)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=8, producer_name="bench")
    onnx.save(model, path)


def play(options, layer, built):
    """One layer; the rows of `match.contest`, with what is known about it."""
    inputs, outputs, height, width, taps, stride, groups, count = layer
    with tempfile.TemporaryDirectory() as work:
        model = os.path.join(work, "layer.onnx")
        write_model(model, inputs, outputs, taps, stride, groups)
        case = {"batch": options.batch, "height": height, "width": width}
        outcome = match.contest(
            options, model, [case], {"x": "normal:2"}, [f"{name}=1..512" for name in case],
            products=built,
        )  # fmt: skip
    positions = options.batch * ((height - 1) // stride + 1) * ((width - 1) // stride + 1)
    work = 2.0 * positions * outputs * (inputs // groups) * taps * taps
    for row in outcome["results"]:
        row |= {"layer": layer, "work": work, "count": count}
    return outcome


def summarise(title, rows, peaks, names):
    """Prints a network's layers and means."""
    rivals = [name for name in names if name != "tangram"]
    for threads in sorted({row["threads"] for row in rows}):
        mine = [row for row in rows if row["threads"] == threads]
        print(f"\n{title}, {threads} thread(s), GFLOP/s and share of the peak; rivals' time over Tangram's")
        for row in mine:
            inputs, outputs, height, width, taps, stride, groups, count = row["layer"]
            kind = "depth-wise" if groups == inputs else f"groups of {groups}" if groups > 1 else ""
            took = {name: row["contenders"].get(name, {}).get("median_ms") for name in names}
            line = f"  {inputs:5}>{outputs:<5}{height:4}x{width:<4} {taps}x{taps}/{stride} {kind:11}"
            for name in names:
                if took[name]:
                    rate = row["work"] / took[name] / 1e6
                    line += f" {name} {rate:5.0f} {100 * rate / peaks[threads]:3.0f}%"
            for name in rivals:
                if took[name] and took["tangram"]:
                    line += f"  {took[name] / took['tangram']:5.2f}"
            differences = [c.get("difference") or 0 for c in row["contenders"].values()]
            probes = [c["probe_gflops"] for c in row["contenders"].values() if "probe_gflops" in c]
            print(line + f"   probe {min(probes):.0f}" + (
                f"  DIFFERS by {max(differences):.2g}" if max(differences) > 1e-2 else ""))
        for name in rivals:
            have = [row for row in mine if all(
                "median_ms" in row["contenders"].get(one, {}) for one in (name, "tangram"))]
            if not have:
                continue
            time = lambda one: sum(r["count"] * r["contenders"][one]["median_ms"] for r in have)
            ratios = [r["contenders"][name]["median_ms"] / r["contenders"]["tangram"]["median_ms"]
                      for r in have for _ in range(r["count"])]  # fmt: skip
            print(f"  {name}: {match.geometric_mean(ratios):.3f} in the geometric mean over the layers,"
                  f" {time(name) / time('tangram'):.3f} in the sum of their times"
                  f" ({time('tangram'):.2f} ms), worst {min(ratios):.2f}")  # fmt: skip


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--networks", default=",".join(NETWORKS))
    parser.add_argument("--batch", type=int, default=1)
    match.add_options(parser, "tangram,onednn-convolution", 0.05)
    options = parser.parse_args()
    if unknown := [name for name in options.networks.split(",") if name not in NETWORKS]:
        parser.error(f"there is no network {unknown[0]}; there are {', '.join(NETWORKS)}")
    saved = {"networks": {}}
    with tempfile.TemporaryDirectory() as folder:
        built = products.build(options.contenders.split(","), folder)
        known = {"tangram", "onnxruntime", "openvino", *built}
        names = [name for name in options.contenders.split(",") if name in known]
        options.contenders = ",".join(names)
        for network in options.networks.split(","):
            rows, peaks, outcome = [], {}, {}
            for layer in NETWORKS[network]:
                outcome = play(options, layer, built)
                rows += outcome.pop("results")
                for threads, peak in outcome["peak_gflops"].items():
                    peaks[threads] = max(peaks.get(threads, 0), peak)
            outcome["peak_gflops"] = peaks
            if not saved["networks"]:
                print(match.heading(outcome))
            summarise(network, rows, peaks, names)
            saved |= outcome
            saved["networks"][network] = rows
            match.save(options, saved)


if __name__ == "__main__":
    main()
