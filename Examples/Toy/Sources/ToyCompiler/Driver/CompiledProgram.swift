import CodeGeneration
import Dialects
import IR
import Support

/// A program as machine code in this process.
///
///     let program = try CompiledProgram(loops, CodeGenerator(hardware: .detectHost()))
///     print(program.run(), terminator: "")
public struct CompiledProgram: Sendable {
  private let jit: JIT
  /// `main(output)`, of the type `Main`.
  private let main: UInt

  private typealias Main = @convention(c) (UnsafeMutableRawPointer?) -> Void

  /// Compiles a program at the level of loops.
  ///
  /// - Throws: a diagnostic at an operation that cannot be compiled, or if `main` is not what the
  ///   pass 'print-to-calls' makes of it.
  public init(_ loops: Module, _ generator: CodeGenerator) throws(Diagnostic) {
    guard let entry = loops.lookup(symbol: "main"), loops.body(of: entry) != nil,
      let function = loops.match(entry, as: Func.Function.self),
      function.type == FunctionType([LLVM.ptr], []), !function.isPrivate
    else {
      throw .error("a program that runs has a function 'main' without parameters and results")
    }
    jit = JIT(symbols: Output.functions)
    let library = try jit.add(try generator.compile(loops))
    main = UInt(bitPattern: try jit.address(of: "main", in: library))
  }

  /// Runs the program; gives what it printed.
  public func run() -> String {
    let output = Output()
    // The function is of that type, which the initializer has checked.
    if let pointer = UnsafeRawPointer(bitPattern: main) {
      unsafeBitCast(pointer, to: Main.self)(Unmanaged.passUnretained(output).toOpaque())
    }
    return output.text
  }
}

/// Where a running program prints to.
private final class Output {
  private(set) var text = ""
  private var isAtStartOfLine = true

  func write(_ number: Double) {
    text += isAtStartOfLine ? "\(number)" : " \(number)"
    isAtStartOfLine = false
  }

  func endLine() {
    text += "\n"
    isAtStartOfLine = true
  }

  /// The addresses of the functions that compiled code calls, by name.
  static var functions: [String: UnsafeRawPointer] {
    typealias Pointer = UnsafeMutableRawPointer
    let number: @convention(c) (Pointer?, Double) -> Void = { output, number in
      if let output { Unmanaged<Output>.fromOpaque(output).takeUnretainedValue().write(number) }
    }
    let endLine: @convention(c) (Pointer?) -> Void = { output in
      if let output { Unmanaged<Output>.fromOpaque(output).takeUnretainedValue().endLine() }
    }
    return [
      PrintFunctions.number: unsafeBitCast(number, to: UnsafeRawPointer.self),
      PrintFunctions.endLine: unsafeBitCast(endLine, to: UnsafeRawPointer.self),
    ]
  }
}
