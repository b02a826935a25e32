/** The one door for renderers, built-in and yours: `import { defineRenderer } from 'platgen/sdk'`. */
export type { Definition, Fix, More, Place, RelatedPlace, Report, Severity, Spot } from './diagnostics/diagnostic.ts'
export { defineDiagnostic } from './diagnostics/diagnostic.ts'
export { nearest } from './diagnostics/suggest.ts'
export { writeYaml } from './emit/yaml.ts'
export { apiGroup } from './kinds/api-group.ts'
export { byteCount } from './kinds/bytes.ts'
export { durationSeconds } from './kinds/duration.ts'
export { splitKeyRef } from './kinds/key-ref.ts'
export { percentNumber } from './kinds/percent.ts'
export type { PodSecurity } from './kinds/pod-security.ts'
export { bothPatterns } from './kinds/policy-patterns.ts'
export { carriesRequests } from './kinds/requests.ts'
export { saysZone, timePattern } from './kinds/time-format.ts'
export type { AlertWord } from './metrics/alert-names.ts'
export { alertNames } from './metrics/alert-names.ts'
export type { RequestMetrics } from './metrics/programs.ts'
export { libraries } from './metrics/programs.ts'
export { brokenRecord, nodeRecords, requestRecords } from './metrics/records.ts'
export { scalingSeries } from './metrics/scaling.ts'
export * from './package/generalise/generalise.ts'
export type { Bundle, Packager, PackageTools } from './package/packager.ts'
export { definePackager } from './package/packager.ts'
export type {
  Artifact,
  FileArtifact,
  JsonArtifact,
  KubernetesObject,
  ObjectArtifact,
  TextArtifact,
  YamlArtifact,
} from './render/artifact.ts'
export { json, object, text, yaml } from './render/artifacts.ts'
export { hash } from './render/hash.ts'
export type { Renderer, Tools } from './render/renderer.ts'
export { defineRenderer } from './render/renderer.ts'
export type { Component } from './resolve/component.ts'
export { volumeOf } from './resolve/derive/log-files.ts'
export { logTargets } from './resolve/log-targets.ts'
export { type MachineCaller, machineCallers, machinesOf } from './resolve/machine-callers.ts'
export type * from './resolve/model.ts'
export { at, atKey, writtenAt } from './resolve/origin.ts'
export type { PlainCaller } from './resolve/plain-text.ts'
export { edgeIsInMesh, encryptionOf, isMember, plainCallers } from './resolve/plain-text.ts'
export { promotionOrder, type Reach, reachOf } from './resolve/reach.ts'
export { overlaid } from './source/json.ts'
export type { Json, JsonObject } from './source/source.ts'
