import Support

/// Passes in order, some inside each operation of a kind; prints as `a,b{x=1},func(c)`.
public struct PassPipeline: Sendable, CustomStringConvertible {
  /// A step of a pipeline.
  public enum Step: Sendable {
    case pass(Pass, PassOptions)
    /// A pipeline for every operation with this name directly inside.
    case nested(operation: String, PassPipeline)
  }

  public var steps: [Step]

  public init(_ steps: [Step] = []) { self.steps = steps }

  /// Passes with their default options.
  public init(_ passes: [Pass]) { steps = passes.map { .pass($0, PassOptions($0.options)) } }

  /// The text that `init(parsing:registry:)` reads.
  public var description: String {
    steps.map { step in
      switch step {
      case .pass(let pass, let options): return pass.name + options.description
      case .nested(let operation, let inner): return "\(operation)(\(inner))"
      }
    }.joined(separator: ",")
  }

  /// What is wrong with a nested pipeline for operations that `context` does not have; `nil` if there
  /// is none.
  public func problem(in context: Context) -> Diagnostic? {
    if context.allowsUnregisteredDialects { return nil }
    for case .nested(let name, let inner) in steps {
      if context.definition(named: name) == nil {
        let known = context.dialects.flatMap(\.operations).map { $0.mnemonic }
        let near = (known + ["func", "module"]).nearest(to: name)
        return .error(
          "there is no operation '\(name)' to run '\(inner)' on"
            + (near.map { "; did you mean '\($0)'?" } ?? ""))
      }
      if let problem = inner.problem(in: context) { return problem }
    }
    return nil
  }

  /// Reads `a,b{x=1 flag},func(c,d)`.
  ///
  /// `func` is short for `func.func`, `module` for `builtin.module`.
  ///
  /// - Throws: a diagnostic that names the column, what was expected, and near names.
  public init(parsing text: String, registry: PassRegistry) throws(DiagnosticError) {
    var parser = PipelineParser(text: Array(text.utf8), registry: registry)
    do throws(Diagnostic) {
      self = try parser.parseAll()
    } catch {
      throw DiagnosticError([error])
    }
  }
}

private struct PipelineParser {
  let text: [UInt8]
  let registry: PassRegistry
  var position = 0
  var depth = 0

  mutating func parseAll() throws(Diagnostic) -> PassPipeline {
    skipBlanks()
    if position == text.count { return PassPipeline() }
    let pipeline = try parseSteps()
    guard position == text.count else { throw failure("expected ',' or the end") }
    return pipeline
  }

  private mutating func parseSteps() throws(Diagnostic) -> PassPipeline {
    depth += 1
    defer { depth -= 1 }
    guard depth < 50 else { throw failure("nested too deeply") }
    var steps: [PassPipeline.Step] = []
    repeat { steps.append(try parseStep()) } while accept(0x2C)
    return PassPipeline(steps)
  }

  private mutating func parseStep() throws(Diagnostic) -> PassPipeline.Step {
    skipBlanks()
    let start = position
    while position < text.count, text[position].continuesIdentifier || text[position] == 0x2D {
      position += 1
    }
    let name = String(decoding: text[start..<position], as: UTF8.self)
    guard !name.isEmpty else { throw failure("expected a pass") }
    if accept(0x28) {
      if accept(0x29) { return .nested(operation: Self.operation(name), PassPipeline()) }
      let inner = try parseSteps()
      guard accept(0x29) else { throw failure("expected ',' or ')'") }
      return .nested(operation: Self.operation(name), inner)
    }
    guard let pass = registry[name] else {
      position = start
      let near = registry.nearest(to: name).map { "did you mean '\($0)'?" }
      throw failure("there is no pass '\(name)'", advice: near)
    }
    var options = PassOptions(pass.options)
    if accept(0x7B) { try parseOptions(&options, of: pass) }
    return .pass(pass, options)
  }

  private static func operation(_ name: String) -> String {
    switch name {
    case "func": return "func.func"
    case "module": return "builtin.module"
    default: return name
    }
  }

  private mutating func parseOptions(
    _ options: inout PassOptions, of pass: Pass
  ) throws(Diagnostic) {
    var given: Set<String> = []
    while !accept(0x7D) {
      if accept(0x2C) { continue }
      skipBlanks()
      let start = position
      while position < text.count, text[position].continuesIdentifier || text[position] == 0x2D {
        position += 1
      }
      let name = String(decoding: text[start..<position], as: UTF8.self)
      guard !name.isEmpty else { throw failure("expected an option of '\(pass.name)' or '}'") }
      let value = accept(0x3D) ? try parseValue() : "true"
      guard given.insert(name).inserted else {
        position = start
        throw failure("'\(pass.name)': the option '\(name)' is given twice")
      }
      do throws(Diagnostic) {
        try options.set(name, to: value, of: pass.options)
      } catch {
        position = start
        throw failure("'\(pass.name)': \(error.message)")
      }
    }
  }

  /// A word, or anything between quotes or balanced brackets.
  private mutating func parseValue() throws(Diagnostic) -> String {
    let start = position
    if position < text.count, text[position] == 0x27 || text[position] == 0x22 {
      let quote = text[position]
      position += 1
      while position < text.count, text[position] != quote { position += 1 }
      guard position < text.count else { throw failure("expected the closing quote") }
      position += 1
      return String(decoding: text[start + 1..<position - 1], as: UTF8.self)
    }
    var open = 0
    while position < text.count {
      let byte = text[position]
      if [0x28, 0x5B, 0x7B].contains(byte) { open += 1 }
      if open == 0, [0x20, 0x2C, 0x7D, 0x29].contains(byte) { break }
      if [0x29, 0x5D, 0x7D].contains(byte) { open -= 1 }
      position += 1
    }
    guard position > start else { throw failure("expected a value") }
    return String(decoding: text[start..<position], as: UTF8.self)
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard position < text.count, text[position] == byte else { return false }
    position += 1
    skipBlanks()
    return true
  }

  private mutating func skipBlanks() {
    while position < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[position]) {
      position += 1
    }
  }

  private func failure(_ message: String, advice: String? = nil) -> Diagnostic {
    let place = "at column \(position + 1) of '\(String(decoding: text, as: UTF8.self))'"
    return .error("\(message), \(place)" + (advice.map { "; \($0)" } ?? ""))
  }
}
