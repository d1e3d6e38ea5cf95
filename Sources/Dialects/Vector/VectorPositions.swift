import IR
import Support

/// Positions in a vector lie inside it: `[2, %i]` of `vector<4x8xf32>`.
extension Vector.Extract: VerifiableOperation {
  public static func verify(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    let extract = Self(operation, in: module)
    Vector.verify(
      extract.position, extract.dynamic.count, in: extract.vector, of: operation, module,
      &diagnostics)
  }
}

extension Vector.Insert: VerifiableOperation {
  public static func verify(
    _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
  ) {
    let insert = Self(operation, in: module)
    Vector.verify(
      insert.position, insert.dynamic.count, in: insert.vector, of: operation, module, &diagnostics)
  }
}

extension Vector {
  fileprivate static func verify(
    _ position: [Int?], _ dynamicCount: Int, in vector: ValueID, of operation: OperationID,
    _ module: Module, _ diagnostics: inout Diagnostics
  ) {
    guard let type = module.type(of: vector).vectorType else { return }
    let (name, place) = (module.name(of: operation), module.location(of: operation))
    if position.count(where: { $0 == nil }) != dynamicCount {
      diagnostics.error("'\(name)' must have an operand for each dynamic index", at: place)
    }
    guard position.count <= type.shape.count else {
      return diagnostics.error(
        "'\(name)' has \(position.count) indices into a vector of \(type.shape.count) dimensions",
        at: place)
    }
    for (index, (number, size)) in zip(position, type.shape).enumerated() {
      guard let number, number < 0 || number >= size else { continue }
      diagnostics.error(
        "'\(name)' has index \(number) in dimension \(index), which has \(size) elements: "
          + "give one from 0 to \(size - 1)",
        at: place)
    }
  }
}
