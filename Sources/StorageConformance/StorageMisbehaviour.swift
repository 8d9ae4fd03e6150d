/// A storage does not do what every storage must do.
package struct StorageMisbehaviour: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

func expect(_ isSo: Bool, file: StaticString = #fileID, line: Int = #line) throws {
  guard isSo else { throw StorageMisbehaviour("the expectation at \(file):\(line) does not hold") }
}
