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
[ $# -gt 0 ] || set -- adservice cartservice checkoutservice currencyservice emailservice frontend loadgenerator paymentservice productcatalogservice recommendationservice shippingservice

for service; do
    case $service in
        adservice)
            docker buildx build --load --tag us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/adservice:"$tag" --file src/adservice/Dockerfile src/adservice
            ;;
        cartservice)
            docker buildx build --load --tag us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/cartservice:"$tag" --file src/cartservice/src/Dockerfile src/cartservice/src
            ;;
        checkoutservice)
            docker buildx build --load --tag us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/checkoutservice:"$tag" --file src/checkoutservice/Dockerfile src/checkoutservice
            ;;
        currencyservice)
            docker buildx build --load --tag us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/currencyservice:"$tag" --file src/currencyservice/Dockerfile src/currencyservice
            ;;
        emailservice)
            docker buildx build --load --tag us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/emailservice:"$tag" --file src/emailservice/Dockerfile src/emailservice
            ;;
        frontend)
            docker buildx build --load --tag us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/frontend:"$tag" --file src/frontend/Dockerfile src/frontend
            ;;
        loadgenerator)
            docker buildx build --load --tag us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/loadgenerator:"$tag" --file src/loadgenerator/Dockerfile src/loadgenerator
            ;;
        paymentservice)
            docker buildx build --load --tag us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/paymentservice:"$tag" --file src/paymentservice/Dockerfile src/paymentservice
            ;;
        productcatalogservice)
            docker buildx build --load --tag us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/productcatalogservice:"$tag" --file src/productcatalogservice/Dockerfile src/productcatalogservice
            ;;
        recommendationservice)
            docker buildx build --load --tag us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/recommendationservice:"$tag" --file src/recommendationservice/Dockerfile src/recommendationservice
            ;;
        shippingservice)
            docker buildx build --load --tag us-central1-docker.pkg.dev/online-boutique-ci/microservices-demo/shippingservice:"$tag" --file src/shippingservice/Dockerfile src/shippingservice
            ;;
        *)
            echo "$service is not built here" >&2
            exit 2
            ;;
    esac
done
