# Written by platgen from platform.yaml: change that, not this.
# shellcheck shell=sh disable=SC2016,SC2034
IMAGE=registry.example.com:5000/built/shop
REGISTRY=registry.example.com:5000

# Runs a command with what a build of the image needs behind it.
with_sources() {
    "$@" --file out/docker/shop/Dockerfile shop
}
