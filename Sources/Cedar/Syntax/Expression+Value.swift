extension Expression {
  /// The expression that builds a value. Members of sets and records stand in a fixed order.
  package init(_ value: Value, _ range: SourceRange = .none) {
    self.init(Self.node(value, range), range)
  }

  private static func node(_ value: Value, _ range: SourceRange) -> Node {
    switch value {
    case .bool, .long, .string, .entity: .literal(value)
    case .set(let members):
      .set(
        members.map { Expression($0, range) }.map { (key: CedarString($0.description), member: $0) }
          .sorted { $0.key < $1.key }.map(\.member))
    case .record(let record):
      .record(record.sorted { $0.key < $1.key }.map { ($0.key, Expression($0.value, range)) })
    case .decimal(let decimal): construct(.decimal, decimal.description, range)
    case .ip(let address): construct(.ip, address.description, range)
    case .duration(let duration): construct(.duration, duration.description, range)
    case .datetime(let instant):
      .call(
        .offset,
        [
          Expression(construct(.datetime, "1970-01-01", range), range),
          Expression(.duration(DurationValue(milliseconds: instant.milliseconds)), range),
        ])
    }
  }

  private static func construct(_ function: ExtensionFunction, _ text: String, _ range: SourceRange) -> Node {
    .call(function, [Expression(.literal(.string(text)), range)])
  }
}
