#!/usr/bin/env python3
"""Writes the onnx package's own operator tests as plain files.

  dump_node_tests.py FOLDER

The package makes each case's inputs with a fixed seed and its expected outputs with numpy, which
makes them an outside judge of every operator. The folder gets one sub-folder per case:

  FOLDER/index.json              what there is (below)
  FOLDER/CASE/model.onnx
  FOLDER/CASE/0/inputs/NAME.npy  one file per graph input, by position when it has no plain name
  FOLDER/CASE/0/outputs/NAME.npy

index.json: {"onnx": "1.23.2", "cases": [{"name", "ops", "opset", "dtypes", "rtol", "atol",
"expanded", "skip", "sets": [{"inputs": [{"name", "dtype", "shape", "file"}], "outputs": [...]}]}]}

"ops" are the operator types of the graph (of its sub-graphs and functions too), "expanded" says
that the case is an operator rewritten as its ONNX function, and "skip" says why a case has no
files (values that are not tensors, or strings) and is null otherwise. A dtype is one of f32 f64
f16 bf16 i8 i16 i32 i64 u8 u16 u32 u64 bool c64 c128 or a small type such as i4 or f8e4m3fn. A
.npy file has no way to say bf16 and the small types: their bits are stored as u16 or u8 instead,
int4 values one to a byte.

The folder is written whole or not at all, and only when the package or this script has changed.
"""

import hashlib
import json
import os
import shutil
import sys
import tempfile
import warnings

import numpy as np
import onnx
from onnx import TensorProto

SHORT_DTYPES = {
    "float32": "f32", "float64": "f64", "float16": "f16", "bfloat16": "bf16",
    "int8": "i8", "int16": "i16", "int32": "i32", "int64": "i64",
    "uint8": "u8", "uint16": "u16", "uint32": "u32", "uint64": "u64",
    "bool": "bool", "complex64": "c64", "complex128": "c128",
    "int4": "i4", "uint4": "u4", "int2": "i2", "uint2": "u2",
}  # fmt: skip


class NotATensor(Exception):
    """A value that a .npy file cannot hold."""


def array_of(value, info):
    """The numpy array of one graph input or output, which the package gives in several forms."""
    kind = info.type.WhichOneof("value")
    if kind != "tensor_type":
        raise NotATensor(f"'{info.name}' is of {kind or 'no type'}, not a tensor")
    if isinstance(value, TensorProto):
        value = onnx.numpy_helper.to_array(value)
    array = np.asarray(value)
    if array.dtype.kind in "OUS":
        raise NotATensor(f"'{info.name}' holds strings")
    return array


def short_dtype(array):
    name = array.dtype.name
    return SHORT_DTYPES.get(name) or name.replace("float", "f").replace("_", "")


def storable(array):
    """The same bits in a type that a .npy file can name."""
    if array.dtype.type.__module__ == "numpy":
        return array
    if array.dtype.itemsize == 2:
        return array.view(np.uint16)
    signed = array.dtype.name.startswith("int")
    small_integer = array.dtype.name in ("int4", "uint4", "int2", "uint2")
    return array.astype(np.int8 if signed else np.uint8) if small_integer else array.view(np.uint8)


def nodes_of(graph):
    for node in graph.node:
        yield node
        for attribute in node.attribute:
            if attribute.HasField("g"):
                yield from nodes_of(attribute.g)
            for inner in attribute.graphs:
                yield from nodes_of(inner)


def operators_of(model):
    nodes = list(nodes_of(model.graph))
    for function in model.functions:
        nodes += nodes_of(function)
    plain = ("", "ai.onnx")
    return sorted({n.op_type if n.domain in plain else f"{n.domain}.{n.op_type}" for n in nodes})


def file_name(name, position):
    plain = name and all(c.isalnum() or c in "_-." for c in name) and not name.startswith(".")
    return f"{name if plain else position}.npy"


def write_values(values, infos, folder, root):
    os.makedirs(folder)
    rows = []
    for position, (value, info) in enumerate(zip(values, infos)):
        array = array_of(value, info)
        path = os.path.join(folder, file_name(info.name, position))
        stored = storable(array)
        np.save(path, stored if stored.flags.c_contiguous else stored.copy())
        rows.append({
            "name": info.name, "dtype": short_dtype(array), "shape": list(array.shape),
            "file": os.path.relpath(path, root),
        })  # fmt: skip
    return rows


def dtypes_at_the_ends(graph):
    names = set()
    for info in list(graph.input) + list(graph.output):
        if info.type.HasField("tensor_type"):
            names.add(TensorProto.DataType.Name(info.type.tensor_type.elem_type).lower())
        else:
            names.add((info.type.WhichOneof("value") or "none").split("_")[0])
    return sorted(names)


def write_case(case, root):
    folder = os.path.join(root, case.name)
    os.makedirs(folder)
    with open(os.path.join(folder, "model.onnx"), "wb") as file:
        file.write(case.model.SerializeToString())
    graph = case.model.graph
    opsets = {o.domain: o.version for o in case.model.opset_import}
    row = {
        "name": case.name,
        "ops": operators_of(case.model),
        "opset": opsets.get("", opsets.get("ai.onnx", 0)),
        "dtypes": dtypes_at_the_ends(graph),
        "rtol": case.rtol,
        "atol": case.atol,
        "expanded": "_expanded" in case.name,
        "skip": None,
        "sets": [],
    }
    try:
        for number, (inputs, outputs) in enumerate(case.data_sets):
            place = os.path.join(folder, str(number))
            row["sets"].append({
                "inputs": write_values(inputs, graph.input, f"{place}/inputs", root),
                "outputs": write_values(outputs, graph.output, f"{place}/outputs", root),
            })  # fmt: skip
    except NotATensor as reason:
        row["skip"], row["sets"] = str(reason), []
        for leftover in os.listdir(folder):
            if leftover != "model.onnx":
                shutil.rmtree(os.path.join(folder, leftover))
    return row


def stamp():
    with open(__file__, "rb") as source:
        script = hashlib.sha256(source.read()).hexdigest()
    return f"{onnx.__version__} {np.__version__} {script}"


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    target = os.path.abspath(sys.argv[1])
    try:
        with open(os.path.join(target, "index.json")) as file:
            if json.load(file).get("stamp") == stamp():
                return
    except (OSError, ValueError):
        pass
    warnings.filterwarnings("ignore")
    from onnx.backend.test.loader import load_node_model_tests

    print("writing the onnx package's operator tests (once)", file=sys.stderr)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    work = tempfile.mkdtemp(prefix=".node-tests-", dir=os.path.dirname(target))
    try:
        rows = [write_case(case, work) for case in load_node_model_tests()]
        rows.sort(key=lambda row: row["name"])
        with open(os.path.join(work, "index.json"), "w") as file:
            json.dump({"onnx": onnx.__version__, "stamp": stamp(), "cases": rows}, file, indent=1)
        os.chmod(work, 0o755)
        if os.path.isdir(target):
            shutil.rmtree(target)
        os.rename(work, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    skipped = sum(row["skip"] is not None for row in rows)
    print(f"{len(rows)} cases in {target}, {skipped} of them not of tensors", file=sys.stderr)


if __name__ == "__main__":
    main()
