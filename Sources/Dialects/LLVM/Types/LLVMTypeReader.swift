import IR
import Support

extension LLVM {
  /// Reads types as they are written inside the types of this dialect.
  struct TypeReader {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    /// The structures that are being read and have names.
    private var openNames: [String] = []
    private let context: Context

    init(_ text: String, _ context: Context) {
      bytes = Array(text.utf8)
      self.context = context
    }

    mutating func finish() throws(Diagnostic) {
      skipSpaces()
      if position < bytes.count { throw unexpected("the end of the type") }
    }

    mutating func arrayBody() throws(Diagnostic) -> ArrayType {
      let count = try number()
      try expectWord("x")
      let element = try type()
      guard LLVM.isElement(element) else {
        throw .error("an array of LLVM cannot hold '\(element)'")
      }
      return ArrayType(count, element)
    }

    mutating func pointerVectorBody() throws(Diagnostic) -> PointerVectorType {
      let isScalable = take("?")
      if isScalable { try expectWord("x") }
      let array = try arrayBody()
      guard array.element == LLVM.ptr, array.count > 0 else {
        throw .error("a vector of \(array.element) is no '!llvm.vec'; write 'vector<…>'")
      }
      return PointerVectorType(array.count, isScalable: isScalable)
    }

    mutating func targetBody() throws(Diagnostic) -> TargetType {
      skipSpaces()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw unexpected("a name in quotes")
      }
      var target = TargetType(try name())
      while take(",") {
        skipSpaces()
        if position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position])
        {
          let number = try number()
          guard number <= Int(UInt32.max) else {
            throw .error("a number of '!llvm.target' is at most \(UInt32.max), not \(number)")
          }
          target.numbers.append(number)
        } else if target.numbers.isEmpty {
          target.types.append(try type())
        } else {
          throw unexpected("a number, as types come first,")
        }
      }
      return target
    }

    private mutating func fieldTypes() throws(Diagnostic) -> [Type] {
      let types = try list().types
      if let wrong = types.first(where: { !LLVM.isElement($0) }) {
        throw .error("a structure of LLVM cannot hold '\(wrong)'")
      }
      return types
    }

    mutating func structBody() throws(Diagnostic) -> StructType {
      skipSpaces()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        let isPacked = takeWord("packed")
        return StructType(try fieldTypes(), isPacked: isPacked)
      }
      let name = try name()
      guard take(",") else {
        guard openNames.contains(name) else {
          throw .error(
            "the structure '\(name)' has no body; only inside of itself may it be referred to")
        }
        return StructType(reference: name)
      }
      if takeWord("opaque") { return StructType(opaque: name) }
      let isPacked = takeWord("packed")
      openNames.append(name)
      let fields = try fieldTypes()
      openNames.removeLast()
      return StructType(fields, name: name, isPacked: isPacked)
    }

    /// A name in quotes.
    private mutating func name() throws(Diagnostic) -> String {
      let start = position
      position += 1
      while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
        position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard position < bytes.count else { throw .error("a structure's name has no end") }
      position += 1
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      guard let name = try Attribute(parsing: text, context: context).stringValue else {
        throw .error("a structure's name must be UTF-8")
      }
      return name
    }

    mutating func functionBody() throws(Diagnostic) -> FunctionType {
      let result = try type()
      let (parameters, isVariadic) = try list(allowsEllipsis: true)
      return FunctionType(result, parameters, isVariadic: isVariadic)
    }

    /// One type: a scalar, a vector, or a type of this dialect with or without `!llvm.`.
    mutating func type() throws(Diagnostic) -> Type {
      depth += 1
      defer { depth -= 1 }
      // Deeper types than any compiler makes would only exhaust the stack.
      if depth > 64 { throw .error("the type is nested more than 64 levels deep") }
      _ = take("!llvm.")
      let name = word()
      switch name {
      case "ptr":
        guard take("<") else { return LLVM.ptr }
        let space = try number()
        try expect(">")
        return .of(PointerType(addressSpace: space))
      case "void": return LLVM.void
      case "token": return .of(TokenType())
      case "metadata": return .of(MetadataType())
      case "target":
        return .of(try angled { reader throws(Diagnostic) in try reader.targetBody() })
      case "array": return .of(try angled { reader throws(Diagnostic) in try reader.arrayBody() })
      case "struct": return .of(try angled { reader throws(Diagnostic) in try reader.structBody() })
      case "func": return .of(try angled { reader throws(Diagnostic) in try reader.functionBody() })
      case "vector": return try angled { reader throws(Diagnostic) in try reader.vectorBody() }
      case "vec":
        return .of(try angled { reader throws(Diagnostic) in try reader.pointerVectorBody() })
      default:
        if let kind = FloatKind(rawValue: name) { return .float(kind) }
        if name.hasPrefix("i"), let width = Int(name.dropFirst()), width > 0, width < 1 << 24 {
          return .integer(width: width, .signless)
        }
        throw unexpected("a type")
      }
    }

    /// `4xf32`, or `[4]xf32` for one that is scalable.
    private mutating func vectorBody() throws(Diagnostic) -> Type {
      let isScalable = take("[")
      let count = try number()
      if isScalable { try expect("]") }
      skipSpaces()
      guard take("x") else { throw unexpected("'x'") }
      guard count > 0 else { throw .error("a vector must have at least one element") }
      return .vector(VectorType([count], try type(), scalable: [isScalable]))
    }

    private mutating func angled<Result>(
      _ body: (inout TypeReader) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
      try expect("<")
      let result = try body(&self)
      try expect(">")
      return result
    }

    private mutating func list(
      allowsEllipsis: Bool = false
    ) throws(Diagnostic) -> (types: [Type], endsOpen: Bool) {
      try expect("(")
      var types: [Type] = []
      if take(")") { return ([], false) }
      repeat {
        if allowsEllipsis, take("...") {
          try expect(")")
          return (types, true)
        }
        types.append(try type())
      } while take(",")
      try expect(")")
      return (types, false)
    }

    private mutating func skipSpaces() {
      while position < bytes.count, bytes[position] == UInt8(ascii: " ") { position += 1 }
    }

    private mutating func take(_ text: String) -> Bool {
      skipSpaces()
      guard bytes[position...].starts(with: text.utf8) else { return false }
      position += text.utf8.count
      return true
    }

    private mutating func takeWord(_ text: String) -> Bool {
      let start = position
      if word() == text { return true }
      position = start
      return false
    }

    private mutating func expect(_ text: String) throws(Diagnostic) {
      if !take(text) { throw unexpected("'\(text)'") }
    }

    private mutating func expectWord(_ text: String) throws(Diagnostic) {
      if !takeWord(text) { throw unexpected("'\(text)'") }
    }

    private mutating func word() -> String {
      skipSpaces()
      let start = position
      while position < bytes.count, isWordByte(bytes[position]) { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        true
      default: false
      }
    }

    private mutating func number() throws(Diagnostic) -> Int {
      skipSpaces()
      let start = position
      while position < bytes.count,
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position])
      { position += 1 }
      guard let value = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else {
        throw unexpected("a number")
      }
      return value
    }

    private func unexpected(_ wanted: String) -> Diagnostic {
      let rest = String(decoding: bytes[position...].prefix(20), as: UTF8.self)
      return .error("expected \(wanted) in the LLVM type, found '\(rest)'")
    }
  }
}
