import TangramRuntime

/// A DLPack tensor with memory of its own.
struct Tensor {
  let memory = CMemory()
  var view: DLTensor

  static let float32 = DLDataType(code: UInt8(kDLFloat.rawValue), bits: 32, lanes: 1)
  static let int64 = DLDataType(code: UInt8(kDLInt.rawValue), bits: 64, lanes: 1)

  /// A compact CPU tensor of zeros.
  init(_ type: DLDataType, _ shape: [Int64]) {
    let elements = Int(shape.reduce(1, *))
    let bytes = memory.bytes(elements * Int(type.bits) / 8)
    bytes.initializeMemory(as: UInt8.self, repeating: 0, count: elements * Int(type.bits) / 8)
    view = DLTensor()
    view.data = bytes
    view.device = DLDevice(device_type: kDLCPU, device_id: 0)
    view.ndim = Int32(shape.count)
    view.dtype = type
    view.shape = memory.array(shape)
  }

  /// The same tensor with strides, in elements.
  func strided(_ strides: [Int64]) -> Tensor {
    var copy = self
    copy.view.strides = memory.array(strides)
    return copy
  }

  func floats(_ count: Int) -> [Float] {
    (0..<count).map { view.data.loadUnaligned(fromByteOffset: $0 * 4, as: Float.self) }
  }

  func fill<Element>(_ values: [Element]) {
    for (index, value) in values.enumerated() {
      view.data.storeBytes(
        of: value, toByteOffset: index * MemoryLayout<Element>.stride, as: Element.self)
    }
  }
}

/// This thread's last error.
func lastError() -> String { String(cString: tangram_tg_last_error()) }
