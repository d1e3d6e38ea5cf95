import Dialects
import IR
import Support

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

extension OperatorTable {
  /// Weights for pieces of signals; their number must be constant.
  static let windows: [OperatorImport] = [
    .window("BlackmanWindow") { angle in 0.42 - 0.5 * cos(angle) + 0.08 * cos(2 * angle) },
    .window("HammingWindow") { angle in 25.0 / 46 - (1 - 25.0 / 46) * cos(angle) },
    .window("HannWindow") { angle in 0.5 - 0.5 * cos(angle) },
  ]
}

extension OperatorImport {
  fileprivate static func window(
    _ name: String, _ weight: @escaping @Sendable (Double) -> Double
  ) -> OperatorImport {
    OperatorImport(name) { (node, build) throws(Diagnostic) in
      guard let size = try node.constantIntegers(ofInput: 0, "size")?.first, size >= 0,
        size <= ImportedTensor.knownLimit
      else {
        throw .error("'size' must be a constant of at most \(ImportedTensor.knownLimit)")
      }
      let element = try node.element("output_datatype") ?? .f32
      let period = try node.bool("periodic", default: true) ? size : size - 1
      let weights = (0..<size).map { index in
        KnownElement.number(
          element.rounded(weight(2 * Double.pi * Double(index) / Double(max(period, 1)))))
      }
      return [build.tensor(known: weights, sizes: [size], element: element)]
    }
  }
}
