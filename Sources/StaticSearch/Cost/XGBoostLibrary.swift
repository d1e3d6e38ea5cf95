import Foundation
import Support

/// XGBoost's C library, loaded while the program runs: nothing needs it where nobody asks for it.
///
/// `pip download xgboost-cpu` has one in its wheel, `xgboost/lib/libxgboost.so`.
public final class XGBoostLibrary: Sendable {
  typealias Handle = UnsafeMutableRawPointer

  /// The functions that are called; each gives zero where all went well.
  struct Functions: Sendable {
    var matrix:
      @convention(c) (
        UnsafePointer<Float>?, UInt64, UInt64, Float, UnsafeMutablePointer<Handle?>
      ) -> Int32
    var freeMatrix: @convention(c) (Handle) -> Int32
    var booster:
      @convention(c) (UnsafePointer<Handle?>?, UInt64, UnsafeMutablePointer<Handle?>) -> Int32
    var freeBooster: @convention(c) (Handle) -> Int32
    var parameter: @convention(c) (Handle, UnsafePointer<CChar>, UnsafePointer<CChar>) -> Int32
    var train:
      @convention(c) (
        Handle, Handle, Int32, UnsafePointer<CChar>, UnsafePointer<CChar>
      ) -> Int32
    var predict:
      @convention(c) (
        Handle, Handle, UnsafePointer<CChar>, UnsafeMutablePointer<UnsafePointer<UInt64>?>,
        UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<UnsafePointer<Float>?>
      ) -> Int32
    var save:
      @convention(c) (
        Handle, UnsafePointer<CChar>, UnsafeMutablePointer<UInt64>,
        UnsafeMutablePointer<UnsafePointer<CChar>?>
      ) -> Int32
    var load: @convention(c) (Handle, UnsafeRawPointer, UInt64) -> Int32
    var lastError: @convention(c) () -> UnsafePointer<CChar>?
  }

  let functions: Functions

  /// Loads the library at `path`.
  ///
  /// - Throws: a diagnostic when there is none, or it lacks a function that is needed.
  public init(path: String) throws(Diagnostic) {
    guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      let reason = dlerror().map { String(cString: $0) } ?? "it cannot be loaded"
      throw .error(
        "cannot load XGBoost: \(reason); name its library, libxgboost.so, which the wheel "
          + "'xgboost-cpu' holds")
    }
    func find<Function>(_ name: String) throws(Diagnostic) -> Function {
      guard let address = dlsym(library, name) else {
        throw .error("'\(path)' is no XGBoost of version 2 or later: it has no '\(name)'")
      }
      return unsafeBitCast(address, to: Function.self)
    }
    functions = Functions(
      matrix: try find("XGDMatrixCreateFromMat"),
      freeMatrix: try find("XGDMatrixFree"),
      booster: try find("XGBoosterCreate"),
      freeBooster: try find("XGBoosterFree"),
      parameter: try find("XGBoosterSetParam"),
      train: try find("XGBoosterTrainOneIter"),
      predict: try find("XGBoosterPredictFromDMatrix"),
      save: try find("XGBoosterSaveModelToBuffer"),
      load: try find("XGBoosterLoadModelFromBuffer"),
      lastError: try find("XGBGetLastError"))
  }

  /// - Throws: a diagnostic with the library's own words where a call went wrong.
  func check(_ status: Int32) throws(Diagnostic) {
    guard status != 0 else { return }
    let words = functions.lastError().map { String(cString: $0) } ?? "an unknown error"
    throw .error("XGBoost: \(words.split(separator: "\n").first.map(String.init) ?? words)")
  }
}
