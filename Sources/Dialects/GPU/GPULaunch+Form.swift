import IR

extension GPU.Launch {
  /// `blocks(%bx, %by, %bz) in (%gx = %0, …) threads(%tx, …) in (%sx = %1, …) { … }`.
  public static var form: Form? {
    let sizes = signature.operands.map { "$\($0.name)" }.joined(separator: ", ")
    return Form(
      """
      custom<Launch>(\(sizes), type($dynamicSharedMemorySize), type($asyncToken), region(0),
      $kernelFunc, $kernelModule, attr-dict)
      """, ["Launch": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let launch = Self(operation, in: module)
        guard module.property("kernelFunc", of: operation) == nil,
          module.property("kernelModule", of: operation) == nil,
          module.attribute(GPU.workgroupAttributions, of: operation)
            == .i64(launch.workgroupCount),
          launch.dynamicMemory.map({ module.type(of: $0) == .i32 }) != false,
          let body = module.body(of: operation), !module.isBranchedTo(body)
        else { return false }
        let types = module.arguments(of: body).map { module.type(of: $0) }
        return types.count >= launch.positionCount
          && (0...types.count - launch.positionCount).contains(launch.workgroupCount)
          && types.prefix(launch.positionCount).allSatisfy { $0 == .index }
      },
      write: { operation, writer in
        let launch = Self(operation, in: writer.module)
        let body = writer.module.body(of: operation)
        let arguments = body.map { writer.module.arguments(of: $0) } ?? []
        writer.writeAsync(operation)
        if launch.givesToken || !launch.dependencies.isEmpty { writer.write(" ") }
        if let cluster = launch.cluster {
          writer.write("clusters", arguments, 12, 15, cluster)
          writer.write(" ")
        }
        writer.write("blocks", arguments, 0, 6, launch.grid)
        writer.write(" ")
        writer.write("threads", arguments, 3, 9, launch.block)
        if let size = launch.dynamicMemory {
          writer.write(" dynamic_shared_memory_size ")
          writer.write(size)
        }
        writer.write(
          attributions: Array(arguments.dropFirst(launch.positionCount)), launch.workgroupCount)
        writer.write(" ")
        writer.write(writer.module.region(of: operation), hasHeader: true)
        var attributes = writer.module.attributes(of: operation)
        attributes[GPU.workgroupAttributions] = nil
        writer.write(attributes)
      },
      read: { (reader) throws(FormFailure) in
        if try reader.readAsync() { reader.setResultTypes([.of(GPU.AsyncToken())]) }
        var cluster: [FormArgument] = []
        if reader.isNext("clusters") {
          let (numbers, sizes) = try reader.readLaunchSizes("clusters", "clusterSize")
          cluster = numbers + sizes
        }
        let (blocks, gridSizes) = try reader.readLaunchSizes("blocks", "gridSize")
        let (threads, blockSizes) = try reader.readLaunchSizes("threads", "blockSize")
        if reader.accept("dynamic_shared_memory_size") {
          try reader.readOperand("dynamicSharedMemorySize")
          reader.addType(.i32, ofOperand: "dynamicSharedMemorySize")
        }
        let (attributions, count) = try reader.readAttributions()
        try reader.readRegion(
          blocks + threads + gridSizes + blockSizes + cluster + attributions)
        reader.attributes = try reader.readOptionalAttributes()
        reader.attributes[GPU.workgroupAttributions] = .i64(count)
      })
  }
}

extension FormWriter {
  /// `blocks(%a, %b, %c) in (%d = %0, %e = %1, %f = %2)`.
  fileprivate mutating func write(
    _ word: String, _ arguments: [ValueID], _ numbers: Int, _ sizes: Int, _ size: GPU.Size
  ) {
    write("\(word)(")
    write(arguments[numbers..<numbers + 3])
    write(") in (")
    for (index, value) in size.values.enumerated() {
      if index > 0 { write(", ") }
      write(arguments[sizes + index])
      write(" = ")
      write(value)
    }
    write(")")
  }

  /// ` workgroup(%a : memref<…>) private(%b : memref<…>)`, each if there are any.
  mutating func write(attributions: [ValueID], _ workgroupCount: Int) {
    for (word, values) in [
      ("workgroup", attributions.prefix(workgroupCount)),
      ("private", attributions.dropFirst(workgroupCount)),
    ] where !values.isEmpty {
      write(" \(word)(")
      for (index, value) in values.enumerated() {
        if index > 0 { write(", ") }
        write(value)
        write(" : ")
        write(module.type(of: value))
      }
      write(")")
    }
  }
}

extension FormReader {
  fileprivate mutating func readLaunchSizes(
    _ word: String, _ slot: String
  ) throws(FormFailure) -> (numbers: [FormArgument], sizes: [FormArgument]) {
    try expect(word)
    try expect("(")
    var numbers: [FormArgument] = []
    var sizes: [FormArgument] = []
    for index in 0..<3 {
      if index > 0 { try expect(",") }
      var number = try readArgument()
      number.type = .index
      numbers.append(number)
    }
    for text in [")", "in", "("] { try expect(text) }
    for (index, direction) in ["X", "Y", "Z"].enumerated() {
      if index > 0 { try expect(",") }
      var size = try readArgument()
      size.type = .index
      sizes.append(size)
      try expect("=")
      try readOperand(slot + direction)
    }
    try expect(")")
    return (numbers, sizes)
  }

  /// What `write(attributions:)` writes, and how many are of the block.
  mutating func readAttributions() throws(FormFailure) -> ([FormArgument], workgroupCount: Int) {
    var arguments: [FormArgument] = []
    var count = 0
    for word in ["workgroup", "private"] where accept(word) {
      try expect("(")
      while !accept(")") {
        if arguments.count > count { try expect(",") }
        arguments.append(try readTypedArgument())
      }
      if word == "workgroup" { count = arguments.count }
    }
    return (arguments, count)
  }
}

extension GPU.LaunchFunc {
  /// `@kernels::@f blocks in (%0, …) threads in (%1, …) args(%2 : memref<8xf32>)`.
  public static var form: Form? {
    let slots = signature.operands.map { "$\($0.name)" }.joined(separator: ", ")
    let types = signature.operands.dropFirst().map { "type($\($0.name))" }.joined(separator: ", ")
    return Form(
      "custom<Launch>(\(slots), \(types), type($asyncToken), $kernel) attr-dict",
      ["Launch": directive])
  }

  private static var directive: FormDirective {
    FormDirective(
      accepts: { operation, module in
        let launch = Self(operation, in: module)
        let sizes = launch.grid.values + launch.block.values + (launch.cluster?.values ?? [])
        return Set(sizes.map { module.type(of: $0) }).count == 1
          && launch.dynamicMemory.map { module.type(of: $0) == .i32 } != false
      },
      write: { operation, writer in
        let launch = Self(operation, in: writer.module)
        writer.writeAsync(operation)
        if launch.givesToken || !launch.dependencies.isEmpty { writer.write(" ") }
        if let object = launch.asyncObject {
          writer.write("<")
          writer.write(object)
          writer.write(" : ")
          writer.write(writer.module.type(of: object))
          writer.write("> ")
        }
        writer.write(.symbol(launch.kernelModule, nested: [launch.kernel]))
        for (word, size) in [
          ("clusters", launch.cluster), ("blocks", launch.grid), ("threads", launch.block),
        ] {
          guard let size else { continue }
          writer.write(" \(word) in (")
          writer.write(size.values)
          writer.write(")")
        }
        let number = launch.grid.values.first.map { writer.module.type(of: $0) }
        if let number, number != .index {
          writer.write(" : ")
          writer.write(number)
        }
        if let size = launch.dynamicMemory {
          writer.write(" dynamic_shared_memory_size ")
          writer.write(size)
        }
        guard !launch.arguments.isEmpty else { return }
        writer.write(" args(")
        for (index, argument) in launch.arguments.enumerated() {
          if index > 0 { writer.write(", ") }
          writer.write(argument)
          writer.write(" : ")
          writer.write(writer.module.type(of: argument))
        }
        writer.write(")")
      },
      read: { (reader) throws(FormFailure) in
        if try reader.readAsync() { reader.setResultTypes([.of(GPU.AsyncToken())]) }
        if reader.accept("<") {
          try reader.readOperand("asyncObject")
          try reader.expect(":")
          reader.addType(try reader.readType(), ofOperand: "asyncObject")
          try reader.expect(">")
        }
        reader.set("kernel", try reader.readAttribute())
        var sizes: [String] = []
        for (word, slot) in [
          ("clusters", "clusterSize"), ("blocks", "gridSize"), ("threads", "blockSize"),
        ] {
          if word == "clusters", !reader.isNext(word) { continue }
          for text in [word, "in", "("] { try reader.expect(text) }
          for (index, direction) in ["X", "Y", "Z"].enumerated() {
            if index > 0 { try reader.expect(",") }
            try reader.readOperand(slot + direction)
            sizes.append(slot + direction)
          }
          try reader.expect(")")
        }
        let number = reader.accept(":") ? try reader.readType() : .index
        for slot in sizes { reader.addType(number, ofOperand: slot) }
        if reader.accept("dynamic_shared_memory_size") {
          try reader.readOperand("dynamicSharedMemorySize")
          reader.addType(.i32, ofOperand: "dynamicSharedMemorySize")
        }
        guard reader.accept("args") else { return }
        try reader.expect("(")
        var isFirst = true
        while !reader.accept(")") {
          if !isFirst { try reader.expect(",") }
          isFirst = false
          try reader.readOperand("kernelOperands")
          try reader.expect(":")
          reader.addType(try reader.readType(), ofOperand: "kernelOperands")
        }
      })
  }
}
