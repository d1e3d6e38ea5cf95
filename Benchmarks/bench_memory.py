#!/usr/bin/env python3
"""Row operations, sums and movement, which read and write each element once, beside what memory gives.

  bench_memory.py [--operations softmax,normalization,gelu,transposition,…] [options]

Each operation is compiled once for all sizes. Beside it stand ONNX Runtime, OpenVINO, PyTorch, and
`memcpy` of the same bytes, which is how fast such an operation can be where memory is the limit: in
the first-level cache (32 KiB read and written), the second (512 KiB), the third (8 MiB) and beyond
(128 MiB). Within the caches functions such as the exponential are bound by instructions: "of bound"
is what LLVM's model of the processor says that the innermost loops, each of which goes over all
elements once, need at least, over what it took; what a row begins and ends with is no part of it.
Where llvm-mca does not know the processor, its model is of another, and more than 100 % may come
out. That needs `llvm-mca`. Tangram and `memcpy` are called from C, the others from Python, some
microseconds a call. Needs `scripts/setup --bench`. See match.py for how it is measured.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

import match
import onnx
from onnx import TensorProto, helper

KIB = 1024
LEVELS = {"L1": 32 * KIB, "L2": 512 * KIB, "L3": 8 * KIB * KIB, "memory": 128 * KIB * KIB}


def write_model(path, nodes, shape, result, constants=()):
    """A model of one input x and one output y."""
    float32 = TensorProto.FLOAT
    graph = helper.make_graph(
        nodes, "memory", [helper.make_tensor_value_info("x", float32, shape)],
        [helper.make_tensor_value_info("y", float32, result)], constants,
    )  # fmt: skip
    opset = [helper.make_opsetid("", 20)]
    model = helper.make_model(graph, opset_imports=opset, ir_version=9, producer_name="bench")
    onnx.checker.check_model(model)
    onnx.save(model, path)


def vector(name, size, value):
    return helper.make_tensor(name, TensorProto.FLOAT, [size], [value] * size)


def integers(name, values):
    return helper.make_tensor(name, TensorProto.INT64, [len(values)], values)


def square(elements):
    side = int(elements**0.5)
    return {"rows": side, "columns": side}


# What writes the model, what PyTorch is asked for, and the sizes at a number of elements.
OPERATIONS = {
    "softmax": (
        lambda path: write_model(path, [helper.make_node("Softmax", ["x"], ["y"], axis=-1)],
                                 ["rows", 512], ["rows", 512]),
        "softmax", lambda elements: {"rows": elements // 512},
    ),
    "normalization": (
        lambda path: write_model(
            path, [helper.make_node("LayerNormalization", ["x", "scale", "bias"], ["y"], axis=-1)],
            ["rows", 768], ["rows", 768], [vector("scale", 768, 1.5), vector("bias", 768, 0.5)]),
        "normalization", lambda elements: {"rows": elements // 768},
    ),
    "gelu": (
        lambda path: write_model(path, [helper.make_node("Gelu", ["x"], ["y"])],
                                 ["rows", "columns"], ["rows", "columns"]),
        "gelu", lambda elements: {"rows": elements // 512, "columns": 512},
    ),
    "transposition": (
        lambda path: write_model(path, [helper.make_node("Transpose", ["x"], ["y"], perm=[1, 0])],
                                 ["rows", "columns"], ["columns", "rows"]),
        "transposition", square,
    ),
    "channels-last": (
        lambda path: write_model(
            path, [helper.make_node("Transpose", ["x"], ["y"], perm=[0, 2, 3, 1])],
            ["images", 64, "rows", "columns"], ["images", "rows", "columns", 64]),
        "channels_last", lambda elements: {"images": 1, **square(elements // 64)},
    ),
    "heads": (
        lambda path: write_model(
            path, [helper.make_node("Transpose", ["x"], ["y"], perm=[0, 2, 1, 3])],
            [1, "rows", 12, 64], [1, 12, "rows", 64]),
        "heads", lambda elements: {"rows": elements // 768},
    ),
    "slice": (
        lambda path: write_model(
            path, [helper.make_node("Slice", ["x", "begin", "end", "axes"], ["y"])],
            ["rows", "columns"], ["less_rows", "less_columns"],
            [integers("begin", [1, 1]), integers("end", [-1, -1]), integers("axes", [0, 1])]),
        "slice", lambda elements: {"rows": elements // 512, "columns": 512},
    ),
    "padding": (
        lambda path: write_model(
            path, [helper.make_node("Pad", ["x", "pads"], ["y"])], ["rows", "columns"],
            ["more_rows", "more_columns"], [integers("pads", [1, 1, 1, 1])]),
        "padding", lambda elements: {"rows": elements // 512, "columns": 512},
    ),
    "concatenation": (
        lambda path: write_model(
            path, [helper.make_node("Concat", ["x", "x"], ["y"], axis=1)], ["rows", "columns"],
            ["rows", "twice"]),
        "concatenation", lambda elements: {"rows": elements // 512, "columns": 512},
    ),
    "sum": (
        lambda path: write_model(
            path, [helper.make_node("ReduceSum", ["x"], ["y"], keepdims=0)], ["rows", "columns"],
            []),
        "total", lambda elements: {"rows": elements // 512, "columns": 512},
    ),
    "sum of rows": (
        lambda path: write_model(
            path, [helper.make_node("ReduceSum", ["x", "axes"], ["y"], keepdims=0)],
            ["rows", "columns"], ["columns"], [integers("axes", [0])]),
        "sum_of_rows", lambda elements: {"rows": elements // 512, "columns": 512},
    ),
    "sum of long rows": (
        lambda path: write_model(
            path, [helper.make_node("ReduceSum", ["x", "axes"], ["y"], keepdims=0)],
            ["rows", "columns"], ["columns"], [integers("axes", [0])]),
        "sum_of_rows", lambda elements: {"rows": max(1, elements // 8192), "columns": 8192},
    ),
}  # fmt: skip
# Bytes that are read and written for each element of the input, where they are not eight.
SUMS = ("sum", "sum of rows", "sum of long rows")
TRAFFIC = {"concatenation": 12} | dict.fromkeys(SUMS, 4)
MOVEMENT = ("transposition", "channels-last", "heads", "slice", "padding", "concatenation", *SUMS)


def innermost_loops(library):
    """The instructions of every innermost loop of the kernels in a library, in AT&T's form."""
    text = subprocess.run(
        ["objdump", "-d", "--no-show-raw-insn", library], capture_output=True, text=True, check=True
    ).stdout
    for function in text.split("\n\n"):
        # What passes the caches is another way to compute the same, for sizes beyond them.
        if "_kernel" not in function.split("\n")[0] or "vmovnt" in function:
            continue
        lines = re.findall(r"^\s*([0-9a-f]+):\s*(.*?)\s*(?:#.*)?$", function, re.M)
        place = {int(address, 16): number for number, (address, _) in enumerate(lines)}
        loops = []
        for number, (_, code) in enumerate(lines):
            jump = re.match(r"j\w+\s+([0-9a-f]+)", code)
            if jump and place.get(int(jump[1], 16), number + 1) <= number:
                loops.append((place[int(jump[1], 16)], number))
        for first, last in loops:
            if not any(first <= a and b < last for a, b in loops if (a, b) != (first, last)):
                yield [code for _, code in lines[first:last]]


def vectors_of(code):
    """How many vectors of elements an iteration takes: those stored, else those loaded."""
    stored = sum(bool(re.match(r"v?mov[a-z]*\s+%[zy]mm\d+,.*\(", line)) for line in code)
    loaded = sum(bool(re.search(r"\(.*%[zy]mm\d+", line)) for line in code)
    return stored or loaded


def cycles_a_vector(library):
    """Of all loops over vectors of elements, the cycles that they need for one at least."""
    if not shutil.which("llvm-mca"):
        return None
    found = []
    for code in innermost_loops(library):
        vectors = vectors_of(code)
        if not vectors or any("{%k" in line for line in code):
            continue
        done = subprocess.run(
            ["llvm-mca", "--iterations=100"], input="\n".join(code), capture_output=True, text=True
        )
        bound = re.search(r"Block RThroughput: ([\d.]+)", done.stdout)
        if bound:
            found.append(float(bound[1]) / vectors)
    return sum(found) or None


# What is constant of the input's sizes.
CONSTANT = {"softmax": 512, "normalization": 768, "channels-last": 64, "heads": 768}


def count_elements(name, sizes):
    elements = CONSTANT.get(name, 1)
    for size in sizes.values():
        elements *= size
    return elements


def measure(options, name, folder):
    write, pytorch, sizes_of = OPERATIONS[name]
    model = os.path.join(folder, f"{name}.onnx")
    compiled = os.path.join(folder, name)
    write(model)
    levels = {level: sizes_of(bytes // 8) for level, bytes in LEVELS.items()}
    most = {key: max(sizes[key] for sizes in levels.values()) for key in levels["L1"]}
    version = match.compile_model(
        options.tangram, model, compiled, [f"{key}=1..{value}" for key, value in most.items()]
    )
    outcome = match.contest(
        options, model, list(levels.values()), {"x": "normal:2"}, folder=compiled, pytorch=pytorch,
        calls_from_c=True,
    )  # fmt: skip
    outcome["versions"]["tangram"] = version
    print(f"\n{name}; {match.heading(outcome)}")
    cycles = None if name in MOVEMENT else cycles_a_vector(f"{compiled}/lib{name}.so")
    lanes, flops = {"AVX-512": (16, 64), "AVX2": (8, 32)}.get(outcome["vectors"], (4, 8))
    for row in outcome["results"]:
        times = {who: cell["median_ms"] for who, cell in row["contenders"].items()
                 if "median_ms" in cell}  # fmt: skip
        level = next(level for level, sizes in levels.items() if sizes == row["sizes"])
        if "tangram" not in times:
            continue
        elements = count_elements(name, row["sizes"])
        row |= {"level": level, "gigabytes": 1e-6 * TRAFFIC.get(name, 8) * elements / times["tangram"]}
        line = f"{row['threads']} thread(s) {level:>7} {row['gigabytes']:7.1f} GB/s"
        if "memcpy" in times:
            row["of_copy"] = times["memcpy"] / times["tangram"]
            line += f", {100 * row['of_copy']:4.0f}% of memcpy"
        if cycles:
            clock = outcome["peak_gflops"][row["threads"]] / row["threads"] / flops  # GHz
            least = cycles * elements / lanes / clock * 1e-6 / row["threads"]
            row["of_bound"] = least / times["tangram"]
            line += f", {100 * row['of_bound']:4.0f}% of bound"
        for who, taken in times.items():
            if who not in ("tangram", "memcpy"):
                line += f", {who} takes {taken / times['tangram']:.2f}"
        probes = [c["probe_gflops"] for c in row["contenders"].values() if "probe_gflops" in c]
        print(f"{line}; probe {min(probes):.0f}")
    return outcome


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--operations", default=",".join(OPERATIONS))
    match.add_options(parser, "tangram,memcpy,onnxruntime,openvino,pytorch", 0.1)
    options = parser.parse_args()
    if unknown := [name for name in options.operations.split(",") if name not in OPERATIONS]:
        parser.error(f"there is no operation {unknown[0]}; there are {', '.join(OPERATIONS)}")
    saved = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in options.operations.split(","):
            saved[name] = measure(options, name, folder)
            sys.stdout.flush()
            match.save(options, saved)


if __name__ == "__main__":
    main()
