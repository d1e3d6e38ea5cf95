extension ElementFormat {
  /// How many bytes change places in the other byte order; complex numbers are two numbers.
  var swapWidth: Int {
    switch self {
    case .complex64: 4
    case .complex128: 8
    default: (bitWidth ?? 8) / 8
    }
  }
}

extension ByteView {
  /// The same numbers with the bytes of each in the opposite order.
  func swappingBytes(width: Int) -> ByteView {
    ByteView(initializing: count, name: name) { target in
      withUnsafeBytes { source in
        for start in stride(from: 0, to: source.count, by: width) {
          for byte in 0..<width { target[start + byte] = source[start + width - 1 - byte] }
        }
      }
    }
  }

  /// The elements of an array whose first axis varies fastest, with the last axis varying fastest.
  func rowMajor(shape: [Int], width: Int) -> ByteView {
    ByteView(initializing: count, name: name) { target in
      withUnsafeBytes { source in
        var index = Array(repeating: 0, count: shape.count)
        for position in 0..<(width == 0 ? 0 : source.count / width) {
          var offset = 0
          for axis in shape.indices.reversed() { offset = offset * shape[axis] + index[axis] }
          let element = source[(offset * width)..<((offset + 1) * width)]
          target[(position * width)..<((position + 1) * width)].copyBytes(from: element)
          for axis in shape.indices.reversed() {
            index[axis] += 1
            if index[axis] < shape[axis] { break }
            index[axis] = 0
          }
        }
      }
    }
  }
}
