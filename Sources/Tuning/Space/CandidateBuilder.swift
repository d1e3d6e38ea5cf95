import CodeGeneration
import Compiler
import Dialects
import Foundation
import IR
import Scheduling
import Support

/// Compiles the candidates of one task.
///
/// May be used from several threads at once.
final class CandidateBuilder: Sendable {
  let task: TuningTask
  let hardware: HardwareDescription
  let threads: Int
  private let folder: URL
  private let generator: CodeGenerator
  private let state = Locked(State())

  private struct State: Sendable {
    var count = 0
    var packed: [Program.Function.Constant: String] = [:]
  }

  /// Object files go to `folder`, which is the caller's to remove.
  init(
    _ task: TuningTask, hardware: HardwareDescription, threads: Int, folder: URL,
    generator: CodeGenerator
  ) {
    (self.task, self.hardware, self.threads) = (task, hardware, threads)
    (self.folder, self.generator) = (folder, generator)
  }

  /// Everything that can be decided about the program, once `decisions` are made.
  ///
  /// - Throws: a diagnostic when it cannot be scheduled.
  func questions(after decisions: Decisions = Decisions()) throws(Diagnostic) -> [Question] {
    var module = task.module
    return try applySchedule(
      to: task.program, in: &module, hardware: hardware, decisions: decisions, threads: threads
    ).questions
  }

  /// What the program does under some decisions.
  ///
  /// - Throws: a diagnostic when it cannot be scheduled so.
  func report(_ decisions: Decisions) throws(Diagnostic) -> ScheduleReport {
    var module = task.module
    return try applySchedule(
      to: task.program, in: &module, hardware: hardware, decisions: decisions, threads: threads,
      isExploring: false)
  }

  /// The program as it is scheduled without measuring.
  ///
  /// - Throws: a diagnostic when it cannot be compiled.
  func analytic() throws(Diagnostic) -> Candidate {
    try build(Decisions()) { module throws(Diagnostic) in
      try applyDefaultSchedule(to: task.program, in: &module, hardware: hardware)
      return nil
    }
  }

  /// The program under some decisions.
  ///
  /// - Throws: a diagnostic when it cannot be compiled so.
  func candidate(_ decisions: Decisions) throws(Diagnostic) -> Candidate {
    try build(decisions) { module throws(Diagnostic) in
      try applySchedule(
        to: task.program, in: &module, hardware: hardware, decisions: decisions, threads: threads,
        isExploring: false)
    }
  }

  /// The program as the steps of a trace schedule it.
  ///
  /// - Throws: a diagnostic when it cannot be compiled so.
  func candidate(_ trace: Trace) throws(Diagnostic) -> Candidate {
    try build(Decisions()) { module throws(Diagnostic) in
      module = try trace.applied(to: task.program, in: module, hardware)
      return nil
    }
  }

  /// The program as something else has scheduled it, which `decisions` tell from others.
  ///
  /// - Throws: a diagnostic when it cannot be compiled so.
  func candidate(
    _ decisions: Decisions, scheduled module: Module
  ) throws(Diagnostic) -> Candidate {
    try build(decisions) { own throws(Diagnostic) in
      own = module
      return nil
    }
  }

  private func build(
    _ decisions: Decisions, schedule: (inout Module) throws(Diagnostic) -> ScheduleReport?
  ) throws(Diagnostic) -> Candidate {
    var report: ScheduleReport?
    let kernel = try LoweredKernel(task.module, task.program, hardware, .loops) {
      module throws(Diagnostic) in
      report = try schedule(&module)
    }
    let object = try generator.compile(kernel.module)
    let number = state.withLock { state in
      state.count += 1
      return state.count
    }
    let path = folder.appending(path: "\(task.key.name)-\(number).o").path(percentEncoded: false)
    guard FileManager.default.createFile(atPath: path, contents: Data(object.bytes)) else {
      throw .error("cannot write '\(path)'; is the disk full?")
    }
    let function = task.module.match(task.program, as: Program.Function.self)
    return Candidate(
      decisions: decisions, report: report, object: path, codeBytes: object.bytes.count,
      function: function?.name ?? "",
      arguments: kernel.arguments, constants: kernel.constants,
      outputCount: function?.outputCount ?? 0, scratch: kernel.scratch)
  }

  // MARK: Memory

  /// The memory of a call at given sizes; `nil` where that is more than the runner has.
  func point(
    _ candidate: Candidate, at sizes: [String: Int], seed: UInt64, isTimed: Bool = true,
    outputFile: String? = nil
  ) throws(Diagnostic) -> MeasureRequest.Point? {
    let all = task.complete(sizes)
    var buffers: [MeasureRequest.Buffer] = []
    var total = 0
    let inputCount = candidate.arguments.count - candidate.outputCount
    for (number, type) in candidate.arguments.enumerated() {
      guard let bytes = type.byteCount(symbols: all) else { return nil }
      total += bytes
      var contents = MeasureRequest.Buffer.Contents.output
      if number < inputCount {
        contents = Self.contents(of: type.element)
        if let constant = candidate.constants.first(where: { $0.input == number }),
          constant.layout != nil
        {
          contents = .file(try packedFile(constant, type, byteCount: bytes, seed: seed))
        }
      }
      buffers.append(MeasureRequest.Buffer(byteCount: bytes, contents: contents))
    }
    for formula in candidate.scratch {
      guard let bytes = formula.evaluate(symbols: all) else { return nil }
      total += bytes
      buffers.append(MeasureRequest.Buffer(byteCount: bytes, contents: .scratch))
    }
    // Each may need another line to begin at one.
    guard total <= RunnerService.mostBytes - 4096 else { return nil }
    return MeasureRequest.Point(
      sizes: task.arguments(sizes), buffers: buffers, isTimed: isTimed, outputFile: outputFile)
  }

  static func contents(of element: Type) -> MeasureRequest.Buffer.Contents {
    switch element {
    case .float(.bf16): .floats(bytes: 2, isBrain: true)
    case .float: .floats(bytes: (element.bitWidth ?? 32) / 8, isBrain: false)
    case .integer(width: 1, _): .booleans
    case .integer(width: 2, _), .integer(width: 4, _), .integer(width: 8, _): .noise
    default: .zeros
    }
  }

  /// The constant as the candidate wants it, of the same elements whatever the layout is.
  private func packedFile(
    _ constant: Program.Function.Constant, _ type: Program.BufferType, byteCount: Int, seed: UInt64
  ) throws(Diagnostic) -> String {
    if let known = state.withLock({ $0.packed[constant] }) { return known }
    guard let layout = constant.layout else { return "" }
    let perByte = type.element.elementsPerByte ?? 1
    let elementBytes = perByte > 1 ? 1 : max(1, (type.element.bitWidth ?? 8) / 8)
    let original = UnsafeMutableRawBufferPointer.allocate(
      byteCount: layout.original.reduce(elementBytes, *), alignment: 64)
    let packed = UnsafeMutableRawBufferPointer.allocate(byteCount: byteCount, alignment: 64)
    defer {
      original.deallocate()
      packed.deallocate()
    }
    RandomContents.fill(
      original, Self.contents(of: type.element),
      seed: RandomContents.seed(seed, ofBuffer: constant.input))
    layout.pack(UnsafeRawBufferPointer(original), into: packed, elementsPerByte: perByte)
    let number = state.withLock { $0.packed.count }
    let path = folder.appending(path: "\(task.key.name)-constant-\(number)-\(constant.input).bin")
      .path(percentEncoded: false)
    guard FileManager.default.createFile(atPath: path, contents: Data(packed)) else {
      throw .error("cannot write '\(path)'; is the disk full?")
    }
    state.withLock { $0.packed[constant] = path }
    return path
  }
}
