import IR
import Support

/// What must hold whatever bytes are read: they are refused with reasons, or what they mean survives
/// the text form, generic and readable, and the binary form.
struct ReaderCheck {
  let context: Context

  /// What is wrong with how `bytes` are read; `nil` if nothing is.
  func problem(with bytes: [UInt8]) -> String? {
    var isAccepted = false
    return problem(with: bytes, &isAccepted)
  }

  /// The same; tells whether the bytes are a module.
  func problem(with bytes: [UInt8], _ isAccepted: inout Bool) -> String? {
    let isBinary = Module.isBinary(bytes)
    do throws(DiagnosticError) {
      let module = try Module.parse(contents: bytes, file: "f", context: context)
      isAccepted = true
      if module.verify().all.contains(where: { $0.message.isEmpty }) { return "an empty finding" }
      return problem(with: module)
    } catch {
      if error.diagnostics.isEmpty { return "refused without a reason" }
      if error.diagnostics.contains(where: { $0.message.isEmpty }) { return "an empty message" }
      if !isBinary, error.diagnostics.contains(where: { $0.excerpt == nil }) {
        return "a diagnostic without an excerpt"
      }
      return nil
    }
  }

  private func problem(with module: Module) -> String? {
    let text = module.text(TextOptions(showsLocations: true))
    // Forms leave out what goes without saying in a right program.
    let isRight = !module.verify().hasErrors
    for options in [
      TextOptions(showsLocations: true), TextOptions(usesForms: true),
      TextOptions(showsLocations: true, usesAliases: true),
      TextOptions(showsLocations: true, usesAliases: true, usesForms: true),
    ] {
      if options.usesForms, !isRight { continue }
      let form = module.text(options)
      do throws(DiagnosticError) {
        let again = try Module.parse(form, context: context)
        if let difference = again.difference(from: module) {
          return "the text reads back differently: \(difference)\n\(form)"
        }
        // Forms leave out where some arguments came from, as MLIR's do.
        if options.showsLocations, !options.usesForms,
          again.text(TextOptions(showsLocations: true)) != text
        {
          return "locations differ in the text:\n\(text)\n\(form)"
        }
      } catch {
        return "the printed text is refused: \(error)\n\(form)"
      }
    }
    do throws(DiagnosticError) {
      let again = try Module.parse(binary: module.binary(), context: context)
      if let difference = again.difference(from: module) {
        return "the binary form reads back differently: \(difference)\n\(text)"
      }
      let second = again.text(TextOptions(showsLocations: true))
      return second == text ? nil : "locations differ in the binary form:\n\(text)\n\(second)"
    } catch {
      return "the binary form is refused: \(error)\n\(text)"
    }
  }
}
