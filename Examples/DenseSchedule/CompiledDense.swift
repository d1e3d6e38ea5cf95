import CodeGeneration
import Dialects
import IR
import LoopLowering
import TangramRuntime

/// A version of the dense kernel as machine code in this process.
struct CompiledDense {
  private let jit: JIT
  private let address: UnsafeRawPointer

  init(_ module: Module, _ function: OperationID, _ generator: CodeGenerator) throws {
    var loops = module
    _ = try lowerToLoops(function, in: &loops, hardware: generator.options.hardware)
    jit = JIT(symbols: Self.symbols)
    let library = try jit.add(try generator.compile(loops))
    address = try jit.address(of: "dense", in: library)
  }

  /// What the code may call.
  private static var symbols: [String: UnsafeRawPointer] {
    typealias Body = @convention(c) (UnsafeMutableRawPointer?, Int64, Int64) -> Void
    typealias Loop =
      @convention(c) (OpaquePointer?, Int64, Int64, Body?, UnsafeMutableRawPointer?) -> Int32
    typealias Allocate =
      @convention(c) (UnsafePointer<tangram_hooks>?, Int) -> UnsafeMutableRawPointer?
    typealias Release =
      @convention(c) (UnsafePointer<tangram_hooks>?, UnsafeMutableRawPointer?, Int) -> Void
    let loop: Loop = { tangram_tg_parallel_for($0, $1, $2, $3, $4) }
    let allocate: Allocate = { tangram_tg_allocate($0, $1) }
    let release: Release = { tangram_tg_release($0, $1, $2) }
    return [
      "tangram_tg_parallel_for": unsafeBitCast(loop, to: UnsafeRawPointer.self),
      "tangram_tg_allocate": unsafeBitCast(allocate, to: UnsafeRawPointer.self),
      "tangram_tg_release": unsafeBitCast(release, to: UnsafeRawPointer.self),
    ]
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
