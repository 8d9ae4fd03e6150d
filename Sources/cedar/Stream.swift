import Glibc

/// An open file, or one of the standard streams, as bytes.
struct Stream {
  static let input = Stream(descriptor: STDIN_FILENO)
  static let output = Stream(descriptor: STDOUT_FILENO)
  static let error = Stream(descriptor: STDERR_FILENO)

  let descriptor: CInt

  /// The next bytes, as they come; `nil` at the end.
  func read() throws(StreamError) -> [UInt8]? {
    while true {
      var got = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        count = max(got, 0)
      }
      if got >= 0 { return bytes.isEmpty ? nil : bytes }
      guard errno == EINTR else { throw StreamError(errno) }
    }
  }

  /// Everything up to the end.
  func readAll() throws(StreamError) -> [UInt8] {
    var all: [UInt8] = []
    while let bytes = try read() { all += bytes }
    return all
  }

  func write(_ bytes: [UInt8]) throws(StreamError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let put = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard put >= 0 || errno == EINTR else { throw StreamError(errno) }
      rest = rest.dropFirst(max(put, 0))
    }
  }

  func write(_ text: String) throws(StreamError) { try write(Array(text.utf8)) }
}

/// Why a stream cannot be read or written, in the system's words.
struct StreamError: Error, CustomStringConvertible {
  let description: String

  init(_ code: CInt) { description = String(cString: strerror(code)) }
}
