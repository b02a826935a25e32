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
[ $# -gt 0 ] || set -- batch files forum jar mail news prices quotes rates store taxes tool wiki

for service; do
    case $service in
        batch)
            docker buildx build --load --tag registry.example.com/more/batch:"$tag" --file "$here"/batch/Dockerfile batch
            ;;
        files)
            docker buildx build --load --tag registry.example.com/more/files:"$tag" --file "$here"/files/Dockerfile files
            ;;
        forum)
            docker buildx build --load --tag registry.example.com/more/forum:"$tag" --file "$here"/forum/Dockerfile forum
            ;;
        jar)
            docker buildx build --load --tag registry.example.com/more/jar:"$tag" --file "$here"/jar/Dockerfile jar
            ;;
        mail)
            docker buildx build --load --tag registry.example.com/more/mail:"$tag" --file "$here"/mail/Dockerfile mail
            ;;
        news)
            docker buildx build --load --tag registry.example.com/more/news:"$tag" --file "$here"/news/Dockerfile news
            ;;
        prices)
            docker buildx build --load --tag registry.example.com/more/prices:"$tag" --file "$here"/prices/Dockerfile prices
            ;;
        quotes)
            docker buildx build --load --tag registry.example.com/more/quotes:"$tag" --file "$here"/quotes/Dockerfile quotes
            ;;
        rates)
            docker buildx build --load --tag registry.example.com/more/rates:"$tag" --file "$here"/rates/Dockerfile rates
            ;;
        store)
            docker buildx build --load --tag registry.example.com/more/store:"$tag" --file "$here"/store/Dockerfile store
            ;;
        taxes)
            docker buildx build --load --tag registry.example.com/more/taxes:"$tag" --file "$here"/taxes/Dockerfile taxes
            ;;
        tool)
            docker buildx build --load --tag registry.example.com/more/tool:"$tag" --file "$here"/tool/Dockerfile tool
            ;;
        wiki)
            docker buildx build --load --tag registry.example.com/more/wiki:"$tag" --file "$here"/wiki/Dockerfile wiki
            ;;
        *)
            echo "$service is not built here" >&2
            exit 2
            ;;
    esac
done
