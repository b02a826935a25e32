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
[ $# -gt 0 ] || set -- api web worker

for service; do
    case $service in
        api)
            docker buildx build --load --tag registry.example.com/team/laptop/api:"$tag" --file "$here"/api/Dockerfile .
            ;;
        web)
            docker buildx build --load --tag registry.example.com/team/laptop/web:"$tag" --file "$here"/web/Dockerfile --secret 'id=NPM_TOKEN,env=NPM_TOKEN' sites/web
            ;;
        worker)
            docker buildx build --load --tag registry.example.com/team/laptop/worker:"$tag" --file jobs/worker/Dockerfile --build-arg 'GREETING=${HOME} "%{x}" \' jobs/worker
            ;;
        *)
            echo "$service is not built here" >&2
            exit 2
            ;;
    esac
done
