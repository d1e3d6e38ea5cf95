/// When the program is shown while a pipeline runs, and how.
public struct PassPrinting: Sendable {
  /// Some passes.
  public enum Selection: Hashable, Sendable {
    case none, all
    /// Those with these names.
    case passes(Set<String>)

    func contains(_ pass: String) -> Bool {
      switch self {
      case .none: false
      case .all: true
      case .passes(let names): names.contains(pass)
      }
    }
  }

  /// The passes before which the program is shown.
  public var before: Selection
  /// The passes after which it is shown.
  public var after: Selection
  /// Whether, after a pass, it is shown only if the pass changed something.
  public var onlyChanges: Bool
  /// Whether it is shown as it was before a pass that failed.
  public var onFailure: Bool
  /// Whether all of the module is shown, not only the operation that the pass ran on.
  public var showsWholeModule: Bool
  public var textOptions: TextOptions
  /// Gets what is shown.
  public var show: @Sendable (PassSnapshot) -> Void

  public init(
    before: Selection = .none, after: Selection = .none, onlyChanges: Bool = false,
    onFailure: Bool = false, showsWholeModule: Bool = true,
    textOptions: TextOptions = TextOptions(usesForms: true),
    show: @escaping @Sendable (PassSnapshot) -> Void = { print($0) }
  ) {
    self.before = before
    self.after = after
    self.onlyChanges = onlyChanges
    self.onFailure = onFailure
    self.showsWholeModule = showsWholeModule
    self.textOptions = textOptions
    self.show = show
  }

  /// Nothing is shown.
  public static let never = PassPrinting()

  /// Whether anything may be shown.
  var isActive: Bool { before != .none || after != .none || onFailure }
}

/// The program at a moment of a pipeline's run.
public struct PassSnapshot: Sendable, CustomStringConvertible {
  public enum Moment: String, Sendable {
    case before = "Before"
    case after = "After"
    case failed = "Before the failure of"
  }

  public var moment: Moment
  public var pass: String
  /// The operations from the outermost to the one that the pass runs on, as `func.func @name`; where
  /// a block holds several of one name, with a number from the second on.
  public var place: [String]
  /// How many passes ran before on the same operation.
  public var number: Int
  /// The program; `nil` if nothing changed.
  public var text: String?

  /// `// After canonicalize on func.func @f`, then the program.
  public var description: String {
    let title = "// \(moment.rawValue) \(pass) on \(place.last ?? "")"
    return text.map { "\(title)\n\($0)" } ?? "\(title): unchanged\n"
  }

  /// `builtin_module/func_func_f/0_canonicalize.mlir`: a name for a file of its own.
  public var path: String {
    let folders = place.map { part in
      String(
        part.unicodeScalars.filter { $0 != "@" }.map { scalar in
          let isPlain =
            scalar.isASCII
            && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
          return isPlain || scalar == "-" ? Character(scalar) : "_"
        })
    }
    let suffix = moment == .after ? "" : moment == .before ? "_before" : "_failed"
    return (folders + ["\(number)_\(pass)\(suffix).mlir"]).joined(separator: "/")
  }
}
