import CodeGeneration
import Dialects
import IR
import MLIRJudge
import TestSupport
import Testing

/// One operation of the `llvm` dialect is one instruction of LLVM.
@Suite(.programsReadByMLIR) struct InstructionTests {
  static let translate = Tool("mlir-translate-19")
  private static let files = Corpus.files(in: "llvm")

  /// What is no instruction: values that are known, and what stands at the module's level.
  private static let withoutInstruction: Set<String> = [
    "llvm.mlir.constant", "llvm.mlir.undef", "llvm.mlir.poison", "llvm.mlir.zero",
    "llvm.mlir.addressof", "llvm.mlir.none",
  ]
  private static let ofTheModule: Set<String> = ["llvm.func", "llvm.mlir.global"]

  /// What LLVM calls an operation where that is not the end of its name.
  private static let spellings = [
    "llvm.return": "ret", "llvm.cond_br": "br", "llvm.inline_asm": "call",
    "llvm.intr.vastart": "@llvm.va_start.p0", "llvm.intr.vacopy": "@llvm.va_copy.p0",
    "llvm.intr.vaend": "@llvm.va_end.p0",
  ]

  private static func module(_ file: CorpusFile) throws -> Module {
    let module = try Module.parse(file.text, file: file.name, context: CompiledKernel.context)
    let diagnostics = module.verify()
    #expect(!diagnostics.hasErrors, "\(diagnostics.all)")
    return module
  }

  /// The bodies of the functions in LLVM's text, by name: the lines that are instructions.
  private static func bodies(_ text: String) -> [String: [String]] {
    var bodies: [String: [String]] = [:]
    var name: String?
    for line in text.split(separator: "\n") {
      if line.hasPrefix("define") {
        name = line.split(separator: "@").dropFirst().first?.split(separator: "(").first
          .map(String.init)
        name.map { bodies[$0] = [] }
      } else if line == "}" {
        name = nil
      } else if let name, line.hasPrefix("  "), !line.hasPrefix("    "),
        !line.hasPrefix("  ]")
      {
        bodies[name]?.append(String(line.dropFirst(2)))
      }
    }
    return bodies
  }

  /// What an instruction does: its name, or the intrinsic that it calls.
  private static func opcode(_ line: String) -> String {
    var words = line.split(separator: " ")[...]
    if words.dropFirst().first == "=" { words = words.dropFirst(2) }
    if words.first == "tail" { words = words.dropFirst() }
    guard words.first == "call", let callee = line.split(separator: "@").dropFirst().first,
      callee.hasPrefix("llvm.")
    else { return words.first.map(String.init) ?? "" }
    return "@" + (callee.split(separator: "(").first.map(String.init) ?? "")
  }

  /// Whether an instruction is what an operation says.
  private static func isSpelling(_ opcode: String, of operation: String) -> Bool {
    if let spelling = spellings[operation] { return opcode == spelling }
    if operation == "llvm.call_intrinsic" { return opcode.hasPrefix("@llvm.") }
    guard operation.hasPrefix("llvm.intr.") else { return opcode == operation.dropFirst(5) }
    // Behind the name of an intrinsic are the types that it is overloaded on.
    let name = "@llvm." + operation.dropFirst(10)
    return opcode == name || opcode.hasPrefix(name + ".")
  }

  @Test func everyOperationHasAnExample() throws {
    var found: Set<String> = []
    for file in Self.files {
      let module = try Self.module(file)
      module.walk { found.insert(module.name(of: $0)) }
    }
    for operation in LLVM.dialect.operations {
      #expect(found.contains(operation.mnemonic), "\(operation.mnemonic) is in no example")
    }
  }

  @Test(arguments: files)
  func oneOperationIsOneInstruction(file: CorpusFile) throws {
    let module = try Self.module(file)
    let text = try CodeGenerator(hardware: .x86v3).llvmText(module, optimized: false)
    let bodies = Self.bodies(text)
    for operation in module.operations(in: module.body) {
      guard let function = module.match(operation, as: LLVM.Function.self),
        module.body(of: operation) != nil
      else { continue }
      var expected: [String] = []
      module.walk(operation) { inner in
        let name = module.name(of: inner)
        if inner != operation, !Self.withoutInstruction.contains(name) { expected.append(name) }
        #expect(inner == operation || !Self.ofTheModule.contains(name))
      }
      // Arguments of blocks are phis.
      let lines = (bodies[function.name] ?? []).filter { Self.opcode($0) != "phi" }
      let opcodes = lines.map(Self.opcode)
      #expect(opcodes.count == expected.count, "\(function.name): \(expected) but \(lines)")
      // Blocks are in an order of LLVM's own.
      var left = opcodes
      for name in expected {
        let place = left.firstIndex { Self.isSpelling($0, of: name) }
        #expect(place != nil, "\(function.name): no instruction is '\(name)': \(lines)")
        place.map { _ = left.remove(at: $0) }
      }
      let globals = module.operations(in: module.body).compactMap {
        module.match($0, as: LLVM.Global.self)?.name
      }
      for name in globals { #expect(text.contains("\n@\(name) = ")) }
    }
  }

  private static func withoutNumbers(_ line: String) -> Substring {
    line.split(separator: ", !nontemporal").first ?? ""
  }

  /// MLIR's own translation gives the same instructions, with the same types, flags and operands.
  @Test(.enabled(if: translate != nil), arguments: files)
  func agreesWithTheirTranslation(file: CorpusFile) throws {
    let module = try Self.module(file)
    let ours = Self.bodies(
      try CodeGenerator(hardware: .x86v3).llvmText(module, optimized: false))
    let result = try #require(Self.translate).run(["--mlir-to-llvmir"], on: module.text())
    #expect(result.status == 0, "\(result.errors)")
    let theirs = Self.bodies(result.output)
    #expect(Set(ours.keys) == Set(theirs.keys))
    // Blocks are in an order of their own, and metadata has other numbers.
    let ways = ["br ", "invoke ", "switch "]
    for (name, body) in theirs
    where !body.contains(where: { line in ways.contains { line.contains($0) } }) {
      #expect(ours[name]?.map(Self.withoutNumbers) == body.map(Self.withoutNumbers))
    }
  }

  /// What LLVM would not check is refused, with its place.
  @Test(arguments: [
    ("llvm.mlir.global internal @g(0 : i64) {alignment = -1 : i64} : i64", "power of two"),
    (
      "llvm.func @f(%p: !llvm.ptr) { llvm.store %p, %p {alignment = 24} : !llvm.ptr, !llvm.ptr\n"
        + "llvm.return }", "power of two, in bytes, not 24"
    ),
    (
      "llvm.func @f() { llvm.fence syncscope(\"agent\") seq_cst\nllvm.return }",
      "no processor has the scope 'agent'"
    ),
    (
      "llvm.func @f(%a: i32) { %0 = llvm.inline_asm \"nop\", \"=r,r,r\" %a : (i32) -> i32\n"
        + "llvm.return }", "LLVM refuses the constraints"
    ),
    (
      "llvm.func @f(%a: i32) { %0 = llvm.inline_asm \"nop\", \"=r,*m\" %a : (i32) -> i32\n"
        + "llvm.return }", "LLVM refuses the constraints"
    ),
    (
      "llvm.func @f(%a: i32) { llvm.switch %a : i32, ^b [1: ^b, 1: ^b]\n^b: llvm.return }",
      "one is given twice"
    ),
    (
      "llvm.func @f(%a: vector<10000000000xf32>) { llvm.return }", "too many for registers"
    ),
    (
      "func.func @f() -> vector<100000x100000xf32> {\n"
        + "%0 = arith.constant dense<1.0> : vector<100000x100000xf32>\n"
        + "return %0 : vector<100000x100000xf32> }", "too many for registers"
    ),
  ])
  func whatNoMachineHasIsRefused(text: String, message: String) throws {
    let module = try Module.parse(text, file: "f.mlir", context: CompiledKernel.context)
    do {
      _ = try CodeGenerator(hardware: .x86v3).llvmText(module, optimized: false)
      Issue.record("it is translated")
    } catch {
      #expect(error.message.contains(message), "\(error)")
      #expect("\(error)".hasPrefix("f.mlir:1:"), "\(error)")
    }
  }

  /// The judge compares what functions do; this is what is around them.
  @Test func globalsHaveTheirValues() throws {
    let file = try #require(Self.files.first { $0.name == "symbols.mlir" })
    let text = try CodeGenerator(hardware: .x86v3).llvmText(
      try Self.module(file), optimized: false)
    for line in [
      "@seven = global i32 7", "@toSeven = internal global ptr @seven",
      "@pair = internal global { i32, float } { i32 7, float 2.500000e+00 }",
      "@anything = internal global i32 undef",
    ] {
      #expect(text.contains(line + "\n"), "\(line) is not in\n\(text)")
    }
    #expect(text.contains("@llvm.global_ctors = appending global [2 x { i32, ptr, ptr }]"))
  }

  /// Text that the assembler does not know is an error of the program, not the end of the process.
  @Test func whatNoAssemblerKnowsIsRefused() throws {
    let module = try Module.parse(
      "llvm.func @f() { llvm.inline_asm has_side_effects \"frobnicate\", \"\" : () -> ()\n"
        + "llvm.return }", file: "f.mlir", context: CompiledKernel.context)
    do {
      _ = try CodeGenerator(hardware: .x86v3).compile(module)
      Issue.record("it is assembled")
    } catch {
      #expect(error.message.contains("frobnicate"), "\(error)")
      #expect(!error.message.contains("internal"), "\(error)")
    }
  }

  /// Instructions given as text are run, in both syntaxes.
  @Test func assemblyRuns() throws {
    let kernel = try CompiledKernel(
      text: """
        llvm.func @kernel(%a: i32, %p: !llvm.ptr) -> i32 {
          %0 = llvm.inline_asm "bswap $0", "=r,0" %a : (i32) -> i32
          %1 = llvm.inline_asm asm_dialect = intel "lea $0, [$1 + 3]", "=r,r" %0 : (i32) -> i32
          llvm.inline_asm has_side_effects operand_attrs = [{elementtype = i32}, {}] "movl $1, $0", "=*m,r" %p, %1 : (!llvm.ptr, i32) -> ()
          %2 = llvm.load %p : !llvm.ptr -> i32
          llvm.return %2 : i32
        }
        """)
    typealias Function = @convention(c) (Int32, UnsafeMutablePointer<Int32>) -> Int32
    let function = unsafeBitCast(try kernel.address(), to: Function.self)
    var memory: Int32 = 0
    #expect(function(0x0403_0201, &memory) == 0x0102_0307)
    #expect(memory == 0x0102_0307)
  }

  /// What no single instruction says becomes several operations first, and computes the same.
  @Test func waysToOneBlockAndNestedFieldsAreSplit() throws {
    let kernel = try CompiledKernel(
      text: """
        "builtin.module"() ({
          "llvm.func"() <{CConv = #llvm.cconv<ccc>, function_type = !llvm.func<i32 (i32, i32)>, linkage = #llvm.linkage<external>, sym_name = "kernel", unnamed_addr = 0 : i64, visibility_ = 0 : i64}> ({
          ^bb0(%arg0: i32, %arg1: i32):
            %0 = "llvm.mlir.constant"() <{value = 0 : i32}> : () -> i32
            %1 = "llvm.mlir.undef"() : () -> !llvm.struct<(i32, array<2 x i32>)>
            %2 = "llvm.insertvalue"(%1, %arg0) <{position = array<i64: 1, 0>}> : (!llvm.struct<(i32, array<2 x i32>)>, i32) -> !llvm.struct<(i32, array<2 x i32>)>
            %3 = "llvm.insertvalue"(%2, %arg1) <{position = array<i64: 1, 1>}> : (!llvm.struct<(i32, array<2 x i32>)>, i32) -> !llvm.struct<(i32, array<2 x i32>)>
            %4 = "llvm.extractvalue"(%3) <{position = array<i64: 1, 0>}> : (!llvm.struct<(i32, array<2 x i32>)>) -> i32
            %5 = "llvm.extractvalue"(%3) <{position = array<i64: 1, 1>}> : (!llvm.struct<(i32, array<2 x i32>)>) -> i32
            %6 = "llvm.icmp"(%4, %5) <{predicate = 2 : i64}> : (i32, i32) -> i1
            "llvm.cond_br"(%6, %4, %5)[^bb1, ^bb1] <{operandSegmentSizes = array<i32: 1, 1, 1>}> : (i1, i32, i32) -> ()
          ^bb1(%7: i32):
            "llvm.switch"(%7, %0, %7, %0, %arg1)[^bb2, ^bb2, ^bb2, ^bb2] <{case_operand_segments = array<i32: 1, 1, 1>, case_values = dense<[1, 2, -3]> : vector<3xi32>, operandSegmentSizes = array<i32: 1, 1, 3>}> : (i32, i32, i32, i32, i32) -> ()
          ^bb2(%8: i32):
            "llvm.return"(%8) : (i32) -> ()
          }) : () -> ()
        }) : () -> ()
        """)
    typealias Function = @convention(c) (Int32, Int32) -> Int32
    let function = unsafeBitCast(try kernel.address(), to: Function.self)
    #expect(function(1, 9) == 1)
    #expect(function(9, 1) == 1)
    #expect(function(2, 2) == 0)
    #expect(function(-3, 17) == 17)
    #expect(function(0, 4) == 0)
  }
}
