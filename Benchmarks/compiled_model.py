"""A model that Tangram compiled, called through its C interface from Python."""

import ctypes
import glob
import os

import numpy as np

_CPU = 1
_CODES = {"i": 0, "u": 1, "f": 2, "b": 6}


class _Device(ctypes.Structure):
    _fields_ = [("device_type", ctypes.c_int32), ("device_id", ctypes.c_int32)]


class _DataType(ctypes.Structure):
    _fields_ = [("code", ctypes.c_uint8), ("bits", ctypes.c_uint8), ("lanes", ctypes.c_uint16)]


class _Tensor(ctypes.Structure):
    _fields_ = [
        ("data", ctypes.c_void_p),
        ("device", _Device),
        ("ndim", ctypes.c_int32),
        ("dtype", _DataType),
        ("shape", ctypes.POINTER(ctypes.c_int64)),
        ("strides", ctypes.POINTER(ctypes.c_int64)),
        ("byte_offset", ctypes.c_uint64),
    ]


class _Options(ctypes.Structure):
    _fields_ = [
        ("size", ctypes.c_size_t),
        ("threads", ctypes.c_int32),
        ("spin_microseconds", ctypes.c_int32),
        ("weights_path", ctypes.c_char_p),
        ("verify_weights", ctypes.c_int32),
        ("hooks", ctypes.c_void_p),
    ]


def _tensors(arrays):
    """DLPack tensors over numpy arrays, which must live as long as the result is used."""
    made = (_Tensor * len(arrays))()
    for tensor, array in zip(made, arrays):
        if not array.flags.c_contiguous:
            raise ValueError("arrays must be contiguous")
        shape = (ctypes.c_int64 * max(array.ndim, 1))(*array.shape)
        tensor.data = array.ctypes.data
        tensor.device = _Device(_CPU, 0)
        tensor.ndim = array.ndim
        tensor.dtype = _DataType(_CODES[array.dtype.kind], array.dtype.itemsize * 8, 1)
        tensor.shape = shape
    return made


class Run:
    """A call of a compiled model: `run()` runs it and returns the outputs' arrays."""

    def __init__(self, model, inputs, input_count, results, arrays):
        self.model, self.inputs, self.input_count, self.results = model, inputs, input_count, results
        self.arrays = arrays  # what the inputs point to
        self.outputs = _tensors(results)
        self.function = model.function("run")

    def __call__(self):
        self.model.check(
            self.function(
                self.model.context, self.inputs, self.input_count, self.outputs, len(self.results)
            )
        )
        return self.results


def empty_at_line(shape, dtype):
    """An array that begins where a cache line does, as tensors inside of models do."""
    count = int(np.prod(shape, dtype=np.int64)) * np.dtype(dtype).itemsize
    memory = np.empty(count + 64, np.uint8)
    start = -memory.ctypes.data % 64
    return memory[start : start + count].view(dtype).reshape(shape)


class CompiledModel:
    """The folder that `tangram compile MODEL -o FOLDER` wrote, ready to run.

    `outputs` lists the numpy type and rank of each output, in the model's order.
    """

    def __init__(self, folder, outputs, threads=0, spin_microseconds=0):
        libraries = glob.glob(os.path.join(folder, "*.so"))
        if len(libraries) != 1:
            raise FileNotFoundError(f"expected one shared library in {folder}, found {libraries}")
        self._library = ctypes.CDLL(os.path.abspath(libraries[0]))
        stem = os.path.splitext(os.path.basename(libraries[0]))[0]
        self.name = stem.removeprefix("lib")
        self._outputs = outputs
        self.function("last_error").restype = ctypes.c_char_p
        options = _Options(ctypes.sizeof(_Options), threads, spin_microseconds, None, 0, None)
        self.context = ctypes.c_void_p()
        self.check(
            self.function("create")(ctypes.byref(options), ctypes.byref(self.context))
        )

    def prepare(self, inputs):
        """A `Run` on these arrays, which makes the outputs' arrays."""
        arrays = list(inputs)
        given = _tensors(arrays)
        shapes = [(ctypes.c_int64 * max(rank, 1))() for _, rank in self._outputs]
        pointers = (ctypes.POINTER(ctypes.c_int64) * len(shapes))(
            *[ctypes.cast(shape, ctypes.POINTER(ctypes.c_int64)) for shape in shapes]
        )
        self.check(
            self.function("output_shapes")(
                self.context, given, len(arrays), pointers, len(shapes)
            )
        )
        results = [
            empty_at_line(tuple(shape)[:rank], dtype)
            for shape, (dtype, rank) in zip(shapes, self._outputs)
        ]
        return Run(self, given, len(arrays), results, arrays)

    def close(self):
        self.function("destroy")(self.context)
        self.context = ctypes.c_void_p()

    def has(self, name):
        return hasattr(self._library, f"{self.name}_{name}")

    def function(self, name):
        return getattr(self._library, f"{self.name}_{name}")

    def check(self, status):
        if status:
            message = self.function("last_error")()
            raise RuntimeError(f"{self.name}: {(message or b'unknown error').decode()}")
