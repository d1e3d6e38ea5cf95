import CodeGeneration
import Dialects
import IR
import MLIRJudge
import Support
import Testing

@Suite(.programsReadByMLIR) struct CodeGeneratorTests {
  /// A module with one function that adds `addend` to the number it is given.
  private func makeAdder(_ addend: Int, name: String = "kernel") -> Module {
    let empty = Module(context: CompiledKernel.context)
    var build = Builder(empty, at: .atEnd(of: empty.body))
    build.insertFunction(name, [.index], [.index]) { build, arguments in
      let sum = build.insert(Arith.AddI(arguments[0], build.insertIndex(addend)))
      build.insertOperation(Func.Return([sum]))
    }
    return build.module
  }

  @Test func sameModuleSameBytes() throws {
    let generator = CodeGenerator(hardware: CompiledKernel.hardware)
    let other = CodeGenerator(hardware: CompiledKernel.hardware)
    #expect(try generator.compile(makeAdder(3)) == other.compile(makeAdder(3)))
    #expect(try generator.compile(makeAdder(3)) != generator.compile(makeAdder(4)))
  }

  @Test func compilesManyModulesOnThreads() async throws {
    let generator = CodeGenerator(hardware: CompiledKernel.hardware)
    let modules = (0..<40).map { makeAdder($0) }
    let objects = try await generator.compile(modules, threads: 4)
    let jit = JIT()
    typealias Function = @convention(c) (Int) -> Int
    for (index, object) in objects.enumerated() {
      let library = try jit.add(object)
      let function = unsafeBitCast(try jit.address(of: "kernel", in: library), to: Function.self)
      #expect(function(100) == 100 + index)
      // Every other one stays, so that both places and their reuse are seen.
      if index % 2 == 0 { try jit.remove(library) }
    }
  }

  @Test func objectsOfALibraryCallEachOther() throws {
    let generator = CodeGenerator(hardware: CompiledKernel.hardware)
    let empty = Module(context: CompiledKernel.context)
    var build = Builder(empty, at: .atEnd(of: empty.body))
    build.insertOperation(
      Func.Function("other", type: FunctionType([.index], [.index]), isPrivate: true))
    build.insertFunction("kernel", [.index], [.index]) { build, arguments in
      let once = build.insert(Func.Call("other", [arguments[0]], resultTypes: [.index]))
      build.insertOperation(
        Func.Return([build.insert(Func.Call("other", [once], resultTypes: [.index]))]))
    }
    let jit = JIT()
    let library = try jit.add([
      try generator.compile(build.module), try generator.compile(makeAdder(5, name: "other")),
    ])
    typealias Function = @convention(c) (Int) -> Int
    let function = unsafeBitCast(try jit.address(of: "kernel", in: library), to: Function.self)
    #expect(function(1) == 11)
  }

  @Test func namesWhatIsMissing() throws {
    let generator = CodeGenerator(hardware: CompiledKernel.hardware)
    let jit = JIT()
    let library = try jit.add(try generator.compile(makeAdder(1)))
    let missing = #expect(throws: Diagnostic.self) { try jit.address(of: "absent", in: library) }
    #expect(missing?.message.contains("'absent'") == true)
    try jit.remove(library)
    let removed = #expect(throws: Diagnostic.self) { try jit.address(of: "kernel", in: library) }
    #expect(removed?.message == "the compiled code with 'kernel' was removed")
  }

  @Test func printsAssemblyAndInstructions() throws {
    let generator = CodeGenerator(hardware: .x86v3)
    #expect(try generator.assembly(makeAdder(7)).contains("kernel:"))
    #expect(try generator.llvmText(makeAdder(7)).contains("define i64 @kernel(i64 %0)"))
  }

  /// Several results come back in order.
  @Test func returnsSeveralResults() throws {
    let text = """
      "func.func"() <{function_type = (index) -> (index, f32), sym_name = "two", sym_visibility = "private"}> ({
      ^bb0(%n: index):
        %x = "arith.constant"() <{value = 2.5 : f32}> : () -> f32
        "func.return"(%n, %x) : (index, f32) -> ()
      }) : () -> ()
      "func.func"() <{function_type = (index) -> f32, sym_name = "kernel"}> ({
      ^bb0(%n: index):
        %r:2 = "func.call"(%n) <{callee = @two}> : (index) -> (index, f32)
        %i = "arith.index_cast"(%r#0) : (index) -> i32
        %f = "arith.sitofp"(%i) : (i32) -> f32
        %s = "arith.mulf"(%f, %r#1) : (f32, f32) -> f32
        "func.return"(%s) : (f32) -> ()
      }) : () -> ()
      """
    let kernel = try CompiledKernel(text: text)
    typealias Function = @convention(c) (Int) -> Float
    #expect(unsafeBitCast(try kernel.address(), to: Function.self)(4) == 10)
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    var body: String
    var message: String
    var testDescription: String { message }
  }

  static let refusals = [
    Refusal(
      body: "%d = \"memref.dim\"(%m, %n) : (memref<?xf32>, index) -> index",
      message: "'memref.dim': the dimension must be a constant from 0 to 0"),
    Refusal(
      body: """
        %c = "arith.constant"() <{value = 0 : index}> : () -> index
          %d = "memref.dim"(%m, %c) : (memref<?xf32>, index) -> index
        """,
      message:
        "'memref.dim': the function's interface does not pass the sizes of memory; use the"
        + " function's 'index' parameters"),
    Refusal(
      body:
        "%a = \"memref.alloca\"(%n) <{operandSegmentSizes = array<i32: 1, 0>}> : (index) ->"
        + " memref<?xf32>",
      message:
        "'memref.alloca': memory of the frame must have a static shape and elements that have a"
        + " lowering; take other memory with 'memref.alloc'"),
    Refusal(
      body: "\"memref.dealloc\"(%m) : (memref<?xf32>) -> ()",
      message:
        "'memref.dealloc': only memory that 'memref.alloc' of this function gave is given back"),
    Refusal(
      body: "%v = \"vector.load\"(%m, %n) : (memref<?xf32>, index) -> vector<2x4xf32>",
      message:
        "'vector.load': memory for a vector of rank 2, as vector<2x4xf32>, cannot be lowered; use"
        + " 'vector.transfer_read' or 'vector.transfer_write'"),
  ]

  @Test(arguments: refusals) func refusesWithWords(refusal: Refusal) throws {
    let text = """
      "func.func"() <{function_type = (memref<?xf32>, index) -> (), sym_name = "kernel"}> ({
      ^bb0(%m: memref<?xf32>, %n: index):
        \(refusal.body)
        "func.return"() : () -> ()
      }) : () -> ()
      """
    let module = try Module.parse(text, file: "bad.mlir", context: CompiledKernel.context)
    let error = #expect(throws: Diagnostic.self) {
      try CodeGenerator(hardware: .x86v3).compile(module)
    }
    #expect(error?.message == refusal.message)
    guard case .file("bad.mlir", _, _) = error?.location else {
      Issue.record("the diagnostic is not located")
      return
    }
  }
}
