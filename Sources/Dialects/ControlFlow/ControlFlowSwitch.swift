import IR
import Support

extension ControlFlow {
  public struct Switch: VerifiableOperation, BranchOperation, CanonicalizableOperation {
    public static var mnemonic: String { "cf.switch" }
    public static var documentation: String {
      """
      Goes to the block of the case that the operand is, or to the first block, the default.
      """
    }
    public static var form: Form? {
      Form(
        """
        custom<Cases>($flag, type($flag), $defaultOperands, type($defaultOperands),
        $caseOperands, type($caseOperands), $case_values, $case_operand_segments,
        successors) attr-dict
        """,
        ["Cases": .switchCases("flag", hasDefaultInside: true)])
    }
    public static var traits: Traits { [.terminator] }
    public static var signature: Signature {
      Signature(
        operands: [
          .init("flag", .integer), .init("defaultOperands", .any, .variadic),
          .init("caseOperands", .any, .variadic),
        ],
        properties: [
          .init("case_values", .any, optional: true),
          .init("case_operand_segments", .integerArray), Signature.operandSegmentSizes,
        ], successors: nil)
    }

    /// Where to go, and what with.
    public struct Target: Hashable, Sendable {
      public var block: BlockID
      public var values: [ValueID]

      public init(_ block: BlockID, _ values: [ValueID] = []) {
        self.block = block
        self.values = values
      }
    }

    public var flag: ValueID
    /// The type of the flag, an integer.
    public var type: Type
    public var otherwise: Target
    public var cases: [(value: Int, target: Target)]

    public init(
      _ flag: ValueID, of type: Type, otherwise: Target, cases: [(value: Int, target: Target)]
    ) {
      self.flag = flag
      self.type = type
      self.otherwise = otherwise
      self.cases = cases
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      let groups = module.operandSegments(of: operation, count: 3)
      let blocks = module.successors(of: operation)
      flag = groups[0].first ?? .missing
      type = module.operandTypes(of: operation).first ?? .none
      otherwise = Target(blocks.first ?? BlockID(raw: .max), groups[1])
      let counts =
        module.property("case_operand_segments", of: operation)?.integerArrayValue ?? []
      let values = module.property("case_values", of: operation)?.integerElements ?? []
      var rest = groups[2][...]
      cases = blocks.dropFirst().enumerated().map { index, block in
        let count = index < counts.count ? max(0, counts[index]) : 0
        defer { rest = rest.dropFirst(count) }
        return (index < values.count ? values[index] : 0, Target(block, Array(rest.prefix(count))))
      }
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic, successors: [otherwise.block] + cases.map(\.target.block))
      if !cases.isEmpty {
        let bytes = cases.flatMap { Attribute.integer($0.value, type).elementBytes ?? [] }
        state.properties["case_values"] = .dense(
          DenseElements(type: .vector(cases.count, type), bytes: bytes))
      }
      state.properties["case_operand_segments"] = .i32Array(cases.map(\.target.values.count))
      state.setOperandSegments([[flag], otherwise.values, cases.flatMap(\.target.values)])
      return state
    }

    private var targets: [Target] { [otherwise] + cases.map(\.target) }

    public func values(forSuccessor number: Int) -> [ValueID] {
      if number == 0 { return otherwise.values }
      return cases.indices.contains(number - 1) ? cases[number - 1].target.values : []
    }

    public var selector: ValueID? { flag }

    public func successor(selectedBy value: Int) -> Int? {
      cases.firstIndex { $0.value == value }.map { $0 + 1 } ?? 0
    }

    public static func verify(
      _ operation: OperationID, in module: Module, _ diagnostics: inout Diagnostics
    ) {
      let branch = Switch(operation, in: module)
      let place = module.location(of: operation)
      guard !module.successors(of: operation).isEmpty else {
        diagnostics.error("'cf.switch' must have a block for the default", at: place)
        return
      }
      let values = module.property("case_values", of: operation)?.integerElements ?? []
      let counts =
        module.property("case_operand_segments", of: operation)?.integerArrayValue ?? []
      let given = module.operandSegments(of: operation, count: 3)[2].count
      guard values.count == branch.cases.count, counts.count == branch.cases.count,
        counts.allSatisfy({ $0 >= 0 }), counts.reduce(0, { $0 &+ $1 }) == given
      else {
        diagnostics.error(
          "'cf.switch' must have a value and a number of operands for each of its"
            + " \(branch.cases.count) cases", at: place)
        return
      }
      if Set(values).count != values.count {
        diagnostics.error("a case of 'cf.switch' is given twice", at: place)
      }
      for target in branch.targets {
        verifyBranch(operation, to: target.block, target.values, in: module, &diagnostics)
      }
    }

    /// Choices that are known, and cases that do what the default does.
    public static var canonicalization: RuleSet {
      RuleSet([
        RewriteRule("known-switch", on: Switch.self, benefit: 2) { branch, operation, rewriter in
          let value = rewriter.module.constantValue(of: branch.flag)?.integerValue
          guard value != nil || branch.cases.isEmpty else { return .noMatch("it is not known") }
          let number = value.flatMap { branch.successor(selectedBy: $0) } ?? 0
          let target = branch.targets[number]
          rewriter.insert(Branch(to: target.block, target.values), before: operation)
          rewriter.erase(operation)
          return .rewritten
        },
        RewriteRule("case-like-default", on: Switch.self) { branch, operation, rewriter in
          var shorter = branch
          shorter.cases.removeAll { $0.target == branch.otherwise }
          guard shorter.cases.count < branch.cases.count else {
            return .noMatch("every case does something else")
          }
          rewriter.insert(shorter, before: operation)
          rewriter.erase(operation)
          return .rewritten
        },
        threading,
      ])
    }
  }
}

extension Attribute {
  /// The numbers of dense elements that are integers of at most 64 bits.
  var integerElements: [Int]? {
    guard case .dense(let elements) = self, let shape = elements.type.shape,
      let width = elements.type.elementType.denseByteWidth, width <= 8,
      !shape.contains(where: { $0 < 0 })
    else { return nil }
    let count = shape.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
    let numbers = stride(from: 0, to: elements.bytes.count, by: width).compactMap { place -> Int? in
      guard place + width <= elements.bytes.count,
        case .integer(let number)? = elements.type.elementType.decodeElement(
          Array(elements.bytes[place..<place + width]))
      else { return nil }
      return number
    }
    if elements.isSplat, let first = numbers.first {
      return count >= 0 && count <= 1 << 20 ? Array(repeating: first, count: count) : nil
    }
    return numbers.count == count ? numbers : nil
  }
}
