import Support

/// An option that a pass takes, as in `tile{size=32}`.
public struct PassOption: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// An integer, at least so large.
    case integer(atLeast: Int = .min)
    /// `true` or `false`; the name alone means `true`.
    case flag
    case text
    /// One of these words.
    case choice([String])
  }

  public var name: String
  public var summary: String
  public var kind: Kind
  /// What it is when it is not given; `nil` for nothing.
  public var fallback: String?

  public init(_ name: String, _ summary: String, _ kind: Kind, default fallback: String? = nil) {
    self.name = name
    self.summary = summary
    self.kind = kind
    self.fallback = fallback
  }

  /// Why `value` cannot be given to the option; `nil` if it can.
  func problem(with value: String) -> String? {
    switch kind {
    case .integer(let least):
      if let number = Int(value), number >= least { return nil }
      return least == .min ? "an integer" : "an integer of at least \(least)"
    case .flag: return value == "true" || value == "false" ? nil : "'true' or 'false'"
    case .text: return nil
    case .choice(let words):
      let list = words.map { "'\($0)'" }.joined(separator: ", ")
      return words.contains(value) ? nil : "one of \(list)"
    }
  }
}

/// The values of a pass's options, checked against what it declares.
public struct PassOptions: Hashable, Sendable, CustomStringConvertible {
  /// What was given, defaults not included, sorted by name.
  public private(set) var given: [(name: String, value: String)] {
    get { zip(names, texts).map { ($0, $1) } }
    set {
      names = newValue.map(\.name)
      texts = newValue.map(\.value)
    }
  }
  private var names: [String] = []
  private var texts: [String] = []
  private var defaults: [String: String] = [:]

  /// No options but the defaults of `declared`.
  public init(_ declared: [PassOption] = []) {
    for option in declared { defaults[option.name] = option.fallback }
  }

  /// Sets an option that the pass declares.
  ///
  /// - Throws: a diagnostic without a place if there is no such option or the value is wrong.
  public mutating func set(
    _ name: String, to value: String, of declared: [PassOption]
  ) throws(Diagnostic) {
    guard let option = declared.first(where: { $0.name == name }) else {
      let known = declared.map(\.name).sorted().joined(separator: ", ")
      throw .error(
        "there is no option '\(name)'"
          + (known.isEmpty ? "; the pass takes none" : "; the pass takes: \(known)"))
    }
    if let expected = option.problem(with: value) {
      throw .error("the option '\(name)' must be \(expected), not '\(value)'")
    }
    if let place = names.firstIndex(of: name) {
      texts[place] = value
    } else {
      given = (given + [(name, value)]).sorted { $0.name < $1.name }
    }
  }

  /// The text of an option, given or default.
  public subscript(name: String) -> String? {
    names.firstIndex(of: name).map { texts[$0] } ?? defaults[name]
  }

  /// The number of an option of kind `integer`.
  public func integer(_ name: String) -> Int? { self[name].flatMap { Int($0) } }

  /// Whether an option of kind `flag` is on.
  public func flag(_ name: String) -> Bool { self[name] == "true" }

  /// `{a=1 b=x}`; empty when nothing was given.
  public var description: String {
    if names.isEmpty { return "" }
    let list = zip(names, texts).map { name, value in
      value.utf8.allSatisfy { $0.isPlainInPipeline } && !value.isEmpty
        ? "\(name)=\(value)" : "\(name)='\(value)'"
    }
    return "{\(list.joined(separator: " "))}"
  }
}

extension UInt8 {
  /// Whether the byte may stand in an option's value without quotes.
  var isPlainInPipeline: Bool {
    continuesIdentifier || [0x2D, 0x2B, 0x2F, 0x3A, 0x2A, 0x3D].contains(self)
  }
}
