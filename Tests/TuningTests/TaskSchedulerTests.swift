import Testing
import Tuning

@Suite struct TaskSchedulerTests {
  private func task(
    _ bestTimes: [Double], calls: Double = 1, operations: Double = 1000, tag: String = "a",
    isExhausted: Bool = false
  ) -> TaskScheduler.State {
    TaskScheduler.State(
      calls: calls, operations: operations, bestTimes: bestTimes, tag: tag,
      isExhausted: isExhausted)
  }

  @Test func eachHasItsTurnFirst() {
    let scheduler = TaskScheduler()
    #expect(scheduler.next([task([]), task([])]) == 0)
    #expect(scheduler.next([task([5]), task([])]) == 1)
    #expect(scheduler.next([task([], isExhausted: true), task([])]) == 1)
    #expect(scheduler.next([]) == nil)
    #expect(scheduler.next([task([5], isExhausted: true)]) == nil)
  }

  @Test func whatIsCalledMoreGoesFirst() {
    let scheduler = TaskScheduler()
    #expect(scheduler.next([task([10], tag: "a"), task([10], calls: 3, tag: "b")]) == 1)
    #expect(scheduler.next([task([10], tag: "a"), task([2], calls: 3, tag: "b")]) == 0)
  }

  @Test func whatStillGainsGoesOn() {
    let scheduler = TaskScheduler()
    let standing = task([10, 10, 10, 10, 10], tag: "a")
    let falling = task([40, 30, 20, 15, 10], tag: "b")
    #expect(scheduler.next([standing, falling]) == 1)
  }

  @Test func slopeIsThatOfThePaper() {
    // alpha 0.2 of (10 - 16) / 3, and 0.8 of 10 - 10 / 4 - 10; no similar task is faster.
    let slope = TaskScheduler().slope(of: 0, [task([16, 14, 12, 10])])
    #expect(abs(slope - (0.2 * -2 + 0.8 * -2.5)) < 1e-12)
  }

  @Test func similarTasksSayWhatCanBeHoped() {
    // The other one does 1000 operations in 1 ns: this one should need 2 at most, by a factor of 2.
    let slow = task([10, 10, 10, 10, 10], tag: "a")
    let fast = task([1, 1, 1, 1, 1], tag: "a")
    let slope = TaskScheduler().slope(of: 0, [slow, fast])
    #expect(abs(slope - 0.8 * (2 - 10)) < 1e-12)
    // One with another tag says nothing.
    let strange = task([1, 1, 1, 1, 1], tag: "b")
    #expect(TaskScheduler().slope(of: 0, [slow, strange]) > slope)
  }
}
