import Dialects
import Evaluation
import IR
import Support

/// What the runtime is told about a model: its tensors, sizes and memory, as data.
///
/// The same table becomes C text in an artefact and C structs in memory for the JIT.
public struct ModelTable: Sendable {
  public private(set) var interface = ModelInterface()
  /// Numbers of size programs, one a dimension, by input and by output.
  private(set) var inputDims: [[Int32]] = []
  private(set) var outputDims: [[Int32]] = []
  /// Bytes of intermediate results, those inside of kernels included.
  public let workspaceBytes: IndexExpression
  private(set) var sizes: [SizeProgram] = []
  private(set) var workspaceSize: Int32 = -1

  /// - Throws: a diagnostic when a size cannot be read from any input.
  init(_ function: Graph.Function, in module: Module, plan: MemoryPlan) throws(Diagnostic) {
    workspaceBytes = plan.workspaceBytes
    let ranges = module.graphSymbols
    interface.symbols = module.graphSymbolNames.map {
      ModelInterface.Symbol(name: $0, range: ranges[$0] ?? .any)
    }
    for (name, value) in zip(function.inputNames(in: module), function.inputs(in: module)) {
      interface.inputs.append(try tensor(name, module.type(of: value)))
    }
    for (name, value) in zip(function.outputNames(in: module), function.outputs(in: module)) {
      interface.outputs.append(try tensor(name, module.type(of: value)))
    }
    for input in interface.inputs { inputDims.append(try numbers(of: input.sizes)) }
    for output in interface.outputs { outputDims.append(try numbers(of: output.sizes)) }
    if plan.workspaceBytes != 0 { workspaceSize = try number(of: plan.workspaceBytes) }
    for symbol in interface.symbols
    where !interface.inputs.contains(where: { input in
      input.sizes.contains { $0.symbolName == symbol.name }
    }) {
      throw .error(
        "the size '\(symbol.name)' is not the size of any input's axis, so it has no value when the "
          + "model runs; give it one with '--dim \(symbol.name)=N'")
    }
  }

  /// The number of the size that is the workspace of a level of the same model.
  ///
  /// - Throws: a diagnostic when a size of the formula is not declared.
  mutating func workspaceNumber(of level: ModelTable) throws(Diagnostic) -> Int32 {
    level.workspaceBytes == 0 ? -1 : try number(of: level.workspaceBytes)
  }

  private func tensor(
    _ name: String, _ type: Type
  ) throws(Diagnostic) -> ModelInterface.Tensor {
    guard let sizes = type.sizes, let kind = ScalarKind(type.elementType) else {
      throw .error("'\(name)' has type '\(type)', which no caller can pass")
    }
    guard sizes.count <= Self.largestRank else {
      throw .error("'\(name)' has rank \(sizes.count), more than the \(Self.largestRank) supported")
    }
    return .init(name: name, kind: kind, sizes: sizes)
  }

  /// Whoever asks a compiled library for shapes has room for this many sizes.
  static let largestRank = 64

  private mutating func numbers(of sizes: [IndexExpression]) throws(Diagnostic) -> [Int32] {
    var numbers: [Int32] = []
    for size in sizes { numbers.append(try number(of: size)) }
    return numbers
  }

  /// The number of the program for a formula.
  private mutating func number(of expression: IndexExpression) throws(Diagnostic) -> Int32 {
    let program = try SizeProgram(expression, symbols: interface.symbols.map(\.name))
    if let known = sizes.firstIndex(of: program) { return Int32(known) }
    sizes.append(program)
    return Int32(sizes.count - 1)
  }
}

extension ScalarKind {
  /// DLPack's type code.
  var dlpackCode: DLPackCode {
    switch self {
    case .bool: .bool
    case .i2, .i4, .i8, .i16, .i32, .i64: .int
    case .u2, .u4, .u8, .u16, .u32, .u64: .uint
    case .bf16: .bfloat
    case .f16, .f32, .f64: .float
    }
  }
}

/// The kinds of elements of DLPack that models have, by number and by name in C.
enum DLPackCode: UInt8 {
  case int = 0
  case uint = 1
  case float = 2
  case bfloat = 4
  case bool = 6

  var cName: String {
    switch self {
    case .int: "kDLInt"
    case .uint: "kDLUInt"
    case .float: "kDLFloat"
    case .bfloat: "kDLBfloat"
    case .bool: "kDLBool"
    }
  }
}
