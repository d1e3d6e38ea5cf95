import Dialects
import Evaluation
import IR
import Support

/// What the runtime is told about a model: its tensors, sizes and memory, as data.
///
/// The same table becomes C text in an artefact and C structs in memory for the JIT.
public struct ModelTable: Sendable {
  /// An input or an output.
  public struct Tensor: Sendable {
    public var name: String
    public var kind: ScalarKind
    public var sizes: [IndexExpression]
    /// Numbers of size programs, one a dimension.
    var dims: [Int32]
  }

  /// A symbolic size.
  public struct Symbol: Sendable {
    public var name: String
    public var range: SymbolRange
  }

  public private(set) var inputs: [Tensor] = []
  public private(set) var outputs: [Tensor] = []
  public private(set) var symbols: [Symbol] = []
  /// Bytes of intermediate results.
  public private(set) var workspaceBytes: IndexExpression
  private(set) var sizes: [SizeProgram] = []
  private(set) var workspaceSize: Int32 = -1

  /// - Throws: a diagnostic when a size cannot be read from any input.
  init(_ function: Graph.Function, in module: Module, plan: MemoryPlan) throws(Diagnostic) {
    workspaceBytes = plan.workspaceBytes
    let ranges = module.graphSymbols
    symbols = module.graphSymbolNames.map { Symbol(name: $0, range: ranges[$0] ?? .any) }
    for (name, value) in zip(function.inputNames(in: module), function.inputs(in: module)) {
      inputs.append(try tensor(name, module.type(of: value)))
    }
    for (name, value) in zip(function.outputNames(in: module), function.outputs(in: module)) {
      outputs.append(try tensor(name, module.type(of: value)))
    }
    if plan.workspaceBytes != 0 { workspaceSize = try number(of: plan.workspaceBytes) }
    for symbol in symbols
    where !inputs.contains(where: { $0.sizes.contains { $0.symbolName == symbol.name } }) {
      throw .error(
        "the size '\(symbol.name)' is not the size of any input's axis, so it has no value when the "
          + "model runs; give it one with '--dim \(symbol.name)=N'")
    }
  }

  private mutating func tensor(_ name: String, _ type: Type) throws(Diagnostic) -> Tensor {
    guard let sizes = type.sizes, let kind = ScalarKind(type.elementType) else {
      throw .error("'\(name)' has type '\(type)', which no caller can pass")
    }
    var dims: [Int32] = []
    for size in sizes { dims.append(try number(of: size)) }
    return Tensor(name: name, kind: kind, sizes: sizes, dims: dims)
  }

  /// The number of the program for a formula.
  private mutating func number(of expression: IndexExpression) throws(Diagnostic) -> Int32 {
    let program = try SizeProgram(expression, symbols: symbols.map(\.name))
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
    case .i8, .i16, .i32, .i64: .int
    case .u8, .u16, .u32, .u64: .uint
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
