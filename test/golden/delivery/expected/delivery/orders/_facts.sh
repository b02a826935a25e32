# Written by platgen from platform.yaml: change that, not this.
# shellcheck shell=sh disable=SC2016,SC2034
IMAGE=harbor.example.com/shop/orders
REGISTRY=harbor.example.com

# Runs a command with what a build of the image needs behind it.
with_sources() {
    "$@" --file out/docker/orders/Dockerfile --secret 'id=MAVEN_TOKEN,env=MAVEN_TOKEN' --secret 'id=NPM_TOKEN,env=NPM_TOKEN' services/orders
}
