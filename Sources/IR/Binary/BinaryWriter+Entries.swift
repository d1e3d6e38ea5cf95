import Support

// Every entry is written after those it is made of, so that a reader knows them already and no
// file can go round in circles.

extension BinaryWriter {
  mutating func number(of type: Type) -> Int {
    if let known = types.numbers[type] { return known }
    // Types are few and short: their text is their form here too.
    let text = number(of: type.description)
    begin(.type)
    entries.write(text)
    return types.add(type)
  }

  mutating func number(ofType context: UInt32) -> Int {
    if let known = types.contextNumbers[context] { return known }
    let number = number(of: module.context.types[context])
    types.contextNumbers[context] = number
    return number
  }

  mutating func number(of attribute: Attribute) -> Int {
    if let known = attributes.numbers[attribute] { return known }
    write(attribute)
    return attributes.add(attribute)
  }

  mutating func number(ofDictionary context: UInt32) -> Int {
    if let known = dictionaries[context] { return known }
    let number = number(of: .dictionary(module.context.dictionaries[context]))
    dictionaries[context] = number
    return number
  }

  mutating func number(of location: Location) -> Int {
    if let known = locations.numbers[location] { return known }
    write(location)
    return locations.add(location)
  }

  mutating func number(ofLocation context: UInt32) -> Int {
    if let known = locations.contextNumbers[context] { return known }
    let number = number(of: module.context.locations[context])
    locations.contextNumbers[context] = number
    return number
  }

  private mutating func begin(_ entry: BinaryForm.Entry) {
    entries.write(byte: entry.rawValue)
    entryCount += 1
  }

  // MARK: Attributes

  private mutating func write(_ attribute: Attribute) {
    switch attribute {
    case .unit: begin(.unit)
    case .integer(let value, let type):
      let type = number(of: type)
      begin(.integer)
      entries.write(type)
      entries.write(signed: value)
    case .float(let bits, let type):
      let type = number(of: type)
      begin(.float)
      entries.write(type)
      entries.write(fixed: bits)
    case .string(let text):
      let text = number(of: text)
      begin(.string)
      entries.write(text)
    case .byteString(let bytes):
      begin(.byteString)
      entries.write(counted: bytes)
    case .array(let values):
      let numbers = values.map { number(of: $0) }
      begin(.array)
      write(list: numbers)
    case .dictionary(let dictionary): write(dictionary)
    case .type(let type):
      let type = number(of: type)
      begin(.typeAttribute)
      entries.write(type)
    case .symbol(let root, let nested):
      let root = number(of: root)
      let names = nested.map { number(of: $0) }
      begin(.symbol)
      entries.write(root)
      write(list: names)
    case .dense(let elements): write(elements)
    case .denseArray(let element, let values):
      let element = number(of: element)
      begin(.denseArray)
      entries.write(element)
      entries.write(values.count)
      for value in values { entries.write(signed: value) }
    case .location(let location):
      let location = number(of: location)
      begin(.locationAttribute)
      entries.write(location)
    case .wideInteger, .wideFloat, .typedString, .denseResource, .sparse, .distinct, .affineMap,
      .affineSet, .strided, .dialect:
      // Rare, or text to us anyway.
      let text = number(of: attribute.description)
      begin(.text)
      entries.write(text)
    }
  }

  private mutating func write(list numbers: [Int]) {
    entries.write(numbers.count)
    for number in numbers { entries.write(number) }
  }

  private mutating func write(_ dictionary: AttributeDictionary) {
    let numbers = dictionary.entries.map { (number(of: $0.name), number(of: $0.value)) }
    begin(.dictionary)
    entries.write(numbers.count)
    for (name, value) in numbers {
      entries.write(name)
      entries.write(value)
    }
  }

  private mutating func write(_ elements: DenseElements) {
    let type = number(of: elements.type)
    if !elements.strings.isEmpty {
      begin(.denseStrings)
      entries.write(type)
      entries.write(elements.strings.count)
      for text in elements.strings { entries.write(counted: text) }
      return
    }
    let blob = number(ofBlob: elements.bytes)
    begin(.dense)
    entries.write(type)
    entries.write(elements.isSplat ? 1 : 0)
    entries.write(blob)
  }

  // MARK: Locations

  private mutating func write(_ location: Location) {
    switch location {
    case .unknown: begin(.unknown)
    case .file(let file, let line, let column):
      let file = number(of: file)
      begin(.file)
      entries.write(file)
      write(line: line, column: column)
    case .range(let file, let line, let column, let endLine, let endColumn):
      let file = number(of: file)
      begin(.range)
      entries.write(file)
      write(line: line, column: column)
      write(line: endLine, column: endColumn)
    case .name(let name, let place):
      let name = number(of: name)
      let place = number(of: place)
      begin(.name)
      entries.write(name)
      entries.write(place)
    case .callSite(let callee, let caller):
      let numbers = (number(of: callee), number(of: caller))
      begin(.callSite)
      entries.write(numbers.0)
      entries.write(numbers.1)
    case .fused(let places):
      let numbers = places.map { number(of: $0) }
      begin(.fused)
      write(list: numbers)
    case .annotated(let metadata, let places):
      let metadata = number(of: metadata)
      let numbers = places.map { number(of: $0) }
      begin(.annotated)
      entries.write(metadata)
      write(list: numbers)
    }
  }

  /// Lines by their distance from the last: those of neighbours are near.
  private mutating func write(line: Int, column: Int) {
    let line = min(max(0, line), Int(UInt32.max))
    entries.write(signed: line - lastLine)
    entries.write(min(max(0, column), Int(UInt32.max)))
    lastLine = line
  }
}
