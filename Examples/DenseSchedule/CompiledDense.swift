import CodeGeneration
import Compiler
import Dialects
import IR
import LoopLowering

/// A version of the dense kernel as machine code in this process.
struct CompiledDense {
  private let jit: JIT
  private let address: UnsafeRawPointer

  init(_ module: Module, _ function: OperationID, _ generator: CodeGenerator) throws {
    var loops = module
    _ = try lowerToLoops(function, in: &loops, hardware: generator.options.hardware)
    jit = JIT()
    let library = try jit.add(try generator.compile(loops))
    address = try jit.address(of: "dense", in: library)
  }

  /// Runs it on one thread.
  func run(_ x: [Float], _ w: [Float], _ b: [Float], _ y: inout [Float], rows: Int) {
    typealias Pointer = UnsafeRawPointer
    typealias Kernel =
      @convention(c) (
        Pointer?, Pointer?, Pointer?, UnsafeMutableRawPointer?, Int, OpaquePointer?
      ) -> Void
    let kernel = unsafeBitCast(address, to: Kernel.self)
    x.withUnsafeBytes { x in
      w.withUnsafeBytes { w in
        b.withUnsafeBytes { b in
          y.withUnsafeMutableBytes { y in
            kernel(
              x.baseAddress, w.baseAddress, b.baseAddress, y.baseAddress, rows, nil)
          }
        }
      }
    }
  }
}
