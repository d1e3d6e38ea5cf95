import Dialects
import IR
import Support

extension Module {
  /// The symbolic sizes that types and properties mention, each with the first place that does.
  var mentionedSizes: [String: Location] {
    var places: [String: Location] = [:]
    walk { operation in
      let location = location(of: operation)
      func note(_ sizes: [IndexExpression]?) {
        for size in sizes ?? [] {
          for name in size.symbolNames where places[name] == nil { places[name] = location }
        }
      }
      for value in results(of: operation) { note(type(of: value).sizes) }
      for entry in properties(of: operation).entries { note(entry.value.sizesValue) }
      for region in regions(of: operation) {
        for block in blocks(in: region) {
          for value in arguments(of: block) { note(type(of: value).sizes) }
        }
      }
    }
    return places
  }
}
