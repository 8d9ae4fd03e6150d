import ArgumentParser
import Glibc
import JSON

/// A file named on the command line; `-` is standard input.
struct TextFile {
  let name: String

  /// What messages call it.
  var label: String { name == "-" ? "standard input" : name }

  func bytes() throws -> [UInt8] {
    do throws(StreamError) {
      if name == "-" { return try Stream.input.readAll() }
      let stream = try open(O_RDONLY)
      defer { close(stream.descriptor) }
      return try stream.readAll()
    } catch {
      throw CommandFailure("\(label): \(error)")
    }
  }

  func text() throws -> String {
    guard let text = String(validating: try bytes(), as: UTF8.self) else {
      throw CommandFailure("\(label): not UTF-8 text")
    }
    return text
  }

  /// What the file's text holds.
  func json(_ text: String) throws -> JSONNode {
    do throws(JSONError) {
      return try JSONNode(reading: text)
    } catch {
      throw CommandFailure("\(label):\(error.line):\(error.column): \(error.message)")
    }
  }

  /// Replaces what the file holds.
  func write(_ text: String) throws {
    do throws(StreamError) {
      let stream = try open(O_WRONLY | O_TRUNC)
      defer { close(stream.descriptor) }
      try stream.write(text)
    } catch {
      throw CommandFailure("\(label): \(error)")
    }
  }

  private func open(_ flags: CInt) throws(StreamError) -> Stream {
    let descriptor = Glibc.open(name, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw StreamError(errno) }
    return Stream(descriptor: descriptor)
  }
}

/// What ends a command with 1: its message goes to standard error.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
