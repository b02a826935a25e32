import type { Store } from '../../../../engine/sdk.ts'
import { secretsFolder } from '../program.ts'

/** Where the password of one more user lies. */
export function passwordFile(store: Store, user: string): string {
  return `${secretsFolder(store)}/users/${user}`
}
