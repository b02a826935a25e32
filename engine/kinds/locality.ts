import { firstReason, textKind } from './kind.ts'
import { empty, strange } from './names.ts'

/** https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting */
export const locality = textKind({
  what: 'a locality',
  family: 'name',
  example: 'europe-west/zone-1',
  explain:
    'A region, with a zone and a subzone where they matter, or a `*` at the end for all that is below: `europe-west`, `europe-west/zone-1`, `europe-west/*`',
  pattern: '[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*){0,2}|([A-Za-z0-9][A-Za-z0-9_.-]*/){0,2}\\*',
  find: (text) =>
    firstReason(
      empty(text),
      strange(text, 'A-Za-z0-9_./*-'),
      [/\*./.test(text), 'nothing can follow a `*`'],
      [/[^/]\*/.test(text), 'a `*` stands for a whole region, zone or subzone'],
      [text.split('/').length > 3, 'it has more than a region, a zone and a subzone'],
      [
        text.split('/').some((part) => !/^(?:\*|[A-Za-z0-9].*)$/.test(part)),
        'a part of it is empty, or starts with neither a letter nor a digit',
      ],
    ),
  mend: (text) => text.trim().replace(/^\/+|\/+$/g, ''),
})

/** Whether some place is in both: one is the other, or all that is below it. For texts that passed the check. */
export function localitiesMeet(one: string, other: string): boolean {
  const parts = (text: string) => text.split('/').filter((part) => part !== '*')
  const theirs = parts(other)
  return parts(one).every((part, index) => index >= theirs.length || part === theirs[index])
}
