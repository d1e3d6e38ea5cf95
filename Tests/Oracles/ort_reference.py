#!/usr/bin/env python3
"""Runs a model with ONNX Runtime on made-up inputs and keeps inputs and outputs as .npy files.

  ort_reference.py MODEL.onnx --cases CASES -o FOLDER

CASES is JSON, or @FILE with JSON: a list of {"sizes": {"batch": 2, "seq": 7}, "inputs": {...}}.
"sizes" gives every symbolic size of the model's inputs; a size without a name is called by its
input and axis, as in "x.2". "inputs" may say how an input is filled: "rand:SEED" (uniform in [0,1),
the default, with seed 0), "rand:SEED:MAX" (whole numbers below MAX), "normal:SEED", "zeros", "ones",
"range". Without it, whole-number inputs are "ones".

The folder gets cases.json, a list of {"sizes", "inputs": {name: file}, "outputs": {name: file}},
with the files beside it. It is written whole or not at all, and left alone when the model, the
cases, ONNX Runtime and this script are what they were.
"""

import argparse
import hashlib
import json
import os
import shutil
import sys
import tempfile

import numpy as np
import onnxruntime

DTYPES = {
    "tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(float16)": np.float16,
    "tensor(int8)": np.int8, "tensor(int16)": np.int16, "tensor(int32)": np.int32,
    "tensor(int64)": np.int64, "tensor(uint8)": np.uint8, "tensor(uint16)": np.uint16,
    "tensor(uint32)": np.uint32, "tensor(uint64)": np.uint64, "tensor(bool)": np.bool_,
}  # fmt: skip


def shape_of(argument, sizes):
    shape = []
    for axis, size in enumerate(argument.shape):
        place = f"{argument.name}.{axis}"
        if isinstance(size, int) and size >= 0:
            shape.append(size)
        elif place in sizes:
            shape.append(sizes[place])
        elif isinstance(size, str) and size in sizes:
            shape.append(sizes[size])
        else:
            named = f"'{size}' or " if isinstance(size, str) else ""
            raise SystemExit(f"error: the case {sizes} gives no size for {named}'{place}'")
    return shape


def filled(argument, shape, how):
    dtype = DTYPES.get(argument.type)
    if dtype is None:
        raise SystemExit(f"error: input '{argument.name}' is a {argument.type}")
    whole = np.issubdtype(dtype, np.integer) or dtype == np.bool_
    kind, *numbers = (how or ("ones" if whole else "rand:0")).split(":")
    numbers = [int(number) for number in numbers]
    if kind in ("zeros", "ones"):
        return getattr(np, kind)(shape, dtype)
    if kind == "range":
        return np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    if kind not in ("rand", "normal"):
        raise SystemExit(f"error: '{how}' is no way to fill an input; see --help")
    generator = np.random.Generator(np.random.PCG64(numbers[0] if numbers else 0))
    if kind == "normal":
        return generator.standard_normal(shape).astype(dtype)
    if len(numbers) > 1 or whole:
        return generator.integers(0, numbers[1] if len(numbers) > 1 else 2, shape).astype(dtype)
    return generator.random(shape).astype(dtype)


def save(arrays, folder, root):
    os.makedirs(folder)
    files = {}
    for position, (name, array) in enumerate(arrays.items()):
        plain = name and all(c.isalnum() or c in "_-." for c in name) and name[0] != "."
        path = os.path.join(folder, f"{name if plain else position}.npy")
        np.save(path, array)
        files[name] = os.path.relpath(path, root)
    return files


def digest(model, cases):
    sums = hashlib.sha256()
    folder = os.path.dirname(os.path.abspath(model))
    for path in (model, __file__):
        with open(path, "rb") as file:
            while block := file.read(1 << 24):
                sums.update(block)
    for name in sorted(os.listdir(folder)):  # weights beside the model
        if name.endswith((".data", ".bin")):
            status = os.stat(os.path.join(folder, name))
            sums.update(f"{name} {status.st_size} {status.st_mtime_ns}".encode())
    sums.update(f"{onnxruntime.__version__} {json.dumps(cases)}".encode())
    return sums.hexdigest()


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model")
    parser.add_argument("--cases", required=True)
    parser.add_argument("-o", "--output", required=True)
    options = parser.parse_args()
    text = options.cases
    if text.startswith("@"):
        with open(text[1:]) as file:
            text = file.read()
    cases = json.loads(text)
    target = os.path.abspath(options.output)
    stamp, stamp_file = digest(options.model, cases), os.path.join(target, ".digest")
    if os.path.exists(stamp_file):
        with open(stamp_file) as file:
            if file.read() == stamp:
                return
    settings = onnxruntime.SessionOptions()
    settings.log_severity_level = 3
    settings.intra_op_num_threads = len(os.sched_getaffinity(0))
    session = onnxruntime.InferenceSession(
        options.model, settings, providers=["CPUExecutionProvider"]
    )
    names = [output.name for output in session.get_outputs()]
    os.makedirs(os.path.dirname(target), exist_ok=True)
    work = tempfile.mkdtemp(prefix=".reference-", dir=os.path.dirname(target))
    rows = []
    try:
        for number, case in enumerate(cases):
            sizes, how = case.get("sizes", {}), case.get("inputs", {})
            inputs = {
                argument.name: filled(argument, shape_of(argument, sizes), how.get(argument.name))
                for argument in session.get_inputs()
            }
            outputs = dict(zip(names, session.run(names, inputs)))
            rows.append({
                "sizes": sizes,
                "inputs": save(inputs, os.path.join(work, str(number), "inputs"), work),
                "outputs": save(outputs, os.path.join(work, str(number), "outputs"), work),
            })  # fmt: skip
        with open(os.path.join(work, "cases.json"), "w") as file:
            json.dump(rows, file, indent=1)
        with open(os.path.join(work, ".digest"), "w") as file:
            file.write(stamp)
        os.chmod(work, 0o755)
        shutil.rmtree(target, ignore_errors=True)
        os.rename(work, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
