extension [String] {
  /// The element that differs least from `name`, if any is near: what a person may have meant.
  public func nearest(to name: String) -> String? {
    let distances = map { (name: $0, distance: $0.editDistance(to: name)) }
    guard let best = distances.min(by: { ($0.distance, $0.name) < ($1.distance, $1.name) }),
      best.distance <= 2 + name.utf8.count / 8
    else { return nil }
    return best.name
  }
}

extension String {
  /// How many bytes must be inserted, removed or changed to turn this into `other`.
  fileprivate func editDistance(to other: String) -> Int {
    let target = Array(other.utf8.prefix(64))
    var row = Array(0...target.count)
    for (line, byte) in utf8.prefix(64).enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for column in target.indices {
        let change = diagonal + (target[column] == byte ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = Swift.min(change, diagonal + 1, row[column] + 1)
      }
    }
    return row[target.count]
  }
}
