import IR
import Support

extension Program {
  public struct BufferType: TypeDefinition {
    /// Where a buffer lives.
    public enum Scope: String, Hashable, Sendable, CaseIterable {
      /// In memory that every core sees: arguments and intermediates.
      case global
      /// In memory of a block of threads, the iterations of the loops bound to its threads; on a processor
      /// without blocks memory of the loop around.
      case shared
      /// In memory of the 32 threads at most, along x, that run together: the only ones of their block that
      /// touch it.
      case warp
      /// In memory of the thread that allocates it; sizes must be constants.
      case local
      /// In vector registers: constant sizes, constant indices once loops are unrolled.
      case register
    }

    public static var mnemonic: String { "program.buffer" }
    public static var documentation: String {
      """
      Memory with a shape of size expressions, row-major and compact.

          !program.buffer<[m, 768], f32, global>

      The last word says where it lives: `global`, `shared` (memory of a block of threads), `warp`, `local`
      (memory of a thread) or `register`.
      """
    }

    /// Sizes over the function's symbols.
    public var shape: [IndexExpression]
    public var element: Type
    public var scope: Scope

    public init(_ shape: [IndexExpression], _ element: Type, scope: Scope = .global) {
      self.shape = shape
      self.element = element
      self.scope = scope
    }

    public var body: String? {
      "[\(shape.map(\.description).joined(separator: ", "))], \(element), \(scope.rawValue)"
    }

    public static func parse(body: String?, in context: Context) throws(Diagnostic) -> BufferType {
      let expected = Diagnostic.error("expected '<[sizes], element, scope>' of a buffer")
      guard let body, body.hasPrefix("["), let close = body.lastIndex(of: "]") else {
        throw expected
      }
      let shape = try MapAttribute.parse(
        body: String(body[body.index(after: body.startIndex)..<close]), in: context)
      let rest = body[body.index(after: close)...].split(separator: ",")
        .map { $0.drop { $0 == " " } }
      guard rest.count == 2, let scope = Scope(rawValue: String(rest[1])) else { throw expected }
      return BufferType(
        shape.expressions, try Type(parsing: String(rest[0]), context: context), scope: scope)
    }

    /// How far apart neighbours along each dimension lie, in elements.
    public var strides: [IndexExpression] {
      var strides = [IndexExpression](repeating: 1, count: shape.count)
      for axis in shape.indices.dropLast().reversed() {
        strides[axis] = strides[axis + 1] * shape[axis + 1]
      }
      return strides
    }

    /// The number of elements.
    public var elementCount: IndexExpression { .product(shape) }

    /// The bytes that it takes for given sizes; `nil` where they are more than 63 bits hold, or a size
    /// is not known.
    public func byteCount(symbols: [String: Int]) -> Int? {
      if let perByte = element.elementsPerByte {
        guard let count = elementCount.evaluate(symbols: symbols) else { return nil }
        return (count + perByte - 1) / perByte
      }
      var bytes = ((element.bitWidth ?? 8) + 7) / 8
      for size in shape {
        guard let count = size.evaluate(symbols: symbols) else { return nil }
        let (product, overflow) = bytes.multipliedReportingOverflow(by: max(0, count))
        if overflow { return nil }
        bytes = product
      }
      return bytes
    }
  }
}
