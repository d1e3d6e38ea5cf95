import IR

extension Module {
  /// The freedoms of a graph operation, or of all that are in a kernel: the discardable attribute
  /// `graph.fastmath`; none if it has none.
  public func fastMath(of operation: OperationID) -> Arith.FastMath {
    attribute(Graph.fastMathName, of: operation)?.cast(to: Arith.FastMath.self) ?? []
  }

  /// Gives a graph operation freedoms, and takes those it had.
  public mutating func setFastMath(of operation: OperationID, to flags: Arith.FastMath) {
    setAttribute(Graph.fastMathName, of: operation, to: flags.isEmpty ? nil : .of(flags))
  }

  /// Gives freedoms to every operation on floats inside of one, beside those it has.
  public mutating func allow(_ flags: Arith.FastMath, inside root: OperationID) {
    var found: [OperationID] = []
    walk(root) { operation in
      let declared = definition(of: operation)?.signature.properties ?? []
      if declared.contains(where: { $0.name == "fastmath" }),
        operands(of: operation).contains(where: { type(of: $0).elementType.isFloat })
      {
        found.append(operation)
      }
    }
    for operation in found {
      let known = property("fastmath", of: operation)?.cast(to: Arith.FastMath.self) ?? []
      setProperty("fastmath", of: operation, to: .of(known.union(flags)))
    }
  }
}

extension Graph {
  /// The discardable attribute of graph operations that says which freedoms they have.
  public static let fastMathName = "graph.fastmath"
}
