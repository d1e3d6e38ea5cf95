#!/usr/bin/env python3
"""Runs a model with ONNX Runtime on made-up inputs and keeps inputs and outputs as .npy files.

  ort_reference.py MODEL.onnx --cases CASES -o FOLDER

CASES is JSON, or @FILE with JSON: a list of {"sizes": {"batch": 2, "seq": 7}, "inputs": {...}}.
"sizes" gives every symbolic size of the model's inputs; a size without a name is called by its
input and axis, as in "x.2". "inputs" may say how an input is filled, by its name, in the words of
`filled` in model_inputs.py.

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

import model_inputs
import numpy as np
import onnxruntime

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
    for path in (model, __file__, model_inputs.__file__):
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
    declared = model_inputs.inputs_of(options.model)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    work = tempfile.mkdtemp(prefix=".reference-", dir=os.path.dirname(target))
    rows = []
    try:
        for number, case in enumerate(cases):
            sizes = case.get("sizes", {})
            inputs = model_inputs.feed(declared, sizes, case.get("inputs", {}))
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
    try:
        main()
    except (OSError, ValueError) as error:
        sys.exit(f"ort_reference.py: error: {error}")
