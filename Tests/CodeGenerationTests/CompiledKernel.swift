import CodeGeneration
import Dialects
import IR
import Support

/// A module compiled and loaded, whose functions can be called with pointers and numbers.
final class CompiledKernel: Sendable {
  static let hardware = HardwareDescription.detectHost()
  static let context = Context(dialects: Dialects.all)

  let module: Module
  let generator: CodeGenerator
  private let jit: JIT
  private let library: JIT.Library

  /// Builds one function with `body`, compiles it, and loads it.
  init(
    _ inputs: [Type], _ results: [Type] = [], attributes: AttributeDictionary = [:],
    hardware: HardwareDescription = CompiledKernel.hardware,
    symbols: [String: UnsafeRawPointer] = [:],
    _ body: (inout Builder, [ValueID]) throws -> Void
  ) throws {
    let empty = Module(context: Self.context)
    var build = Builder(empty, at: .atEnd(of: empty.body))
    let function = try build.insertFunction("kernel", inputs, results, body)
    if !attributes.isEmpty { build.module.setAttributes(of: function, to: attributes) }
    module = build.module
    generator = CodeGenerator(hardware: hardware)
    jit = JIT(symbols: symbols)
    library = try jit.add(try generator.compile(module))
  }

  /// Loads a module given as text.
  init(
    text: String, hardware: HardwareDescription = CompiledKernel.hardware,
    symbols: [String: UnsafeRawPointer] = [:]
  ) throws {
    module = try Module.parse(text, file: "kernel.mlir", context: Self.context)
    generator = CodeGenerator(hardware: hardware)
    jit = JIT(symbols: symbols)
    library = try jit.add(try generator.compile(module))
  }

  func address(of name: String = "kernel") throws -> UnsafeRawPointer {
    try jit.address(of: name, in: library)
  }

  typealias Pointer = UnsafeMutableRawPointer

  /// Calls `void kernel(ptr, ptr, i64)`.
  func call(_ a: Pointer, _ b: Pointer, _ n: Int) throws {
    typealias Function = @convention(c) (Pointer, Pointer, Int) -> Void
    unsafeBitCast(try address(), to: Function.self)(a, b, n)
  }

  /// Calls `void kernel(ptr, ptr, ptr, i64)`.
  func call(_ a: Pointer, _ b: Pointer, _ c: Pointer, _ n: Int) throws {
    typealias Function = @convention(c) (Pointer, Pointer, Pointer, Int) -> Void
    unsafeBitCast(try address(), to: Function.self)(a, b, c, n)
  }

  /// Runs `kernel(input, output, n)` over elements.
  func map<Input, Output>(_ input: [Input], to zero: Output, count: Int? = nil) throws -> [Output] {
    var input = input
    var output = Array(repeating: zero, count: count ?? input.count)
    let n = input.count
    try input.withUnsafeMutableBytes { from in
      try output.withUnsafeMutableBytes { to in
        guard let from = from.baseAddress, let to = to.baseAddress else { return }
        try call(from, to, n)
      }
    }
    return output
  }
}

extension Type {
  /// `memref<?xT>`.
  static func memory(_ element: Type) -> Type { .memref(MemRefType([nil], element)) }
}
