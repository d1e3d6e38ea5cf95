/// What an operation's declaration says, in words.
struct DeclarationInWords {
  let operation: any OperationDefinition.Type
  private let signature: Signature

  init(_ operation: any OperationDefinition.Type) {
    self.operation = operation
    signature = operation.signature
  }

  /// Operands, results and properties; empty if there are none.
  var table: String {
    var rows: [String] = []
    for slot in signature.operands { rows.append(row("operand", slot)) }
    for slot in signature.results { rows.append(row("result", slot)) }
    for property in signature.properties where property.name != "operandSegmentSizes" {
      var words: [String] = []
      if property.isOptional { words.append("optional") }
      if let implied = property.implied { words.append("`\(implied)` unless given") }
      rows.append(
        row("property", property.name, property.constraint.summary, words.joined(separator: "; ")))
    }
    if rows.isEmpty { return "" }
    return (["| | name | what it must be | |", "|---|---|---|---|"] + rows).joined(separator: "\n")
  }

  private func row(_ what: String, _ slot: Signature.Slot) -> String {
    let count =
      switch slot.arity {
      case .one: ""
      case .optional: "optional"
      case .variadic: "any number"
      }
    return row(what, slot.name, slot.constraint.summary, count)
  }

  private func row(_ what: String, _ name: String, _ constraint: String, _ more: String) -> String {
    "| \(what) | `\(name)` | \(constraint.replacing("|", with: "\\|")) | \(more) |"
  }

  /// Regions, successors, effects, traits and what the operation can do, each a sentence.
  var sentences: String {
    ([counts, ends, parents, effects] + traits + abilities).filter { !$0.isEmpty }.map { $0 + "." }
      .joined(separator: " ")
  }

  private var counts: String {
    func count(_ number: Int?, _ noun: String) -> String? {
      switch number {
      case 0: nil
      case 1: "one \(noun)"
      case let number?: "\(number) \(noun)s"
      case nil: "any number of \(noun)s"
      }
    }
    let parts = [count(signature.regions, "region"), count(signature.successors, "successor")]
    let text = parts.compactMap { $0 }.joined(separator: " and ")
    return text.isEmpty ? "" : "Has \(text)"
  }

  private var ends: String {
    signature.terminator.map { "Its blocks end in `\($0)`" } ?? ""
  }

  private var parents: String {
    signature.parents.isEmpty
      ? "" : "Stands in " + signature.parents.map { "`\($0)`" }.joined(separator: ", ")
  }

  private var effects: String {
    let traits = operation.traits
    if traits.contains(.terminator) { return "" }
    if traits.contains(.pure) { return "No effect but its results" }
    if traits.contains(.mayBeOrdered), traits.contains(.readsMemory) {
      return "Reads memory; volatile or atomic, it has an effect of its own"
    }
    if traits.contains(.readsMemory) { return "Reads memory, and has no other effect" }
    if traits.contains(.recursivelyPure) { return "The effects of the operations inside it" }
    return "May have any effect"
  }

  private var traits: [String] {
    let words: [(Traits, String)] = [
      (.terminator, "Ends its block"), (.returns, "Leaves the function around it"),
      (.isolatedFromAbove, "Its regions see no value from outside"),
      (.commutative, "Operands may be swapped"),
      (.sameOperandsAndResultType, "Operands and results have one type"),
      (.sameOperandTypes, "Operands have one type"),
      (.singleBlock, "Every region has one block"),
      (.noTerminator, "Its blocks need no terminator"),
      (.symbol, "Is a symbol, called by `sym_name`"), (.symbolTable, "Holds symbols"),
      (.seesSymbolsAround, "Names that it does not hold mean symbols around it"),
      (.graphRegion, "Values inside may be used before they are defined"),
      (.constantLike, "A constant"),
      (.convertsConstant, "Its value may be spelled as another type than that of its result"),
      (.undefinedForSome, "Undefined for some operands, so it must not run where it did not"),
      (.loop, "Runs its regions any number of times"),
    ]
    let own = operation.traits
    return words.filter { own.contains($0.0) }.map(\.1)
  }

  /// What passes and tools can ask of it.
  private var abilities: [String] {
    var words: [String] = []
    if operation is any ResultTypeInferring.Type {
      words.append("Result types follow from the operands")
    }
    if operation is any VerifiableOperation.Type { words.append("Has rules beyond the table") }
    if operation is any FoldableOperation.Type { words.append("Folds") }
    if operation is any InPlaceFoldableOperation.Type { words.append("Simplifies in place") }
    if let canonical = operation as? any CanonicalizableOperation.Type {
      let names = canonical.canonicalization.rules.map(\.name)
      if !names.isEmpty {
        words.append(
          "`canonicalize` rewrites it by " + names.map { "`\($0)`" }.joined(separator: ", "))
      }
    }
    if operation is any CallOperation.Type { words.append("Calls a function") }
    if operation is any FunctionOperation.Type { words.append("A function that can be called") }
    if operation is any BranchOperation.Type { words.append("Passes values to blocks") }
    return words
  }
}
