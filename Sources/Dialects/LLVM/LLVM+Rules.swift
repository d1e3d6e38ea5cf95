import IR
import Support

extension LLVM.Select: FoldableOperation {
  /// As `arith.select`.
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    Arith.Select.fold(operation, in: module, constants: constants)
  }
}

extension LLVM.GetElementPointer: InPlaceFoldableOperation, FoldableOperation,
  CanonicalizableOperation
{
  /// Indices that are constants become static.
  public static func simplerForm(
    of operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> SimplerForm? {
    var address = Self(operation, in: module)
    address.indices = address.indices.map { index in
      guard case .value(let value) = index,
        case .integer(let number, _)? = module.constantValue(of: value),
        Int(Int32.min) < number, number <= Int(Int32.max)
      else { return index }
      return .constant(number)
    }
    let state = address.state
    var properties = module.properties(of: operation)
    properties["rawConstantIndices"] = state.properties["rawConstantIndices"]
    return SimplerForm(operands: state.operands, properties: properties)
  }

  /// An address no elements further.
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    let address = Self(operation, in: module)
    return address.indices.allSatisfy { $0 == .constant(0) }
      && module.type(of: address.base) == address.type ? [.value(address.base)] : nil
  }

  /// `gep (gep p, 3 of f32), 4 of f32  -->  gep p, 7 of f32`.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("join-addresses", on: Self.self) { outer, operation, rewriter in
        guard let inner: Self = rewriter.module.match(definitionOf: outer.base),
          inner.element == outer.element, inner.type == outer.type,
          inner.indices.count == 1, outer.indices.count == 1,
          case .constant(let first) = inner.indices[0],
          case .constant(let second) = outer.indices[0],
          Int(Int32.min) < first + second, first + second <= Int(Int32.max)
        else { return .noMatch("not two steps over elements of one type") }
        // Both steps stay in the object only if both say so.
        let isInside =
          rewriter.module.property("inbounds", of: operation) != nil
          && rewriter.module.definingOperation(of: outer.base).map {
            rewriter.module.property("inbounds", of: $0) != nil
          } ?? false
        let new = rewriter.insert(
          Self(inner.base, [.constant(first + second)], of: outer.element, as: outer.type),
          before: operation)
        if isInside { rewriter.modify(new) { $0.setProperty("inbounds", of: new, to: .unit) } }
        rewriter.replace(operation, with: rewriter.module.results(of: new))
        return .rewritten
      }
    ])
  }
}

extension LLVM.ExtractValue: FoldableOperation {
  /// What was put into the field, looking through other fields.
  public static func fold(
    _ operation: OperationID, in module: Module, constants: [Attribute?]
  ) -> [FoldResult]? {
    let extract = LLVM.ExtractValue(operation, in: module)
    var container = extract.container
    while let insert: LLVM.InsertValue = module.match(definitionOf: container) {
      if insert.position == extract.position { return [.value(insert.value)] }
      // A field in the other, or around it, is no answer.
      if zip(insert.position, extract.position).allSatisfy({ $0 == $1 }) { return nil }
      container = insert.container
    }
    return nil
  }
}

extension LLVM.PtrToIntMember {
  /// `ptrtoint (inttoptr x)  -->  x` of at most 64 bits, which pointers have unless a layout or an
  /// address space says otherwise.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("address-there-and-back", on: LLVM.PtrToInt.self) { cast, operation, rewriter in
        guard let inner: LLVM.IntToPtr = rewriter.module.match(definitionOf: cast.operand),
          rewriter.module.type(of: inner.operand) == cast.type,
          rewriter.module.type(of: cast.operand) == LLVM.ptr,
          let width = cast.type.bitWidth, width <= 64, !rewriter.module.hasDataLayout(operation)
        else { return .noMatch("not there and back") }
        rewriter.replace(operation, with: [inner.operand])
        return .rewritten
      }
    ])
  }
}

extension LLVM.ConditionalBranch: CanonicalizableOperation {
  /// A choice that is known.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("llvm-branch-known", on: LLVM.ConditionalBranch.self) {
        branch, operation, rewriter in
        guard
          case .integer(let condition, _)? = rewriter.module.constantValue(of: branch.condition)
        else { return .noMatch("the condition is not known") }
        rewriter.insert(
          condition != 0
            ? LLVM.Branch(to: branch.whenTrue, branch.trueValues)
            : LLVM.Branch(to: branch.whenFalse, branch.falseValues), before: operation)
        rewriter.erase(operation)
        return .rewritten
      }
    ])
  }
}

extension LLVM.Switch: CanonicalizableOperation {
  /// A choice that is known.
  public static var canonicalization: RuleSet {
    RuleSet([
      RewriteRule("llvm-switch-known", on: LLVM.Switch.self) { branch, operation, rewriter in
        guard case .integer(let value, _)? = rewriter.module.constantValue(of: branch.value)
        else { return .noMatch("the operand is not known") }
        let known = branch.cases.firstIndex { $0.value == value }
        let target = known.map { branch.cases[$0].target } ?? branch.otherwise
        rewriter.insert(
          LLVM.Branch(to: target, branch.passed[known.map { $0 + 1 } ?? 0]), before: operation)
        rewriter.erase(operation)
        return .rewritten
      }
    ])
  }
}

extension Module {
  /// Whether something around an operation says how wide pointers are.
  fileprivate func hasDataLayout(_ operation: OperationID) -> Bool {
    var around = parent(of: operation)
    while let current = around {
      if ["llvm.data_layout", "dlti.dl_spec"].contains(where: {
        attribute($0, of: current) != nil
      }) {
        return true
      }
      around = parent(of: current)
    }
    return false
  }
}
