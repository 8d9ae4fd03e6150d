/// The Prometheus text format, version 0.0.4.
package enum MetricText {
  package static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  static func write(
    _ name: String, help: String, type: MetricType, labels: [String], _ series: [MetricSeries], to text: inout String
  ) {
    guard !series.isEmpty else { return }
    text += "# HELP \(name) \(escaped(help, quotes: false))\n# TYPE \(name) \(type.rawValue)\n"
    for one in series {
      for sample in one.samples {
        var pairs = zip(labels, one.values).map { "\($0)=\"\(escaped($1, quotes: true))\"" }
        if let extra = sample.extra { pairs.append("\(extra.name)=\"\(extra.value)\"") }
        let place = pairs.isEmpty ? "" : "{" + pairs.joined(separator: ",") + "}"
        text += name + sample.suffix + place + " " + number(sample.value) + "\n"
      }
    }
  }

  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    return value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : "\(value)"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\"" where quotes: result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
