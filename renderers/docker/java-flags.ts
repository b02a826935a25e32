const MEBIBYTE = 1024 * 1024
/** Metaspace, code cache, thread stacks and buffers of a small Spring Boot service. */
const BESIDE_HEAP = 192 * MEBIBYTE
/** Below this a heap is too small to be of use; the limit is. */
const LEAST_PERCENT = 25
const MOST_PERCENT = 75

/**
 * Flags of the JVM in a container with this much memory, in bytes. The heap is a share of the limit that the JVM sees, so a larger limit means a larger heap,
 * with room beside it in the smallest. A JVM that ran out of memory ends, so that it is started again.
 * The percentage has a fraction because Java 8 and 11 insist on one.
 */
export function javaFlags(memory: number): readonly string[] {
  const percent = Math.floor((100 * (memory - BESIDE_HEAP)) / memory)
  return [`-XX:MaxRAMPercentage=${Math.min(MOST_PERCENT, Math.max(LEAST_PERCENT, percent))}.0`, '-XX:+ExitOnOutOfMemoryError']
}
