import IR
import Support

/// What must hold whatever bytes are read: they are refused with reasons, or what they mean survives
/// the text form, generic and readable, and the binary form.
struct ReaderCheck {
  let context: Context

  /// What is wrong with how `bytes` are read; `nil` if nothing is.
  func problem(with bytes: [UInt8]) -> String? {
    let isBinary = Module.isBinary(bytes)
    do throws(DiagnosticError) {
      let module = try Module.parse(contents: bytes, file: "f", context: context)
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
    for text in [text, module.text(TextOptions(usesForms: true))] {
      do throws(DiagnosticError) {
        let again = try Module.parse(text, context: context)
        if let difference = again.difference(from: module) {
          return "the text reads back differently: \(difference)\n\(text)"
        }
      } catch {
        return "the printed text is refused: \(error)\n\(text)"
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
