/// How a module is written as text.
public struct TextOptions: Hashable, Sendable {
  /// Whether each operation's location follows it as `loc(…)`.
  public var showsLocations: Bool
  /// Constants in `dense<…>` with more elements than this are written as hexadecimal bytes.
  public var hexadecimalAbove: Int
  /// Constants with more elements than this become `dense_resource<__elided__>`, which reads back
  /// but has lost its data; `nil` keeps every constant.
  public var elidesElementsAbove: Int?
  /// Whether the bytes of the module's resources are written at the end.
  public var showsResources: Bool
  /// Whether affine maps and sets, locations, and the types and attributes whose dialects ask for
  /// it are written once, above, as `#map = …`, and by that name where they are used.
  public var usesAliases: Bool
  /// Whether a comment behind each operation tells which operations use its results.
  public var showsUsers: Bool
  /// Whether operations are written in their forms for people, and values by the names that their
  /// operations suggest; both read back as the generic form does.
  public var usesForms: Bool
  /// Whether regions are written as `{...}`, which does not read back.
  public var skipsRegions: Bool

  public init(
    showsLocations: Bool = false, hexadecimalAbove: Int = 100, elidesElementsAbove: Int? = nil,
    showsResources: Bool = true, usesAliases: Bool = false, showsUsers: Bool = false,
    usesForms: Bool = false, skipsRegions: Bool = false
  ) {
    self.showsLocations = showsLocations
    self.hexadecimalAbove = hexadecimalAbove
    self.elidesElementsAbove = elidesElementsAbove
    self.showsResources = showsResources
    self.usesAliases = usesAliases
    self.showsUsers = showsUsers
    self.usesForms = usesForms
    self.skipsRegions = skipsRegions
  }

  /// For people: long constants and resources are left out.
  public static let brief = TextOptions(
    elidesElementsAbove: 16, showsResources: false, usesForms: true)
}
