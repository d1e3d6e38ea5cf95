import IR

extension Schedule {
  public struct FindBlock: SchedulePrimitive {
    public static var mnemonic: String { "schedule.block" }
    public static var changesProgram: Bool { false }
    public static var documentation: String {
      """
      Finds a block by its name.

          schedule.block {name = "matmul"}
      """
    }
    public static var signature: Signature {
      Signature(
        results: [.init("block", .block)], properties: [.init("name", .string)])
    }

    public var name: String

    public init(_ name: String) { self.name = name }

    public init(_ operation: OperationID, in module: borrowing Module) {
      name = module.property("name", of: operation)?.stringValue ?? ""
    }

    public var state: OperationState {
      OperationState(name: Self.mnemonic, properties: ["name": .string(name)])
    }

    public func apply(to program: inout ScheduledProgram) throws(Refusal) -> [Target] {
      let all = program.allBlocks(under: program.function)
      let found = all.filter { program.blockName($0) == name }
      guard found.count == 1 else {
        let names = all.map { "'\(program.blockName($0))'" }.joined(separator: ", ")
        throw Refusal(
          found.isEmpty
            ? "there is no block '\(name)'; there are \(names)"
            : "there are \(found.count) blocks '\(name)'")
      }
      return [.block(found[0])]
    }

    public func swiftCall(_ name: (ValueID) -> String) -> String { "block(\"\(self.name)\")" }
  }

  /// The block with a name.
  public mutating func block(_ name: String) throws(Refusal) -> Block {
    Block(try apply(FindBlock(name))[0])
  }
}
