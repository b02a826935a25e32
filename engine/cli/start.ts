import { main } from './main.ts'
import { processIo } from './process-io.ts'

/** The program as a process. It does not end the process: what is still on its way to a pipe has to arrive. */
export async function start(): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), processIo())
}
