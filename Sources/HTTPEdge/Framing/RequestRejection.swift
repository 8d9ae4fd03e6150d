import HTTP

/// Why the edge answers a request itself, without its handler. The connection ends after it.
struct RequestRejection: Error, Hashable {
  let status: Int
  let reason: String

  var response: HTTPResponse { .text(reason + "\n", status: status) }
}
