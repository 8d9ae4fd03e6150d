import Glibc

/// The variables of this process that every process of a pod gets. The rest is nobody's business there.
enum InheritedEnvironment {
  private static let names = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "SWIFT_BACKTRACE"]

  static func variables() -> [(name: String, value: String)] {
    names.compactMap { name in getenv(name).map { (name, String(cString: $0)) } }
  }
}
