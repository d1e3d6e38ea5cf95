import Dialects
import IR
import Support

/// Removes casts that conversions left where they lead back to what they came from.
///
/// Before:
///
///     %0 = builtin.unrealized_conversion_cast %a : i64 to index
///     %1 = builtin.unrealized_conversion_cast %0 : index to i32
///     %2 = builtin.unrealized_conversion_cast %1 : i32 to i64
///     "use"(%2) : (i64) -> ()
///
/// After:
///
///     "use"(%a) : (i64) -> ()
///
/// A cast that is still needed is an error.
public let reconcileUnrealizedCasts = Pass(
  "reconcile-unrealized-casts", "removes casts that lead back to what they came from"
) { module, root, context in
  var casts: [OperationID] = []
  module.walk(root) { operation in
    if module.isA(operation, Builtin.UnrealizedConversionCast.self) { casts.append(operation) }
  }
  for cast in casts {
    guard let source = module.sourceOfCasts(cast) else { continue }
    for (old, new) in zip(module.results(of: cast), source) {
      module.replaceAllUses(of: old, with: new)
    }
  }
  // Those that make what others cast come before them, and may be unused when these are gone.
  var pending = casts
  while let cast = pending.popLast() {
    guard !module.isErased(cast), module.isUnused(cast) else { continue }
    let sources = module.operands(of: cast)
    module.erase(cast)
    for definer in sources.compactMap({ module.definingOperation(of: $0) })
    where module.isA(definer, Builtin.UnrealizedConversionCast.self) {
      pending.append(definer)
    }
  }
  let left = casts.filter { !module.isErased($0) }
  context.count("casts", casts.count - left.count)
  if casts.isEmpty { context.preserveAllAnalyses() }
  if !left.isEmpty { throw DiagnosticError(left.map { module.needOfCast($0) }) }
}

extension Module {
  /// The values of the results' types that a chain of casts leads back to; `nil` if there are none.
  fileprivate func sourceOfCasts(_ cast: OperationID) -> [ValueID]? {
    let wanted = results(of: cast).map { type(of: $0) }
    var seen: Set<OperationID> = []
    var current = cast
    // Where nothing has an order, casts may go round in a circle.
    while seen.insert(current).inserted {
      let values = operands(of: current)
      if values.map({ type(of: $0) }) == wanted {
        return values == results(of: cast) ? nil : values
      }
      guard let first = values.first, let earlier = definingOperation(of: first),
        isA(earlier, Builtin.UnrealizedConversionCast.self), results(of: earlier) == values
      else { return nil }
      current = earlier
    }
    return nil
  }

  /// Says that a cast is needed, and by what.
  fileprivate func needOfCast(_ cast: OperationID) -> Diagnostic {
    func list(_ values: [ValueID]) -> String {
      values.isEmpty ? "nothing" : values.map { "'\(type(of: $0))'" }.joined(separator: ", ")
    }
    var error = Diagnostic.error(
      "a value of type \(list(operands(of: cast))) is still needed as"
        + " \(list(results(of: cast))): convert what uses it, or what makes it",
      at: location(of: cast))
    for user in Set(results(of: cast).flatMap { users(of: $0) }).sorted() {
      error.notes.append(.note("used by '\(name(of: user))' here", at: location(of: user)))
    }
    return error
  }
}
