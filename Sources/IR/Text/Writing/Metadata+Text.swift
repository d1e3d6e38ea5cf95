extension ModulePrinter {
  /// The trailing `{-# dialect_resources: …, external_resources: … #-}`.
  mutating func writeMetadata() {
    var sections: [(name: String, write: (inout TextWriter) -> Void)] = []
    if !module.resources.isEmpty || !module.dialectResources.isEmpty {
      sections.append(
        (
          "dialect_resources",
          { [module] in $0.write(resources: module.resources, others: module.dialectResources) }
        ))
    }
    if !module.externalResources.isEmpty {
      sections.append(
        ("external_resources", { [module] in $0.write(external: module.externalResources) }))
    }
    guard !sections.isEmpty else { return }
    writer.write("\n{-#\n")
    for (index, section) in sections.enumerated() {
      writer.write("  \(section.name): {\n")
      section.write(&writer)
      writer.write(index == sections.count - 1 ? "  }\n" : "  },\n")
    }
    writer.write("#-}\n")
  }
}

extension TextWriter {
  fileprivate mutating func write(
    resources: [String: Resource], others: [String: [String: ExternalResource]]
  ) {
    guard !resources.isEmpty else { return write(external: others) }
    write(group: "builtin", resources.sorted { $0.key < $1.key }) { writer, resource in
      writer.write("\"0x")
      let alignment = UInt32(clamping: resource.alignment)
      for shift in [0, 8, 16, 24] { writer.write(hex: UInt8(alignment >> shift & 255)) }
      resource.storage.withBytes { bytes in
        for byte in bytes { writer.write(hex: byte) }
      }
      writer.write("\"")
    }
    guard !others.isEmpty else { return write("\n") }
    write(",\n")
    write(external: others)
  }

  fileprivate mutating func write(external groups: [String: [String: ExternalResource]]) {
    for (index, group) in groups.sorted(by: { $0.key < $1.key }).enumerated() {
      if index > 0 { write(",\n") }
      write(group: group.key, group.value.sorted { $0.key < $1.key }) { writer, value in
        switch value {
        case .bool(let flag): writer.write(flag ? "true" : "false")
        case .string(let text): writer.write(quoted: text)
        }
      }
    }
    write("\n")
  }

  private mutating func write<Value>(
    group: String, _ entries: [(key: String, value: Value)],
    _ writeValue: (inout TextWriter, Value) -> Void
  ) {
    write("    ")
    write(name: group)
    write(": {\n")
    for (index, entry) in entries.enumerated() {
      write("      ")
      write(name: entry.key)
      write(": ")
      writeValue(&self, entry.value)
      write(index == entries.count - 1 ? "\n" : ",\n")
    }
    write("    }")
  }
}
