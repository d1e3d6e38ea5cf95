/// Lines of two texts that stand beside each other.
public struct SketchRow: Hashable, Sendable {
  /// The line before; `nil` where one was added.
  public var left: String?
  /// The line after; `nil` where one was taken away.
  public var right: String?

  public init(left: String?, right: String?) {
    self.left = left
    self.right = right
  }

  /// Whether the line stayed as it was.
  public var isSame: Bool { left == right }

  /// Two texts beside each other: lines that stayed are in one row, what replaced each other as well.
  public static func rows(_ before: [String], _ after: [String]) -> [SketchRow] {
    var (removed, inserted) = (Set<Int>(), Set<Int>())
    for change in after.difference(from: before) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var rows: [SketchRow] = []
    var (left, right) = (0, 0)
    while left < before.count || right < after.count {
      let isRemoved = left < before.count && removed.contains(left)
      let isInserted = right < after.count && inserted.contains(right)
      let takesLeft = isRemoved || !isInserted
      let takesRight = isInserted || !isRemoved
      rows.append(
        SketchRow(
          left: takesLeft && left < before.count ? before[left] : nil,
          right: takesRight && right < after.count ? after[right] : nil))
      if takesLeft { left += 1 }
      if takesRight { right += 1 }
    }
    return rows
  }
}
