import Dialects
import IR
import Polyhedra
import Support

extension Schedule {
  public struct BoundStorage: DeclaredPrimitive {
    public static var mnemonic: String { "schedule.bound_storage" }
    public static var documentation: String {
      """
      Gives a buffer a length of its own along an axis, a constant say, so that it may be `local`
      (Halide `bound_storage`, Exo `resize_dim`).

      Rewrite, where m is at most 64:

          T = alloc [m, 12]  ->  T = alloc [64, 12]

      Requires: a buffer that the function allocates, and no access beyond, for all sizes.
      """
    }
    public static var parameters: [Parameter<Self>] {
      [
        .buffer(\.buffer), .integer(\.axis, "axis", label: "axis"),
        .expression(\.length, "length", label: "to"),
      ]
    }

    public var buffer = ValueID.missing
    public var axis = 0
    /// Over the function's symbols.
    public var length = IndexExpression.zero

    public init() {}

    public init(_ buffer: ValueID, axis: Int, to length: IndexExpression) {
      (self.buffer, self.axis, self.length) = (buffer, axis, length)
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let buffer = try program.buffer(buffer)
      try program.requireAllocated(buffer)
      try program.requireAxis(axis, of: buffer)
      try program.requireSize(length, "the length")
      try program.requireBelow(length, axis, of: buffer)
      var type = try program.type(of: buffer)
      type.shape[axis] = program.assumptions.simplified(length)
      program.module.setType(of: buffer, to: .of(type))
      return []
    }
  }

  /// Gives a buffer a length of its own along an axis; see `BoundStorage`.
  public mutating func boundStorage(
    _ buffer: Buffer, axis: Int, to length: IndexExpression
  ) throws(Refusal) {
    try apply(BoundStorage(buffer.value, axis: axis, to: length))
  }
}

extension ScheduledProgram {
  /// Refuses if an access to a buffer has an index of `length` or more.
  fileprivate func requireBelow(
    _ length: IndexExpression, _ axis: Int, of buffer: ValueID
  ) throws(Refusal) {
    if isTrusted { return }
    let model = self.model
    for statement in model.statements {
      for access in statement.accesses where access.buffer == buffer {
        guard let index = access.indices[axis] else {
          throw Refusal(
            "the block '\(statement.name)' touches \(bufferName(buffer)) at a computed place")
        }
        var system = IntegerSystem(
          dimensions: statement.dimensionCount, symbols: model.symbols)
        for condition in statement.domain { system.require(nonNegative: condition) }
        system.require(nonNegative: index - length)
        let reason =
          "the block '\(statement.name)' touches \(bufferName(buffer)) beyond \(length) along axis "
          + "\(axis)"
        switch system.find() {
        case .never: continue
        case .example(let point):
          throw Refusal(
            reason,
            example: model.at(statement, point.dimensions, point.symbols) + model.sizes(point))
        case .unknown(let why): throw Refusal("\(reason), or so it may be (\(why))")
        }
      }
    }
  }
}
