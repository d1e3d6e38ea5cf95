import CodeGeneration
import Dialects
import Foundation
import IR
import Support
import Testing

/// Code that checks its accesses: what is added, and that a wrong kernel of each kind is caught.
@Suite struct SanitizerTests {
  /// Accesses whose last element is `n`, of memory `%a` and `%b`.
  static let accesses: [(name: String, body: String)] = [
    ("store", #""memref.store"(%one, %b, %n) : (f32, memref<?xf32>, index) -> ()"#),
    (
      "vector load",
      """
      %c = "arith.constant"() <{value = 7 : index}> : () -> index
      %i = "arith.subi"(%n, %c) : (index, index) -> index
      %v = "vector.load"(%a, %i) : (memref<?xf32>, index) -> vector<8xf32>
      "vector.store"(%v, %b, %zero) : (vector<8xf32>, memref<?xf32>, index) -> ()
      """
    ),
    (
      "load under a mask",
      """
      %m = "vector.create_mask"(%count) : (index) -> vector<32xi1>
      %p = "arith.constant"() <{value = dense<0.0> : vector<32xf32>}> : () -> vector<32xf32>
      %v = "vector.maskedload"(%a, %zero, %m, %p) : (memref<?xf32>, index, vector<32xi1>, vector<32xf32>) -> vector<32xf32>
      %e = "vector.extract"(%v) <{static_position = array<i64: 3>}> : (vector<32xf32>) -> f32
      "memref.store"(%e, %b, %zero) : (f32, memref<?xf32>, index) -> ()
      """
    ),
    (
      "store under a mask",
      """
      %m = "vector.create_mask"(%count) : (index) -> vector<32xi1>
      %p = "arith.constant"() <{value = dense<2.0> : vector<32xf32>}> : () -> vector<32xf32>
      "vector.maskedstore"(%b, %zero, %m, %p) : (memref<?xf32>, index, vector<32xi1>, vector<32xf32>) -> ()
      """
    ),
    (
      "gather",
      """
      %m = "vector.create_mask"(%three) : (index) -> vector<4xi1>
      %i = "vector.broadcast"(%n) : (index) -> vector<4xindex>
      %p = "arith.constant"() <{value = dense<0.0> : vector<4xf32>}> : () -> vector<4xf32>
      %v = "vector.gather"(%a, %zero, %i, %m, %p) : (memref<?xf32>, index, vector<4xindex>, vector<4xi1>, vector<4xf32>) -> vector<4xf32>
      "vector.store"(%v, %b, %zero) : (vector<4xf32>, memref<?xf32>, index) -> ()
      """
    ),
    (
      "frame",
      """
      %f = "memref.alloca"() <{operandSegmentSizes = array<i32: 0, 0>}> : () -> memref<20xf32>
      "memref.store"(%one, %f, %n) : (f32, memref<20xf32>, index) -> ()
      %e = "memref.load"(%f, %n) : (memref<20xf32>, index) -> f32
      "memref.store"(%e, %b, %zero) : (f32, memref<?xf32>, index) -> ()
      """
    ),
  ]

  private static func text(_ body: String) -> String {
    """
    "func.func"() <{function_type = (memref<?xf32>, memref<?xf32>, index) -> (), sym_name = "kernel"}> ({
    ^bb0(%a: memref<?xf32>, %b: memref<?xf32>, %n: index):
      %zero = "arith.constant"() <{value = 0 : index}> : () -> index
      %three = "arith.constant"() <{value = 3 : index}> : () -> index
      %next = "arith.constant"() <{value = 1 : index}> : () -> index
      %count = "arith.addi"(%n, %next) : (index, index) -> index
      %one = "arith.constant"() <{value = 1.0 : f32}> : () -> f32
      \(body)
      "func.return"() : () -> ()
    }) : () -> ()
    """
  }

  /// What is ahead of the end may be asked for, as that touches nothing.
  private static let prefetch =
    #""memref.prefetch"(%a, %n) <{isDataCache = true, isWrite = false, localityHint = 3 : i32}> : (memref<?xf32>, index) -> ()"#

  @Test(arguments: [HardwareDescription.x86v4, .aarch64])
  func accessesAreCheckedOnRequest(hardware: HardwareDescription) throws {
    for (name, body) in Self.accesses {
      let module = try Module.parse(
        Self.text(body), file: "kernel.mlir", context: CompiledKernel.context)
      let plain = CodeGenerator(LoweringOptions(hardware: hardware, sanitizer: nil))
      #expect(try !plain.llvmText(module).contains("asan"), "\(name)")
      let checking = CodeGenerator(LoweringOptions(hardware: hardware, sanitizer: .address))
      let text = try checking.llvmText(module)
      #expect(text.contains("sanitize_address"), "\(name)")
      #expect(text.contains("call void @__asan_"), "\(name)")
      #expect(try !checking.compile(module).bytes.isEmpty)
    }
    let prefetch = try Module.parse(
      Self.text(Self.prefetch), file: "kernel.mlir", context: CompiledKernel.context)
    let checking = CodeGenerator(LoweringOptions(hardware: hardware, sanitizer: .address))
    #expect(try !checking.llvmText(prefetch).contains("call void @__asan_"))
  }

  private static let length = 20

  /// Runs access number `number` with its last element at `last`, on memory of 20 elements.
  private static func run(_ body: String, last: Int) throws {
    let kernel = try CompiledKernel(text: text(body))
    let (a, b) = (
      UnsafeMutablePointer<Float>.allocate(capacity: length),
      UnsafeMutablePointer<Float>.allocate(capacity: length)
    )
    for pointer in [a, b] { pointer.initialize(repeating: 3, count: length) }
    defer { for pointer in [a, b] { pointer.deallocate() } }
    try kernel.call(a, b, last)
  }

  @Test(.enabled(if: Sanitizer.ofThisProcess == .address, "scripts/test-addresses runs it"))
  func rightKernelsRun() throws {
    for (_, body) in Self.accesses { try Self.run(body, last: Self.length - 1) }
    try Self.run(Self.prefetch, last: 1 << 20)
  }

  /// One element too many ends the process, with a report.
  @Test(
    .enabled(if: Sanitizer.ofThisProcess == .address, "scripts/test-addresses runs it"),
    arguments: accesses.indices)
  func wrongKernelsAreCaught(_ number: Int) async throws {
    let result = try await #require(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [number] in
      try Self.run(Self.accesses[number].body, last: Self.length)
    }
    let report = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(report.contains("ERROR: AddressSanitizer: "), "\(Self.accesses[number].name)")
  }
}
