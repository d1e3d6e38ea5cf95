import CodeGeneration
import Dialects
import IR
import Scheduling
import Support
import Testing

/// The implementation of an instruction of a warp, to be compiled for a GPU, or run lane by lane here.
struct WarpImplementation {
  /// What a lane is called with: memory, places of first elements and distances between rows.
  struct Arguments {
    var a: [UInt8]
    var placeOfA: Int
    var b: [UInt8]
    var placeOfB: Int
    var placeOfC: Int
    var rowOfA: Int
    var rowOfB: Int
    var rowOfC: Int
  }

  /// A module of the function `implementation`.
  let implementation: Module
  /// A module of the function `lane`: the same without what only a GPU has.
  ///
  /// It takes the number of the lane,
  /// writes down the operands of every intrinsic of the warp, and takes what these give from memory.
  private let lane: Module

  init(_ name: String, context: Context) throws {
    let library = try Module.parse(
      InstructionLibrary.cuda.text, file: "cuda", context: context)
    let instruction = try #require(library.instruction(named: name))
    let function = try #require(library.implementation(of: instruction))
    var alone = Module(context: context)
    var mapping = ValueMapping()
    alone.clone(function, from: library, at: .atEnd(of: alone.body), mapping: &mapping)
    implementation = alone
    lane = try Self.lane(of: function, in: library)
  }

  private static func lane(of function: OperationID, in source: Module) throws -> Module {
    let empty = Module(context: source.context)
    var build = Builder(empty, at: .atEnd(of: empty.body))
    let body = try #require(source.body(of: function))
    let parameters = source.arguments(of: body)
    let memory = Type.memref(MemRefType([nil], .i64))
    let inputs = parameters.map { source.type(of: $0) } + [.i32, memory, memory]
    let lane = build.insertOperation(Func.Function("lane", type: FunctionType(inputs, [])))
    let entry = build.module.appendBlock(
      to: build.module.region(of: lane), argumentTypes: inputs)
    let arguments = build.module.arguments(of: entry)
    build.point = .atEnd(of: entry)
    var mapping = ValueMapping()
    for (parameter, argument) in zip(parameters, arguments) { mapping[parameter] = argument }
    let own = arguments.suffix(3).map { $0 }
    var (seen, given) = (0, 0)
    var fields: [ValueID: [ValueID]] = [:]
    for operation in source.operations(in: body) {
      if let field = source.match(operation, as: LLVM.ExtractValue.self),
        let values = fields[field.container]
      {
        mapping[source.result(of: operation)] = values[field.position[0]]
        continue
      }
      guard let call = source.match(operation, as: LLVM.CallIntrinsic.self) else {
        build.module.clone(operation, from: source, at: build.point, mapping: &mapping)
        continue
      }
      if call.name.hasSuffix("bar.warp.sync") { continue }
      if call.name.hasSuffix("sreg.laneid") {
        mapping[source.result(of: operation)] = own[0]
        continue
      }
      for argument in call.arguments {
        let operand = mapping[argument]
        let place = build.insertIndex(seen)
        let bits = Self.bits(of: operand, &build)
        build.insertOperation(MemRef.Store(bits, to: own[1], [place]))
        seen += 1
      }
      guard let structure = call.result?.cast(to: LLVM.StructType.self) else { continue }
      fields[source.result(of: operation)] = (structure.fields ?? []).map { type in
        let place = build.insertIndex(given)
        given += 1
        let word: ValueID = build.insert(MemRef.Load(own[2], [place]))
        let half: ValueID = build.insert(Arith.TruncI(word, to: .i32))
        return type == .i32 ? half : build.insert(LLVM.Bitcast(half, to: type))
      }
    }
    return build.module
  }

  /// What is in a register, or an address, as a number.
  private static func bits(of value: ValueID, _ build: inout Builder) -> ValueID {
    let type = build.module.type(of: value)
    if type.cast(to: LLVM.PointerType.self) != nil {
      return build.insert(LLVM.PtrToInt(value, to: .i64))
    }
    let word: ValueID = type == .i32 ? value : build.insert(LLVM.Bitcast(value, to: .i32))
    return build.insert(Arith.ExtUI(word, to: .i64))
  }

  /// The function `lane` as machine code.
  func load() throws -> Loaded {
    let jit = JIT()
    let library = try jit.add(
      try CodeGenerator(hardware: .detectHost()).compile(lane))
    return Loaded(jit: jit, address: try jit.address(of: "lane", in: library))
  }

  final class Loaded {
    private let jit: JIT
    private let address: UnsafeRawPointer
    /// Where the memory of the last run began: `a`, `b` and `c`.
    private(set) var bases: [UInt64] = []
    /// More than there are operands and results.
    private static let count = 64

    init(jit: JIT, address: UnsafeRawPointer) {
      self.jit = jit
      self.address = address
    }

    /// Runs a lane.
    ///
    /// The sums `c` are changed; `given` is what the intrinsics of the warp give, register by register, zeros
    /// beyond. Their operands are the result.
    func run(
      _ lane: Int, _ arguments: Arguments, c: inout [Int32], given: [UInt64]
    ) throws -> [UInt64] {
      typealias Pointer = UnsafeMutableRawPointer
      typealias Function =
        @convention(c) (
          Pointer, Int, Pointer, Int, Pointer, Int, Int, Int, Int, Int32, Pointer, Pointer
        ) -> Void
      let function = unsafeBitCast(address, to: Function.self)
      var (a, b) = (arguments.a, arguments.b)
      var seen = [UInt64](repeating: .max, count: Self.count)
      var given = given + [UInt64](repeating: 0, count: Self.count - given.count)
      try a.withUnsafeMutableBytes { a in
        try b.withUnsafeMutableBytes { b in
          try c.withUnsafeMutableBytes { c in
            try seen.withUnsafeMutableBytes { seen in
              try given.withUnsafeMutableBytes { given in
                let memory = try [a, b, c].map { try #require($0.baseAddress) }
                bases = memory.map { UInt64(UInt(bitPattern: $0)) }
                function(
                  memory[0], arguments.placeOfA, memory[1], arguments.placeOfB, memory[2],
                  arguments.placeOfC, arguments.rowOfA, arguments.rowOfB, arguments.rowOfC,
                  Int32(lane), try #require(seen.baseAddress), try #require(given.baseAddress))
              }
            }
          }
        }
      }
      return Array(seen.prefix { $0 != .max })
    }
  }
}
