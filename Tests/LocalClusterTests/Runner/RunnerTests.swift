import Curl
import Glibc
import JSON
import Testing

@testable import LocalCluster

/// Deployments as real processes. The programs are the shell and Perl, which every Debian has.
@Suite("Running Deployments")
struct RunnerTests {
  private static let server = """
    use IO::Socket::INET; $| = 1; $SIG{TERM} = sub { print "bye\\n"; exit 0 };
    my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => $ARGV[0], Listen => 5, ReuseAddr => 1) or die;
    print "listening\\n";
    while (my $c = $s->accept) {
      while (my $l = <$c>) { last if $l =~ /^\\r?\\n/ }
      my $b = join(",", $ENV{GREETING}, $ENV{SECRET}, @ARGV[1..$#ARGV]);
      print $c "HTTP/1.1 200 OK\\r\\nContent-Length: " . length($b) . "\\r\\nConnection: close\\r\\n\\r\\n" . $b; close $c;
    }
    """

  private static let images = ImageCatalog([
    mapping("example/web", ["perl", "-e", server, "{port:http}"]),
    mapping("example/crash", ["sh", "-c", "echo boom; exit 3"]),
    mapping("example/family", ["sh", "-c", "sleep 1000 & echo child $!; wait"]),
    mapping("example/deaf", ["sh", "-c", "trap '' TERM; echo deaf; while true; do sleep 0.05; done"]),
    mapping("example/stdio", ["sh", "-c", "while read -r line; do echo \"got $line\"; done"]),
    mapping(
      "example/peer",
      [
        "sh", "-c",
        "echo hello >\"$LOCALCLUSTER_STDIO/stdio.in\"; head -n 1 \"$LOCALCLUSTER_STDIO/stdio.out\"; exec sleep 1000",
      ]),
    mapping("example/environment", ["sh", "-c", "env; cat \"$KUBECONFIG\"; exec sleep 1000"]),
  ])

  private static func mapping(_ image: String, _ command: [String]) -> ImageMapping {
    var mapping = ImageMapping()
    mapping.image = image
    mapping.command = command
    return mapping
  }

  private static func deployment(_ image: String, replicas: Int = 1, _ container: JSONValue = [:]) -> JSONValue {
    var container = container
    container["name"] = "c"
    container["image"] = .string(image)
    return [
      "apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": "web"],
      "spec": [
        "replicas": .int(replicas), "selector": ["matchLabels": ["app": "web"]],
        "template": ["metadata": ["labels": ["app": "web"]], "spec": ["containers": [container]]],
      ],
    ]
  }

  private static let web: JSONValue = [
    "ports": [["name": "http", "containerPort": 8080]],
    "readinessProbe": ["httpGet": ["path": "/health", "port": "http"]], "args": ["$(GREETING)!"],
    "env": [
      ["name": "GREETING", "value": "hello"],
      ["name": "SECRET", "valueFrom": ["secretKeyRef": ["name": "s", "key": "k"]]],
    ],
  ]

  private static let service: JSONValue = [
    "apiVersion": "v1", "kind": "Service", "metadata": ["name": "web"],
    "spec": ["selector": ["app": "web"], "ports": [["port": 80, "targetPort": "http"]]],
  ]

  private static let secret: JSONValue = [
    "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s"], "stringData": ["k": "quiet"],
  ]

  private func available(_ cluster: TestCluster, _ count: Int) async throws {
    try await cluster.wait([.deployments, .pods], "\(count) replicas are available") { state in
      let status = state.store.objects(.deployments).first?["status"]
      return status?["availableReplicas"]?.intValue == count && status?["updatedReplicas"]?.intValue == count
        && status?["replicas"]?.intValue == count
    }
  }

  private func body(_ port: Int) async throws -> String {
    var request = CurlRequest("GET", "http://127.0.0.1:\(port)/")
    request.proxy = .none
    request.timeout = .seconds(5)
    return String(decoding: try await CurlClient().send(request).body, as: UTF8.self)
  }

  private func log(_ cluster: TestCluster, _ pod: JSONValue, isPrevious: Bool = false) async throws -> String {
    let files = PodLogFiles(directory: cluster.directory + "/pods")
    let options = PodLogOptions(tailLines: nil, follows: false, isPrevious: isPrevious)
    guard case .bytes(let bytes) = await files.log(uid: pod.uid, container: "c", options) else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Waits for a line in a pod's log.
  private func line(_ cluster: TestCluster, _ pod: JSONValue, containing text: String) async throws -> String {
    let files = PodLogFiles(directory: cluster.directory + "/pods")
    let options = PodLogOptions(tailLines: nil, follows: true, isPrevious: false)
    guard case .stream(let stream) = try #require(await files.log(uid: pod.uid, container: "c", options)) else {
      return ""
    }
    var seen = ""
    for await bytes in stream {
      seen += String(decoding: bytes, as: UTF8.self)
      if let line = seen.split(separator: "\n").first(where: { $0.contains(text) }) { return String(line) }
    }
    return seen
  }

  @Test("a Deployment becomes ready, and its Service and an exposed port reach it", .timeLimit(.minutes(1)))
  func serves() async throws {
    let exposed = try #require(ExposedPort(reading: "default/web:80=0"))
    try await TestCluster.run(images: Self.images, exposed: [exposed]) { cluster in
      try cluster.create(Self.secret, .secrets)
      try cluster.create(Self.service, .services)
      try cluster.create(Self.deployment("example/web:1", replicas: 2, Self.web), .deployments)
      try await available(cluster, 2)
      let port = try #require(
        await cluster.cluster.localPort(ServicePort(namespace: "default", service: "web", number: 80)))
      #expect(try await body(port) == "hello,quiet,hello!")
      #expect(try await body(try #require(await cluster.cluster.exposedPorts.first)) == "hello,quiet,hello!")
      let map = try JSONValue(reading: Kubectl.read(cluster.directory + "/services/default.json"))
      #expect(map["web.default.svc.cluster.local:80"] == .string("127.0.0.1:\(port)"))
      #expect(cluster.objects(.pods).allSatisfy { $0["status"]?["phase"] == "Running" })
    }
  }

  @Test("a new template replaces the pods while the Service goes on answering", .timeLimit(.minutes(1)))
  func rolls() async throws {
    try await TestCluster.run(images: Self.images) { cluster in
      try cluster.create(Self.secret, .secrets)
      try cluster.create(Self.service, .services)
      try cluster.create(Self.deployment("example/web:1", Self.web), .deployments)
      try await available(cluster, 1)
      let first = try #require(cluster.objects(.pods).first)
      let port = try #require(
        await cluster.cluster.localPort(ServicePort(namespace: "default", service: "web", number: 80)))
      let changed = Self.deployment("example/web:2", Self.web)
      try cluster.patch(.deployments, "web", ["spec": ["template": changed["spec"]?["template"] ?? [:]]])
      try await cluster.wait([.pods, .deployments], "the first pod has been replaced") { state in
        let pods = state.store.objects(.pods)
        return pods.count == 1 && pods.allSatisfy { $0.uid != first.uid && PodStatus.isReady($0) }
      }
      #expect(try await body(port) == "hello,quiet,hello!")
      #expect(try await log(cluster, first).hasSuffix("bye\n"))
    }
  }

  @Test("a container that ends is started again and says CrashLoopBackOff", .timeLimit(.minutes(1)))
  func crashes() async throws {
    try await TestCluster.run(images: Self.images) { cluster in
      try cluster.create(Self.deployment("example/crash"), .deployments)
      try await cluster.wait([.pods], "the container has been restarted") { state in
        let status = state.store.objects(.pods).first?["status"]?["containerStatuses"]?[0]
        return status?["restartCount"]?.intValue ?? 0 >= 2
          && status?["state"]?["waiting"]?["reason"] == "CrashLoopBackOff"
          && status?["lastState"]?["terminated"]?["exitCode"] == 3
      }
      let pod = try #require(cluster.objects(.pods).first)
      #expect(try await log(cluster, pod, isPrevious: true) == "boom\n")
    }
  }

  @Test(
    "a StatefulSet's pod has its name, and its other containers reach the one that reads its input",
    .timeLimit(.minutes(1)))
  func statefulSet() async throws {
    try await TestCluster.run(images: Self.images) { cluster in
      var set = Self.deployment("example/peer:1")
      set["kind"] = "StatefulSet"
      let reader: JSONValue = ["name": "stdio", "image": "example/stdio:1", "stdin": true]
      set["spec"]?["template"]?["spec"]?["containers"] = [reader, ["name": "c", "image": "example/peer:1"]]
      set["spec"]?["serviceName"] = "web"
      try cluster.create(set, .statefulSets)
      try await cluster.wait([.statefulSets, .pods], "it is available") { state in
        state.store.objects(.statefulSets).first?["status"]?["availableReplicas"] == 1
      }
      let pod = try #require(cluster.objects(.pods).first)
      #expect(pod.objectName == "web-0")
      #expect(try await line(cluster, pod, containing: "got") == "got hello")
    }
  }

  @Test("a pod that cannot be started says why, and starts when that has been mended", .timeLimit(.minutes(1)))
  func waitsForSecret() async throws {
    try await TestCluster.run(images: Self.images) { cluster in
      try cluster.create(Self.deployment("example/web:1", Self.web), .deployments)
      try await cluster.wait([.pods], "the pod says what it lacks") { state in
        let waiting = state.store.objects(.pods).first?["status"]?["containerStatuses"]?[0]?["state"]?["waiting"]
        return waiting?["reason"] == "CreateContainerConfigError" && waiting?["message"] == #"secret "s" not found"#
      }
      try cluster.create(Self.secret, .secrets)
      try await available(cluster, 1)
    }
  }

  @Test("a deleted Deployment takes its processes and files with it", .timeLimit(.minutes(1)))
  func deletion() async throws {
    try await TestCluster.run(images: Self.images) { cluster in
      try cluster.create(Self.deployment("example/family"), .deployments)
      try await available(cluster, 1)
      let pod = try #require(cluster.objects(.pods).first)
      let child = try #require(
        pid_t(try await line(cluster, pod, containing: "child").dropFirst("child ".count)))
      #expect(kill(child, 0) == 0)
      try cluster.delete(.deployments, "web")
      try await cluster.wait([.pods], "the pod is gone") { $0.store.objects(.pods).isEmpty }
      #expect(access(cluster.directory + "/pods/" + pod.uid, F_OK) != 0)
      try await Self.isGone(child)
    }
  }

  @Test("the end of the cluster ends every process, also what a process has started", .timeLimit(.minutes(1)))
  func end() async throws {
    var child: pid_t = 0
    try await TestCluster.run(images: Self.images) { cluster in
      try cluster.create(Self.deployment("example/family"), .deployments)
      try await available(cluster, 1)
      let pod = try #require(cluster.objects(.pods).first)
      child = try #require(pid_t(try await line(cluster, pod, containing: "child").dropFirst("child ".count)))
    }
    #expect(child > 0)
    try await Self.isGone(child)
  }

  @Test("a process that does not hear SIGTERM is killed after the grace period", .timeLimit(.minutes(1)))
  func killed() async throws {
    try await TestCluster.run(images: Self.images) { cluster in
      var deployment = Self.deployment("example/deaf")
      deployment["spec"]?["template"]?["spec"]?["terminationGracePeriodSeconds"] = 1
      try cluster.create(deployment, .deployments)
      try await available(cluster, 1)
      let pod = try #require(cluster.objects(.pods).first)
      _ = try await line(cluster, pod, containing: "deaf")
      try cluster.delete(.deployments, "web")
      try await cluster.wait([.pods], "the pod is gone") { $0.store.objects(.pods).isEmpty }
    }
  }

  @Test("a process has its service account's kubeconfig and nothing of ours", .timeLimit(.minutes(1)))
  func environment() async throws {
    setenv("LOCALCLUSTER_TEST_SECRET", "ours", 1)
    try await TestCluster.run(images: Self.images) { cluster in
      try cluster.create(Self.deployment("example/environment"), .deployments)
      try await available(cluster, 1)
      let pod = try #require(cluster.objects(.pods).first)
      _ = try await line(cluster, pod, containing: "\"token\"")
      let text = try await log(cluster, pod)
      #expect(text.contains("LOCALCLUSTER_SERVICES=\(cluster.directory)/services/default.json"))
      #expect(!text.contains("LOCALCLUSTER_TEST_SECRET"))
      #expect(!text.contains(cluster.cluster.keys.secretPath))
      #expect(!text.contains(cluster.cluster.keys.administratorToken))
    }
  }

  /// A killed process that is nobody's child any more is taken away by init at some moment.
  private static func isGone(_ pid: pid_t) async throws {
    let limit = ContinuousClock.now + .seconds(5)
    while kill(pid, 0) == 0, !isZombie(pid) {
      try #require(ContinuousClock.now < limit, "process \(pid) is still there")
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  private static func isZombie(_ pid: pid_t) -> Bool {
    Kubectl.read("/proc/\(pid)/stat").split(separator: ")").last?.hasPrefix(" Z") ?? true
  }
}
