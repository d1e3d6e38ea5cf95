"""One contender in a process of its own, asked line by line; started by match.py.

The first argument is JSON: {"kind", "model", "folder", "threads", "probe", "fill"}, and "calls_from_c" if Tangram
is to be called without Python, as libraries are. After loading, the process prints
{"ready": true, "version", "load_s"}. Each line it then reads,
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


class ProductSizes(ctypes.Structure):
    """`product` of Products/product.h."""

    _fields_ = [(name, ctypes.c_int64) for name in ("rows", "columns", "inner")] + [
        (name, ctypes.c_void_p) for name in ("x", "w", "y")
    ]


class CopiedBytes(ctypes.Structure):
    """`copied_bytes` of timing.c."""

    _fields_ = [
        ("target", ctypes.c_void_p), ("source", ctypes.c_void_p), ("count", ctypes.c_size_t),
    ]  # fmt: skip


class BatchedSizes(ctypes.Structure):
    """`batched` of Batched/batched.h."""

    _fields_ = [
        (name, ctypes.c_int64) for name in ("batch", "rows", "columns", "inner", "transposed")
    ] + [(name, ctypes.c_void_p) for name in ("a", "b", "c")]


class ConvolutionSizes(ctypes.Structure):
    """`convolution` of Convolutions/convolution.h."""

    _fields_ = [
        (name, ctypes.c_int64) for name in (
            "batch", "inputs", "height", "width", "outputs", "taps", "stride", "pad", "groups",
        )
    ] + [(name, ctypes.c_void_p) for name in ("x", "w", "b", "y")]  # fmt: skip


class NativeCall:
    """A C function of one pointer, which can be timed without Python between calls."""

    def __init__(self, function, argument, outputs, keep):
        self.function, self.argument, self.outputs, self.keep = function, argument, outputs, keep

    def __call__(self):
        self.function(self.argument)
        return self.outputs

    def times(self, timing, seconds):
        most = 100_000
        times = (ctypes.c_double * most)()
        count = timing.time_calls(
            ctypes.cast(self.function, ctypes.c_void_p), self.argument,
            ctypes.c_double(seconds), times, ctypes.c_size_t(most),
        )  # fmt: skip
        return times[:count]


class ModelCall(ctypes.Structure):
    """`model_call` of timing.c."""

    _fields_ = [
        ("run", ctypes.c_void_p), ("context", ctypes.c_void_p),
        ("inputs", ctypes.c_void_p), ("input_count", ctypes.c_int32),
        ("outputs", ctypes.c_void_p), ("output_count", ctypes.c_int32),
    ]  # fmt: skip


class PlainCall(ctypes.Structure):
    """`plain_call` of timing.c."""

    _fields_ = [("run", ctypes.c_void_p), ("arguments", ctypes.c_int64 * 8)]


class Tangram:
    """The compiled folder, through its C interface; on one thread beside libraries that take pointers and
    sizes as a plain function of them, too."""

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
        self.timing = ctypes.CDLL(setup["probe"]) if setup.get("calls_from_c") else None
        self.symbols = list(dict.fromkeys(
            d.dim_param for v in graph.input for d in v.type.tensor_type.shape.dim if d.dim_param
        ))  # fmt: skip
        self.plain = setup["threads"] == 1 and bool(setup.get("products"))

    def prepare(self, feed, sizes):
        run = self.model.prepare(feed.values())
        if not self.timing:  # rivals are called from Python too
            return run
        run()
        arguments = [a.ctypes.data for a in run.arrays + run.results]
        arguments += [sizes[name] for name in self.symbols if name in sizes]
        if self.plain and self.model.has("raw") and len(arguments) <= 8:
            plain = PlainCall(
                ctypes.cast(self.model.function("raw"), ctypes.c_void_p),
                (ctypes.c_int64 * 8)(*arguments),
            )  # fmt: skip
            return NativeCall(
                self.timing.call_plain, ctypes.byref(plain), run.results, keep=(run, plain)
            )
        call = ModelCall(
            ctypes.cast(run.function, ctypes.c_void_p), self.model.context,
            ctypes.addressof(run.inputs), run.input_count,
            ctypes.addressof(run.outputs), len(run.results),
        )  # fmt: skip
        return NativeCall(
            self.timing.call_model, ctypes.byref(call), run.results, keep=(run, call)
        )


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


class PyTorch:
    """A function of pytorch.py, of the model's inputs in their order."""

    def __init__(self, setup):
        import pytorch
        import torch

        torch.set_num_threads(setup["threads"])
        torch.set_grad_enabled(False)
        self.torch, self.function = torch, getattr(pytorch, setup["pytorch"])
        self.version = torch.__version__

    def prepare(self, feed, _):
        inputs = [self.torch.from_numpy(value) for value in feed.values()]
        return lambda: [self.function(*inputs).numpy()]


class Copy:
    """What copies the bytes of the one input, with C's `memcpy`."""

    def __init__(self, setup):
        self.timing = ctypes.CDLL(setup["probe"])
        self.version = ""

    def prepare(self, feed, _):
        import compiled_model

        (x,) = feed.values()
        y = compiled_model.empty_at_line(x.shape, x.dtype)
        given = CopiedBytes(y.ctypes.data, x.ctypes.data, x.nbytes)
        return NativeCall(self.timing.copy_bytes, ctypes.byref(given), [y], keep=(x, given))


class Product:
    """Y = X W through a library of products (Products/*.c), called without Python between calls."""

    def __init__(self, setup):
        import numpy as np
        import onnx

        self.rival = ctypes.CDLL(setup["products"][setup["kind"]]["path"])
        self.version = setup["products"][setup["kind"]]["version"]
        self.rival.product_prepare.restype = ctypes.c_void_p
        self.rival.product_threads(setup["threads"])
        graph = onnx.load(setup["model"]).graph
        weight = onnx.numpy_helper.to_array(graph.initializer[0])
        self.weight = np.ascontiguousarray(weight.T)

    def prepare(self, feed, _):
        import compiled_model
        import numpy as np

        (x,) = feed.values()
        columns, inner = self.weight.shape
        rows = x.size // inner
        y = compiled_model.empty_at_line(x.shape[:-1] + (columns,), np.float32)
        given = ProductSizes(
            rows, columns, inner, x.ctypes.data, self.weight.ctypes.data, y.ctypes.data
        )
        prepared = ctypes.c_void_p(self.rival.product_prepare(ctypes.byref(given)))
        if not prepared:
            raise RuntimeError(f"cannot multiply {rows} x {inner} by {inner} x {columns}")
        return NativeCall(self.rival.product_call, prepared, [y], keep=(x, given))


class BatchedProduct:
    """Products of a batch through a library (Batched/*.c), likewise."""

    def __init__(self, setup):
        import onnx

        self.rival = ctypes.CDLL(setup["products"][setup["kind"]]["path"])
        self.version = setup["products"][setup["kind"]]["version"]
        self.rival.batched_prepare.restype = ctypes.c_void_p
        self.rival.batched_threads(setup["threads"])
        nodes = onnx.load(setup["model"]).graph.node
        self.transposed = any(node.op_type == "Transpose" for node in nodes)

    def prepare(self, feed, _):
        import compiled_model
        import numpy as np

        a, b = feed.values()
        (batch, rows, inner), columns = a.shape, b.shape[1 if self.transposed else 2]
        c = compiled_model.empty_at_line([batch, rows, columns], np.float32)
        given = BatchedSizes(
            batch, rows, columns, inner, self.transposed, a.ctypes.data, b.ctypes.data, c.ctypes.data
        )
        prepared = ctypes.c_void_p(self.rival.batched_prepare(ctypes.byref(given)))
        if not prepared:
            raise RuntimeError(f"cannot multiply {a.shape} by {b.shape}")
        return NativeCall(self.rival.batched_call, prepared, [c], keep=(a, b, given))


class Convolution:
    """A convolution with bias and relu through a library (Convolutions/*.c), likewise."""

    def __init__(self, setup):
        import numpy as np
        import onnx

        self.rival = ctypes.CDLL(setup["products"][setup["kind"]]["path"])
        self.version = setup["products"][setup["kind"]]["version"]
        self.rival.convolution_prepare.restype = ctypes.c_void_p
        self.rival.convolution_threads(setup["threads"])
        graph = onnx.load(setup["model"]).graph
        (node,) = [node for node in graph.node if node.op_type == "Conv"]
        self.given = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        self.weight, self.bias = [
            np.ascontiguousarray(onnx.numpy_helper.to_array(one)) for one in graph.initializer
        ]

    def prepare(self, feed, _):
        import compiled_model
        import numpy as np

        (x,) = feed.values()
        batch, height, width, inputs = x.shape
        outputs, _, taps, _ = self.weight.shape
        stride, pad = self.given["strides"][0], self.given["pads"][0]
        size = [(extent + 2 * pad - taps) // stride + 1 for extent in (height, width)]
        y = compiled_model.empty_at_line([batch, *size, outputs], np.float32)
        given = ConvolutionSizes(
            batch, inputs, height, width, outputs, taps, stride, pad, self.given["group"],
            x.ctypes.data, self.weight.ctypes.data, self.bias.ctypes.data, y.ctypes.data,
        )  # fmt: skip
        prepared = ctypes.c_void_p(self.rival.convolution_prepare(ctypes.byref(given)))
        if not prepared:
            raise RuntimeError(f"cannot convolve {x.shape} with {self.weight.shape}")
        return NativeCall(self.rival.convolution_call, prepared, [y], keep=(x, given))


def meta_schedule(setup):
    """What TVM's MetaSchedule has found, in an environment that has TVM."""
    import metaschedule

    return metaschedule.Tuned(setup)


KINDS = {
    "tangram": Tangram, "onnxruntime": ONNXRuntime, "openvino": OpenVINO,
    "pytorch": PyTorch, "memcpy": Copy, "onednn-convolution": Convolution, "metaschedule": meta_schedule,
}  # fmt: skip


def times_of(call, seconds, timing):
    """The seconds of calls one after another, for so long."""
    if hasattr(call, "times"):
        return call.times(timing, seconds)
    times, end = [], time.perf_counter() + seconds
    while len(times) < 3 or time.perf_counter() < end:
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return times


def answer(contender, question, setup, inputs, prepared, probe):
    import compiled_model
    import model_inputs
    import numpy as np

    key = json.dumps(question["sizes"], sort_keys=True)
    first = None
    if key not in prepared:
        feed = model_inputs.feed(inputs, question["sizes"], setup["fill"])
        for name, value in feed.items():
            feed[name] = compiled_model.empty_at_line(value.shape, value.dtype)
            feed[name][...] = value
        prepared[key] = contender.prepare(feed, question["sizes"])
        start = time.perf_counter()
        prepared[key]()
        first = (time.perf_counter() - start) * 1e3
    call = prepared[key]
    outputs = call()
    if question.get("save"):
        np.save(question["save"], outputs[0])
    before = probe.probe_fma()
    times = times_of(call, question["seconds"], probe)
    return {
        "median_ms": statistics.median(times) * 1e3,
        "least_ms": min(times) * 1e3,
        "first_ms": first,
        "repeats": len(times),
        "probe": [before, probe.probe_fma()],
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

    probe = ctypes.CDLL(setup["probe"])
    probe.probe_fma.restype = ctypes.c_double
    probe.time_calls.restype = ctypes.c_size_t
    start = time.perf_counter()
    kind = BatchedProduct if setup["kind"].endswith("-batched") else Product
    contender = KINDS.get(setup["kind"], kind)(setup)
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
