extension Type: CustomStringConvertible {
  /// The type as MLIR's text.
  public var description: String {
    var writer = TextWriter()
    writer.write(self)
    return writer.text
  }
}

extension TextWriter {
  mutating func write(_ type: Type) {
    if let alias = names.types[type] { return write(alias) }
    switch type {
    case .integer(let width, let signedness): write(integer: width, signedness)
    case .index: write("index")
    case .float(let kind): write(kind.rawValue)
    case .none: write("none")
    case .tensor(let type): write(tensor: type)
    case .unrankedTensor(let element): bracket("tensor") { $0.write(unranked: element) }
    case .memref(let type): write(memref: type)
    case .unrankedMemref(let element, let space):
      bracket("memref") {
        $0.write(unranked: element)
        $0.write(memorySpace: space)
      }
    case .vector(let type): write(vector: type)
    case .function(let type): write(function: type)
    case .tuple(let types): bracket("tuple") { $0.write(list: types) { $0.write($1) } }
    case .complex(let element): bracket("complex") { $0.write(element) }
    case .dialect(let type):
      write("!")
      write(type.mnemonic)
      write(body: type.value.body)
    }
  }

  /// The `<body>` of a dialect's type or attribute.
  mutating func write(body: String?) {
    guard let body else { return }
    write("<")
    write(body)
    write(">")
  }

  /// `(inputs) -> results`; one result has no parentheses unless it is a function type.
  mutating func write(function type: FunctionType) {
    write("(")
    write(list: type.inputs) { $0.write($1) }
    write(") -> ")
    write(results: type.results)
  }

  mutating func write(results: [Type]) {
    if results.count == 1, let only = results.first {
      if case .function = only {} else { return write(only) }
    }
    write("(")
    write(list: results) { $0.write($1) }
    write(")")
  }

  private mutating func bracket(_ name: String, _ inside: (inout TextWriter) -> Void) {
    write(name)
    write("<")
    inside(&self)
    write(">")
  }

  private mutating func write(integer width: Int, _ signedness: Signedness) {
    switch signedness {
    case .signless: write("i")
    case .signed: write("si")
    case .unsigned: write("ui")
    }
    write(width)
  }

  private mutating func write(unranked element: Type) {
    write("*x")
    write(element)
  }

  private mutating func write(shape: [Int?]) {
    for size in shape {
      if let size { write(size) } else { write("?") }
      write("x")
    }
  }

  private mutating func write(tensor type: TensorType) {
    bracket("tensor") {
      $0.write(shape: type.shape)
      $0.write(type.element)
      guard let encoding = type.encoding else { return }
      $0.write(", ")
      $0.write(encoding)
    }
  }

  private mutating func write(memref type: MemRefType) {
    bracket("memref") {
      $0.write(shape: type.shape)
      $0.write(type.element)
      if let layout = type.layout {
        $0.write(", ")
        $0.write(layout)
      }
      $0.write(memorySpace: type.memorySpace)
    }
  }

  private mutating func write(memorySpace: Attribute?) {
    guard let memorySpace else { return }
    write(", ")
    write(memorySpace, elidingTypes: true)
  }

  private mutating func write(vector type: VectorType) {
    bracket("vector") {
      for (index, size) in type.shape.enumerated() {
        let isScalable = index < type.scalable.count && type.scalable[index]
        if isScalable { $0.write("[") }
        $0.write(size)
        $0.write(isScalable ? "]x" : "x")
      }
      $0.write(type.element)
    }
  }
}
