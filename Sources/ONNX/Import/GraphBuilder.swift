import Dialects
import Formats
import IR
import Support

/// Writes the graph function, one operation after another, and keeps track of what is known.
struct GraphBuilder: Sendable {
  var module: Module
  /// Given to every operation.
  var location: Location = .unknown
  /// Ranges of the symbolic sizes.
  let assumptions: Assumptions
  /// Two sizes that a node needs to be equal and that are not; see `requireEqual`.
  private(set) var conflict: SizeConflict?
  private let body: BlockID
  private var nextID = 0
  private var values: [Int: ValueID] = [:]
  private var names: [Int: String] = [:]
  private var resourceNames: Set<String> = []

  init(module: Module, body: BlockID) {
    self.module = module
    self.body = body
    assumptions = module.graphAssumptions
  }

  // MARK: Tensors

  private mutating func makeID() -> Int {
    nextID += 1
    return nextID
  }

  /// A value of the graph as a tensor.
  mutating func tensor(_ value: ValueID) -> ImportedTensor {
    let type = module.type(of: value)
    let id = makeID()
    values[id] = value
    return ImportedTensor(
      id: id, source: .value(value), element: type.elementType, sizes: type.sizes ?? [], known: nil)
  }

  /// Known elements as a tensor.
  ///
  /// - Precondition: there are as many elements as the sizes, which are constants, say.
  mutating func tensor(
    known: [KnownElement], sizes: [Int], element: Type
  ) -> ImportedTensor {
    precondition(sizes.reduce(1, *) == known.count, "one element for every position")
    let result = ImportedTensor(
      id: makeID(), source: .known, element: element, sizes: sizes.map { IndexExpression($0) },
      known: known)
    if known.allSatisfy(\.isSimple) { return result }
    // Expressions that have grown too big to reason about are left to run time.
    return self.tensor(insertKnown(result))
  }

  /// Integer expressions as a vector of i64, the form in which ONNX hands shapes around.
  mutating func vector(_ elements: [IndexExpression]) -> ImportedTensor {
    tensor(known: elements.map { .integer($0) }, sizes: [elements.count], element: .i64)
  }

  /// One number as a tensor of rank zero.
  mutating func scalar(_ number: Double, _ element: Type) -> ImportedTensor {
    let known: KnownElement =
      element.isFloat
      ? .number(element.rounded(number)) : .integer(IndexExpression(Int(exactly: number) ?? 0))
    return tensor(known: [known], sizes: [], element: element)
  }

  /// A constant of the model as a tensor.
  ///
  /// - Throws: when there are no such elements at the graph level.
  mutating func tensor(_ stored: StoredTensor) throws(Diagnostic) -> ImportedTensor {
    guard let element = Type(stored.format) else {
      throw .error("elements of type \(stored.format) are not supported")
    }
    let bytes = stored.unpackedBytes
    return ImportedTensor(
      id: makeID(), source: .constant(bytes), element: element,
      sizes: stored.shape.map { IndexExpression($0) },
      known: stored.elementCount <= ImportedTensor.knownLimit
        ? ConstantElements.known(bytes, element, count: stored.elementCount) : nil)
  }

  /// A constant made of the elements of another, under its name.
  ///
  /// - Precondition: as many bytes as the elements need, a whole one for each at least.
  mutating func constant(
    _ bytes: ByteView, _ sizes: [Int], _ element: Type, from original: ImportedTensor
  ) -> ImportedTensor {
    let count = sizes.reduce(1, *)
    let result = ImportedTensor(
      id: makeID(), source: .constant(bytes), element: element,
      sizes: sizes.map { IndexExpression($0) },
      known: count <= ImportedTensor.knownLimit
        ? ConstantElements.known(bytes, element, count: count) : nil)
    names[result.id] = names[original.id]
    return result
  }

  /// A constant in another shape of as many elements; the bytes stay where they are.
  mutating func reshaped(
    _ input: ImportedTensor, _ bytes: ByteView, _ sizes: [IndexExpression]
  ) -> ImportedTensor {
    let result = ImportedTensor(
      id: makeID(), source: .constant(bytes), element: input.element, sizes: sizes,
      known: input.known)
    names[result.id] = names[input.id]
    return result
  }

  /// Remembers what to call the bytes of a constant, should they become a resource.
  mutating func name(_ tensor: ImportedTensor, _ name: String) { names[tensor.id] = name }

  /// The tensor's value in the graph; constants and known elements become operations when they are
  /// first needed.
  mutating func value(_ tensor: ImportedTensor) -> ValueID {
    if let value = values[tensor.id] { return value }
    let value: ValueID
    switch tensor.source {
    case .value(let existing): value = existing
    case .constant(let bytes): value = insertConstant(bytes, tensor)
    case .known: value = insertKnown(tensor)
    }
    values[tensor.id] = value
    return value
  }

  /// Inserts an operation with one result.
  ///
  /// - Throws: when the result cannot be: a size is negative, or there are too many elements.
  mutating func emit(
    _ operation: some Graph.SingleResultOperation
  ) throws(Diagnostic) -> ImportedTensor {
    try checkSizes(operation.resultType.sizes ?? [])
    let inserted = module.insert(operation, at: .atEnd(of: body), location: location)
    let result = module.result(of: inserted)
    simplifyType(of: result)
    return tensor(result)
  }

  /// Inserts an operation with any number of results.
  ///
  /// - Throws: when a result cannot be: a size is negative, or there are too many elements.
  mutating func emitAll(
    _ operation: some Graph.Operation
  ) throws(Diagnostic) -> [ImportedTensor] {
    for type in operation.resultTypes { try checkSizes(type.sizes ?? []) }
    let inserted = module.insert(operation, at: .atEnd(of: body), location: location)
    return module.results(of: inserted).map { result in
      simplifyType(of: result)
      return tensor(result)
    }
  }

  /// - Throws: when a size is negative or the constant ones alone are more elements than memory has.
  func checkSizes(_ sizes: [IndexExpression]) throws(Diagnostic) {
    var count = 1
    for size in sizes.compactMap(\.constantValue) {
      if size < 0 {
        throw .error("the result would have shape \(sizes.text), with a negative size")
      }
      let (product, overflow) = count.multipliedReportingOverflow(by: max(size, 1))
      guard !overflow, product < 1 << 48 else {
        throw .error("the result would have shape \(sizes.text), which is too large")
      }
      count = product
    }
  }

  /// Writes the sizes of a result as simply as the ranges of the symbols allow.
  private mutating func simplifyType(of value: ValueID) {
    let type = module.type(of: value)
    guard let sizes = type.sizes, sizes.contains(where: { $0.constantValue == nil }) else { return }
    let simplified = sizes.map { assumptions.simplified($0) }
    if simplified == sizes { return }
    module.setType(of: value, to: .tensor(sizes: simplified, element: type.elementType))
  }

  private mutating func insert(_ operation: some Graph.SingleResultOperation) -> ValueID {
    let inserted = module.insert(operation, at: .atEnd(of: body), location: location)
    return module.result(of: inserted)
  }

  /// Constants up to this many bytes are written out in the text; bigger ones are resources.
  private static let inlineLimit = 256

  private mutating func insertConstant(
    _ bytes: ByteView, _ tensor: ImportedTensor
  ) -> ValueID {
    let type = Type.tensor(sizes: tensor.sizes, element: tensor.element)
    if bytes.count <= Self.inlineLimit {
      return insert(Graph.Constant(.dense(DenseElements(type: type, bytes: bytes.array))))
    }
    let name = names[tensor.id] ?? "constant"
    var key = name
    var suffix = 0
    while !resourceNames.insert(key).inserted {
      suffix += 1
      key = "\(name)_\(suffix)"
    }
    module.resources[key] = Resource(MappedBytes(view: bytes))
    return insert(Graph.Constant(.denseResource(key: key, type)))
  }

  private mutating func insertKnown(_ tensor: ImportedTensor) -> ValueID {
    let shape = tensor.staticSizes ?? []
    if tensor.element.isFloat, !tensor.element.hasKnownNumbers {
      let wide = insertKnown(
        ImportedTensor(
          id: makeID(), source: .known, element: .f32, sizes: tensor.sizes, known: tensor.known))
      let cast = try? Graph.Cast(wide, to: tensor.element, saturates: true, in: module)
      return cast.map { insert($0) } ?? wide
    }
    if let numbers = ConstantElements.bytes(tensor.known ?? [], tensor.element) {
      return insert(Graph.Constant(bytes: numbers, shape: shape, element: tensor.element))
    }
    let quotients = (tensor.known ?? []).map { $0.quotient ?? (0, 1) }
    let above = sizeTensor(quotients.map(\.above), shape, tensor.element)
    if quotients.allSatisfy({ $0.below == 1 }) { return above }
    let below = sizeTensor(quotients.map(\.below), shape, tensor.element)
    let type = Type.tensor(sizes: tensor.sizes, element: tensor.element)
    return insert(Graph.Div(lhs: above, rhs: below, resultType: type))
  }

  private mutating func sizeTensor(
    _ elements: [IndexExpression], _ shape: [Int], _ element: Type
  ) -> ValueID {
    let sizes = insert(Graph.SizeTensor(elements, shape: shape))
    if element == .i64 { return sizes }
    guard let cast = try? Graph.Cast(sizes, to: element, in: module) else { return sizes }
    return insert(cast)
  }
}

// MARK: - Sizes

/// Two sizes that must be equal for a node to make sense, though nothing says that they are.
struct SizeConflict: Error, Sendable {
  var left: IndexExpression
  var right: IndexExpression
}

extension GraphBuilder {
  /// Whether two sizes are equal for all declared values of the symbols.
  func areEqual(_ left: IndexExpression, _ right: IndexExpression) -> Bool {
    left == right || assumptions.simplified(left - right) == 0
  }

  /// Makes sure that two sizes are equal.
  ///
  /// Models often give one size several names, or none. Where a node only makes sense if two symbols
  /// are equal they are taken to be: this throws, and the importer starts again with one symbol for both.
  mutating func requireEqual(
    _ left: IndexExpression, _ right: IndexExpression, _ what: @autoclosure () -> String
  ) throws(Diagnostic) {
    if areEqual(left, right) { return }
    conflict = SizeConflict(left: left, right: right)
    throw .error("\(what()): size '\(left)' is not equal to '\(right)'")
  }

  /// The shape that shapes have together under NumPy's rules.
  mutating func broadcast(_ shapes: [[IndexExpression]]) throws(Diagnostic) -> [IndexExpression] {
    var result: [IndexExpression] = []
    for shape in shapes {
      let longer = max(result.count, shape.count)
      result.insert(contentsOf: Array(repeating: 1, count: longer - result.count), at: 0)
      for (place, size) in zip(result.indices.suffix(shape.count), shape) {
        if result[place] == 1 {
          result[place] = size
        } else if size != 1 {
          let before = result[place]
          try requireEqual(
            before, size,
            "shapes \(shapes.map(\.text).joined(separator: " and ")) do not broadcast")
          if size.constantValue != nil { result[place] = size }
        }
      }
    }
    return result
  }
}

extension [IndexExpression] {
  /// The sizes as a person reads them.
  var text: String { "[" + map(\.description).joined(separator: ", ") + "]" }
}
