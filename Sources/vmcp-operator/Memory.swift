#if canImport(Glibc)
  import Glibc
#endif

/// How the process deals with memory.
enum Memory {
  /// glibc gives each thread a heap of its own and keeps what was freed: a list that was read once at the start would stay
  /// resident for good. Two heaps are enough for so few threads, and what is free at the end of a heap goes back.
  static func keepSmall() {
    #if canImport(Glibc)
      typealias Function = @convention(c) (Int32, Int32) -> Int32
      guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "mallopt") else { return }
      let mallopt = unsafeBitCast(symbol, to: Function.self)
      // M_ARENA_MAX, M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of malloc.h, which Swift does not import.
      for (option, value) in [(-8, 2), (-1, 256 << 10), (-3, 256 << 10)] { _ = mallopt(Int32(option), Int32(value)) }
    #endif
  }

  /// Gives back all that is free, now and then; returns when the task is cancelled.
  static func giveBack(every interval: Duration) async {
    #if canImport(Glibc)
      typealias Function = @convention(c) (Int) -> Int32
      guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "malloc_trim") else { return }
      let trim = unsafeBitCast(symbol, to: Function.self)
      while (try? await Task.sleep(for: interval)) != nil { _ = trim(0) }
    #endif
  }
}
