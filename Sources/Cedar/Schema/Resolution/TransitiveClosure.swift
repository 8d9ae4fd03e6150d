/// What is reached from each node of a graph in one step or more.
struct TransitiveClosure<Node: Hashable> {
  private var nodes: [Node] = []
  private var edges: [[Int]] = []

  init(_ graph: [Node: Set<Node>]) {
    var places: [Node: Int] = [:]
    func place(_ node: Node) -> Int {
      if let place = places[node] { return place }
      places[node] = nodes.count
      nodes.append(node)
      edges.append([])
      return nodes.count - 1
    }
    for (node, targets) in graph {
      let source = place(node)
      edges[source] = targets.map(place)
    }
  }

  /// - Parameters:
  ///   - pairLimit: pairs in the closure.
  ///   - stepLimit: edges followed for it.
  /// - Returns: `nil` beyond the limits.
  func computed(pairLimit: Int = 1_000_000, stepLimit: Int = 20_000_000) -> [Node: Set<Node>]? {
    var result: [Node: Set<Node>] = [:]
    /// The last node from which each was reached.
    var marks = Array(repeating: -1, count: nodes.count)
    var pairs = 0
    var steps = 0
    for source in nodes.indices where !edges[source].isEmpty {
      var reached: [Int] = []
      var next = -1
      while next < reached.count {
        let place = next < 0 ? source : reached[next]
        next += 1
        steps += edges[place].count
        guard steps <= stepLimit else { return nil }
        for target in edges[place] where marks[target] != source {
          marks[target] = source
          reached.append(target)
        }
      }
      pairs += reached.count
      guard pairs <= pairLimit else { return nil }
      result[nodes[source]] = Set(reached.lazy.map { nodes[$0] })
    }
    return result
  }
}
