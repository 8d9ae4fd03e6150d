import HTTP
import JSON
import Testing
import YAML

@testable import LocalCluster

/// What the tests of the cluster share.
enum Fixtures {
  static let start = 1_750_000_000

  static func state(historyLimit: Int = 5000) -> ClusterState {
    ClusterState(historyLimit: historyLimit, now: { start })
  }

  static func yaml(_ text: String) throws -> JSONValue { try YAMLDocuments.readOne(text) }

  static func widgetDefinition() throws -> JSONValue { try yaml(widgetDefinitionText) }

  /// A state that serves `widgets.example.com`.
  static func stateWithWidgets() throws -> ClusterState {
    var state = state()
    let target = try #require(state.target(.definitions, namespace: ""))
    _ = try state.create(try widgetDefinition(), at: target, WriteMode(fieldManager: "test"))
    return state
  }

  static let widgets = GroupResource("widgets", group: "example.com")

  static func widget(_ name: String, spec: JSONValue = ["size": 3]) -> JSONValue {
    [
      "apiVersion": "example.com/v1", "kind": "Widget", "metadata": ["name": .string(name), "namespace": "default"],
      "spec": spec,
    ]
  }

  static let widgetDefinitionText = """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata:
      name: widgets.example.com
    spec:
      group: example.com
      scope: Namespaced
      names:
        plural: widgets
        singular: widget
        kind: Widget
        shortNames: [wd]
        categories: [gadgets]
      versions:
        - name: v1
          served: true
          storage: true
          subresources: {status: {}}
          additionalPrinterColumns:
            - {name: Size, type: integer, jsonPath: .spec.size}
            - {name: Ready, type: string, jsonPath: '.status.conditions[?(@.type=="Ready")].status'}
            - {name: Age, type: date, jsonPath: .metadata.creationTimestamp}
          schema: &schema
            openAPIV3Schema:
              type: object
              properties:
                spec:
                  type: object
                  required: [size]
                  properties:
                    size: {type: integer, minimum: 1, maximum: 10}
                    color: {type: string, enum: [red, green], default: red}
                    name: {type: string, pattern: '^[a-z]+$', maxLength: 5}
                    tags: {type: array, items: {type: string}, x-kubernetes-list-type: set}
                    extra: {type: object, x-kubernetes-preserve-unknown-fields: true}
                    ports:
                      type: array
                      maxItems: 3
                      x-kubernetes-list-type: map
                      x-kubernetes-list-map-keys: [port]
                      items:
                        type: object
                        required: [port]
                        properties:
                          port: {type: integer}
                          protocol: {type: string, default: TCP}
                          note: {type: string}
                status:
                  type: object
                  properties:
                    phase: {type: string}
                    conditions:
                      type: array
                      x-kubernetes-list-type: map
                      x-kubernetes-list-map-keys: [type]
                      items:
                        type: object
                        required: [type, status]
                        properties:
                          type: {type: string}
                          status: {type: string}
                          reason: {type: string}
        - name: v1alpha1
          served: true
          storage: false
          deprecated: true
          deprecationWarning: example.com/v1alpha1 is deprecated; use v1
          subresources: {status: {}}
          schema: *schema
    """
}
