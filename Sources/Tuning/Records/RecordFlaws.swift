import Support

// What no tuner writes, though it has the form of a record.

extension TuningRecord {
  /// What cannot be so; `nil` when all may.
  var flaw: String? {
    if threads < 1 { return "a timing on \(threads) threads; there is at least 1" }
    if let size = sizes.first(where: { $0 < 0 }) { return "a timing at the size \(size)" }
    if timeNs < 0 || failure == nil && timeNs == 0 {
      return "a timing of \(timeNs) ns; what ran took more than 0"
    }
    if noise < 0 || probe < 0 || repeats < 0 {
      return "a timing with negative noise, probe or repeats"
    }
    return nil
  }
}

extension ModelQuality {
  fileprivate var isPossible: Bool {
    (fits + [regret, worstRegret]).allSatisfy { $0 >= 0 } && (-1...1).contains(rank ?? 0)
  }
}

extension TunedRecord {
  private static let mostGain = 1e6

  /// What cannot be so; `nil` when all may.
  var flaw: String? {
    if threads < 1 { return "a schedule for \(threads) threads; there is at least 1" }
    if gain <= 0 || gain > Self.mostGain {
      return "a schedule with the gain \(gain); gains are more than 0, and at most \(Self.mostGain)"
    }
    if let model, !model.isPossible {
      return "a schedule whose model has errors below 0, or a rank correlation beyond -1 and 1"
    }
    if medianError < 0 || tailError < 0 || seconds < 0 {
      return "a schedule with a negative error or time"
    }
    for range in ranges {
      do throws(Diagnostic) { _ = try SymbolRange(parsing: range) } catch {
        return "a schedule for the range '\(range)': \(error.message)"
      }
    }
    return nil
  }
}
