import JSON
import Resources

/// What a reference to certificate authorities must say.
enum CABundleRules {
  /// The name becomes a part of a volume's name, which has at most 63 characters.
  private static let longestName = 48

  static func problems(_ bundle: CABundleSource, at path: String) -> [JSONProblem] {
    guard let name = bundle.configMapRef?.name, !name.isEmpty else {
      return [JSONProblem(path: path + ".configMapRef.name", message: "is required")]
    }
    guard name.utf8.count > longestName else { return [] }
    return [
      JSONProblem(
        path: path + ".configMapRef.name",
        message: "has \(name.utf8.count) characters; at most \(longestName) are allowed")
    ]
  }
}
