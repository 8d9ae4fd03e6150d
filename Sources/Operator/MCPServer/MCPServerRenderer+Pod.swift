import JSON
import Kubernetes
import Resources

extension MCPServerRenderer {
  /// What every pod of a server has.
  var pod: JSONValue {
    let folders: [JSONValue] = (spec.volumes ?? []).map {
      ["name": .string($0.name), "hostPath": ["path": .string($0.hostPath)]]
    }
    var pod: JSONValue = [
      "automountServiceAccountToken": .bool(spec.serviceAccount != nil),
      "securityContext": SecurityContexts.pod,
      "terminationGracePeriodSeconds": 30,
      "containers": [container],
      "volumes": .array([["name": "tmp", "emptyDir": [:]]] + folders),
    ]
    if let account = spec.serviceAccount { pod["serviceAccountName"] = .string(account) }
    if let secrets = spec.resourceOverrides?.proxyDeployment?.imagePullSecrets, !secrets.isEmpty {
      pod["imagePullSecrets"] = secrets.json
    }
    return pod
  }

  private var container: JSONValue {
    let folders: [JSONValue] = (spec.volumes ?? []).map {
      var mount: JSONValue = ["name": .string($0.name), "mountPath": .string($0.mountPath)]
      if $0.readOnly { mount["readOnly"] = true }
      return mount
    }
    var container: JSONValue = [
      "name": "mcp",
      "image": .string(spec.image),
      "env": .array(environment),
      "securityContext": SecurityContexts.container,
      "volumeMounts": .array([["name": "tmp", "mountPath": "/tmp"]] + folders),
    ]
    if spec.transport == .stdio {
      container["stdin"] = true
    } else {
      container["ports"] = [["name": "http", "containerPort": .int(port), "protocol": "TCP"]]
      container["readinessProbe"] = ["tcpSocket": ["port": "http"], "periodSeconds": 5]
    }
    if let arguments = spec.args, !arguments.isEmpty { container["args"] = arguments.json }
    if let resources = spec.resources { container["resources"] = resources.json }
    return container
  }

  /// What servers are commonly told their transport by, then what the object says.
  private var environment: [JSONValue] {
    let own = Set((spec.env ?? []).map(\.name) + (spec.secrets ?? []).map { $0.targetEnvName ?? $0.key })
    var told = [("MCP_TRANSPORT", spec.transport.rawValue)]
    if spec.transport != .stdio {
      told += [("MCP_HOST", "0.0.0.0"), ("MCP_PORT", "\(port)"), ("FASTMCP_PORT", "\(port)")]
    }
    let transport: [JSONValue] = told.filter { !own.contains($0.0) }.map {
      ["name": .string($0.0), "value": .string($0.1)]
    }
    let plain = (spec.env ?? []).map(\.json)
    let secret: [JSONValue] = (spec.secrets ?? []).map {
      [
        "name": .string($0.targetEnvName ?? $0.key),
        "valueFrom": ["secretKeyRef": ["name": .string($0.name), "key": .string($0.key)]],
      ]
    }
    return transport + plain + secret
  }
}
