/**
 * The programs that pipelines run beside those of a service, each in an image of its publisher, by exact version. To refresh: take the newest release of each
 * line, and render the examples again.
 */
export const TOOLS = {
  /** The client alone, with buildx and git. https://hub.docker.com/_/docker */
  docker: 'docker.io/library/docker:28.5.1-cli',
  /** https://github.com/moby/buildkit/blob/master/docs/rootless.md */
  buildkit: 'docker.io/moby/buildkit:v0.25.1-rootless',
  /** kubectl, with a shell, git and Python. https://github.com/alpine-docker/k8s */
  kubectl: 'docker.io/alpine/k8s:1.34.1',
  /** https://github.com/aquasecurity/trivy/releases */
  trivy: 'docker.io/aquasec/trivy:0.69.3',
  /** https://hub.docker.com/r/sonarsource/sonar-scanner-cli/tags */
  sonar: 'docker.io/sonarsource/sonar-scanner-cli:11.2.1.1844_7.0.2',
  /** Robot Framework is installed into it, as the requirements say. https://hub.docker.com/_/python */
  robot: 'docker.io/library/python:3.13.15-slim-trixie',
  /** https://hub.docker.com/r/jenkins/inbound-agent/tags */
  jnlp: 'docker.io/jenkins/inbound-agent:3355.v388858a_47b_33-3',
} as const
