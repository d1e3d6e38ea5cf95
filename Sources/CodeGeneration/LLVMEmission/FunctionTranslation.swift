import CLLVM
import Dialects
import IR
import Support

extension Translation {
  static var functionIndex: LLVMAttributeIndex { LLVMAttributeIndex(bitPattern: -1) }

  /// LLVM's attribute, with a value if it has one: a text, or a number for those that are known.
  private func makeAttribute(_ name: String, _ value: String?) -> LLVMAttributeRef? {
    let kind = LLVMGetEnumAttributeKindForName(name, name.utf8.count)
    if kind != 0 {
      if value == nil { return LLVMCreateEnumAttribute(context, kind, 0) }
      if let number = value.flatMap({ UInt64($0) }) {
        return LLVMCreateEnumAttribute(context, kind, number)
      }
    }
    let text = value ?? ""
    return LLVMCreateStringAttribute(
      context, name, UInt32(name.utf8.count), text, UInt32(text.utf8.count))
  }

  /// Puts on a function all that its operation says of it.
  func setAttributes(
    of value: LLVMValueRef, _ function: LLVM.Function, _ operation: OperationID
  ) throws(Diagnostic) {
    func add(_ name: String, _ text: String? = nil) {
      LLVMAddAttributeAtIndex(value, Self.functionIndex, makeAttribute(name, text))
    }
    func property(_ name: String) -> Attribute? { source.property(name, of: operation) }
    for attribute in function.attributes { add(attribute.name, attribute.value) }
    for names in LLVM.Function.unitNames where property(names.property) != nil {
      add(names.native)
    }
    for names in LLVM.Function.stringNames {
      if let text = property(names.property)?.stringValue { add(names.native, text) }
    }
    for names in LLVM.Function.boolNames {
      if let flag = property(names.property)?.boolValue { add(names.native, "\(flag)") }
    }
    if let cpu = property("target_cpu")?.stringValue { add("target-cpu", cpu) }
    if let features = property("target_features")?.cast(to: LLVM.TargetFeatures.self)?.body {
      add("target-features", features.filter { !"[]\" ".contains($0) })
    }
    if let kind = property("frame_pointer")?.cast(to: LLVM.FramePointerKind.self) {
      add("frame-pointer", kind.rawValue)
    }
    if let range = property("vscale_range")?.cast(to: LLVM.VScaleRange.self) {
      add("vscale_range", "\(range.least << 32 | range.greatest)")
    }
    if let memory = property("memory")?.cast(to: LLVM.MemoryEffects.self) {
      // Two bits for each: what arguments point to, what no one else reaches, the rest.
      let bits =
        memory.arguments.number | memory.inaccessible.number << 2 | memory.other.number << 4
      add("memory", "\(bits)")
    }
    if let collector = property("garbageCollector")?.stringValue { LLVMSetGC(value, collector) }
    if let alignment = property("alignment")?.integerValue {
      try setAlignment(value, alignment, operation)
    }
    setSymbol(value, operation)
    LLVMSetFunctionCallConv(value, try callingConvention(of: operation))
    try addParameterAttributes(
      "arg_attrs", of: operation, function.type.parameters.count
    ) { number, attribute in LLVMAddAttributeAtIndex(value, UInt32(number + 1), attribute) }
    try addParameterAttributes("res_attrs", of: operation, 1) { _, attribute in
      LLVMAddAttributeAtIndex(value, 0, attribute)
    }
  }

  /// What functions and globals have in common: who sees them, and where they are.
  func setSymbol(_ value: LLVMValueRef, _ operation: OperationID) {
    switch source.property("visibility_", of: operation)?.integerValue {
    case 1: LLVMSetVisibility(value, LLVMHiddenVisibility)
    case 2: LLVMSetVisibility(value, LLVMProtectedVisibility)
    default: break
    }
    switch source.property("unnamed_addr", of: operation)?.integerValue {
    case 1: LLVMSetUnnamedAddress(value, LLVMLocalUnnamedAddr)
    case 2: LLVMSetUnnamedAddress(value, LLVMGlobalUnnamedAddr)
    default: break
    }
    if let section = source.property("section", of: operation)?.stringValue {
      LLVMSetSection(value, section)
    }
    if case .symbol(_, let nested)? = source.property("comdat", of: operation),
      let name = nested.last
    {
      LLVMSetComdat(value, LLVMGetOrInsertComdat(module, name))
    }
  }

  /// LLVM's number for how an operation's function is called.
  func callingConvention(of operation: OperationID) throws(Diagnostic) -> UInt32 {
    let word =
      source.property("CConv", of: operation)?.cast(to: LLVM.CallingConvention.self)?.body
      ?? "ccc"
    guard let number = Self.callingConventions[word] else {
      throw failure(operation, "calls by '\(word)' cannot be translated")
    }
    return number
  }

  private static let callingConventions: [String: UInt32] = [
    "ccc": 0, "fastcc": 8, "coldcc": 9, "cc_10": 10, "cc_11": 11, "anyregcc": 13,
    "preserve_mostcc": 14, "preserve_allcc": 15, "swiftcc": 16, "cxx_fast_tlscc": 17,
    "tailcc": 18, "cfguard_checkcc": 19, "swifttailcc": 20, "x86_stdcallcc": 64,
    "x86_fastcallcc": 65, "arm_apcscc": 66, "arm_aapcscc": 67, "arm_aapcs_vfpcc": 68,
    "x86_thiscallcc": 70, "ptx_kernelcc": 71, "ptx_devicecc": 72, "spir_funccc": 75,
    "spir_kernelcc": 76, "intel_ocl_bicc": 77, "x86_64_sysvcc": 78, "win64cc": 79,
    "x86_vectorcallcc": 80, "amdgpu_kernelcc": 91, "x86_regcallcc": 92,
  ]

  /// The attributes of parameters or of the result, by LLVM's names: `llvm.noalias` is `noalias`.
  private func addParameterAttributes(
    _ property: String, of operation: OperationID, _ count: Int,
    add: (_ number: Int, LLVMAttributeRef?) -> Void
  ) throws(Diagnostic) {
    let lists = source.property(property, of: operation)?.arrayValue ?? []
    for (number, list) in lists.prefix(count).enumerated() {
      for entry in list.dictionaryValue?.entries ?? [] where entry.name.hasPrefix("llvm.") {
        let name = String(entry.name.dropFirst("llvm.".count))
        let kind = LLVMGetEnumAttributeKindForName(name, name.utf8.count)
        guard kind != 0 else { continue }
        if let type = entry.value.typeValue {
          var translation = self
          let native = try translation.type(type, at: operation)
          add(number, LLVMCreateTypeAttribute(context, kind, native))
        } else {
          let value = UInt64(bitPattern: Int64(entry.value.integerValue ?? 0))
          add(number, LLVMCreateEnumAttribute(context, kind, value))
        }
      }
    }
  }

  // MARK: Other parts of a module

  /// Groups of symbols, and what the linker is told.
  ///
  /// - Returns: whether the operation is such a part.
  func declarePart(_ operation: OperationID) throws(Diagnostic) -> Bool {
    switch source.name(of: operation) {
    case LLVM.Comdat.mnemonic:
      for block in source.blocks(in: source.region(of: operation)) {
        for selector in source.operations(in: block) {
          guard let name = source.property("sym_name", of: selector)?.stringValue,
            let number = source.property("comdat", of: selector)?.integerValue,
            let kind = LLVM.ComdatKind(rawValue: number)
          else { continue }
          LLVMSetComdatSelectionKind(LLVMGetOrInsertComdat(module, name), kind.native)
        }
      }
    case LLVM.LinkerOptions.mnemonic:
      var texts = (source.property("options", of: operation)?.arrayValue ?? []).map { option in
        let bytes = (option.stringBytes ?? []).map { CChar(bitPattern: $0) }
        return LLVMMDStringInContext2(context, bytes, bytes.count)
      }
      let node = LLVMMDNodeInContext2(context, &texts, texts.count)
      LLVMAddNamedMetadataOperand(
        module, "llvm.linker.options", LLVMMetadataAsValue(context, node))
    // These refer to functions, which must be there.
    case LLVM.GlobalConstructors.mnemonic, LLVM.GlobalDestructors.mnemonic: break
    default: return false
    }
    return true
  }

  /// What refers to functions: personalities, and what is called at the start and the end.
  func connect(_ operation: OperationID) throws(Diagnostic) {
    switch source.name(of: operation) {
    case LLVM.Function.mnemonic:
      guard let name = source.property("personality", of: operation)?.symbolValue,
        let function = LLVMGetNamedFunction(
          module, LLVM.Function(operation, in: source).name)
      else { return }
      guard let personality = LLVMGetNamedFunction(module, name) else {
        throw failure(operation, "no function is called '\(name)'")
      }
      LLVMSetPersonalityFn(function, personality)
    case LLVM.GlobalConstructors.mnemonic:
      try addCalls(LLVM.GlobalConstructorsMember.list, operation)
    case LLVM.GlobalDestructors.mnemonic:
      try addCalls(LLVM.GlobalDestructorsMember.list, operation)
    default: break
    }
  }

  private func addCalls(_ list: String, _ operation: OperationID) throws(Diagnostic) {
    let names = (source.property(list, of: operation)?.arrayValue ?? []).compactMap(\.symbolValue)
    let priorities = source.property("priorities", of: operation)?.arrayValue ?? []
    let word: LLVMTypeRef = LLVMInt32TypeInContext(context)
    let pointer: LLVMTypeRef = LLVMPointerTypeInContext(context, 0)
    var fields: [LLVMTypeRef?] = [word, pointer, pointer]
    let type = LLVMStructTypeInContext(context, &fields, 3, 0)
    var entries: [LLVMValueRef?] = []
    for (name, priority) in zip(names, priorities) {
      guard let function = LLVMGetNamedFunction(module, name) else {
        throw failure(operation, "no function is called '\(name)'")
      }
      let number = UInt64(UInt32(truncatingIfNeeded: priority.integerValue ?? 0))
      var values: [LLVMValueRef?] = [
        LLVMConstInt(word, number, 0), function, LLVMConstNull(pointer),
      ]
      entries.append(LLVMConstStructInContext(context, &values, 3, 0))
    }
    // LLVM knows one list of each kind, so that another one adds to it.
    let name = "llvm.global_\(list)"
    if let earlier = LLVMGetNamedGlobal(module, name) {
      if let known = LLVMGetInitializer(earlier) {
        let count = UInt32(LLVMGetArrayLength2(LLVMTypeOf(known)))
        entries = (0..<count).map { LLVMGetAggregateElement(known, $0) } + entries
      }
      LLVMDeleteGlobal(earlier)
    }
    let value = LLVMConstArray2(type, &entries, UInt64(entries.count))
    let global = LLVMAddGlobal(module, LLVMTypeOf(value), name)
    LLVMSetInitializer(global, value)
    LLVMSetLinkage(global, LLVMAppendingLinkage)
  }
}

extension LLVM.ComdatKind {
  /// LLVM's number for it.
  var native: LLVMComdatSelectionKind {
    switch self {
    case .any: LLVMAnyComdatSelectionKind
    case .exactmatch: LLVMExactMatchComdatSelectionKind
    case .largest: LLVMLargestComdatSelectionKind
    case .nodeduplicate: LLVMNoDeduplicateComdatSelectionKind
    case .samesize: LLVMSameSizeComdatSelectionKind
    }
  }
}
