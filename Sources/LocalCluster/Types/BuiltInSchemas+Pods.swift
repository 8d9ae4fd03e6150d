extension BuiltInSchemas {
  /// Pods, and what creates them.
  static let pods = """
    LocalObjectReference atomic { name }
    KeySelector atomic { name key! optional:bool }
    FieldRef atomic { apiVersion=v1 fieldPath! }
    ResourceFieldRef atomic { containerName resource! divisor:intstr }
    EnvSource { configMapKeyRef:KeySelector secretKeyRef:KeySelector fieldRef:FieldRef resourceFieldRef:ResourceFieldRef }
    EnvVar { name! value valueFrom:EnvSource }
    EnvFromRef { name optional:bool }
    EnvFrom { prefix configMapRef:EnvFromRef secretRef:EnvFromRef }
    ContainerPort { name containerPort:int! hostPort:int hostIP protocol:(TCP|UDP|SCTP)=TCP }
    HTTPHeader { name! value! }
    HTTPGet { path=/ port:intstr! host scheme:(HTTP|HTTPS)=HTTP httpHeaders:[]HTTPHeader }
    TCPSocket { port:intstr! host }
    GRPCProbe { port:int! service }
    Exec { command:[]string }
    Probe { httpGet:HTTPGet tcpSocket:TCPSocket exec:Exec grpc:GRPCProbe initialDelaySeconds:int timeoutSeconds:int=1 periodSeconds:int=10 successThreshold:int=1 failureThreshold:int=3 terminationGracePeriodSeconds:int64 }
    Claim { name! request }
    Resources { limits:{}intstr requests:{}intstr claims:[name]Claim }
    Capabilities { add:[]string drop:[]string }
    Seccomp { type! localhostProfile }
    SecurityContext { allowPrivilegeEscalation:bool capabilities:Capabilities privileged:bool procMount readOnlyRootFilesystem:bool runAsGroup:int64 runAsNonRoot:bool runAsUser:int64 seLinuxOptions:any seccompProfile:Seccomp appArmorProfile:any windowsOptions:any }
    PodSecurityContext { fsGroup:int64 fsGroupChangePolicy runAsGroup:int64 runAsNonRoot:bool runAsUser:int64 seLinuxOptions:any seccompProfile:Seccomp supplementalGroups:[]int64 supplementalGroupsPolicy sysctls:[]any appArmorProfile:any seLinuxChangePolicy windowsOptions:any }
    VolumeMount { name! mountPath! subPath subPathExpr readOnly:bool recursiveReadOnly mountPropagation }
    Container { name! image command:[]string args:[]string workingDir ports:[containerPort,protocol]ContainerPort env:[name]EnvVar envFrom:[]EnvFrom resources:Resources={} volumeMounts:[mountPath]VolumeMount volumeDevices:[]any livenessProbe:Probe readinessProbe:Probe startupProbe:Probe lifecycle:any terminationMessagePath=/dev/termination-log terminationMessagePolicy:(File|FallbackToLogsOnError)=File imagePullPolicy:(Always|Never|IfNotPresent)=IfNotPresent securityContext:SecurityContext stdin:bool stdinOnce:bool tty:bool resizePolicy:[]any restartPolicy }
    KeyToPath { key! path! mode:int }
    SecretVolume { secretName items:[]KeyToPath defaultMode:int=420 optional:bool }
    ConfigMapVolume { name items:[]KeyToPath defaultMode:int=420 optional:bool }
    EmptyDir { medium sizeLimit:intstr }
    Volume { name! secret:SecretVolume configMap:ConfigMapVolume emptyDir:EmptyDir projected:any downwardAPI:any hostPath:any persistentVolumeClaim:any csi:any nfs:any ephemeral:any image:any iscsi:any fc:any cephfs:any rbd:any glusterfs:any gitRepo:any azureDisk:any azureFile:any awsElasticBlockStore:any gcePersistentDisk:any vsphereVolume:any portworxVolume:any quobyte:any scaleIO:any storageos:any flexVolume:any flocker:any cinder:any photonPersistentDisk:any }
    Toleration { key operator value effect tolerationSeconds:int64 }
    HostAlias { ip! hostnames:[]string }
    PodSpec { containers:[name]Container! initContainers:[name]Container ephemeralContainers:[name]any volumes:[name]Volume restartPolicy:(Always|OnFailure|Never)=Always terminationGracePeriodSeconds:int64=30 activeDeadlineSeconds:int64 dnsPolicy=ClusterFirst dnsConfig:any nodeSelector:{!}string serviceAccountName serviceAccount automountServiceAccountToken:bool nodeName hostNetwork:bool hostPID:bool hostIPC:bool hostUsers:bool shareProcessNamespace:bool securityContext:PodSecurityContext={} imagePullSecrets:[name]LocalObjectReference hostname subdomain setHostnameAsFQDN:bool affinity:any schedulerName=default-scheduler tolerations:[]Toleration hostAliases:[ip]HostAlias priorityClassName priority:int readinessGates:[]any runtimeClassName enableServiceLinks:bool preemptionPolicy overhead:{}intstr topologySpreadConstraints:[topologyKey,whenUnsatisfiable]any schedulingGates:[name]any resourceClaims:[name]any os:any resources:Resources }
    PodCondition { type! status! reason message lastProbeTime:time lastTransitionTime:time observedGeneration:int64 }
    ContainerStatus { name! image imageID containerID ready:bool started:bool restartCount:int state:any lastState:any resources:any allocatedResources:any volumeMounts:[]any user:any }
    PodStatus open { phase conditions:[type]PodCondition containerStatuses:[]ContainerStatus initContainerStatuses:[]ContainerStatus podIP podIPs:[]any hostIP hostIPs:[]any startTime:time qosClass reason message nominatedNodeName }
    Pod { apiVersion kind metadata:ObjectMeta spec:PodSpec! status:PodStatus }
    PodTemplate { metadata:ObjectMeta spec:PodSpec }
    LabelRequirement { key! operator! values:[]string }
    LabelSelector atomic { matchLabels:{}string matchExpressions:[]LabelRequirement }
    RollingUpdate { maxUnavailable:intstr maxSurge:intstr }
    DeploymentStrategy { type:(Recreate|RollingUpdate)=RollingUpdate rollingUpdate:RollingUpdate }
    DeploymentSpec { replicas:int=1 selector:LabelSelector! template:PodTemplate! strategy:DeploymentStrategy={"type":"RollingUpdate"} minReadySeconds:int revisionHistoryLimit:int=10 paused:bool progressDeadlineSeconds:int=600 }
    DeploymentCondition { type! status! reason message lastUpdateTime:time lastTransitionTime:time }
    DeploymentStatus { observedGeneration:int64 replicas:int updatedReplicas:int readyReplicas:int availableReplicas:int unavailableReplicas:int terminatingReplicas:int collisionCount:int conditions:[type]DeploymentCondition }
    Deployment { apiVersion kind metadata:ObjectMeta spec:DeploymentSpec! status:DeploymentStatus }
    StatefulSetSpec { replicas:int=1 serviceName selector:LabelSelector! template:PodTemplate! podManagementPolicy:(OrderedReady|Parallel)=OrderedReady updateStrategy:any={"type":"RollingUpdate","rollingUpdate":{"partition":0}} volumeClaimTemplates:[]any minReadySeconds:int revisionHistoryLimit:int=10 persistentVolumeClaimRetentionPolicy:any ordinals:any }
    StatefulSetStatus { observedGeneration:int64 replicas:int readyReplicas:int availableReplicas:int currentReplicas:int updatedReplicas:int currentRevision updateRevision collisionCount:int conditions:[type]Condition }
    StatefulSet { apiVersion kind metadata:ObjectMeta spec:StatefulSetSpec! status:StatefulSetStatus }
    ReplicaSetSpec { replicas:int=1 minReadySeconds:int selector:LabelSelector! template:PodTemplate }
    ReplicaSet { apiVersion kind metadata:ObjectMeta spec:ReplicaSetSpec status:any }

    """
}
