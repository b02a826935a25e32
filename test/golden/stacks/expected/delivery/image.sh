#!/bin/sh
# Written by platgen from platform.yaml: change that, not this.
# Builds the image of a service, and gives it its names. From the root of the repository: image.sh SERVICE VERB
#   try                 builds it and keeps nothing of it, so that a Dockerfile that is broken is found before it is merged
#   push                pushes it under the commit's hash, unless it is there already, gives it the name of the tag that is built (TAG_NAME),
#                       and leaves `TAG DIGEST` in release.txt
#   record ENVIRONMENT  notes in the registry that what release.txt names was deployed in an environment
#   proven ENVIRONMENT  fails unless that was noted
# MIRROR_LOGIN is a config.json of Docker with the logins of the mirrors that base images come from.
# REGISTRY_USER and REGISTRY_PASSWORD log in. BUILDKIT_HOST is a BuildKit daemon to build with; without it docker's own builds.
set -eu

here=$(dirname "$0")
# shellcheck source=/dev/null
. "$here/$1/_facts.sh"

# The login is in a folder of its own, so that runs beside this one keep theirs, and goes with it.
agent=${DOCKER_CONFIG:-${HOME:-/}/.docker}
DOCKER_CONFIG=$(mktemp -d)
export DOCKER_CONFIG
trap 'rm -rf "$DOCKER_CONFIG"' EXIT
for entry in "$agent"/*; do
    case $entry in */config.json | */\*) ;; *) ln -s "$entry" "$DOCKER_CONFIG/" ;; esac
done
[ -z "${MIRROR_LOGIN:-}" ] || printf '%s' "$MIRROR_LOGIN" >"$DOCKER_CONFIG/config.json"

# Chooses who builds.
choose_builder() {
    if [ -n "${BUILDKIT_HOST:-}" ]; then
        BUILDX_CONFIG=$DOCKER_CONFIG/builder
        export BUILDX_CONFIG
        docker buildx create --name platgen --driver remote --use "$BUILDKIT_HOST"
    fi
}

log_in() {
    printf '%s' "$REGISTRY_PASSWORD" | docker login --username "$REGISTRY_USER" --password-stdin "$REGISTRY"
}

# The digest of a name of the image; nothing when the registry does not know it.
digest_of() {
    docker buildx imagetools inspect --format '{{.Manifest.Digest}}' "$1" || true
}

# Gives a digest one more name, which never moves.
name_it() {
    known=$(digest_of "$IMAGE:$2")
    if [ -z "$known" ]; then
        docker buildx imagetools create --prefer-index=false --tag "$IMAGE:$2" "$IMAGE@$1"
    elif [ "$known" != "$1" ]; then
        echo "$IMAGE:$2 is another image; a name never moves" >&2
        exit 1
    fi
}

# It becomes the tag of an image and the value of a label.
check_tag() {
    case $1 in
        *[!A-Za-z0-9._-]* | [!A-Za-z0-9]* | *[!A-Za-z0-9]) refused=yes ;;
        *) refused= ;;
    esac
    if [ -n "$refused" ] || [ "${#1}" -gt 63 ]; then
        echo "the Git tag $1 can not be the tag of an image and the value of a label" >&2
        exit 1
    fi
}

case $2 in
    try)
        choose_builder
        with_sources docker buildx build --output type=cacheonly
        ;;
    push)
        commit=$(git rev-parse HEAD)
        tag=${TAG_NAME:-$commit}
        [ "$tag" = "$commit" ] || check_tag "$tag"
        log_in
        if [ -z "$(digest_of "$IMAGE:$commit")" ]; then
            SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
            export SOURCE_DATE_EPOCH
            choose_builder
            with_sources docker buildx build --pull --push --tag "$IMAGE:$commit" --label "org.opencontainers.image.revision=$commit"
        fi
        digest=$(digest_of "$IMAGE:$commit")
        [ -n "$digest" ]
        [ "$tag" = "$commit" ] || name_it "$digest" "$tag"
        echo "$tag $digest" >release.txt
        ;;
    record)
        read -r _ digest <release.txt
        log_in
        name_it "$digest" "$(git rev-parse HEAD)-$3"
        ;;
    proven)
        read -r _ digest <release.txt
        log_in
        if [ "$(digest_of "$IMAGE:$(git rev-parse HEAD)-$3")" != "$digest" ]; then
            echo "$IMAGE@$digest was never deployed in $3" >&2
            exit 1
        fi
        ;;
    *)
        echo "image.sh knows no $2" >&2
        exit 2
        ;;
esac
