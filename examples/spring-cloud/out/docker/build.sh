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
[ $# -gt 0 ] || set -- admin bill-service eureka gateway hystrix-dashboard user-service

for service; do
    case $service in
        admin)
            docker buildx build --load --tag harbor.example.com/spring-cloud/admin:"$tag" --file "$here"/admin/Dockerfile admin
            ;;
        bill-service)
            docker buildx build --load --tag harbor.example.com/spring-cloud/bill-service:"$tag" --file "$here"/bill-service/Dockerfile bill-service
            ;;
        eureka)
            docker buildx build --load --tag harbor.example.com/spring-cloud/eureka:"$tag" --file "$here"/eureka/Dockerfile eureka
            ;;
        gateway)
            docker buildx build --load --tag harbor.example.com/spring-cloud/gateway:"$tag" --file "$here"/gateway/Dockerfile gateway
            ;;
        hystrix-dashboard)
            docker buildx build --load --tag harbor.example.com/spring-cloud/hystrix-dashboard:"$tag" --file "$here"/hystrix-dashboard/Dockerfile hystrix-dashboard
            ;;
        user-service)
            docker buildx build --load --tag harbor.example.com/spring-cloud/user-service:"$tag" --file "$here"/user-service/Dockerfile user-service
            ;;
        *)
            echo "$service is not built here" >&2
            exit 2
            ;;
    esac
done
