/** The alerts that everybody has, by the word that says how they differ. What has no word is always raised as it is. */
export const alertNames = {
  down: 'ServiceDown',
  replicas: 'ServiceReplicasMissing',
  restarts: 'ServiceRestarts',
  errors: 'ServiceErrors',
  latency: 'ServiceSlow',
  traffic: 'ServiceTrafficLow',
  memory: 'ServiceMemoryHigh',
  throttling: 'ServiceThrottled',
  scaling: 'ServiceScaledOut',
  volumes: 'VolumeFilling',
  scrape: 'ServiceNotScraped',
  job: 'JobFailed',
  cron: 'CronJobLate',
  availabilityFast: 'ErrorBudgetBurnsFast',
  availabilitySlow: 'ErrorBudgetBurns',
  latencyFast: 'LatencyBudgetBurnsFast',
  latencySlow: 'LatencyBudgetBurns',
  storeDown: 'StoreDown',
  connections: 'StoreConnectionsHigh',
  slowQueries: 'StoreSlowQueries',
  longQueries: 'StoreLongTransactions',
  storeMemory: 'StoreMemoryHigh',
  evictions: 'StoreEvicts',
  storeMembers: 'StoreMembersMissing',
  backupLate: 'StoreBackupLate',
  blocked: 'StoreBlocksWriters',
  backlog: 'StoreBacklog',
  lost: 'StoreLosesMessages',
  replication: 'StoreNotReplicated',
  dataMissing: 'StoreDataMissing',
  heap: 'StoreHeapHigh',
  rejected: 'StoreRejects',
  storeDisk: 'StoreDiskSlow',
  leaders: 'StoreLeaderChanges',
  iowait: 'NodeWaitsForDisks',
  diskBusy: 'NodeDiskBusy',
  diskWait: 'NodeDiskSlow',
  diskFull: 'NodeDiskFilling',
  diskReadOnly: 'NodeDiskReadOnly',
  inodes: 'NodeInodesFew',
  nodeMemory: 'NodeMemoryHigh',
  nodeNotReady: 'NodeNotReady',
  nodeClock: 'NodeClockOff',
  apiErrors: 'ApiServerErrors',
  apiSlow: 'ApiServerSlow',
  dnsErrors: 'DnsErrors',
  dnsSlow: 'DnsSlow',
  meshRejects: 'MeshConfigurationRejected',
  meshSlow: 'MeshConvergesSlowly',
  targetDown: 'TargetDown',
  rulesFail: 'PrometheusRulesFail',
  reloadFailed: 'PrometheusReloadFailed',
  notifications: 'PrometheusNotificationsDropped',
  alertmanagerFails: 'AlertmanagerNotificationsFail',
  watchdog: 'Watchdog',
} as const

/** The word of an alert that everybody has. */
export type AlertWord = keyof typeof alertNames

const NAMES: ReadonlySet<string> = new Set(Object.values(alertNames))

/** Whether everybody has an alert of this name. */
export function isBuiltInAlert(name: string): boolean {
  return NAMES.has(name)
}
