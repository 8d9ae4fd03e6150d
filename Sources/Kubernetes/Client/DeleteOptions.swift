import JSON

/// How an object is deleted.
package struct DeleteOptions: Sendable, Hashable {
  package enum Propagation: String, Sendable {
    /// Dependents go afterwards.
    case background = "Background"
    /// Dependents go first.
    case foreground = "Foreground"
    /// Dependents stay.
    case orphan = "Orphan"
  }

  package var propagation = Propagation.background
  /// Only the object with this UID, not a namesake created since.
  package var uid: String?
  /// Only this version of the object.
  package var resourceVersion: String?
  package var gracePeriodSeconds: Int?

  package init(propagation: Propagation = .background, uid: String? = nil, resourceVersion: String? = nil) {
    self.propagation = propagation
    self.uid = uid
    self.resourceVersion = resourceVersion
  }

  var json: JSONValue {
    var json: JSONValue = [
      "apiVersion": "v1", "kind": "DeleteOptions", "propagationPolicy": .string(propagation.rawValue),
    ]
    json["gracePeriodSeconds"] = gracePeriodSeconds.map { .int($0) }
    if uid != nil || resourceVersion != nil {
      var preconditions: JSONValue = [:]
      preconditions["uid"] = uid.map { .string($0) }
      preconditions["resourceVersion"] = resourceVersion.map { .string($0) }
      json["preconditions"] = preconditions
    }
    return json
  }
}
