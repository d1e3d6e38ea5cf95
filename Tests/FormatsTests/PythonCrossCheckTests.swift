import Formats
import Foundation
import Testing

/// Files that the formats' own Python packages write, and the other way round.
struct PythonCrossCheckTests {
  @Test(.enabled(if: Python.has("numpy"), "needs Python with numpy"))
  func numPyReadsAndWritesTheSameArrays() throws {
    let folder = try TemporaryFolder()
    try Python.run(
      """
      import numpy as np, sys
      folder = sys.argv[1]
      rng = np.random.default_rng(7)
      types = "? i1 u1 <i2 <u2 <i4 <u4 <i8 <u8 <f2 <f4 <f8 <c8 <c16 >i4 >f8 >c16".split()
      for index, name in enumerate(types):
        for order in "CF":
          a = np.asarray(rng.integers(0, 100, (3, 4, 2)).astype(name), order=order)
          np.save(f"{folder}/{index}{order}.npy", a)
      np.save(f"{folder}/scalar.npy", np.float32(3.5))
      np.save(f"{folder}/empty.npy", np.zeros((0, 3), np.int64))
      """, folder.path)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count == 36)
    for name in names {
      let array = try NumPyFile.read(path: "\(folder.path)/\(name)")
      try NumPyFile.write(array, to: "\(folder.path)/again-\(name)")
    }
    let verdict = try Python.run(
      """
      import numpy as np, sys, glob, os
      for path in glob.glob(sys.argv[1] + "/again-*.npy"):
        a, b = np.load(path), np.load(path.replace("again-", ""))
        assert a.shape == b.shape and a.dtype == b.dtype.newbyteorder("="), (path, a.dtype)
        assert np.array_equal(a, b), path
      print("same")
      """, folder.path)
    #expect(verdict == "same\n")
  }

  @Test(.enabled(if: Python.has("onnx", "numpy", "ml_dtypes"), "needs Python with onnx"))
  func onnxTensorsHoldTheSameElements() throws {
    let folder = try TemporaryFolder()
    try Python.run(
      """
      import numpy as np, onnx, sys
      from onnx import helper, numpy_helper, TensorProto as T
      folder = sys.argv[1]
      rng = np.random.default_rng(3)
      tensors = []
      for number in range(1, 27):
        if number == T.STRING: continue
        dtype = helper.tensor_dtype_to_np_dtype(number)
        values = rng.integers(0, 2, (3, 5)).astype(dtype)
        if dtype in (np.int8, np.int16, np.int32, np.int64, np.float32, np.float64):
          values = (rng.integers(-100, 100, (3, 5))).astype(dtype)
        tensors.append(numpy_helper.from_array(values, f"raw{number}"))
        if number not in (T.COMPLEX64, T.COMPLEX128):
          tensors.append(helper.make_tensor(f"typed{number}", number, (3, 5), values.flatten()))
      node = helper.make_node("Identity", ["raw1"], ["y"])
      out = helper.make_tensor_value_info("y", T.FLOAT, (3, 5))
      graph = helper.make_graph([node], "g", [], [out], tensors)
      model = helper.make_model(graph)
      onnx.save(model, folder + "/m.onnx")
      onnx.save(model, folder + "/e.onnx", save_as_external_data=True, location="e.data",
                size_threshold=0)
      for t in tensors:
        raw = numpy_helper.from_array(numpy_helper.to_array(t)).raw_data
        np.save(f"{folder}/{t.name}.npy", np.frombuffer(raw, np.uint8))
      """, folder.path)
    for name in ["m.onnx", "e.onnx"] {
      let model = try ONNXFile.read(path: "\(folder.path)/\(name)")
      #expect(model.graph.initializers.count == 48)
      #expect(model.externalFiles == (name == "e.onnx" ? ["e.data"] : []))
      for tensor in model.graph.initializers {
        let expected = try NumPyFile.read(path: "\(folder.path)/\(tensor.name).npy")
        #expect(tensor.stored?.bytes == expected.bytes, "\(name): \(tensor.name)")
      }
    }
  }

  @Test(.enabled(if: Python.has("safetensors", "numpy"), "needs Python with safetensors"))
  func safetensorsReadsAndWritesTheSameTensors() throws {
    let folder = try TemporaryFolder()
    try Python.run(
      """
      import numpy as np, sys
      from safetensors.numpy import save_file
      rng = np.random.default_rng(5)
      types = "bool int8 uint8 int16 uint16 int32 uint32 int64 uint64 float16 float32 float64"
      arrays = {n: rng.integers(0, 2, (3, 5)).astype(n) for n in types.split()}
      arrays["scalar"] = np.array(2.5, np.float32)
      save_file(arrays, sys.argv[1] + "/a.safetensors", {"who": "python"})
      """, folder.path)
    let file = try SafetensorsFile.read(path: folder.path + "/a.safetensors")
    #expect(file.entries.count == 13)
    #expect(file.metadata == ["who": "python"])
    try file.write(to: folder.path + "/b.safetensors")
    let verdict = try Python.run(
      """
      import numpy as np, sys
      from safetensors.numpy import load_file
      from safetensors import safe_open
      a, b = (load_file(f"{sys.argv[1]}/{n}.safetensors") for n in "ab")
      with safe_open(sys.argv[1] + "/b.safetensors", "np") as f:
        assert f.metadata() == {"who": "python"}
      for name, value in a.items():
        assert b[name].dtype == value.dtype and np.array_equal(b[name], value), name
      assert all(n in a or n.startswith("__pad_") for n in b)
      print("same")
      """, folder.path)
    #expect(verdict == "same\n")
  }
}
