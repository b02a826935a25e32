/** Everything that is installed, in one file, so that it exists once: a renderer of the user asks the SDK about models that the program made. */
export { start } from '../../cli/start.ts'

/** What `platgen/sdk` exports. */
export const loadSdk = () => import('../../sdk.ts')

/** What `platgen/testing` exports. */
export const loadTesting = () => import('../../testing.ts')
