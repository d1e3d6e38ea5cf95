import Support

/// The names by which types, attributes and locations are written, with their `#` or `!`.
struct AliasNames {
  var types: [Type: String] = [:]
  var attributes: [Attribute: String] = [:]
  var locations: [Location: String] = [:]
}

/// What of a module is written once, above, each after what it is made of.
struct Repeated {
  enum Item {
    case type(Type, name: String)
    case attribute(Attribute, name: String)
    case location(Location)
  }

  private(set) var items: [Item] = []
  /// What looks like an alias in texts that are kept as they were read: names to leave alone.
  private(set) var taken: Set<String> = []
  private let options: TextOptions
  private var seenTypes: Set<Type> = []
  private var seenAttributes: Set<Attribute> = []
  private var seenLocations: Set<Location> = []
  private var seenDictionaries: Set<UInt32> = []

  /// What `module` repeats: affine maps and sets, what asks for an alias, and locations if they are
  /// shown.
  init(in module: Module, _ options: TextOptions) {
    self.options = options
    module.walk { operation in
      let row = module.row(operation)
      for dictionary in [row.properties, row.attributes]
      where seenDictionaries.insert(dictionary).inserted {
        for entry in module.context.dictionaries[dictionary].entries { add(entry.value) }
      }
      for value in row.results.range { add(module.type(of: ValueID(value))) }
      for block in module.regions(of: operation).flatMap({ module.blocks(in: $0) }) {
        for argument in module.arguments(of: block) {
          add(module.type(of: argument))
          if options.showsLocations { add(module.location(of: argument)) }
        }
      }
      if options.showsLocations { add(module.location(of: operation)) }
    }
  }

  private mutating func add(_ type: Type) {
    guard seenTypes.insert(type).inserted else { return }
    switch type {
    case .tensor(let type):
      add(type.element)
      if let encoding = type.encoding { add(encoding) }
    case .memref(let type):
      add(type.element)
      for attribute in [type.layout, type.memorySpace].compactMap({ $0 }) { add(attribute) }
    case .unrankedTensor(let element), .complex(let element): add(element)
    case .unrankedMemref(let element, let space):
      add(element)
      if let space { add(space) }
    case .vector(let type): add(type.element)
    case .function(let type): for type in type.inputs + type.results { add(type) }
    case .tuple(let types): for type in types { add(type) }
    case .dialect(let own):
      if let body = own.value.body { take(namesIn: body) }
      if let name = Swift.type(of: own.value).aliasName { items.append(.type(type, name: name)) }
    case .integer, .index, .float, .none: break
    }
  }

  private mutating func add(_ attribute: Attribute) {
    switch attribute {
    case .affineMap, .affineSet, .dialect, .distinct:
      guard seenAttributes.insert(attribute).inserted else { return }
    default: break
    }
    switch attribute {
    case .affineMap: items.append(.attribute(attribute, name: "map"))
    case .affineSet: items.append(.attribute(attribute, name: "set"))
    case .distinct(_, let value):
      add(value)
      items.append(.attribute(attribute, name: "distinct"))
    case .array(let values): for value in values { add(value) }
    case .dictionary(let dictionary): for entry in dictionary.entries { add(entry.value) }
    case .type(let type): add(type)
    case .location(let location): add(location)
    case .dialect(let own):
      if let type = (own.value as? OpaqueAttribute)?.type { add(type) }
      if let body = own.value.body { take(namesIn: body) }
      guard let name = Swift.type(of: own.value).aliasName else { return }
      items.append(.attribute(attribute, name: name))
    default: if let type = attribute.type { add(type) }
    }
  }

  private mutating func add(_ location: Location) {
    guard location != .unknown, seenLocations.insert(location).inserted else { return }
    switch location {
    case .unknown, .file, .range: break
    case .name(_, let place): add(place)
    case .callSite(let callee, let caller):
      add(callee)
      add(caller)
    case .fused(let places), .annotated(_, let places):
      if case .annotated(let metadata, _) = location { take(namesIn: metadata) }
      // It prints as `unknown`.
      if case .fused([]) = location { return }
      for place in places { add(place) }
    }
    items.append(.location(location))
  }

  private mutating func take(namesIn text: String) {
    let bytes = Array(text.utf8)
    for start in bytes.indices where bytes[start] == 0x23 || bytes[start] == 0x21 {  // # and !
      let end = bytes[(start + 1)...].firstIndex { !$0.continuesIdentifier } ?? bytes.endIndex
      taken.insert(String(decoding: bytes[start..<end], as: UTF8.self))
    }
  }
}

extension TextWriter {
  /// Defines an alias for each item, a line each, and uses it from then on.
  mutating func nameAndDefine(_ repeated: Repeated) {
    var counts: [String: Int] = [:]
    func next(_ sigil: String, _ name: String) -> String {
      let key = sigil + name
      while true {
        defer { counts[key, default: 0] += 1 }
        // `#map`, `#map1`; a name that ends in a digit gets a separator.
        let separator = name.utf8.last?.isDigit ?? false ? "_" : ""
        let alias = counts[key].map { "\(key)\(separator)\($0)" } ?? key
        if !repeated.taken.contains(alias) { return alias }
      }
    }
    for item in repeated.items {
      switch item {
      case .type(let type, let name):
        let alias = next("!", name)
        write("\(alias) = ")
        write(type)
        names.types[type] = alias
      case .attribute(let attribute, let name):
        let alias = next("#", name)
        write("\(alias) = ")
        write(attribute)
        names.attributes[attribute] = alias
      case .location(let location):
        let alias = next("#", "loc")
        write("\(alias) = ")
        write(attributeOf: location)
        names.locations[location] = alias
      }
      write("\n")
    }
  }
}
