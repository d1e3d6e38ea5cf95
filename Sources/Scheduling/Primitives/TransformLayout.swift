import Dialects
import IR
import Support

extension Schedule {
  public struct TransformLayout: DeclaredPrimitive {
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
    public static var parameters: [Parameter<Self>] {
      [.buffer(\.buffer), .map(\.map)]
    }

    public var buffer = ValueID.missing
    /// The new indices, over the old ones `d0…` and the function's symbols.
    public var map: [IndexExpression] = []

    public init() {}

    public init(_ buffer: ValueID, _ map: [IndexExpression]) {
      self.buffer = buffer
      self.map = map
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let buffer = try program.buffer(buffer)
      try program.requireAllocated(buffer)
      var type = try program.type(of: buffer)
      let identity = type.shape.indices.map { IndexExpression.dimension($0) }
      let shape = try program.sizes(of: map, over: type.shape)
      try program.require(
        map, determines: identity, over: type.shape, "two elements would lie at one place")
      type.shape = shape
      for user in program.module.users(of: buffer) {
        let old = program.module.property("map", of: user)?.mapExpressions ?? []
        program.module.setProperty(
          "map", of: user, to: .map(map.map { $0.substituting(dimensions: old) }))
      }
      program.module.setType(of: buffer, to: .of(type))
      return []
    }
  }

  /// Stores a buffer's elements at other places; see `TransformLayout`.
  public mutating func transformLayout(
    _ buffer: Buffer, _ map: [IndexExpression]
  ) throws(Refusal) {
    try apply(TransformLayout(buffer.value, map))
  }
}
