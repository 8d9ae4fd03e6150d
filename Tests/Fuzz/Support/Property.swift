/// Ends the run with a report when a property does not hold; the fuzzer keeps the input.
func require(_ holds: Bool, _ property: @autoclosure () -> String) {
  guard holds else { fatalError("property violated: \(property())") }
}

/// The fuzzer's bytes as text; `nil` when they are not UTF-8, which no reader of text is ever handed.
func text(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> String? {
  String(validating: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
}
