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
[ $# -gt 0 ] || set -- bill-service details front-tomcat httpbin productpage ratings reviews

for service; do
    case $service in
        bill-service)
            docker buildx build --load --tag harbor.example.com/mesh-demo/bill-service:"$tag" --file bill-service/Dockerfile bill-service
            ;;
        details)
            docker buildx build --load --tag harbor.example.com/mesh-demo/details:"$tag" --file details/Dockerfile details
            ;;
        front-tomcat)
            docker buildx build --load --tag harbor.example.com/mesh-demo/front-tomcat:"$tag" --file front-tomcat/Dockerfile front-tomcat
            ;;
        httpbin)
            docker buildx build --load --tag harbor.example.com/mesh-demo/httpbin:"$tag" --file httpbin/Dockerfile httpbin
            ;;
        productpage)
            docker buildx build --load --tag harbor.example.com/mesh-demo/productpage:"$tag" --file productpage/Dockerfile productpage
            ;;
        ratings)
            docker buildx build --load --tag harbor.example.com/mesh-demo/ratings:"$tag" --file ratings/Dockerfile ratings
            ;;
        reviews)
            docker buildx build --load --tag harbor.example.com/mesh-demo/reviews:"$tag" --file reviews/Dockerfile reviews
            ;;
        *)
            echo "$service is not built here" >&2
            exit 2
            ;;
    esac
done
