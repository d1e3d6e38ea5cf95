import Support

/// A program: operations in blocks in regions, as one value.
///
/// Everything lives in flat arenas and is named by small handles. Copying a module is cheap (copy
/// on write), copies share no state, and a handle stays valid in a copy. Handles of erased
/// operations are dangling: using one is a programmer's error, caught by a precondition.
///
/// Invariants: every operand is in the use list of its value, every successor in that of its block; an operation that is in a block is
/// linked with its neighbours; `top` is a `builtin.module` with one region of one block.
public struct Module: Sendable {
  public let context: Context
  /// The outermost operation, a `builtin.module`.
  public internal(set) var top: OperationID
  /// Big constants by key, for `dense_resource`.
  public var resources: [String: Resource] = [:]
  /// What dialects other than `builtin` keep at the end of the text, by their names: kept as it is.
  public var dialectResources: [String: [String: ExternalResource]] = [:]
  /// What programs around the compiler keep at the end of the text, by their names: the
  /// `external_resources`, such as the pipeline of a reproducer.
  public var externalResources: [String: [String: ExternalResource]] = [:]
  /// Where arguments of blocks came from, if that is known, by the value's number.
  var argumentLocations: [UInt32: UInt32] = [:]

  @usableFromInline var operationRows: ContiguousArray<OperationRow> = []
  @usableFromInline var operandRows: ContiguousArray<OperandRow> = []
  @usableFromInline var valueRows: ContiguousArray<ValueRow> = []
  @usableFromInline var blockRows: ContiguousArray<BlockRow> = []
  @usableFromInline var regionRows: ContiguousArray<RegionRow> = []
  @usableFromInline var successorRows: ContiguousArray<SuccessorRow> = []

  /// An empty module.
  public init(context: Context, location: Location = .unknown) {
    self.context = context
    self.top = OperationID(0)
    self.top = create(
      OperationState(name: "builtin.module", regionCount: 1, location: location))
    _ = appendBlock(to: regions(of: top)[0])
  }

  /// The block that top-level operations are in.
  public var body: BlockID { blocks(in: regions(of: top)[0])[0] }
}

/// Everything needed to create an operation; unresolved only in the sense that it is in no module.
public struct OperationState: Sendable {
  public var name: String
  /// The Swift type that declares it; `nil` for what the context knows by this name.
  public var kind: ObjectIdentifier?
  public var operands: [ValueID]
  public var resultTypes: [Type]
  /// Inherent attributes, printed in `<{…}>`.
  public var properties: AttributeDictionary
  /// Discardable attributes, printed in `{…}`.
  public var attributes: AttributeDictionary
  public var successors: [BlockID]
  public var regionCount: Int
  public var location: Location

  public init(
    name: String, kind: ObjectIdentifier? = nil, operands: [ValueID] = [],
    resultTypes: [Type] = [], properties: AttributeDictionary = [:],
    attributes: AttributeDictionary = [:], successors: [BlockID] = [], regionCount: Int = 0,
    location: Location = .unknown
  ) {
    self.name = name
    self.kind = kind
    self.operands = operands
    self.resultTypes = resultTypes
    self.properties = properties
    self.attributes = attributes
    self.successors = successors
    self.regionCount = regionCount
    self.location = location
  }
}

/// Bytes that a module refers to by key.
///
/// Holding one keeps its storage (a mapped file) alive.
public struct Resource: Sendable {
  /// Row-major, little-endian.
  public var count: Int { storage.byteCount }
  /// Where the bytes are.
  public let storage: any ResourceStorage
  /// Bytes to which the blob wants to be aligned.
  public let alignment: Int

  public init(_ storage: any ResourceStorage, alignment: Int = 64) {
    self.storage = storage
    self.alignment = alignment
  }
}

/// A value that a dialect, or a program around the compiler, keeps at the end of a module's text.
public enum ExternalResource: Hashable, Sendable {
  case bool(Bool)
  /// Text, or bytes as `0x` with hexadecimal digits.
  case string(String)
}

/// Something that holds bytes still while they are read.
public protocol ResourceStorage: Sendable {
  var byteCount: Int { get }
  /// Calls `body` with the bytes; they must not be used after it returns.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
}

extension [UInt8]: ResourceStorage {
  public var byteCount: Int { count }
  public func withBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try withUnsafeBytes(body)
  }
}
