#!/usr/bin/env node
import { main } from './main.ts'
import { processIo } from './process-io.ts'

// Not process.exit: what is still on its way to a pipe has to arrive.
process.exitCode = await main(process.argv.slice(2), processIo())
