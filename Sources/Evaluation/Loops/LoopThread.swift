import Dialects
import IR

/// One thread of control: what it knows, and where it is.
///
/// Everything is data, so that a thread of a kernel can stop at a barrier and go on later.
struct LoopThread {
  /// A function that runs: its values, and the regions it is in.
  struct Activation {
    var values: [ValueID: LoopValue]
    var frames: [Frame] = []
    /// The call that its results go to; `nil` for the function that was asked for.
    var call: OperationID?
  }

  /// A block that runs.
  struct Frame {
    /// What is next; `nil` when the block has ended.
    var next: OperationID?
    var purpose: Purpose
  }

  /// What becomes of the values of the terminator.
  enum Purpose {
    /// The body of a function or of a kernel.
    case function
    /// They are the results of the operation.
    case branch(OperationID)
    /// They are carried to the next iteration.
    case loop(OperationID, counter: Int, end: Int, step: Int)
    /// They say whether to go on.
    case whileCondition(OperationID)
    case whileBody(OperationID)
    /// They are combined with those of the other iterations, of which the first is this one.
    case parallel(OperationID, points: ArraySlice<[Int]>, results: [LoopValue])
  }

  /// Where in a grid the thread is; everything is one thread elsewhere.
  struct Position {
    var block = [0, 0, 0]
    var thread = [0, 0, 0]
    var gridSize = [1, 1, 1]
    var blockSize = [1, 1, 1]

    /// The number of the thread in its block, x fastest.
    var linear: Int {
      thread[0] + blockSize[0] * (thread[1] + blockSize[1] * thread[2])
    }
  }

  /// Why a thread stopped.
  enum Stop {
    case finished([LoopValue])
    /// It waits for the other threads of its block, at this operation.
    case meeting(OperationID)
  }

  var activations: [Activation]
  var position = Position()

  /// The innermost function that runs.
  var current: Activation {
    get { activations[activations.count - 1] }
    set { activations[activations.count - 1] = newValue }
  }
}
