/// What a Linux process has used, out of the texts of `/proc/self` (proc(5)).
package struct ProcessUsage: Sendable, Equatable {
  package var cpuSeconds = 0.0
  package var residentBytes = 0.0
  package var virtualBytes = 0.0
  /// Unix time.
  package var startTime = 0.0
  package var threads = 0.0

  /// - Parameters:
  ///   - stat: `/proc/self/stat`.
  ///   - bootTime: `btime` of `/proc/stat`, Unix time.
  /// - Returns: `nil` where the text is not what it should be.
  init?(stat: String, bootTime: Double, ticksPerSecond: Double, pageSize: Double) {
    // The second field is the program's name in parentheses, which may hold anything.
    guard let end = stat.lastIndex(of: ")"), ticksPerSecond > 0 else { return nil }
    let fields = stat[stat.index(after: end)...].split { $0 == " " || $0 == "\n" }.map { Double($0) }
    // Field 3, the state, comes first here.
    func field(_ number: Int) -> Double? { fields.indices.contains(number - 3) ? fields[number - 3] : nil }
    guard let user = field(14), let system = field(15), let threads = field(20), let start = field(22),
      let size = field(23), let pages = field(24)
    else { return nil }
    cpuSeconds = (user + system) / ticksPerSecond
    self.threads = threads
    startTime = bootTime + start / ticksPerSecond
    virtualBytes = size
    residentBytes = pages * pageSize
  }

  static func bootTime(_ stat: String) -> Double? {
    stat.split(separator: "\n").first { $0.hasPrefix("btime ") }.flatMap { Double($0.dropFirst(6)) }
  }
}
