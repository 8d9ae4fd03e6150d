import Glibc

/// File actions of `posix_spawn` that glibc has but its Swift module hides, as GNU extensions.
enum SpawnExtensions {
  /// The child starts in a directory.
  static func changeDirectory(
    _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, _ path: String
  ) throws(LocalClusterError) {
    typealias Function =
      @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>) -> Int32
    let function = unsafeBitCast(try symbol("posix_spawn_file_actions_addchdir_np"), to: Function.self)
    _ = function(actions, path)
  }

  /// The child inherits no file from a number on.
  static func closeFiles(
    _ actions: UnsafeMutablePointer<posix_spawn_file_actions_t>, from first: Int32
  ) throws(LocalClusterError) {
    typealias Function = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
    let function = unsafeBitCast(try symbol("posix_spawn_file_actions_addclosefrom_np"), to: Function.self)
    _ = function(actions, first)
  }

  private static func symbol(_ name: String) throws(LocalClusterError) -> UnsafeMutableRawPointer {
    guard let program = dlopen(nil, RTLD_NOW), let symbol = dlsym(program, name) else {
      throw LocalClusterError(.process, "the C library lacks \(name) (glibc 2.34 has it)")
    }
    return symbol
  }
}
