import Support

extension Module {
  /// The module in the binary form: the same structure, attributes and locations as in the text,
  /// smaller and faster to read; `producer` says who wrote it, for people who look into the file.
  public func binary(producer: String = "tangram") -> [UInt8] {
    var writer = BinaryWriter(self)
    return writer.write(producer: producer)
  }

  /// Reads a module in the binary form.
  ///
  /// The bytes of resources are not copied: they stay in `storage`, a mapped file for instance.
  /// Operations that an older version of a dialect wrote are brought up to date.
  ///
  /// - Throws: what is wrong, and at which byte; or what the dialects no longer know.
  public static func parse(
    binary storage: some ResourceStorage, file: String = "<binary>", context: Context
  ) throws(DiagnosticError) -> Module {
    let result: Result<(Module, older: [String: Int]), BinaryFailure> = storage.withBytes {
      var reader = BinaryReader($0, storage, context)
      do throws(BinaryFailure) {
        return .success((try reader.read(), reader.olderDialects))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .failure(let failure):
      let message = "at byte \(failure.offset): \(failure.message)"
      throw DiagnosticError([.error(message, at: .named(file))])
    case .success((var module, let older)):
      do throws(Diagnostic) {
        try module.upgrade(older)
      } catch {
        throw DiagnosticError([error])
      }
      return module
    }
  }

  /// Reads a module from a file's bytes, text or binary as its first bytes tell.
  public static func parse(
    contents storage: some ResourceStorage, file: String, context: Context
  ) throws(DiagnosticError) -> Module {
    if storage.withBytes({ isBinary($0) }) {
      return try parse(binary: storage, file: file, context: context)
    }
    return try parse(bytes: storage.withBytes { Array($0) }, file: file, context: context)
  }

  /// Whether a file's first bytes are those of the binary form.
  public static func isBinary(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.starts(with: BinaryForm.magic)
  }
}
