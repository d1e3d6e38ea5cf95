import IR
import Support

extension Graph {
  public struct CallProgram: Operation, SymbolUserOperation {
    public static let mnemonic = "graph.call_program"
    public static let documentation = """
      What a tensor program of this module computes: an operator that is written out.

      The operands are the program's inputs, row by row, and the results its outputs; their types are those of
      its buffers. The sizes that the program mentions are those of the model with the same names, and
      their ranges are in those that the program declares. It must have no constants of its own: what it is given
      may be a constant of the model.

          %1 = "graph.call_program"(%0) <{callee = @twice}> : (tensor<8xf32>) -> tensor<8xf32>
          program.func @twice(%x: !program.buffer<[8], f32, global>) -> (%y: !program.buffer<[8], f32, global>) {
            program.for %i = 0 to 8 {
              program.block "y" (%v = %i < 8) {
                %a = program.load %x[%v] : f32
                %b = arith.addf %a, %a : f32
                program.store %b, %y[%v]
              }
            }
          }
      """
    public static let form: Form? =
      "$callee `(` $inputs `)` attr-dict `:` functional-type(operands, results)"
    public static let signature = Signature(
      operands: [.init("inputs", .sizedTensor, .variadic)],
      results: [.init("results", .sizedTensor, .variadic)],
      properties: [.init("callee", .symbol)])

    /// The name of the `program.func`.
    public var callee: String
    public var inputs: [ValueID]
    public var resultTypes: [Type]

    public init(_ callee: String, _ inputs: [ValueID], resultTypes: [Type]) {
      (self.callee, self.inputs, self.resultTypes) = (callee, inputs, resultTypes)
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      callee = module.property("callee", of: operation)?.symbolValue ?? ""
      inputs = module.operands(of: operation)
      resultTypes = module.results(of: operation).map { module.type(of: $0) }
    }

    public var state: OperationState {
      OperationState(
        name: Self.mnemonic, operands: inputs, resultTypes: resultTypes,
        properties: ["callee": .symbol(callee)])
    }

    public func inferredResultTypes(in module: Module) throws(Diagnostic) -> [Type] { resultTypes }

    /// The program that is called; `nil` if there is none of the name.
    public func program(in module: Module) -> OperationID? {
      module.lookup(symbol: callee).flatMap { module.isA($0, Program.Function.self) ? $0 : nil }
    }

    public static func verifySymbols(
      of operation: OperationID, in module: Module, _ symbols: inout SymbolTables,
      _ diagnostics: inout Diagnostics
    ) {
      let call = CallProgram(operation, in: module)
      let place = module.location(of: operation)
      guard let target = symbols.symbol(named: call.callee, nearest: operation, of: module),
        let function = module.match(target, as: Program.Function.self)
      else {
        diagnostics.error("no tensor program is called '\(call.callee)'", at: place)
        return
      }
      let note = Diagnostic.note("'\(call.callee)' is here", at: module.location(of: target))
      if !function.constants.isEmpty {
        diagnostics.error(
          "'\(call.callee)' has constants of its own; leave its 'constants' out, and give it constants "
            + "of the model", at: place, notes: [note])
      }
      let given = call.inputs.map { module.type(of: $0) } + call.resultTypes
      let buffers = module.body(of: target).map { module.arguments(of: $0) } ?? []
      let inputCount = buffers.count - function.outputCount
      if call.inputs.count != inputCount || call.resultTypes.count != function.outputCount {
        diagnostics.error(
          "'\(call.callee)' has inputs and outputs: \(inputCount) and \(function.outputCount); the call "
            + "has operands and results: \(call.inputs.count) and \(call.resultTypes.count)",
          at: place, notes: [note])
        return
      }
      for (number, (type, buffer)) in zip(given, buffers).enumerated() {
        guard let expected = module.bufferType(of: buffer) else { continue }
        let what = number < inputCount ? "operand \(number)" : "result \(number - inputCount)"
        if expected.element.isInteger, (2..<8).contains(expected.element.bitWidth ?? 8) {
          diagnostics.error(
            "argument \(number) of '\(call.callee)' has elements of \(expected.element), which share "
              + "bytes; programs that are called have elements of whole bytes", at: place,
            notes: [note])
        } else if !agree(type, expected, in: module) {
          diagnostics.error(
            "\(what) of the call has type '\(type)', but '\(call.callee)' has "
              + "\(Graph.text(expected.shape)) of \(expected.element) there", at: place,
            notes: [note])
        }
      }
      let declared = module.graphSymbols
      for symbol in function.symbols {
        guard let range = declared[symbol.name] else {
          // Sizes without a range are asked for elsewhere.
          continue
        }
        if !symbol.range.covers(range) {
          diagnostics.error(
            "'\(call.callee)' is written for '\(symbol.name)' in \(symbol.range.text), which does not "
              + "hold all of \(range.text)", at: place, notes: [note])
        }
      }
    }

    /// Whether a tensor is what a buffer holds, row by row.
    private static func agree(
      _ tensor: Type, _ buffer: Program.BufferType, in module: Module
    ) -> Bool {
      guard let sizes = tensor.sizes, sizes.count == buffer.shape.count else { return false }
      return tensor.elementType.signless == buffer.element
        && zip(sizes, buffer.shape).allSatisfy { Graph.equal($0, $1, in: module) }
    }
  }
}
