import Dialects
import IR

// Parts of schedules put together: what was refused leaves nothing behind, so a library of schedules
// is ordinary Swift functions over these. Errors other than refusals go through.

extension Schedule {
  /// Applies steps, all or none of them.
  ///
  ///     let done = try s.attempt { s in try s.vectorize(inner) } != nil
  ///
  /// - Returns: what `steps` returned; `nil` if one of them was refused, and nothing has changed then.
  @discardableResult
  public mutating func attempt<Result>(
    _ steps: (inout Schedule) throws -> Result
  ) rethrows -> Result? {
    var next = self
    do {
      let result = try steps(&next)
      self = next
      return result
    } catch is Refusal {
      return nil
    }
  }

  /// Applies the first of several alternatives that is not refused.
  ///
  /// - Returns: what it returned.
  /// - Throws: a refusal with the reasons of all; nothing has changed then.
  @discardableResult
  public mutating func first<Result>(
    of alternatives: [(inout Schedule) throws -> Result]
  ) throws -> Result {
    var reasons: [String] = []
    for alternative in alternatives {
      var next = self
      do {
        let result = try alternative(&next)
        self = next
        return result
      } catch let refusal as Refusal {
        reasons.append(refusal.description)
      }
    }
    throw Refusal("no alternative is possible: \(reasons.joined(separator: " / "))")
  }

  /// Applies steps again and again until they are refused, at most `limit` times.
  ///
  /// - Returns: how often they were applied.
  @discardableResult
  public mutating func repeating(
    atMost limit: Int = 1000, _ steps: (inout Schedule) throws -> Void
  ) rethrows -> Int {
    var count = 0
    while count < limit, try attempt(steps) != nil { count += 1 }
    return count
  }

  /// Applies steps to each of several loops, blocks or buffers, where they are possible.
  ///
  /// - Returns: those to which they were applied.
  @discardableResult
  public mutating func forEach<Item>(
    _ items: [Item], _ steps: (inout Schedule, Item) throws -> Void
  ) rethrows -> [Item] {
    var done: [Item] = []
    for item in items where try attempt({ try steps(&$0, item) }) != nil { done.append(item) }
    return done
  }

  /// The names of the blocks for which a condition holds, in the order of the program.
  public func blockNames(where condition: (Program.Block) -> Bool = { _ in true }) -> [String] {
    var names: [String] = []
    module.walk(function) { operation in
      if let block = module.match(operation, as: Program.Block.self), condition(block) {
        names.append(block.name)
      }
    }
    return names
  }
}
