"""One contender in a process of its own, asked line by line; started by match.py.

The first argument is JSON: {"kind", "model", "folder", "threads", "probe", "fill"}. After loading,
the process prints {"ready": true, "version", "load_s"}. Each line it then reads,
{"sizes", "seconds", "save"}, it answers with {"median_ms", "least_ms", "first_ms", "repeats",
"probe": [before, after]}, or {"error"}; `save` is a file for the first output.
"""

import ctypes
import json
import os
import statistics
import sys
import time

ORACLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Tests", "Oracles")


class Tangram:
    """The compiled folder, through its C interface."""

    def __init__(self, setup):
        import onnx
        from compiled_model import CompiledModel
        from onnx import helper

        graph = onnx.load(setup["model"], load_external_data=False).graph
        outputs = [
            (helper.tensor_dtype_to_np_dtype(v.type.tensor_type.elem_type),
             len(v.type.tensor_type.shape.dim))
            for v in graph.output
        ]  # fmt: skip
        self.model = CompiledModel(setup["folder"], outputs, setup["threads"])
        self.version = setup.get("version", "")

    def prepare(self, feed, _):
        return self.model.prepare(feed.values())


class ONNXRuntime:
    def __init__(self, setup):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = setup["threads"]
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            setup["model"], options, providers=["CPUExecutionProvider"]
        )
        self.version = onnxruntime.__version__

    def prepare(self, feed, _):
        return lambda: self.session.run(None, feed)


class OpenVINO:
    def __init__(self, setup):
        import openvino

        core = openvino.Core()
        settings = {
            "INFERENCE_NUM_THREADS": setup["threads"],
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_PRECISION_HINT": "f32",
            # Left on, it rounds activations to 8 bits where weights are stored so.
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": 0,
        }
        self.compiled = core.compile_model(core.read_model(setup["model"]), "CPU", settings)
        self.request = self.compiled.create_infer_request()
        self.version = openvino.__version__.split("-")[0]

    def prepare(self, feed, _):
        def call():
            result = self.request.infer(feed, share_inputs=True, share_outputs=True)
            return [result[output] for output in self.compiled.outputs]

        return call


class BLAS:
    """Y = X W through a BLAS library's sgemm, W as the model has it and not packed beforehand."""

    def __init__(self, setup):
        import numpy as np
        import onnx

        self.numpy = np
        graph = onnx.load(setup["model"]).graph
        self.weight = np.ascontiguousarray(onnx.numpy_helper.to_array(graph.initializer[0]))
        self.gemm, self.wide, self.version = self.library(setup["threads"])

    def prepare(self, feed, _):
        np, integer = self.numpy, ctypes.c_int64 if self.wide else ctypes.c_int32
        (x,) = feed.values()
        rows = x.size // x.shape[-1]
        inner, columns = self.weight.shape
        y = np.empty(x.shape[:-1] + (columns,), np.float32)
        row_major, plain = 101, 111
        arguments = [
            ctypes.c_int(row_major), ctypes.c_int(plain), ctypes.c_int(plain),
            integer(rows), integer(columns), integer(inner), ctypes.c_float(1),
            ctypes.c_void_p(x.ctypes.data), integer(inner),
            ctypes.c_void_p(self.weight.ctypes.data), integer(columns), ctypes.c_float(0),
            ctypes.c_void_p(y.ctypes.data), integer(columns),
        ]  # fmt: skip

        def call(keep=x):
            self.gemm(*arguments)
            return [y]

        return call


class OpenBLAS(BLAS):
    def library(self, threads):
        import glob
        from importlib.metadata import version

        import scipy_openblas64

        path = glob.glob(os.path.join(scipy_openblas64.get_lib_dir(), "libscipy_openblas64_*.so"))
        loaded = ctypes.CDLL(path[0])
        return loaded.scipy_cblas_sgemm64_, True, version("scipy-openblas64")


class MKL(BLAS):
    def library(self, threads):
        import glob
        from importlib.metadata import version

        path = sorted(glob.glob(os.path.join(sys.prefix, "lib", "libmkl_rt.so*")))
        loaded = ctypes.CDLL(path[-1])
        loaded.MKL_Set_Num_Threads(threads)
        return loaded.cblas_sgemm, False, version("mkl")


KINDS = {
    "tangram": Tangram, "onnxruntime": ONNXRuntime, "openvino": OpenVINO,
    "openblas": OpenBLAS, "mkl": MKL,
}  # fmt: skip


def answer(contender, question, setup, inputs, prepared, probe):
    import model_inputs
    import numpy as np

    key = json.dumps(question["sizes"], sort_keys=True)
    first = None
    if key not in prepared:
        feed = model_inputs.feed(inputs, question["sizes"], setup["fill"])
        prepared[key] = contender.prepare(feed, question["sizes"])
        start = time.perf_counter()
        prepared[key]()
        first = (time.perf_counter() - start) * 1e3
    call = prepared[key]
    outputs = call()
    if question.get("save"):
        np.save(question["save"], outputs[0])
    before = probe()
    times, end = [], time.perf_counter() + question["seconds"]
    while len(times) < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return {
        "median_ms": statistics.median(times) * 1e3,
        "least_ms": min(times) * 1e3,
        "first_ms": first,
        "repeats": len(times),
        "probe": [before, probe()],
    }


def main():
    setup = json.loads(sys.argv[1])
    os.sched_setaffinity(0, setup["cores"])
    for name in ("OMP", "OPENBLAS", "MKL"):
        os.environ[f"{name}_NUM_THREADS"] = str(setup["threads"])
    os.environ["OPENBLAS_THREAD_TIMEOUT"] = "20"  # idle threads must sleep while others run
    os.environ["KMP_BLOCKTIME"] = "0"
    replies, sys.stdout = sys.stdout, sys.stderr
    sys.path.insert(0, ORACLES)
    import model_inputs

    probe = ctypes.CDLL(setup["probe"]).probe_fma
    probe.restype = ctypes.c_double
    start = time.perf_counter()
    contender = KINDS[setup["kind"]](setup)
    seconds = time.perf_counter() - start
    inputs, prepared = model_inputs.inputs_of(setup["model"]), {}
    ready = {"ready": True, "version": contender.version, "load_s": round(seconds, 3)}
    print(json.dumps(ready), file=replies, flush=True)
    for line in sys.stdin:
        try:
            reply = answer(contender, json.loads(line), setup, inputs, prepared, probe)
        except Exception as error:  # whatever a contender throws is its answer
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), file=replies, flush=True)
    os._exit(0)  # some libraries hang in their own clean-up


if __name__ == "__main__":
    main()
