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
[ $# -gt 0 ] || set -- orders

for service; do
    case $service in
        orders)
            docker buildx build --load --tag harbor.example.com/shop/orders:"$tag" --file "$here"/orders/Dockerfile --secret 'id=MAVEN_TOKEN,env=MAVEN_TOKEN' --secret 'id=NPM_TOKEN,env=NPM_TOKEN' services/orders
            ;;
        *)
            echo "$service is not built here" >&2
            exit 2
            ;;
    esac
done
