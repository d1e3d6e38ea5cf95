import IR
import Support

extension Program {
  public struct Function: VerifiableOperation {
    public static var mnemonic: String { "program.func" }
    public static var documentation: String {
      """
      A kernel: buffers in, buffers out, loop nests in between.

      The body's arguments are buffers, the inputs first and the outputs last; `symbols` declares the
      sizes they may mention, in the order in which the compiled function takes them. `constants` names
      the inputs that are constants of the model, in rising order; `layouts`, one for each of them where
      any was changed, says which a schedule wants packed (`unit`: as it is). `entry_ranges`, one for each
      symbol, says what is checked of the sizes when a compiled function is called; where it is left out,
      all that is declared.
      """
    }
    public static var traits: Traits {
      [.isolatedFromAbove, .singleBlock, .noTerminator, .symbol]
    }
    public static var signature: Signature {
      Signature(
        properties: [
          .init("sym_name", .string), .init("symbol_names", .array),
          .init("symbol_ranges", .array), .init("entry_ranges", .array, optional: true),
          .init("output_count", .integer),
          .init("constants", .array, optional: true), .init("layouts", .array, optional: true),
        ], regions: 1)
    }

    /// A declared size.
    public struct Symbol: Hashable, Sendable {
      public var name: String
      /// What may be taken for granted.
      public var range: SymbolRange
      /// What is checked when a compiled function is called; the caller answers for the rest of `range`.
      public var entryRange: SymbolRange

      public init(_ name: String, _ range: SymbolRange, entryRange: SymbolRange? = nil) {
        self.name = name
        self.range = range
        self.entryRange = entryRange ?? range
      }
    }

    /// An input that is a constant of the model.
    public struct Constant: Hashable, Sendable {
      /// The number of the input.
      public var input: Int
      /// How the function wants it in memory; `nil` is row-major, as it is.
      public var layout: LayoutAttribute?

      public init(input: Int, layout: LayoutAttribute? = nil) {
        self.input = input
        self.layout = layout
      }
    }

    public var name: String
    public var symbols: [Symbol]
    /// How many of the last arguments are written.
    public var outputCount: Int
    /// The inputs that are constants, by rising number.
    public var constants: [Constant]

    public init(name: String, symbols: [Symbol], outputCount: Int, constants: [Constant] = []) {
      self.name = name
      self.symbols = symbols
      self.outputCount = outputCount
      self.constants = constants
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      name = module.property("sym_name", of: operation)?.stringValue ?? ""
      outputCount = module.property("output_count", of: operation)?.integerValue ?? 0
      let names = module.property("symbol_names", of: operation)?.arrayValue ?? []
      let ranges = module.property("symbol_ranges", of: operation)?.arrayValue ?? []
      let entries = module.property("entry_ranges", of: operation)?.arrayValue ?? ranges
      symbols = zip(names, zip(ranges, entries)).compactMap { name, ranges in
        guard let name = name.stringValue,
          let range = ranges.0.cast(to: RangeAttribute.self)?.range
        else { return nil }
        return Symbol(name, range, entryRange: ranges.1.cast(to: RangeAttribute.self)?.range)
      }
      let layouts = module.property("layouts", of: operation)?.arrayValue ?? []
      let inputs = module.property("constants", of: operation)?.arrayValue ?? []
      constants = inputs.enumerated().compactMap { place, input in
        input.integerValue.map { number in
          let layout = place < layouts.count ? layouts[place] : .unit
          return Constant(input: number, layout: layout.cast(to: LayoutAttribute.self))
        }
      }
    }

    public var state: OperationState {
      var properties: AttributeDictionary = [
        "sym_name": .string(name), "output_count": .i64(outputCount),
        "symbol_names": .array(symbols.map { .string($0.name) }),
        "symbol_ranges": .array(symbols.map { .of(RangeAttribute($0.range)) }),
      ]
      if symbols.contains(where: { $0.entryRange != $0.range }) {
        properties["entry_ranges"] = .array(symbols.map { .of(RangeAttribute($0.entryRange)) })
      }
      if !constants.isEmpty { properties["constants"] = .array(constants.map { .i64($0.input) }) }
      if constants.contains(where: { $0.layout != nil }) {
        properties["layouts"] = .array(
          constants.map { $0.layout.map { .of($0) } ?? .unit })
      }
      return OperationState(name: Self.mnemonic, properties: properties, regionCount: 1)
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      guard let body = module.body(of: operation) else { return }
      let (function, place) = (Self(operation, in: module), module.location(of: operation))
      let arguments = module.arguments(of: body)
      guard (0...arguments.count).contains(function.outputCount) else {
        diagnostics.error(
          "'output_count' of '\(mnemonic)' is \(function.outputCount); it must be from 0 to its "
            + "\(arguments.count) arguments", at: place)
        return
      }
      let inputs = arguments.count - function.outputCount
      let constants = function.constants.map(\.input)
      if let constant = constants.first(where: { !(0..<inputs).contains($0) }) {
        diagnostics.error(
          "'constants' of '\(mnemonic)' names argument \(constant), which is none of its \(inputs) "
            + "inputs", at: place)
      }
      let names = module.property("symbol_names", of: operation)?.arrayValue ?? []
      if names.count != function.symbols.count {
        diagnostics.error(
          "'\(mnemonic)' must have a range in 'symbol_ranges' for each of the \(names.count) names in "
            + "'symbol_names'", at: place)
      }
      let declared = Set(function.symbols.map(\.name))
      let least = Dictionary(
        function.symbols.map { ($0.name, $0.range.lower) }, uniquingKeysWith: { $1 })
      for (number, argument) in arguments.enumerated() {
        guard let type = module.bufferType(of: argument) else { continue }
        if type.element.signless != type.element {
          diagnostics.error(
            "argument \(number) of '\(mnemonic)' has elements of \(type.element); integers in buffers have no "
              + "sign, so expected \(type.element.signless)", at: place)
        }
        for name in type.shape.flatMap(\.symbolNames).sorted() where !declared.contains(name) {
          diagnostics.error(
            "argument \(number) of '\(mnemonic)' has a size '\(name)', which is not declared; add "
              + "'where \(name) in <1, 512>', with what it may be", at: place)
        }
        if type.shape.allSatisfy({ declared.isSuperset(of: $0.symbolNames) }),
          type.byteCount(symbols: least) == nil
        {
          diagnostics.error(
            "argument \(number) of '\(mnemonic)' has more bytes than there are addresses", at: place
          )
        }
        if let size = type.shape.compactMap(\.constantValue).first(where: { $0 < 0 }) {
          diagnostics.error(
            "argument \(number) of '\(mnemonic)' has the size \(size); sizes are at least 0",
            at: place)
        }
        let scope = type.scope
        if scope == .global { continue }
        diagnostics.error(
          "'\(mnemonic)' takes a buffer of scope '\(scope.rawValue)' as argument \(number); what the caller "
            + "owns is 'global'", at: module.location(of: operation))
      }
    }

    /// What may be taken for granted about the sizes.
    public var assumptions: Assumptions {
      Assumptions(
        symbols: Dictionary(symbols.map { ($0.name, $0.range) }, uniquingKeysWith: { $1 }))
    }
  }

  public struct Allocate: OperationDefinition {
    public static var mnemonic: String { "program.alloc" }
    public static var documentation: String { "A buffer that lives while its block runs." }
    public static var form: Form? { "attr-dict `:` type($buffer)" }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(results: [.init("buffer", .dialect(BufferType.self))])
    }

    public var type: BufferType

    public init(_ type: BufferType) { self.type = type }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let result = module.results(of: operation).first.map { module.type(of: $0) }
      type = result?.cast(to: BufferType.self) ?? BufferType([], .f32)
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, resultTypes: [.of(type)])
    }
  }
}

extension Module {
  /// The type of a buffer, if `value` is one.
  public func bufferType(of value: ValueID) -> Program.BufferType? {
    type(of: value).cast(to: Program.BufferType.self)
  }
}
