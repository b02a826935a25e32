import { builds } from './builds.ts'
import { calls } from './calls.ts'
import { canaries } from './canary.ts'
import type { Rule } from './check.ts'
import { config } from './config.ts'
import { acceptance } from './delivery/acceptance.ts'
import { agreement } from './delivery/agreement.ts'
import { engines } from './delivery/engines.ts'
import { deliveryNames } from './delivery/names.ts'
import { notify } from './delivery/notify.ts'
import { promotion } from './delivery/promotion.ts'
import { reached } from './delivery/reached.ts'
import { repository } from './delivery/repository.ts'
import { deliveryTimes } from './delivery/times.ts'
import { pipelineTools } from './delivery/tools.ts'
import { front } from './edge/front.ts'
import { edgeLimits } from './edge/limits.ts'
import { proxiesShared } from './edge/proxies-shared.ts'
import { edgeSecrets } from './edge/secrets.ts'
import { served } from './edge/served.ts'
import { wildcards } from './edge/wildcards.ts'
import { edgeWords } from './edge/words.ts'
import { flagger } from './flagger.ts'
import { hosts } from './hosts.ts'
import { images } from './images.ts'
import { logFiles } from './logs/files.ts'
import { logFormats } from './logs/formats.ts'
import { logOutputs } from './logs/outputs.ts'
import { logReach } from './logs/reach.ts'
import { logRetention } from './logs/retention.ts'
import { serviceLogs } from './logs/services.ts'
import { addons } from './mesh/addons.ts'
import { ambient } from './mesh/ambient.ts'
import { authorizers } from './mesh/authorizers.ts'
import { controlPlane } from './mesh/control-plane.ts'
import { egressGateways } from './mesh/egress-gateways.ts'
import { egressProxies } from './mesh/egress-proxies.ts'
import { externals } from './mesh/externals.ts'
import { headless } from './mesh/headless.ts'
import { rateLimits } from './mesh/limits.ts'
import { machines } from './mesh/machines.ts'
import { noMesh } from './mesh/no-mesh.ts'
import { plainText } from './mesh/plain-text.ts'
import { policies } from './mesh/policies.ts'
import { meshProviders } from './mesh/providers.ts'
import { proxies } from './mesh/proxy.ts'
import { sharedIdentities } from './mesh/shared-identity.ts'
import { telemetry } from './mesh/telemetry.ts'
import { tokens } from './mesh/tokens.ts'
import { undeclaredHosts } from './mesh/undeclared-host.ts'
import { metricsAdapter } from './monitoring/adapter.ts'
import { alertRoutes } from './monitoring/alert-routes.ts'
import { idleMonitoring } from './monitoring/idle-monitoring.ts'
import { objectives } from './monitoring/objectives.ts'
import { ownAlertTests } from './monitoring/own-alert-tests.ts'
import { ownAlerts } from './monitoring/own-alerts.ts'
import { scalingMetrics } from './monitoring/scaling-metrics.ts'
import { scraping } from './monitoring/scraping.ts'
import { mounts } from './mounts.ts'
import { names } from './names.ts'
import { namespaces } from './namespaces.ts'
import { needsWaiver } from './needs-waiver.ts'
import { placement } from './placement.ts'
import { podSecurity } from './pod-security.ts'
import { ports } from './ports.ts'
import { probes } from './probes.ts'
import { quantities } from './quantities.ts'
import { quota } from './quota.ts'
import { releases } from './releases.ts'
import { roles } from './roles.ts'
import { rook } from './rook.ts'
import { scaling } from './scaling.ts'
import { secrets } from './secrets.ts'
import { springWords } from './spring.ts'
import { storage } from './storage.ts'
import { storageClasses } from './storage-classes.ts'
import { backupPromises } from './stores/backup-promises.ts'
import { storeBackups } from './stores/backups.ts'
import { storeMembers } from './stores/members.ts'
import { operators } from './stores/operators.ts'
import { storePools } from './stores/pools.ts'
import { settingSizes } from './stores/setting-sizes.ts'
import { snapshots } from './stores/snapshots.ts'
import { storeUsers } from './stores/users.ts'
import { storeVolumes } from './stores/volumes.ts'
import { storeWords } from './stores/words.ts'
import { takenMetadata } from './taken-metadata.ts'
import { tools } from './tools.ts'
import { callGraph } from './traffic/call-graph.ts'
import { localities } from './traffic/localities.ts'
import { oneWay } from './traffic/one-way.ts'
import { order } from './traffic/order.ts'
import { pods } from './traffic/pods.ts'
import { serves } from './traffic/serves.ts'
import { shares } from './traffic/shares.ts'
import { targets } from './traffic/targets.ts'
import { times } from './traffic/times.ts'
import { unused } from './unused.ts'
import { idleWords } from './without-effect.ts'

/** Every rule, in no order that matters. */
export const rules: readonly Rule[] = [
  addons,
  authorizers,
  builds,
  acceptance,
  agreement,
  deliveryNames,
  deliveryTimes,
  repository,
  engines,
  ambient,
  callGraph,
  calls,
  canaries,
  config,
  controlPlane,
  egressGateways,
  egressProxies,
  externals,
  edgeSecrets,
  edgeWords,
  flagger,
  edgeLimits,
  front,
  headless,
  hosts,
  idleMonitoring,
  idleWords,
  images,
  localities,
  machines,
  meshProviders,
  logFiles,
  logFormats,
  logOutputs,
  logReach,
  logRetention,
  mounts,
  names,
  namespaces,
  needsWaiver,
  noMesh,
  metricsAdapter,
  alertRoutes,
  notify,
  objectives,
  oneWay,
  order,
  ownAlerts,
  ownAlertTests,
  placement,
  plainText,
  pipelineTools,
  pods,
  podSecurity,
  policies,
  ports,
  probes,
  proxiesShared,
  proxies,
  quantities,
  quota,
  rateLimits,
  promotion,
  reached,
  releases,
  roles,
  scaling,
  scalingMetrics,
  scraping,
  secrets,
  served,
  serves,
  serviceLogs,
  sharedIdentities,
  shares,
  springWords,
  storage,
  rook,
  storageClasses,
  takenMetadata,
  storeBackups,
  backupPromises,
  settingSizes,
  storeMembers,
  operators,
  snapshots,
  storePools,
  storeUsers,
  storeVolumes,
  storeWords,
  targets,
  telemetry,
  times,
  tokens,
  undeclaredHosts,
  tools,
  unused,
  wildcards,
]
