import { type Cluster, startCluster, wipe } from './cluster.ts'

/** Clusters that tests share, each for one test at a time. */
export interface ClusterPool {
  /** Runs a test on a cluster with nothing on it. What the test leaves behind is removed while others work. */
  readonly use: (test: (cluster: Cluster) => Promise<void>) => Promise<void>
  readonly down: () => Promise<void>
}

/**
 * Two tests at once keep two cores busy, and forgetting what was deployed takes a namespace controller longer than deploying it:
 * a third cluster is wiped meanwhile.
 */
export async function startClusters(nodes: number, count = 3): Promise<ClusterPool> {
  const all = await Promise.all(Array.from({ length: count }, (_, number) => startCluster(nodes, number)))
  const clean: Promise<Cluster>[] = all.map((cluster) => Promise.resolve(cluster))
  const waiting: ((cluster: Promise<Cluster>) => void)[] = []
  const take = () => clean.shift() ?? new Promise<Cluster>((resolve) => waiting.push(resolve))
  const give = (cluster: Promise<Cluster>) => {
    const next = waiting.shift()
    if (next === undefined) clean.push(cluster)
    else next(cluster)
  }
  return {
    async use(test) {
      const cluster = await take()
      try {
        await test(cluster)
      } finally {
        const wiped = wipe(cluster).then(() => cluster)
        wiped.catch(() => {})
        give(wiped)
      }
    },
    async down() {
      await Promise.allSettled(clean)
      await Promise.all(all.map((cluster) => cluster.down()))
    },
  }
}
