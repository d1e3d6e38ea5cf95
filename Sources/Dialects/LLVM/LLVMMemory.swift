import IR

extension LLVM {
  public struct Alloca: OperationDefinition {
    public static var mnemonic: String { "llvm.alloca" }
    public static var documentation: String {
      "Memory of the function's frame for a number of elements."
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("arraySize", .integer)], results: [.init("res", LLVM.pointer)],
        properties: [
          .init("elem_type", LLVM.elementType), .init("alignment", LLVM.alignment, optional: true),
          .init("inalloca", .unit, optional: true),
        ])
    }

    public var count: ValueID
    public var element: Type
    public var alignment: Int?

    public init(_ count: ValueID, of element: Type, alignment: Int? = nil) {
      self.count = count
      self.element = element
      self.alignment = alignment
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      count = module.operandOrMissing(0, of: operation)
      element = module.property("elem_type", of: operation)?.typeValue ?? .none
      alignment = module.property("alignment", of: operation)?.integerValue
    }

    public var state: OperationState {
      var state = OperationState(
        name: Self.mnemonic, operands: [count], resultTypes: [LLVM.ptr],
        properties: ["elem_type": .type(element)])
      state.properties["alignment"] = alignment.map { .i64($0) }
      return state
    }
  }

  public struct Load: VerifiableOperation {
    public static var mnemonic: String { "llvm.load" }
    public static var documentation: String { "Reads a value from memory." }
    public static var form: Form? {
      Form(
        """
        (`volatile` $volatile_^)? $addr custom<Atomic>($ordering, $syncscope)
        (`invariant` $invariant^)? attr-dict `:` type($addr) `->` type($res)
        """,
        ["Atomic": .atomicAccess])
    }
    public static var traits: Traits { [.readsMemory, .mayBeOrdered] }
    public static var signature: Signature {
      Signature(
        operands: [.init("addr", LLVM.pointer)], results: [.init("res", LLVM.memoryType)],
        properties: memoryProperties)
    }

    public var pointer: ValueID
    public var type: Type
    /// In bytes; natural where not given.
    public var alignment: Int?
    public var isNonTemporal: Bool
    public var ordering: AtomicOrdering

    public init(
      _ pointer: ValueID, as type: Type, alignment: Int? = nil, isNonTemporal: Bool = false,
      ordering: AtomicOrdering = .notAtomic
    ) {
      self.pointer = pointer
      self.type = type
      self.alignment = alignment
      self.isNonTemporal = isNonTemporal
      self.ordering = ordering
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      pointer = module.operandOrMissing(0, of: operation)
      type = module.resultTypeOrNone(of: operation)
      alignment = module.property("alignment", of: operation)?.integerValue
      isNonTemporal = module.property("nontemporal", of: operation) != nil
      ordering = AtomicOrdering(module.property("ordering", of: operation)) ?? .notAtomic
    }

    public var state: OperationState {
      var state = OperationState(name: Self.mnemonic, operands: [pointer], resultTypes: [type])
      state.properties["alignment"] = alignment.map { .i64($0) }
      if isNonTemporal { state.properties["nontemporal"] = .unit }
      if ordering != .notAtomic { state.properties["ordering"] = .i64(ordering.rawValue) }
      return state
    }
  }

  public struct Store: VerifiableOperation {
    public static var mnemonic: String { "llvm.store" }
    public static var documentation: String { "Writes a value to memory." }
    public static var form: Form? {
      Form(
        """
        (`volatile` $volatile_^)? $value `,` $addr custom<Atomic>($ordering, $syncscope)
        attr-dict `:` type($value) `,` type($addr)
        """,
        ["Atomic": .atomicAccess])
    }
    public static var traits: Traits { [] }
    public static var signature: Signature {
      Signature(
        operands: [.init("value", LLVM.memoryType), .init("addr", LLVM.pointer)],
        properties: memoryProperties)
    }

    public var value: ValueID
    public var pointer: ValueID
    /// In bytes; natural where not given.
    public var alignment: Int?
    public var isNonTemporal: Bool
    public var ordering: AtomicOrdering

    public init(
      _ value: ValueID, to pointer: ValueID, alignment: Int? = nil, isNonTemporal: Bool = false,
      ordering: AtomicOrdering = .notAtomic
    ) {
      self.value = value
      self.pointer = pointer
      self.alignment = alignment
      self.isNonTemporal = isNonTemporal
      self.ordering = ordering
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      value = module.operandOrMissing(0, of: operation)
      pointer = module.operandOrMissing(1, of: operation)
      alignment = module.property("alignment", of: operation)?.integerValue
      isNonTemporal = module.property("nontemporal", of: operation) != nil
      ordering = AtomicOrdering(module.property("ordering", of: operation)) ?? .notAtomic
    }

    public var state: OperationState {
      var state = OperationState(name: Self.mnemonic, operands: [value, pointer])
      state.properties["alignment"] = alignment.map { .i64($0) }
      if isNonTemporal { state.properties["nontemporal"] = .unit }
      if ordering != .notAtomic { state.properties["ordering"] = .i64(ordering.rawValue) }
      return state
    }
  }

  private static var memoryProperties: [Signature.Property] {
    [
      .init("alignment", alignment, optional: true), .init("volatile_", .unit, optional: true),
      .init("nontemporal", .unit, optional: true), .init("invariant", .unit, optional: true),
      .init("ordering", AtomicOrdering.constraint, optional: true, implied: .i64(0)),
      .init("syncscope", .string, optional: true),
    ] + aliasProperties
  }

  /// One index of a `llvm.getelementptr`.
  public enum ElementIndex: Hashable, Sendable {
    case constant(Int)
    case value(ValueID)
  }

  public struct GetElementPointer: VerifiableOperation {
    public static var mnemonic: String { "llvm.getelementptr" }
    public static var documentation: String { "An address some elements further." }
    public static var traits: Traits { [.pure] }
    public static var signature: Signature {
      Signature(
        operands: [.init("base", .any), .init("dynamicIndices", .any, .variadic)],
        results: [.init("res", .any)],
        properties: [
          .init("elem_type", LLVM.elementType), .init("rawConstantIndices", .integerArray),
          .init("inbounds", .unit, optional: true),
        ])
    }

    public var base: ValueID
    public var indices: [ElementIndex]
    public var element: Type
    /// The result; a vector of pointers when an index is a vector.
    public var type: Type

    public init(
      _ base: ValueID, _ indices: [ElementIndex], of element: Type, as type: Type = LLVM.ptr
    ) {
      self.base = base
      self.indices = indices
      self.element = element
      self.type = type
    }

    public init(_ operation: OperationID, in module: borrowing Module) {
      base = module.operandOrMissing(0, of: operation)
      element = module.property("elem_type", of: operation)?.typeValue ?? .none
      type = module.resultTypeOrNone(of: operation)
      var dynamic = module.operands(of: operation).dropFirst()
      indices = (module.property("rawConstantIndices", of: operation)?.integerArrayValue ?? []).map
      {
        $0 == Self.dynamicIndex ? .value(dynamic.popFirst() ?? .missing) : .constant($0)
      }
    }

    /// Stands in `rawConstantIndices` where an index is a value.
    static var dynamicIndex: Int { Int(Int32.min) }

    public var state: OperationState {
      var values: [ValueID] = []
      var constants: [Int] = []
      for index in indices {
        switch index {
        case .constant(let number): constants.append(number)
        case .value(let value):
          constants.append(Self.dynamicIndex)
          values.append(value)
        }
      }
      return OperationState(
        name: Self.mnemonic, operands: [base] + values, resultTypes: [type],
        properties: ["elem_type": .type(element), "rawConstantIndices": .i32Array(constants)])
    }
  }
}
