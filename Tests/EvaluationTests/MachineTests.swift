import Dialects
import Evaluation
import IR
import Support
import Testing

/// Programs of steps by hand: registers 0 and 1 are loop variables, 2 to 5 scratch.
@Suite struct MachineTests {
  private let nowhere: OperationID
  private let add: ScalarOperation

  init() throws {
    var module = Module(context: Context(dialects: Dialects.all))
    let block = module.appendBlock(
      to: module.region(of: module.top), argumentTypes: [.f32, .f32])
    let operation = module.insert(
      OperationState(
        name: "arith.addf", operands: module.arguments(of: block), resultTypes: [.f32]),
      at: .atEnd(of: block))
    nowhere = operation
    add = try #require(ScalarOperation(operation, in: module))
  }

  private func index(_ text: String, m: Int = 0) throws -> CompiledIndex {
    try CompiledIndex(
      IndexExpression(parsing: text), symbols: ["m": m], registers: [0, 1, 2, 3])
  }

  private func access(_ buffer: Int, _ indices: String...) throws -> Step.Access {
    Step.Access(buffer: buffer, indices: try indices.map { try index($0) }, operation: nowhere)
  }

  private func loop(
    _ variable: Int, to upper: String, m: Int = 0, unordered: Bool = false, _ body: [Step]
  ) throws -> Step {
    .loop(
      Step.Loop(
        variable: variable, lower: try index("0"), upper: try index(upper, m: m),
        isUnordered: unordered, body: body))
  }

  /// sum[i] += x[i, k], with a block that starts at zero.
  private func rowSums(reading columns: String = "3") throws -> [Step] {
    let block = Step.Block(
      name: "sum", operation: nowhere,
      bindings: [
        .init(register: 2, value: try index("d0"), lower: try index("0"), upper: try index("2")),
        .init(
          register: 3, value: try index("d1"), lower: try index("0"), upper: try index(columns),
          isReduction: true),
      ],
      initial: [.constant(Scalar(0.0), to: 4), .store(try access(1, "d2"), from: 4)],
      body: [
        .load(try access(1, "d2"), to: 4), .load(try access(0, "d2", "d3"), to: 5),
        .scalar(add, 4, 5, 0, to: 4), .store(try access(1, "d2"), from: 4),
      ])
    return [try loop(0, to: "2", [try loop(1, to: columns, [.block(block)])])]
  }

  private func machine(_ result: Int, backwards: Bool = false) -> Machine {
    Machine(
      buffers: [
        BufferMemory(named: "x", holding: counting([2, 3])),
        BufferMemory(named: "sum", shape: [result], kind: .f32),
      ], runsUnorderedBackwards: backwards)
  }

  @Test func blocksStartOncePerReduction() throws {
    var machine = machine(2)
    try machine.run(try rowSums(), registerCount: 6)
    #expect(try machine.buffers[1].tensor() == floats([2], [3, 12]))
  }

  @Test func readsBeyondTheEndAreNamed() throws {
    var machine = machine(2)
    let steps = try rowSums(reading: "4")
    let error = #expect(throws: EvaluationError.self) {
      try machine.run(steps, registerCount: 6)
    }
    #expect(
      error?.message
        == "block 'sum': element [0, 3] of buffer 'x' is out of bounds along axis 1: the shape is "
        + "[2, 3]")
    #expect(machine.culprit == nowhere)
  }

  @Test func readsOfUnwrittenElementsAreNamed() throws {
    var machine = machine(2)
    let read: [Step] = [.load(try access(1, "0"), to: 4)]
    let error = #expect(throws: EvaluationError.self) { try machine.run(read, registerCount: 6) }
    #expect(error?.message == "element [0] of buffer 'sum' is read before it is written")
  }

  @Test func resultsThatAreNeverWrittenAreNamed() throws {
    var machine = machine(3)
    try machine.run(try rowSums(), registerCount: 6)
    let error = #expect(throws: EvaluationError.self) { try machine.buffers[1].tensor() }
    #expect(error?.message == "element [2] of buffer 'sum' is never written")
  }

  /// A loop that claims to be unordered but overwrites one element shows when it runs backwards.
  @Test func unorderedLoopsRunEitherWay() throws {
    let body: [Step] = [
      .load(try access(0, "0", "d0"), to: 4), .store(try access(1, "0"), from: 4),
    ]
    let steps = [try loop(0, to: "m", m: 3, unordered: true, body)]
    var forwards = machine(1)
    try forwards.run(steps, registerCount: 6)
    var backwards = machine(1, backwards: true)
    try backwards.run(steps, registerCount: 6)
    #expect(try forwards.buffers[1].tensor() == floats([1], [2]))
    #expect(try backwards.buffers[1].tensor() == floats([1], [0]))
  }

  @Test func iteratorsStayInTheirDomain() throws {
    let block = Step.Block(
      name: "b", operation: nowhere,
      bindings: [
        .init(register: 2, value: try index("d0 * 2"), lower: try index("0"), upper: try index("3"))
      ], body: [])
    var machine = machine(1)
    let steps = [try loop(0, to: "3", [.block(block)])]
    let error = #expect(throws: EvaluationError.self) { try machine.run(steps, registerCount: 6) }
    #expect(error?.message == "an iterator of block 'b' is 4, outside its domain 0 to 2")
  }

  @Test func predicatesSkipBlocks() throws {
    let block = Step.Block(
      name: "b", operation: nowhere,
      bindings: [
        .init(register: 2, value: try index("d0 * 2"), lower: try index("0"), upper: try index("3"))
      ],
      predicate: ([.index(try index("(d0 floordiv 2) * -1 + 1"), to: 5)], 5),
      body: [.constant(Scalar(7.0), to: 4), .store(try access(1, "d2"), from: 4)])
    var machine = machine(3)
    try machine.run([try loop(0, to: "3", [.block(block)])], registerCount: 6)
    #expect(machine.buffers[1].isWritten == [true, false, true])
  }

  @Test func indicesDivideAndChoose() throws {
    var registers: [Scalar] = [7, -3, 2, 0].map { Scalar(Int64($0)) }
    func value(_ text: String) throws -> Int {
      let compiled = try index(text, m: 5)
      return try registers.withUnsafeMutableBufferPointer { buffer in
        try compiled.value(try #require(buffer.baseAddress))
      }
    }
    #expect(try value("d0 * m + d1 * 2 + 1") == 30)
    #expect(try value("d1 floordiv d2") == -2)
    #expect(try value("d1 mod d0") == 4)
    #expect(try value("min(d0, m) * d2 + max(d1, 0)") == 10)
    #expect(try value("d0 * d1 * 2") == -42)
    #expect(throws: EvaluationError.self) { try value("d0 floordiv d3") }
    #expect(throws: EvaluationError.self) { try value("n + 1") }
    #expect(throws: EvaluationError.self) { try value("d4") }
  }
}
