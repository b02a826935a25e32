/**
 * What pods are made of, with the fields that renderers use and no others.
 * https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/
 */
import type { Annotations, IntOrString, LabelSelector, Labels } from './kubernetes-types.ts'

/** Labels and annotations of pods, which have no name of their own. */
export type TemplateMeta = { readonly labels: Labels; readonly annotations?: Annotations }

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables */
export type EnvVar =
  | { readonly name: string; readonly value: string }
  | {
      readonly name: string
      readonly valueFrom:
        | { readonly fieldRef: { readonly fieldPath: string } }
        | { readonly resourceFieldRef: { readonly resource: string } }
        | { readonly configMapKeyRef: { readonly name: string; readonly key: string } }
        | { readonly secretKeyRef: { readonly name: string; readonly key: string; readonly optional?: boolean } }
    }

/** Where a container sees a volume as files. */
export type VolumeMount = { readonly name: string; readonly mountPath: string; readonly subPath?: string; readonly readOnly?: boolean }
/** Where a container sees a volume as a block device. */
export type VolumeDevice = { readonly name: string; readonly devicePath: string }
/** A key of a ConfigMap or Secret, and the file that it becomes. */
export type KeyToPath = { readonly key: string; readonly path: string; readonly mode?: number }

/** One of several things that share a volume. https://kubernetes.io/docs/concepts/storage/projected-volumes/ */
export type ProjectedSource =
  | { readonly secret: { readonly name: string; readonly items: readonly KeyToPath[]; readonly optional?: boolean } }
  | { readonly configMap: { readonly name: string; readonly items: readonly KeyToPath[] } }

/** https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/ */
export type Volume = { readonly name: string } & (
  | { readonly emptyDir: { readonly sizeLimit: string; readonly medium?: 'Memory' } }
  | { readonly persistentVolumeClaim: { readonly claimName: string } }
  | { readonly hostPath: { readonly path: string; readonly type?: string } }
  | { readonly nfs: { readonly server: string; readonly path: string } }
  | {
      readonly configMap: {
        readonly name: string
        readonly items?: readonly KeyToPath[]
        readonly defaultMode: number
        readonly optional?: boolean
      }
    }
  | {
      readonly secret: {
        readonly secretName: string
        readonly items?: readonly KeyToPath[]
        readonly defaultMode: number
        readonly optional?: boolean
      }
    }
  | { readonly projected: { readonly defaultMode: number; readonly sources: readonly ProjectedSource[] } }
)

/** How a probe asks: one of four ways. */
export type ProbeHandler =
  | {
      readonly httpGet: {
        readonly path: string
        readonly port: IntOrString
        readonly scheme?: 'HTTPS'
        readonly httpHeaders?: readonly { readonly name: string; readonly value: string }[]
      }
    }
  | { readonly grpc: { readonly port: number; readonly service?: string } }
  | { readonly tcpSocket: { readonly port: IntOrString } }
  | { readonly exec: { readonly command: readonly string[] } }

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Probe */
export type ContainerProbe = ProbeHandler & {
  readonly initialDelaySeconds?: number
  readonly periodSeconds: number
  readonly timeoutSeconds: number
  readonly successThreshold?: number
  readonly failureThreshold: number
}

/** What happens after a start or before an end. https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/ */
export type LifecycleHandler = { readonly exec: { readonly command: readonly string[] } } | { readonly sleep: { readonly seconds: number } }

/** What a container may do on its node. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#security-context-1 */
export type ContainerSecurityContext = {
  readonly allowPrivilegeEscalation: boolean
  readonly privileged: boolean
  readonly readOnlyRootFilesystem: boolean
  readonly runAsNonRoot: boolean
  readonly runAsUser: number
  readonly runAsGroup: number
  readonly capabilities: { readonly drop: readonly ['ALL']; readonly add?: readonly string[] }
  readonly seccompProfile: { readonly type: 'RuntimeDefault' | 'Unconfined' }
}

/** What holds for all containers of a pod and its volumes. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#security-context */
export type PodSecurityContext = {
  readonly runAsNonRoot: boolean
  readonly runAsUser: number
  readonly runAsGroup: number
  readonly fsGroup: number
  readonly fsGroupChangePolicy: 'OnRootMismatch'
  readonly seccompProfile: { readonly type: 'RuntimeDefault' | 'Unconfined' }
}

/** Amounts of what a node has. https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/ */
export type Quantities = { readonly cpu?: string; readonly memory: string; readonly 'ephemeral-storage': string }

/** A port that a container listens on. */
export type ContainerPort = { readonly name: string; readonly containerPort: number; readonly protocol: 'TCP' | 'UDP' | 'SCTP' }

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container */
export type PodContainer = {
  readonly name: string
  readonly image: string
  readonly imagePullPolicy: 'Always' | 'IfNotPresent' | 'Never'
  readonly restartPolicy?: 'Always'
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly ports?: readonly ContainerPort[]
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[]
  readonly env?: readonly EnvVar[]
  readonly startupProbe?: ContainerProbe
  readonly livenessProbe?: ContainerProbe
  readonly readinessProbe?: ContainerProbe
  readonly lifecycle?: { readonly postStart?: LifecycleHandler; readonly preStop?: LifecycleHandler }
  readonly resources: { readonly requests: Quantities; readonly limits: Quantities }
  readonly securityContext: ContainerSecurityContext
  readonly volumeMounts?: readonly VolumeMount[]
  readonly volumeDevices?: readonly VolumeDevice[]
}

/** One condition on a label of a node. */
export type MatchExpression = {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
  readonly values?: readonly string[]
}
/** Conditions that must all hold. */
export type NodeSelectorTerm = { readonly matchExpressions: readonly MatchExpression[] }
/** Nodes (or zones) that run such pods. */
export type PodAffinityTerm = {
  readonly topologyKey: string
  readonly labelSelector: LabelSelector
  readonly matchLabelKeys?: readonly string[]
}
/** The same as a wish. */
export type WeightedPodAffinityTerm = { readonly weight: number; readonly podAffinityTerm: PodAffinityTerm }

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#scheduling */
export type Affinity = {
  readonly nodeAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: { readonly nodeSelectorTerms: readonly NodeSelectorTerm[] }
    readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly { readonly weight: number; readonly preference: NodeSelectorTerm }[]
  }
  readonly podAffinity?: { readonly requiredDuringSchedulingIgnoredDuringExecution: readonly PodAffinityTerm[] }
  readonly podAntiAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly PodAffinityTerm[]
    readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly WeightedPodAffinityTerm[]
  }
}

/** https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/ */
export type TopologySpreadConstraint = {
  readonly maxSkew: number
  readonly topologyKey: string
  readonly whenUnsatisfiable: 'ScheduleAnyway'
  readonly labelSelector: LabelSelector
  readonly matchLabelKeys?: readonly string[]
}

/** https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export type Toleration = {
  readonly key: string
  readonly operator: 'Equal' | 'Exists'
  readonly value?: string
  readonly effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute'
  readonly tolerationSeconds?: number
}

/** Where pods may run, and what they are worth. */
export type Scheduling = {
  readonly priorityClassName: string
  readonly nodeSelector?: Labels
  readonly affinity?: Affinity
  readonly topologySpreadConstraints?: readonly TopologySpreadConstraint[]
  readonly tolerations?: readonly Toleration[]
  readonly runtimeClassName?: string
  readonly schedulerName?: string
  readonly dnsPolicy?: 'ClusterFirstWithHostNet' | 'Default'
  readonly hostAliases?: readonly { readonly ip: string; readonly hostnames: readonly string[] }[]
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec */
export type PodSpec = Scheduling & {
  readonly serviceAccountName: string
  readonly automountServiceAccountToken: boolean
  readonly enableServiceLinks: false
  readonly imagePullSecrets?: readonly { readonly name: string }[]
  readonly restartPolicy?: 'Never' | 'OnFailure'
  readonly terminationGracePeriodSeconds: number
  readonly hostNetwork?: true
  readonly hostPID?: true
  readonly hostIPC?: true
  readonly shareProcessNamespace?: true
  readonly securityContext: PodSecurityContext
  readonly initContainers?: readonly PodContainer[]
  readonly containers: readonly PodContainer[]
  readonly volumes?: readonly Volume[]
}

/** The pods that a workload makes. */
export type PodTemplate = { readonly metadata: TemplateMeta; readonly spec: PodSpec }
