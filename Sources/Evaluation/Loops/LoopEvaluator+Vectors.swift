import Dialects
import IR
import Support

extension LoopEvaluator {
  /// Evaluates an operation of `vector`, others on vectors one element at a time, and fused multiply-adds;
  /// `false` for others.
  mutating func evaluateVectors(
    _ operation: OperationID, _ thread: inout LoopThread
  ) throws(Diagnostic) -> Bool {
    for result in module.results(of: operation) {
      guard case .vector(let type) = module.type(of: result) else { continue }
      var count = 1
      for size in type.shape {
        let (product, overflow) = count.multipliedReportingOverflow(by: size)
        guard !overflow, product <= Self.greatestVector else {
          throw failure(operation, "'\(module.type(of: result))' is too long to evaluate")
        }
        count = product
      }
    }
    if module.isA(operation, Math.FMA.self) {
      // Folding leaves it alone, as MLIR's does.
      try evaluateFused(operation, &thread)
      return true
    }
    guard module.name(of: operation).hasPrefix("vector.") else {
      return try evaluateEachElement(operation, &thread)
    }
    try evaluateVector(operation, mask: nil, &thread)
    return true
  }

  /// How many elements a vector may have here.
  private static let greatestVector = 1 << 20

  /// Evaluates an operation of `vector`, under the mask of a `vector.mask` around it.
  private mutating func evaluateVector(
    _ operation: OperationID, mask: Lanes?, _ thread: inout LoopThread
  ) throws(Diagnostic) {
    let name = module.name(of: operation)
    if let memory = try memoryOfVectors(operation, thread) {
      return define(operation, as: [memory], &thread)
    }
    if let result = try arrange(operation, name, thread) {
      return try define(operation, result, &thread)
    }
    if let result = try select(operation, name, thread) {
      return try define(operation, result, &thread)
    }
    if let results = try combineVectors(operation, name, mask: mask, thread) {
      return try define(operation, results, &thread)
    }
    if let results = try access(operation, name, mask: mask, thread) {
      return try define(operation, results, &thread)
    }
    switch name {
    case Vector.Mask.mnemonic: try evaluateMask(operation, &thread)
    case Vector.Print.mnemonic: break
    case Vector.FMA.mnemonic: try evaluateFused(operation, &thread)
    default: throw failure(operation, "'\(name)' cannot be evaluated")
    }
  }

  private func define(
    _ operation: OperationID, _ results: [Lanes], _ thread: inout LoopThread
  ) throws(Diagnostic) {
    var values: [LoopValue] = []
    for (lanes, result) in zip(results, module.results(of: operation)) {
      guard let value = lanes.value(as: module.type(of: result)) else {
        throw failure(operation, "elements of '\(module.type(of: result))' cannot be evaluated")
      }
      values.append(value)
    }
    define(operation, as: values, &thread)
  }

  // MARK: Operands

  /// The elements of a value.
  func lanes(
    _ value: ValueID, _ thread: LoopThread, at operation: OperationID
  ) throws(Diagnostic) -> Lanes {
    guard case .constant(let constant) = try self.value(value, thread, at: operation),
      let lanes = Lanes(constant)
    else { throw failure(operation, "an operand must be a number or a vector of numbers") }
    return lanes
  }

  /// The elements of the operand of a slot; `nil` if it is not there.
  func lanes(
    _ slot: String, of operation: OperationID, _ thread: LoopThread
  ) throws(Diagnostic) -> Lanes? {
    guard let value = module.formOperands(slot, of: operation)?.first else { return nil }
    return try lanes(value, thread, at: operation)
  }

  /// The elements of the operand of a slot that is always there.
  func needed(
    _ slot: String, of operation: OperationID, _ thread: LoopThread
  ) throws(Diagnostic) -> Lanes {
    guard let lanes = try lanes(slot, of: operation, thread) else {
      throw failure(operation, "the operand '\(slot)' is missing")
    }
    return lanes
  }

  /// Numbers of a property.
  func numbers(_ property: String, of operation: OperationID) -> [Int] {
    module.property(property, of: operation)?.integerArrayValue ?? []
  }

  /// What combines two elements of a type by the kind of an operation.
  func combination(
    of operation: OperationID, on type: Type
  ) throws(Diagnostic) -> ScalarFold {
    let kind =
      module.property("kind", of: operation)?.cast(to: Vector.CombiningKind.self) ?? .add
    return try fold(kind.operation(on: type), of: [type, type], type, at: operation)
  }

  func fold(
    _ name: String, of types: [Type], _ result: Type, at operation: OperationID,
    _ properties: AttributeDictionary = [:]
  ) throws(Diagnostic) -> ScalarFold {
    guard let fold = ScalarFold(name, of: types, giving: [result], properties, module.context)
    else { throw failure(operation, "'\(name)' cannot be evaluated") }
    return fold
  }

  func apply(
    _ fold: ScalarFold, _ operands: [Attribute], at operation: OperationID
  ) throws(Diagnostic) -> Attribute {
    guard let result = fold(operands) else {
      throw failure(operation, "cannot be evaluated on these elements")
    }
    return result
  }

  // MARK: Element by element

  /// Computes each element of the result from those of the operands; `false` if this is no operation
  /// on vectors.
  private func evaluateEachElement(
    _ operation: OperationID, _ thread: inout LoopThread
  ) throws(Diagnostic) -> Bool {
    guard module.resultCount(of: operation) == 1,
      case .vector(let type) = module.resultTypeOrNone(of: operation),
      module.operandCount(of: operation) > 0, module.regionCount(of: operation) == 0
    else { return false }
    let operands = module.operands(of: operation)
    var lanes: [Lanes] = []
    for operand in operands { lanes.append(try self.lanes(operand, thread, at: operation)) }
    let count = type.shape.reduce(1, *)
    guard lanes.allSatisfy({ $0.elements.count == count || $0.shape.isEmpty }) else {
      return false
    }
    let types = operands.map { module.type(of: $0).elementType }
    let fold = try self.fold(
      module.name(of: operation), of: types, type.element, at: operation,
      module.properties(of: operation))
    var elements: [Attribute] = []
    for number in 0..<count {
      let given = lanes.map { $0.elements[$0.elements.count == 1 ? 0 : number] }
      elements.append(try apply(fold, given, at: operation))
    }
    try define(operation, [Lanes(type.shape, elements)], &thread)
    return true
  }

  /// `a * b + c` of numbers or vectors, rounded once.
  private func evaluateFused(
    _ operation: OperationID, _ thread: inout LoopThread
  ) throws(Diagnostic) {
    let a = try lanes(module.operand(0, of: operation), thread, at: operation)
    let b = try lanes(module.operand(1, of: operation), thread, at: operation)
    let c = try lanes(module.operand(2, of: operation), thread, at: operation)
    let type = module.resultTypeOrNone(of: operation).elementType
    var elements: [Attribute] = []
    for (x, (y, z)) in zip(a.elements, zip(b.elements, c.elements)) {
      guard let x = x.floatValue, let y = y.floatValue, let z = z.floatValue,
        type == .f64 || type == .f32
      else { throw failure(operation, "only 'f32' and 'f64' are evaluated with one rounding") }
      let result =
        type == .f64
        ? z.addingProduct(x, y) : Double(Float(z).addingProduct(Float(x), Float(y)))
      elements.append(.float(result, type))
    }
    try define(operation, [Lanes(a.shape, elements)], &thread)
  }

  // MARK: Masks

  /// The one operation inside computes where the mask holds; elsewhere its results are those of
  /// `passthru`, if there is one.
  private mutating func evaluateMask(
    _ operation: OperationID, _ thread: inout LoopThread
  ) throws(Diagnostic) {
    let mask = try needed("mask", of: operation, thread)
    guard let block = module.body(of: operation), let last = module.lastOperation(in: block) else {
      throw failure(operation, "the mask has no body")
    }
    if let inner = module.firstOperation(in: block), inner != last {
      try evaluateVector(inner, mask: mask, &thread)
    }
    var results: [Lanes] = []
    for value in module.operands(of: last) {
      results.append(try lanes(value, thread, at: last))
    }
    if let other = try lanes("passthru", of: operation, thread), let first = results.first,
      first.elements.count == mask.elements.count
    {
      for (number, isSet) in mask.isSet.enumerated() where !isSet {
        results[0].elements[number] = other.elements[number]
      }
    }
    try define(operation, results, &thread)
  }
}
