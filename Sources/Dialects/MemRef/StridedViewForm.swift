import IR

/// What the forms of strided views have in common.
enum StridedViewForm {
  static var directives: [String: FormDirective] {
    [
      "Offsets": .indices("offsets", "static_offsets"),
      "Sizes": .indices("sizes", "static_sizes"),
      "Strides": .indices("strides", "static_strides"),
    ]
  }
}
