/** The group of an `apiVersion`: `apps` of `apps/v1`, and the empty one of `v1`. https://kubernetes.io/docs/reference/using-api/#api-groups */
export function apiGroup(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')))
}
