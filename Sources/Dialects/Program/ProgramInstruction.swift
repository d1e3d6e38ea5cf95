import IR
import Support

extension Program {
  public struct Instruction: VerifiableOperation {
    public static var mnemonic: String { "program.instruction" }
    public static var documentation: String {
      """
      An instruction of some machine as data: what it computes, and how that is written there.

      Its first function is the description, a `program.func` of one loop nest around one block without
      predicate and initialisation. The sizes that it declares stand for whatever extents and distances
      between elements a program has. The second is the implementation, a `func.func` that takes, for every buffer of the
      description, a one-dimensional memref and the place of the first element in it, then every declared
      size, all of type `index`. A third, where there is one, is the same for a part of the instruction: it
      takes besides, for every loop of the description that has more than one iteration, how many of them
      run, at least one, and touches nothing of the others. `features` names what a processor must have, in LLVM's words; on others
      the loops of the program run as they are. `alignments` says to how many bytes the first element of
      each buffer must be aligned. `threads` is how many threads of a GPU perform it together, one behind the other
      along `thread.x`: each runs the implementation, which does the share of that thread; outside of a launch
      the loops run as they are.
      """
    }
    public static var traits: Traits {
      [
        .isolatedFromAbove, .singleBlock, .noTerminator, .symbolTable, .seesSymbolsAround, .symbol,
      ]
    }
    public static var signature: Signature {
      Signature(
        properties: [
          .init("sym_name", .string), .init("features", .array, optional: true),
          .init("alignments", .integerArray, optional: true),
          .init("threads", .integer, optional: true),
        ], regions: 1)
    }
    public static var form: Form? {
      Form(
        """
        attr-dict custom<Name>($sym_name, $threads) (`requires` $features^)? (`aligned` $alignments^)? body(0)
        """, ["Name": nameDirective])
    }

    public var name: String
    /// What a processor must have, in LLVM's words, as `avx512vnni`.
    public var features: [String]
    /// The bytes to which the first element of each buffer must be aligned; empty for no demand.
    public var alignments: [Int]
    /// How many threads of a GPU perform it together; one for an instruction of a single thread.
    public var threads: Int

    public init(
      _ name: String, features: [String] = [], alignments: [Int] = [], threads: Int = 1
    ) {
      self.name = name
      self.features = features
      self.alignments = alignments
      self.threads = threads
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      name = module.property("sym_name", of: operation)?.stringValue ?? ""
      features = (module.property("features", of: operation)?.arrayValue ?? [])
        .compactMap(\.stringValue)
      alignments = module.property("alignments", of: operation)?.integerArrayValue ?? []
      threads = module.property("threads", of: operation)?.integerValue ?? 1
    }

    public var state: OperationState {
      var properties: AttributeDictionary = ["sym_name": .string(name)]
      if !features.isEmpty { properties["features"] = .array(features.map { .string($0) }) }
      if !alignments.isEmpty { properties["alignments"] = .i64Array(alignments) }
      if threads != 1 { properties["threads"] = .i64(threads) }
      return OperationState(name: Self.mnemonic, properties: properties, regionCount: 1)
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      func fail(_ message: String) {
        diagnostics.error("'\(mnemonic)' \(message)", at: module.location(of: operation))
      }
      let instruction = Instruction(operation, in: module)
      guard let description = module.description(of: operation),
        let function = module.match(description, as: Function.self),
        let body = module.body(of: description)
      else { return fail("needs a description, a 'program.func', as its first function") }
      guard let implementation = module.implementation(of: operation),
        let type = module.match(implementation, as: Func.Function.self)?.type
      else { return fail("needs an implementation, a 'func.func', as its second function") }
      let blocks = module.blocks(in: module.region(of: implementation))
      guard blocks.count == 1, let last = module.lastOperation(in: blocks[0]),
        module.isA(last, Func.Return.self), module.operandCount(of: last) == 0
      else { return fail("needs an implementation of one block that returns nothing") }
      let buffers = module.arguments(of: body).compactMap { module.bufferType(of: $0) }
      let expected =
        buffers.flatMap { buffer -> [Type] in
          [.memref(MemRefType([nil], buffer.element == .i1 ? .i8 : buffer.element)), .index]
        } + function.symbols.map { _ in .index }
      guard type == FunctionType(expected, []) else {
        return fail(
          "needs an implementation of type \(Type.function(FunctionType(expected, []))): memory and "
            + "the place of the first element for every buffer, then the sizes; found "
            + "\(Type.function(type))")
      }
      let parts = expected + Array(repeating: .index, count: module.loopCount(of: description))
      if let masked = module.maskedImplementation(of: operation) {
        let type = module.match(masked, as: Func.Function.self)?.type
        let blocks = module.blocks(in: module.region(of: masked))
        guard type == FunctionType(parts, []), blocks.count == 1,
          let last = module.lastOperation(in: blocks[0]), module.isA(last, Func.Return.self)
        else {
          return fail(
            "needs a masked implementation of one block and of type "
              + "\(Type.function(FunctionType(parts, []))): what the implementation takes, then for each loop how "
              + "many iterations run; found \(type.map { "\(Type.function($0))" } ?? "no function")"
          )
        }
      }
      let alignments = instruction.alignments
      guard alignments.isEmpty || alignments.count == buffers.count,
        alignments.allSatisfy({ $0 > 0 && $0 & ($0 - 1) == 0 })
      else {
        return fail("needs an alignment, a power of two, for each of its \(buffers.count) buffers")
      }
      guard instruction.threads > 0 else {
        return fail("is performed by one thread at least, found \(instruction.threads)")
      }
      guard instruction.threads == 1 || module.maskedImplementation(of: operation) == nil else {
        return fail(
          "is performed by \(instruction.threads) threads together, and has no masked implementation"
        )
      }
    }

    /// `@name`, `@name threads 32`.
    private static var nameDirective: FormDirective {
      FormDirective(
        accepts: { operation, module in
          switch module.property("threads", of: operation) {
          case nil, .integer(_, .i64)?: true
          default: false
          }
        },
        write: { operation, writer in
          let instruction = Instruction(operation, in: writer.module)
          writer.write(symbol: instruction.name)
          guard writer.module.property("threads", of: operation) != nil else { return }
          writer.write(" threads \(instruction.threads)")
        },
        read: { (reader) throws(FormFailure) in
          reader.properties["sym_name"] = .string(try reader.readSymbolName())
          if reader.accept("threads") { reader.set("threads", .i64(try reader.readInteger())) }
        })
    }
  }
}

extension Module {
  /// What an instruction computes: the `program.func` in it.
  public func description(of instruction: OperationID) -> OperationID? {
    guard let body = body(of: instruction), let first = firstOperation(in: body),
      isA(first, Program.Function.self)
    else { return nil }
    return first
  }

  /// How an instruction is written: the first `func.func` in it.
  public func implementation(of instruction: OperationID) -> OperationID? {
    function(1, of: instruction)
  }

  /// How a part of an instruction is written: the second `func.func` in it, if there is one.
  public func maskedImplementation(of instruction: OperationID) -> OperationID? {
    function(2, of: instruction)
  }

  private func function(_ place: Int, of instruction: OperationID) -> OperationID? {
    guard let body = body(of: instruction) else { return nil }
    let all = operations(in: body)
    return place < all.count && isA(all[place], Func.Function.self) ? all[place] : nil
  }

  /// How many loops of a description have more than one iteration.
  fileprivate func loopCount(of description: OperationID) -> Int {
    var count = 0
    walk(description) { operation in
      if let loop = match(operation, as: Program.For.self), loop.extent != 1 { count += 1 }
    }
    return count
  }

  /// The instruction of a name.
  public func instruction(named name: String) -> OperationID? {
    guard let found = lookup(symbol: name), isA(found, Program.Instruction.self) else { return nil }
    return found
  }

  /// The names of all instructions of the module.
  public var instructionNames: [String] {
    operations(in: body).compactMap { match($0, as: Program.Instruction.self)?.name }
  }
}
