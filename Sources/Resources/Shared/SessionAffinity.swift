import JSON

/// Whether a Service sends a client always to the same pod.
package enum SessionAffinity: String, JSONEnumeration {
  case clientIP = "ClientIP"
  case none = "None"
}
