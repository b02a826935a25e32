import type { Build, Probe, Service } from '../../engine/sdk.ts'
import type { Value } from './value.ts'

/**
 * How Docker asks whether a container is healthy, by a program that its image has, or undefined when it has none to ask with. The address is an argument, never
 * a part of the code. https://docs.docker.com/reference/compose-file/services/#healthcheck
 */
export function healthcheck(service: Service): Value | undefined {
  const { ready, live, startup } = service.probes
  const probe = ready === undefined ? live : ready
  const test = probe === undefined ? undefined : testOf(probe, service.build)
  if (probe === undefined || test === undefined) return undefined
  const patience = startup === undefined ? probe.delay : startup.delay + startup.failures * startup.period
  return {
    test,
    interval: `${probe.period}s`,
    timeout: `${probe.timeout}s`,
    retries: probe.failures,
    ...(patience === 0 ? {} : { start_period: `${patience}s` }),
  }
}

function testOf({ action }: Probe, build: Build | undefined): readonly string[] | undefined {
  switch (action.type) {
    case 'command':
      return ['CMD', ...action.command]
    case 'http':
      return action.scheme === 'HTTP' ? httpTest(`http://127.0.0.1:${action.port.port}${action.path}`, build) : undefined
    case 'tcp':
      return tcpTest(String(action.port.port), build)
    case 'grpc':
      return undefined
  }
}

const NODE = 'const {argv, exit} = process; '
const NODE_HTTP = `${NODE}require('http').get(argv[1], ({statusCode}) => exit(statusCode < 400 ? 0 : 1)).on('error', () => exit(1))`
const NODE_TCP = `${NODE}require('net').connect(argv[1]).on('connect', () => exit(0)).on('error', () => exit(1))`

function httpTest(url: string, build: Build | undefined): readonly string[] | undefined {
  switch (build?.stack) {
    case 'node':
      return ['CMD', 'node', '-e', NODE_HTTP, url]
    case 'django':
    case 'fastapi':
      return ['CMD', 'python', '-c', 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1])', url]
    case 'node-static':
      return ['CMD', 'wget', '-q', '-O', '/dev/null', url]
    case 'php':
      return build.server === 'nginx' ? ['CMD', 'php', '-r', 'exit(@file_get_contents($argv[1]) === false ? 1 : 0);', '--', url] : undefined
    case 'ruby':
      return ['CMD', 'ruby', '-r', 'net/http', '-e', 'exit Net::HTTP.get_response(URI(ARGV[0])).code.to_i < 400', url]
    default:
      return undefined
  }
}

function tcpTest(port: string, build: Build | undefined): readonly string[] | undefined {
  switch (build?.stack) {
    case 'node':
      return ['CMD', 'node', '-e', NODE_TCP, port]
    case 'django':
    case 'fastapi':
      return ['CMD', 'python', '-c', "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), 2)", port]
    default:
      return undefined
  }
}
