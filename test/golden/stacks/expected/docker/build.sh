#!/bin/sh
# Written by platgen from platform.yaml: change that, not this.
# Builds images into the local Docker, from the root of the repository: build.sh TAG [SERVICE...], all of them when none is named.
set -eu
if [ $# -eq 0 ]; then
    echo "usage: $0 TAG [SERVICE...]" >&2
    exit 2
fi
tag=$1
shift
here=$(dirname "$0")
[ $# -gt 0 ] || set -- api blog own shop site sums

for service; do
    case $service in
        api)
            docker buildx build --load --tag registry.example.com:5000/built/api:"$tag" --file "$here"/api/Dockerfile --secret 'id=NPMRC,env=NPMRC' api
            ;;
        blog)
            docker buildx build --load --tag registry.example.com:5000/built/blog:"$tag" --file "$here"/blog/Dockerfile blog
            ;;
        own)
            docker buildx build --load --tag registry.example.com:5000/built/special:"$tag" --file tools/own/docker/Dockerfile --secret 'id=TOKEN,env=TOKEN' tools/own
            ;;
        shop)
            docker buildx build --load --tag registry.example.com:5000/built/shop:"$tag" --file "$here"/shop/Dockerfile shop
            ;;
        site)
            docker buildx build --load --tag registry.example.com:5000/built/site:"$tag" --file "$here"/site/Dockerfile --secret 'id=NPM_TOKEN,env=NPM_TOKEN' web
            ;;
        sums)
            docker buildx build --load --tag registry.example.com:5000/built/sums:"$tag" --file "$here"/sums/Dockerfile sums
            ;;
        *)
            echo "$service is not built here" >&2
            exit 2
            ;;
    esac
done
