/**
 * The Kubernetes objects that renderers build, with the fields that they use and no others. `type`, not `interface`: only a type can stand where a
 * `KubernetesObject` is wanted. Field by field: https://kubernetes.io/docs/reference/kubernetes-api/
 */
import type { PodTemplate, TemplateMeta } from './pod-types.ts'

/** Labels of an object or its pods. https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
export type Labels = { readonly [key: string]: string }
/** Words for people and tools. https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/ */
export type Annotations = Labels

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/object-meta/ */
export type ObjectMeta = {
  readonly name: string
  readonly namespace?: string
  readonly labels?: Labels
  readonly annotations?: Annotations
}

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/label-selector/ */
export type LabelSelector = { readonly matchLabels: Labels }
/** A number, or a share such as `25%`; of a port, its number or name. */
export type IntOrString = number | string

/** https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-claim-v1/ */
export type ClaimSpec = {
  readonly accessModes: readonly string[]
  readonly storageClassName?: string
  readonly volumeMode?: 'Block'
  readonly volumeName?: string
  readonly resources: { readonly requests: { readonly storage: string } }
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/deployment-v1/ */
export type Deployment = {
  readonly apiVersion: 'apps/v1'
  readonly kind: 'Deployment'
  readonly metadata: ObjectMeta
  readonly spec: {
    readonly replicas?: number
    readonly minReadySeconds?: number
    readonly progressDeadlineSeconds: number
    readonly revisionHistoryLimit: number
    readonly strategy:
      | { readonly type: 'Recreate' }
      | { readonly type: 'RollingUpdate'; readonly rollingUpdate: { readonly maxSurge: IntOrString; readonly maxUnavailable: IntOrString } }
    readonly selector: LabelSelector
    readonly template: PodTemplate
  }
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/stateful-set-v1/ */
export type StatefulSet = {
  readonly apiVersion: 'apps/v1'
  readonly kind: 'StatefulSet'
  readonly metadata: ObjectMeta
  readonly spec: {
    readonly serviceName: string
    readonly replicas?: number
    readonly minReadySeconds?: number
    readonly revisionHistoryLimit: number
    readonly podManagementPolicy: 'OrderedReady' | 'Parallel'
    readonly updateStrategy:
      | { readonly type: 'OnDelete' }
      | { readonly type: 'RollingUpdate'; readonly rollingUpdate?: { readonly partition?: number; readonly maxUnavailable?: IntOrString } }
    readonly selector: LabelSelector
    readonly template: PodTemplate
    readonly volumeClaimTemplates?: readonly ClaimTemplate[]
  }
}

/** A claim that a StatefulSet makes for each of its pods. */
export type ClaimTemplate = {
  readonly apiVersion: 'v1'
  readonly kind: 'PersistentVolumeClaim'
  readonly metadata: { readonly name: string; readonly labels: Labels }
  readonly spec: ClaimSpec
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/daemon-set-v1/ */
export type DaemonSet = {
  readonly apiVersion: 'apps/v1'
  readonly kind: 'DaemonSet'
  readonly metadata: ObjectMeta
  readonly spec: {
    readonly minReadySeconds?: number
    readonly revisionHistoryLimit: number
    readonly updateStrategy:
      | { readonly type: 'OnDelete' }
      | { readonly type: 'RollingUpdate'; readonly rollingUpdate: { readonly maxUnavailable: IntOrString; readonly maxSurge: IntOrString } }
    readonly selector: LabelSelector
    readonly template: PodTemplate
  }
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/#JobSpec */
export type JobSpec = {
  readonly backoffLimit: number
  readonly activeDeadlineSeconds: number
  readonly parallelism?: number
  readonly completions?: number
  readonly ttlSecondsAfterFinished?: number
  readonly template: PodTemplate
}

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/job-v1/ */
export type Job = { readonly apiVersion: 'batch/v1'; readonly kind: 'Job'; readonly metadata: ObjectMeta; readonly spec: JobSpec }

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1/ */
export type CronJob = {
  readonly apiVersion: 'batch/v1'
  readonly kind: 'CronJob'
  readonly metadata: ObjectMeta
  readonly spec: {
    readonly schedule: string
    readonly timeZone: string
    readonly concurrencyPolicy: 'Allow' | 'Forbid' | 'Replace'
    readonly startingDeadlineSeconds: number
    readonly successfulJobsHistoryLimit: number
    readonly failedJobsHistoryLimit: number
    readonly suspend: boolean
    readonly jobTemplate: { readonly metadata: TemplateMeta; readonly spec: JobSpec }
  }
}

/** One port of a Service, and where it leads. */
export type ServicePort = {
  readonly name: string
  readonly port: number
  readonly targetPort: IntOrString
  readonly nodePort?: number
  readonly protocol: 'TCP' | 'UDP' | 'SCTP'
  readonly appProtocol: string
}

/** https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/ */
export type ServiceObject = {
  readonly apiVersion: 'v1'
  readonly kind: 'Service'
  readonly metadata: ObjectMeta
  readonly spec: {
    readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName'
    readonly clusterIP?: 'None'
    readonly externalName?: string
    readonly ipFamilyPolicy?: string
    readonly externalTrafficPolicy?: string
    readonly internalTrafficPolicy?: string
    readonly loadBalancerClass?: string
    readonly loadBalancerSourceRanges?: readonly string[]
    readonly publishNotReadyAddresses?: boolean
    readonly sessionAffinity?: 'ClientIP'
    readonly sessionAffinityConfig?: { readonly clientIP: { readonly timeoutSeconds: number } }
    readonly selector?: Labels
    readonly ports?: readonly ServicePort[]
  }
}

/** https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/pod-disruption-budget-v1/ */
export type PodDisruptionBudget = {
  readonly apiVersion: 'policy/v1'
  readonly kind: 'PodDisruptionBudget'
  readonly metadata: ObjectMeta
  readonly spec: {
    readonly maxUnavailable: IntOrString
    readonly unhealthyPodEvictionPolicy: 'AlwaysAllow'
    readonly selector: LabelSelector
  }
}

/** What an autoscaler follows. https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/#HorizontalPodAutoscalerSpec */
export type MetricSpec =
  | {
      readonly type: 'Resource'
      readonly resource: {
        readonly name: 'cpu' | 'memory'
        readonly target: { readonly type: 'Utilization'; readonly averageUtilization: number }
      }
    }
  | { readonly type: 'Pods'; readonly pods: { readonly metric: MetricIdentifier; readonly target: AverageValue } }
  | { readonly type: 'External'; readonly external: { readonly metric: MetricIdentifier; readonly target: AverageValue } }
/** Name of a metric, and which of its series. */
export type MetricIdentifier = { readonly name: string; readonly selector?: LabelSelector }
/** What each pod should see. */
export type AverageValue = { readonly type: 'AverageValue'; readonly averageValue: string }
/** How far the number of pods may change in a period. */
export type ScalingPolicy = { readonly type: 'Pods' | 'Percent'; readonly value: number; readonly periodSeconds: number }

/** https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/ */
export type HorizontalPodAutoscaler = {
  readonly apiVersion: 'autoscaling/v2'
  readonly kind: 'HorizontalPodAutoscaler'
  readonly metadata: ObjectMeta
  readonly spec: {
    readonly scaleTargetRef: {
      readonly apiVersion: 'apps/v1' | 'argoproj.io/v1alpha1'
      readonly kind: 'Deployment' | 'StatefulSet' | 'Rollout'
      readonly name: string
    }
    readonly minReplicas: number
    readonly maxReplicas: number
    readonly metrics: readonly MetricSpec[]
    readonly behavior: {
      readonly scaleUp: {
        readonly stabilizationWindowSeconds: number
        readonly selectPolicy: 'Max'
        readonly policies: readonly ScalingPolicy[]
      }
      readonly scaleDown: {
        readonly stabilizationWindowSeconds: number
        readonly selectPolicy: 'Max'
        readonly policies: readonly ScalingPolicy[]
      }
    }
  }
}
