/// The schemas of the built-in kinds, as `SchemaNotation` reads them.
enum BuiltInSchemas {
  static let meta = """
    OwnerReference atomic { apiVersion! kind! name! uid! controller:bool blockOwnerDeletion:bool }
    ObjectMeta { name generateName namespace selfLink uid resourceVersion generation:int64 creationTimestamp:time deletionTimestamp:time deletionGracePeriodSeconds:int64 labels:{}string annotations:{}string ownerReferences:[uid]OwnerReference finalizers:[=]string managedFields:any clusterName }
    ObjectReference atomic { apiVersion kind namespace name uid resourceVersion fieldPath }
    Condition { type! status! reason message lastTransitionTime:time observedGeneration:int64 }

    """

  static let core = """
    NamespaceSpec { finalizers:[]string }
    NamespaceStatus { phase conditions:[type]Condition }
    Namespace { apiVersion kind metadata:ObjectMeta spec:NamespaceSpec status:NamespaceStatus }
    Secret { apiVersion kind metadata:ObjectMeta type=Opaque data:{}bytes stringData:{}string immutable:bool }
    ConfigMap { apiVersion kind metadata:ObjectMeta data:{}string binaryData:{}bytes immutable:bool }
    ServiceAccountSecret atomic { apiVersion kind namespace name uid resourceVersion fieldPath }
    ServiceAccount { apiVersion kind metadata:ObjectMeta secrets:[name]ServiceAccountSecret imagePullSecrets:[]LocalObjectReference automountServiceAccountToken:bool }
    ServicePort { name protocol:(TCP|UDP|SCTP)=TCP appProtocol port:int! targetPort:intstr nodePort:int }
    ServiceSpec { type:(ClusterIP|NodePort|LoadBalancer|ExternalName)=ClusterIP selector:{!}string ports:[port,protocol]ServicePort clusterIP clusterIPs:[]string externalIPs:[]string externalName sessionAffinity:(None|ClientIP)=None sessionAffinityConfig:any publishNotReadyAddresses:bool ipFamilies:[]string ipFamilyPolicy internalTrafficPolicy:(Cluster|Local)=Cluster externalTrafficPolicy loadBalancerIP loadBalancerClass loadBalancerSourceRanges:[]string allocateLoadBalancerNodePorts:bool healthCheckNodePort:int trafficDistribution }
    ServiceStatus { loadBalancer:any conditions:[type]Condition }
    Service { apiVersion kind metadata:ObjectMeta spec:ServiceSpec status:ServiceStatus={"loadBalancer":{}} }
    EventSource { component host }
    EventSeries { count:int lastObservedTime:time }
    Event { apiVersion kind metadata:ObjectMeta involvedObject:ObjectReference! reason message source:EventSource firstTimestamp:time lastTimestamp:time count:int type eventTime:time series:EventSeries action related:ObjectReference reportingComponent reportingInstance }
    Node { apiVersion kind metadata:ObjectMeta spec:any status:any }

    """

  static let access = """
    PolicyRule { apiGroups:[]string resources:[]string verbs:[]string! resourceNames:[]string nonResourceURLs:[]string }
    RoleRef atomic { apiGroup=rbac.authorization.k8s.io kind! name! }
    Subject atomic { kind! apiGroup name! namespace }
    Role { apiVersion kind metadata:ObjectMeta rules:[]PolicyRule }
    ClusterRole { apiVersion kind metadata:ObjectMeta rules:[]PolicyRule aggregationRule:any }
    RoleBinding { apiVersion kind metadata:ObjectMeta roleRef:RoleRef! subjects:[]Subject }
    LeaseSpec { holderIdentity leaseDurationSeconds:int acquireTime:time renewTime:time leaseTransitions:int strategy preferredHolder }
    Lease { apiVersion kind metadata:ObjectMeta spec:LeaseSpec }
    DisruptionBudgetSpec { minAvailable:intstr maxUnavailable:intstr selector:LabelSelector unhealthyPodEvictionPolicy }
    DisruptionBudget { apiVersion kind metadata:ObjectMeta spec:DisruptionBudgetSpec status:any }
    NetworkPolicySpec { podSelector:LabelSelector ingress:[]any egress:[]any policyTypes:[]string }
    NetworkPolicy { apiVersion kind metadata:ObjectMeta spec:NetworkPolicySpec }
    DefinitionNames { plural! singular shortNames:[]string kind! listKind categories:[]string }
    DefinitionSubresources { status:any scale:any }
    DefinitionColumn { name! type! format description priority:int jsonPath! }
    DefinitionSchema { openAPIV3Schema:any }
    DefinitionVersion { name! served:bool! storage:bool! deprecated:bool deprecationWarning schema:DefinitionSchema subresources:DefinitionSubresources additionalPrinterColumns:[]DefinitionColumn selectableFields:[]any }
    DefinitionConversion { strategy:(None|Webhook)=None webhook:any }
    DefinitionSpec { group! names:DefinitionNames! scope:(Namespaced|Cluster)! versions:[]DefinitionVersion! conversion:DefinitionConversion={"strategy":"None"} preserveUnknownFields:bool }
    DefinitionStatus { conditions:[type]Condition acceptedNames:DefinitionNames storedVersions:[]string }
    Definition { apiVersion kind metadata:ObjectMeta spec:DefinitionSpec! status:DefinitionStatus }
    Review { apiVersion kind metadata:ObjectMeta spec:any status:any }

    """

  static let notation = SchemaNotation(meta + pods + core + access)

  /// `metadata` of every object.
  static let objectMeta = notation.openAPI("ObjectMeta")
}
