#!/usr/bin/env python3
"""Runs models of ONNX Runtime's own operators with ONNX Runtime, and keeps them as plain files.

  dump_contributed_tests.py FOLDER

The models are those of contributed_cases.py, each at several sizes; the folder is as that of
dump_node_tests.py, with a data set for each of the sizes. It is written whole or not at all, and
only when ONNX Runtime or one of these scripts has changed.
"""

import hashlib
import json
import os
import shutil
import sys
import tempfile
from types import SimpleNamespace

import contributed_cases
import dump_node_tests
import onnx
import onnxruntime


def outcomes(case):
    """A case as `write_case` takes it: inputs and outputs for each of its sizes."""
    model = case.model
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # Nothing is made of the operator before it runs.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    sets = []
    for number in range(len(case.sizes)):
        values = case.values(number)
        sets.append((list(values.values()), session.run(list(case.outputs), values)))
    elements = {"tensor(float)": onnx.TensorProto.FLOAT, "tensor(float16)": onnx.TensorProto.FLOAT16}
    for info, output in zip(model.graph.output, session.get_outputs()):
        info.CopyFrom(
            onnx.helper.make_tensor_value_info(info.name, elements[output.type], None)
        )
    return SimpleNamespace(
        name=case.name, model=model, rtol=case.rtol, atol=case.atol, data_sets=sets
    )


def stamp():
    sums = hashlib.sha256()
    for path in (__file__, contributed_cases.__file__, dump_node_tests.__file__):
        with open(path, "rb") as file:
            sums.update(file.read())
    return f"{onnxruntime.__version__} {sums.hexdigest()}"


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
    print("running ONNX Runtime's own operators (once)", file=sys.stderr)
    os.makedirs(os.path.dirname(target), exist_ok=True)
    work = tempfile.mkdtemp(prefix=".contributed-", dir=os.path.dirname(target))
    try:
        rows = []
        for case in contributed_cases.all_cases():
            rows.append(dump_node_tests.write_case(outcomes(case), work))
        with open(os.path.join(work, "index.json"), "w") as file:
            json.dump({"stamp": stamp(), "cases": rows}, file, indent=1)
        os.chmod(work, 0o755)
        if os.path.isdir(target):
            shutil.rmtree(target)
        os.rename(work, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(f"{len(rows)} cases in {target}", file=sys.stderr)


if __name__ == "__main__":
    main()
