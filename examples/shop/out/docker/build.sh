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
[ $# -gt 0 ] || set -- cart catalog gateway invoices orders payments reviews web

for service; do
    case $service in
        cart)
            docker buildx build --load --tag harbor.example.com/shop/cart:"$tag" --file "$here"/cart/Dockerfile checkout/cart
            ;;
        catalog)
            docker buildx build --load --tag harbor.example.com/shop/catalog:"$tag" --file "$here"/catalog/Dockerfile storefront/catalog
            ;;
        gateway)
            docker buildx build --load --tag harbor.example.com/shop/gateway:"$tag" --file "$here"/gateway/Dockerfile storefront/gateway
            ;;
        invoices)
            docker buildx build --load --tag harbor.example.com/shop/invoices:"$tag" --file checkout/invoices/Dockerfile checkout/invoices
            ;;
        orders)
            docker buildx build --load --tag harbor.example.com/shop/orders:"$tag" --file "$here"/orders/Dockerfile checkout/orders
            ;;
        payments)
            docker buildx build --load --tag harbor.example.com/shop/payments:"$tag" --file "$here"/payments/Dockerfile checkout/payments
            ;;
        reviews)
            docker buildx build --load --tag harbor.example.com/shop/reviews:"$tag" --file "$here"/reviews/Dockerfile storefront/reviews
            ;;
        web)
            docker buildx build --load --tag harbor.example.com/shop/web:"$tag" --file "$here"/web/Dockerfile storefront/web
            ;;
        *)
            echo "$service is not built here" >&2
            exit 2
            ;;
    esac
done
