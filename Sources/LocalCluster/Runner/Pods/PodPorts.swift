import JSON

/// The loopback ports that stand for the ports of a pod, kept in an annotation of it so that people can see them.
enum PodPorts {
  static let annotation = "localcluster/ports"

  /// `8080=41234,9090=41235`
  static func text(_ ports: [Int: Int]) -> String {
    ports.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
  }

  static func ports(_ pod: JSONValue) -> [Int: Int] {
    var ports: [Int: Int] = [:]
    for pair in (pod.annotations[annotation] ?? "").split(separator: ",") {
      let sides = pair.split(separator: "=").compactMap { Int($0) }
      if sides.count == 2 { ports[sides[0]] = sides[1] }
    }
    return ports
  }
}

extension PodPorts {
  /// Chooses the loopback ports of a new pod.
  /// - Throws: code `port`.
  static func assign(to pod: inout JSONValue, _ images: ImageCatalog) throws(LocalClusterError) {
    let numbers = PodPlanner.portNumbers(pod, images)
    let free = try LoopbackAddress.freePorts(numbers.count)
    var annotations = pod.metadata?["annotations"] ?? [:]
    annotations[annotation] = .string(text(Dictionary(zip(numbers, free)) { first, _ in first }))
    pod.setMetadata("annotations", annotations)
  }
}
