import Dialects
import IR
import Support

extension Module {
  /// Makes a model of a module with one tensor program: `@main` calls it, and has its buffers as inputs and
  /// outputs.
  ///
  ///     program.func @blur(…)    -->   program.func @blur(…)
  ///                                    func.func @main(%arg0) { %0 = graph.call_program @blur(%arg0); return %0 }
  ///
  /// - Parameters:
  ///   - path: where the module comes from, for messages.
  ///   - sizes: narrower ranges of the program's sizes, by name.
  /// - Throws: a diagnostic when there are several programs, one has constants of its own, or `sizes` are not
  ///   those that it is written for.
  mutating func callProgram(
    ofFile path: String, sizes: [String: SymbolRange]
  ) throws(Diagnostic) {
    let programs = operations(in: body).filter { isA($0, Program.Function.self) }
    for program in programs
    where match(program, as: Program.Function.self)?.outputCount == 0 {
      throw .error(
        "a tensor program without outputs is no model: it computes nothing",
        at: location(of: program))
    }
    guard programs.count == 1, let program = programs.first,
      var function = match(program, as: Program.Function.self), let block = body(of: program)
    else {
      let names = programs.compactMap { match($0, as: Program.Function.self)?.name }
      throw .error(
        "'\(path)' holds "
          + (names.isEmpty
            ? "no tensor program of its own" : "'\(names.joined(separator: "', '"))'")
          + "; a model is one tensor program, or a function '@main' that calls them with "
          + "'graph.call_program'")
    }
    if let constant = function.constants.first {
      throw .error(
        "'\(function.name)' declares its input \(constant.input) a constant, which has no value here; leave "
          + "'constants' out, or give it one from a function '@main' with 'graph.call_program'",
        at: location(of: program))
    }
    let small = arguments(of: block).compactMap { bufferType(of: $0)?.element }.first {
      $0.isInteger && (2..<8).contains($0.bitWidth ?? 8)
    }
    if let small {
      throw .error(
        "'\(function.name)' has elements of \(small), which share bytes; a model has elements of whole bytes",
        at: location(of: program))
    }
    try narrowPrograms(to: sizes)
    function = match(program, as: Program.Function.self) ?? function
    // The function that is called takes the name of a model's function otherwise.
    if function.name == "main" {
      function.name = "program"
      setProperties(of: program, to: function.state.properties)
    }
    graphSymbols = Dictionary(
      function.symbols.map { ($0.name, $0.range) }, uniquingKeysWith: { $1 })
    let types = arguments(of: block).map { argument in
      bufferType(of: argument).map { Type.tensor(sizes: $0.shape, element: $0.element) } ?? .none
    }
    let inputs = types.dropLast(function.outputCount).enumerated().map {
      (name: "arg\($0.offset)", type: $0.element)
    }
    let main = Graph.Function.make(inputs: inputs, in: &self)
    guard let entry = main.body(in: self) else { return }
    let call = insert(
      Graph.CallProgram(
        function.name, main.inputs(in: self),
        resultTypes: Array(types.suffix(function.outputCount))),
      at: .atEnd(of: entry), location: location(of: program))
    let outputs = results(of: call).enumerated().map {
      (name: "result\($0.offset)", value: $0.element)
    }
    main.finish(returning: outputs, in: &self)
  }
}
