# Written by platgen from platform.yaml: change that, not this.
# shellcheck shell=sh disable=SC2016,SC2034
IMAGE=harbor.example.com/spring-cloud/hystrix-dashboard
REGISTRY=harbor.example.com

# Runs a command with what a build of the image needs behind it.
with_sources() {
    "$@" --file out/docker/hystrix-dashboard/Dockerfile hystrix-dashboard
}
