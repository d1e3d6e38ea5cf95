import Dialects
import IR
import Polyhedra
import Support

extension Schedule {
  public struct TransformLayout: SchedulePrimitive {
    public static var mnemonic: String { "schedule.transform_layout" }
    public static var documentation: String {
      """
      Stores a buffer's elements at other places (TVM `transform_layout`, Halide `reorder_storage`, Exo
      `rearrange_dim` and `divide_dim`).

      Rewrite, for `[d0 floordiv 32, d1, d0 mod 32]`:

          T = alloc [3072, 768];  … T[j, k] …
            -> T = alloc [96, 768, 32];  … T[j floordiv 32, k, j mod 32] …

      Requires: a buffer that the function allocates; no two elements at one place.
      """
    }
    public static var signature: Signature {
      Signature(
        operands: [.init("buffer", .buffer)],
        properties: [.init("map", .dialect(Program.MapAttribute.self))])
    }

    public var buffer: ValueID
    /// The new indices, over the old ones `d0…` and the function's symbols.
    public var map: [IndexExpression]

    public init(_ buffer: ValueID, _ map: [IndexExpression]) {
      self.buffer = buffer
      self.map = map
    }

    public init(_ operation: OperationID, in module: Module) {
      buffer = module.operandOrMissing(0, of: operation)
      map = module.property("map", of: operation)?.mapExpressions ?? []
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, operands: [buffer], properties: ["map": .map(map)])
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let buffer = try program.buffer(buffer)
      try program.requireAllocated(buffer)
      var type = try program.type(of: buffer)
      try program.requireInjective(map, over: type.shape)
      var extents: [Int: IndexExpression] = [:]
      for (axis, size) in type.shape.enumerated() { extents[axis] = size }
      let finder = RangeFinder(assumptions: program.assumptions, running: extents)
      var shape: [IndexExpression] = []
      for index in map {
        guard let range = finder.range(of: index), program.assumptions.isNonNegative(range.lower)
        else {
          throw Refusal("the new index '\(index)' has no known range from zero on")
        }
        shape.append(program.assumptions.simplified(range.lower + range.extent))
      }
      type.shape = shape
      for user in program.module.users(of: buffer) {
        let old = program.module.property("map", of: user)?.mapExpressions ?? []
        program.module.setProperty(
          "map", of: user, to: .map(map.map { $0.substituting(dimensions: old) }))
      }
      program.module.setType(of: buffer, to: .of(type))
      return []
    }

    public func swiftCall(_ name: (ValueID) -> String) -> String {
      let list = map.map { "try IndexExpression(parsing: \"\($0)\")" }.joined(separator: ", ")
      return "transformLayout(\(name(buffer)), [\(list)])"
    }
  }

  /// Stores a buffer's elements at other places; see `TransformLayout`.
  public mutating func transformLayout(
    _ buffer: Buffer, _ map: [IndexExpression]
  ) throws(Refusal) {
    try apply(TransformLayout(buffer.value, map))
  }
}

extension ScheduledProgram {
  /// Refuses if two elements of a buffer would lie at one place.
  fileprivate func requireInjective(
    _ map: [IndexExpression], over shape: [IndexExpression]
  ) throws(Refusal) {
    let rank = shape.count
    guard map.allSatisfy({ $0.dimensionNumbers.allSatisfy { $0 < rank } }) else {
      throw Refusal("the buffer has \(rank) axes, 'd0' to 'd\(rank - 1)'")
    }
    if isTrusted { return }
    var same = IntegerSystem(dimensions: 2 * rank, symbols: assumptions.symbols)
    for axis in 0..<rank {
      same.require(.dimension(axis), isBelow: shape[axis])
      same.require(.dimension(axis + rank), isBelow: shape[axis])
    }
    for index in map { same.require(index, equals: index.shifted(by: rank)) }
    for axis in 0..<rank {
      var system = same
      for earlier in 0..<axis {
        system.require(.dimension(earlier), equals: .dimension(earlier + rank))
      }
      system.require(.dimension(axis), isLessThan: .dimension(axis + rank))
      switch system.find() {
      case .never: continue
      case .example(let point):
        let first = point.dimensions.prefix(rank).map(String.init).joined(separator: ", ")
        let second = point.dimensions.dropFirst(rank).map(String.init).joined(separator: ", ")
        throw Refusal(
          "two elements would lie at one place", example: "[\(first)] and [\(second)]")
      case .unknown(let why):
        throw Refusal("it could not be shown that no two elements lie at one place (\(why))")
      }
    }
  }
}
