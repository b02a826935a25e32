import type { Service } from '../../../engine/sdk.ts'
import { joined } from '../../_shared/names.ts'

/** The Service that gives each pod of a StatefulSet a DNS name: its own when that is headless, else one beside it. */
export function governingName(service: Service): string {
  return ownsHeadless(service) ? service.name : joined(service.name, 'headless')
}

/** Whether the Service of the service is headless by itself. */
export function ownsHeadless({ service, ports }: Service): boolean {
  return service.type === 'Headless' && ports.length > 0
}
