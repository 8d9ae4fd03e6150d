import FoundationEssentials
import Glibc

/// OpenSSL's test server with a fresh certificate for 127.0.0.1 that is its own authority.
package final class TLSServer {
  /// PEM.
  package let certificate: [UInt8]
  package let key: [UInt8]
  package let certificatePath: String
  package let port: Int
  private let directory: String
  private let output: UnsafeMutablePointer<FILE>
  private let process: pid_t

  struct Failure: Error { let reason: String }

  /// - Parameter asksForCertificate: only clients with a certificate of the same authority are served.
  package init(asksForCertificate: Bool = false) throws {
    directory = FileManager.default.temporaryDirectory.path + "/curl-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    certificatePath = directory + "/cert.pem"
    let client = asksForCertificate ? "-Verify 1 -verify_return_error -CAfile cert.pem" : ""
    // What is open in this process is not for the server: a listener would stay open with it.
    let script = """
      for f in /proc/self/fd/*; do f=${f##*/}; if [ $f -gt 2 ]; then eval "exec $f>&-"; fi; done
      cd '\(directory)' && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=test \
      -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out cert.pem 2>/dev/null && echo $$ && \
      exec openssl s_server -accept 127.0.0.1:0 -cert cert.pem -key key.pem -www \(client) 2>/dev/null
      """
    try Data(script.utf8).write(to: URL(filePath: directory + "/run"))
    // Of the shells only bash closes what has a number of two digits.
    let command = "exec bash -c \"$(cat '\(directory)/run')\""
    guard let output = popen(command, "r") else { throw Failure(reason: "no shell") }
    self.output = output
    guard let process = Self.line(output).flatMap({ Int32($0) }) else { throw Failure(reason: "no certificate") }
    self.process = process
    var port: Int?
    while port == nil {
      guard let line = Self.line(output) else { throw Failure(reason: "openssl s_server does not listen") }
      if line.hasPrefix("ACCEPT") { port = line.split(separator: ":").last.flatMap { Int($0) } }
    }
    self.port = port ?? 0
    certificate = Array(try Data(contentsOf: URL(filePath: certificatePath)))
    key = Array(try Data(contentsOf: URL(filePath: directory + "/key.pem")))
  }

  deinit {
    kill(process, SIGKILL)
    pclose(output)
    try? FileManager.default.removeItem(atPath: directory)
  }

  private static func line(_ file: UnsafeMutablePointer<FILE>) -> String? {
    var buffer = [CChar](repeating: 0, count: 1024)
    guard fgets(&buffer, Int32(buffer.count), file) != nil else { return nil }
    let bytes = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
