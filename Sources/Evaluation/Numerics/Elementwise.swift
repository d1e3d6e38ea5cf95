// Loops over the elements of tensors of one shape, once for each kind of element.

extension TensorValue {
  /// `function` of every element, computed in `Double`, in the same kind.
  ///
  /// `nil` unless a float.
  func mapFloats(_ function: (Double) -> Double) -> TensorValue? {
    switch kind {
    case .f16: return mapped(Half.self, function)
    case .bf16: return mapped(BFloat16.self, function)
    case .f32: return mapped(Float.self, function)
    case .f64: return mapped(Double.self, function)
    default: return nil
    }
  }

  /// `function` of every pair of elements, computed in `Double`, in the same kind.
  ///
  /// `nil` unless both are floats of one kind and shape.
  func zipFloats(_ other: TensorValue, _ function: (Double, Double) -> Double) -> TensorValue? {
    guard kind == other.kind, shape == other.shape else { return nil }
    switch kind {
    case .f16: return zipped(Half.self, other, function)
    case .bf16: return zipped(BFloat16.self, other, function)
    case .f32: return zipped(Float.self, other, function)
    case .f64: return zipped(Double.self, other, function)
    default: return nil
    }
  }

  /// `function` of every element, wrapping around, in the same kind.
  ///
  /// `nil` for floats.
  func mapIntegers(_ function: (Int128) -> Int128) -> TensorValue? {
    guard !kind.isFloat else { return nil }
    return TensorValue(shape, kind: kind, integers: integers.map(function))
  }

  /// `function` of every pair of elements, wrapping around, in the same kind.
  ///
  /// `nil` unless both are integers or truth values of one kind and shape.
  func zipIntegers(
    _ other: TensorValue, _ function: (Int128, Int128) -> Int128
  ) -> TensorValue? {
    guard kind == other.kind, shape == other.shape, !kind.isFloat else { return nil }
    return TensorValue(
      shape, kind: kind, integers: zip(integers, other.integers).map { function($0, $1) })
  }

  private func mapped<Element: FloatElement>(
    _: Element.Type, _ function: (Double) -> Double
  ) -> TensorValue {
    withElements(Element.self) { source in
      .filling(shape, Element.self) { target in
        for place in 0..<source.count {
          target[place] = Element(double: function(source[place].double))
        }
      }
    }
  }

  private func zipped<Element: FloatElement>(
    _: Element.Type, _ other: TensorValue, _ function: (Double, Double) -> Double
  ) -> TensorValue {
    withElements(Element.self) { left in
      other.withElements(Element.self) { right in
        .filling(shape, Element.self) { target in
          for place in 0..<left.count {
            target[place] = Element(double: function(left[place].double, right[place].double))
          }
        }
      }
    }
  }

  /// A tensor whose elements `fill` writes, every one of them.
  static func filling<Element: TensorElement>(
    _ shape: [Int], _: Element.Type, _ fill: (UnsafeMutableBufferPointer<Element>) -> Void
  ) -> TensorValue {
    let size = shape.product * Element.kind.byteCount
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, written in
      fill(UnsafeMutableRawBufferPointer(buffer).assumingMemoryBound(to: Element.self))
      written = size
    }
    return TensorValue(uncheckedShape: shape, kind: Element.kind, bytes: bytes)
  }
}
