import ArgumentParser

/// Refuses an empty name for a file or a folder.
///
/// - Throws: what says that `option` needs one.
func requireName(_ path: String?, _ option: String) throws(ValidationError) {
  if path == "" { throw ValidationError("\(option) is empty; give a name") }
}
