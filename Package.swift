// swift-tools-version: 6.1
import PackageDescription

// A room of the house: one target, what it may import, and its tests. The order is the order of the layers: a room
// imports only rooms above it (docs/architecture.md).
struct Room {
  enum Kind { case system(pkgConfig: String, apt: String), library, executable }
  let name: String
  let kind: Kind
  let imports: [String]
  let products: [Target.Dependency]
  let tests: [String]?
}

func system(_ name: String, _ pkgConfig: String, apt: String) -> Room {
  Room(name: name, kind: .system(pkgConfig: pkgConfig, apt: apt), imports: [], products: [], tests: nil)
}

/// `tests`: what the room's tests import beside the room itself; `nil` where it has no tests of its own.
func room(
  _ name: String, _ imports: [String] = [], _ products: [Target.Dependency] = [], tests: [String]? = []
) -> Room {
  Room(name: name, kind: .library, imports: imports, products: products, tests: tests)
}

func executable(_ name: String, _ imports: [String]) -> Room {
  Room(name: name, kind: .executable, imports: imports, products: [arguments], tests: nil)
}

let nio: [Target.Dependency] = [
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
  .product(name: "NIOHTTP1", package: "swift-nio"),
]
let tls: [Target.Dependency] = [
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOPosix", package: "swift-nio"),
  .product(name: "NIOTLS", package: "swift-nio"),
  .product(name: "NIOSSL", package: "swift-nio-ssl"),
]
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let house: [Room] = [
  system("CCurl", "libcurl", apt: "libcurl4-openssl-dev"),
  system("COpenSSL", "openssl", apt: "libssl-dev"),
  system("CYAML", "yaml-0.1", apt: "libyaml-dev"),
  room("TestDoubles", tests: nil),
  room("JSON"),
  room("YAML", ["CYAML", "JSON"]),
  room("Logs", ["JSON"], [logging]),
  room("Metrics"),
  room("HTTP", ["JSON"]),
  room("Curl", ["CCurl", "HTTP"], tests: ["TestDoubles"]),
  room("TLS", [], tls, tests: ["TestDoubles"]),
  room("HTTPEdge", ["HTTP", "TLS"], nio + [logging], tests: ["TestDoubles"]),
  room("JOSE", ["COpenSSL", "JSON"]),
  room("Cedar", ["JSON"]),
  room("CedarLine", ["Cedar", "JSON"]),
  room("MCP", ["JSON"]),
  room("OAuth", ["JSON", "JOSE", "HTTP"]),
  room("Kubernetes", ["Curl", "HTTP", "JSON", "Metrics", "YAML"], [logging], tests: ["TestDoubles"]),
  room("Controllers", ["JSON", "Kubernetes", "Metrics"], [logging], tests: ["TestDoubles"]),
  room("Resources", ["Kubernetes", "JSON", "YAML"]),
  room("GatewayDocument", ["JOSE", "JSON", "YAML"]),
  room("Policy", ["Cedar", "MCP", "GatewayDocument", "JSON"]),
  room("AuthorizationServer", ["OAuth", "JOSE", "HTTP", "GatewayDocument"], [logging]),
  room("OutgoingAuthentication", ["OAuth", "JOSE", "HTTP", "GatewayDocument", "JSON"]),
  room(
    "Gateway",
    [
      "Policy", "AuthorizationServer", "OutgoingAuthentication", "JOSE", "MCP", "Kubernetes", "HTTPEdge", "TLS", "Curl",
    ],
    nio + [logging], tests: ["TestSupport", "TestDoubles"]),
  room(
    "Operator", ["Controllers", "Metrics", "Resources", "GatewayDocument", "Policy", "JOSE", "MCP", "Curl", "HTTP"],
    [logging], tests: ["LocalCluster", "TestDoubles"]),
  room(
    "Bridge", ["COpenSSL", "JSON", "HTTP", "JOSE", "MCP", "Kubernetes", "HTTPEdge", "Curl"], nio + [logging],
    tests: []),
  room("LocalCluster", ["JSON", "YAML", "HTTP", "HTTPEdge", "Curl", "Kubernetes"], nio + [logging]),
  room(
    "TestSupport", ["HTTP", "HTTPEdge", "JOSE", "MCP", "YAML", "Logs"],
    nio + [.product(name: "NIOSSL", package: "swift-nio-ssl"), logging]),
  executable("cedar", ["CedarLine", "Cedar", "JSON"]),
  executable("vmcp", ["Gateway", "Bridge", "Kubernetes", "Logs"]),
  executable("vmcp-operator", ["Operator", "HTTPEdge", "Kubernetes", "Logs", "Metrics"]),
  executable("vmcp-local", ["LocalCluster", "Logs"]),
  executable("vmcp-fakes", ["TestSupport"]),
]

for (index, room) in house.enumerated() {
  let above = house[..<index].map(\.name)
  precondition(room.imports.allSatisfy(above.contains), "\(room.name) imports a room that does not stand above it")
}

// VMCP_ONLY="Cedar Policy" builds and tests just those rooms and what they import.
let only = Context.environment["VMCP_ONLY"].map { Set($0.split(separator: " ").map(String.init)) }
let byName = Dictionary(uniqueKeysWithValues: house.map { ($0.name, $0) })

func closure(_ names: Set<String>) -> Set<String> {
  var seen: Set<String> = []
  var open = Array(names)
  while let next = open.popLast() {
    guard seen.insert(next).inserted, let found = byName[next] else { continue }
    open += found.imports + (names.contains(next) ? found.tests ?? [] : [])
  }
  return seen
}

let wanted = only.map(closure)
let rooms = house.filter { wanted?.contains($0.name) ?? true }
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6)]

let package = Package(
  name: "vmcp",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: rooms.flatMap { room -> [Target] in
    let dependencies = room.imports.map { Target.Dependency(stringLiteral: $0) } + room.products
    switch room.kind {
    case .system(let pkgConfig, let apt):
      return [.systemLibrary(name: room.name, pkgConfig: pkgConfig, providers: [.apt([apt])])]
    case .executable:
      return [.executableTarget(name: room.name, dependencies: dependencies, swiftSettings: settings)]
    case .library:
      let target = Target.target(
        name: room.name, dependencies: dependencies, swiftSettings: settings)
      guard let tests = room.tests, only?.contains(room.name) ?? true else { return [target] }
      let imports = Set([room.name] + room.imports + tests).sorted().map { Target.Dependency(stringLiteral: $0) }
      return [
        target,
        .testTarget(name: room.name + "Tests", dependencies: imports + room.products, swiftSettings: settings),
      ]
    }
  },
  swiftLanguageModes: [.v6]
)
