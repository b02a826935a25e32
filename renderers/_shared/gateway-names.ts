/** What every implementation that runs a proxy per Gateway labels its pods with. https://gateway-api.sigs.k8s.io/geps/gep-1762/ */
export const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name'
