import IR
import Support

extension LLVM {
  public typealias Comdat = Plain<ComdatMember>
  public enum ComdatMember: PlainMember {
    public static var mnemonic: String { "llvm.comdat" }
    public static var documentation: String {
      "Groups of symbols of which a linker keeps one copy, each an `llvm.comdat_selector`."
    }
    public static var form: Form? {
      Form("$sym_name custom<Body>(region(0)) attr-dict", ["Body": body])
    }
    public static var traits: Traits { [.noTerminator, .symbolTable, .symbol] }
    public static var signature: Signature {
      Signature(properties: [.init("sym_name", .symbolName)], regions: 1)
    }

    public static func problems(with operation: OperationID, in module: Module) -> [String] {
      let blocks = module.blocks(in: module.region(of: operation))
      guard blocks.count <= 1 else { return ["must have one block of selectors"] }
      let isOther = blocks.first.map { block in
        module.operations(in: block).contains { !module.isA($0, ComdatSelector.self) }
      }
      return isOther == true ? ["holds 'llvm.comdat_selector' and nothing else"] : []
    }

    private static var body: FormDirective {
      FormDirective(
        accepts: { operation, module in
          module.body(of: operation).map { module.arguments(of: $0).isEmpty } ?? false
        },
        write: { operation, writer in
          writer.write(writer.module.region(of: operation), hasHeader: true)
        },
        read: { (reader) throws(FormFailure) in try reader.readRegion([]) })
    }
  }

  /// Which of several copies a linker keeps; the raw value is MLIR's.
  public enum ComdatKind: Int, CaseIterable, Sendable {
    case any, exactmatch, largest, nodeduplicate, samesize
  }

  public typealias ComdatSelector = Plain<ComdatSelectorMember>
  public enum ComdatSelectorMember: PlainMember {
    public static var mnemonic: String { "llvm.comdat_selector" }
    public static var documentation: String {
      "A group of symbols, and which of several copies of it a linker keeps."
    }
    public static var form: Form? {
      Form(
        "$sym_name custom<Kind>($comdat) attr-dict",
        [
          "Kind": .word(
            "comdat", of: ComdatKind.allCases.map { "\($0)" },
            word: { value in
              guard case .integer(let number, .i64) = value else { return nil }
              return ComdatKind(rawValue: number).map { "\($0)" }
            },
            value: { word in
              ComdatKind.allCases.first { "\($0)" == word }.map { .i64($0.rawValue) }
            })
        ])
    }
    public static var traits: Traits { [.symbol] }
    public static var signature: Signature {
      let kind = AttributeConstraint("a kind of selection from 0 to 4") {
        $0.integerValue.flatMap(ComdatKind.init(rawValue:)) != nil
      }
      return Signature(properties: [.init("sym_name", .symbolName), .init("comdat", kind)])
    }
  }

  /// What is called when a program is loaded or ends.
  public protocol GlobalCallsKind: SymbolUserMember {
    /// The property that names the functions.
    static var list: String { get }
  }

  public typealias GlobalConstructors = Plain<GlobalConstructorsMember>
  public enum GlobalConstructorsMember: GlobalCallsKind {
    public static var mnemonic: String { "llvm.mlir.global_ctors" }
    public static var documentation: String {
      "Functions that are called when the program is loaded, those of the least priority first."
    }
    public static var list: String { "ctors" }
  }

  public typealias GlobalDestructors = Plain<GlobalDestructorsMember>
  public enum GlobalDestructorsMember: GlobalCallsKind {
    public static var mnemonic: String { "llvm.mlir.global_dtors" }
    public static var documentation: String {
      "Functions that are called when the program ends, those of the greatest priority first."
    }
    public static var list: String { "dtors" }
  }

  public typealias LinkerOptions = Plain<LinkerOptionsMember>
  public enum LinkerOptionsMember: PlainMember {
    public static var mnemonic: String { "llvm.linker_options" }
    public static var documentation: String { "What the linker is told." }
    public static var form: Form? { "$options attr-dict" }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      let texts = AttributeConstraint("an array of strings") {
        $0.arrayValue?.allSatisfy { $0.stringBytes != nil } ?? false
      }
      return Signature(properties: [.init("options", texts)])
    }
  }
}

extension LLVM.GlobalCallsKind {
  public static var form: Form? { "attr-dict" }
  public static var traits: Traits { [] }
  public static var signature: Signature {
    let names = AttributeConstraint("an array of names of functions") {
      $0.arrayValue?.allSatisfy { $0.symbolValue != nil } ?? false
    }
    let numbers = AttributeConstraint("an array of numbers of type i32") {
      $0.arrayValue?.allSatisfy { $0.integerValue != nil && $0.type == .i32 } ?? false
    }
    return Signature(properties: [.init(list, names), .init("priorities", numbers)])
  }

  public static func problems(with operation: OperationID, in module: Module) -> [String] {
    let count = module.property(list, of: operation)?.arrayValue?.count
    return count == module.property("priorities", of: operation)?.arrayValue?.count
      ? [] : ["must have a priority for each of its functions"]
  }

  public static func symbolProblems(
    with operation: OperationID, in module: Module, _ symbols: inout SymbolTables
  ) -> [String] {
    (module.property(list, of: operation)?.arrayValue ?? []).compactMap(\.symbolValue).compactMap {
      let found = symbols.symbol(named: $0, nearest: operation, of: module)
      let isFunction = found.map {
        module.isA($0, LLVM.Function.self) && module.body(of: $0) != nil
      }
      return isFunction == true ? nil : "calls '@\($0)', which is no 'llvm.func' with a body here"
    }
  }
}
