#!/bin/sh
# Written by platgen from platform.yaml: change that, not this.
# Deploys a service to an environment. From the root of the repository: deploy.sh SERVICE ENVIRONMENT VERB
#   prepare  puts the release that release.txt names into the manifest, and keeps what runs now
#   migrate  runs what has to succeed before the workloads are touched
#   apply    applies the manifest
#   watch    waits until everything has rolled out, or until whoever shifts requests to it step by step has decided
#   undo     goes back to what ran before
#   note     leaves what platform.yaml would say of this release in release-ENVIRONMENT.yaml
#   all      all of that in order; it goes back when the roll-out fails, and fails then
# KUBECONFIG names the cluster.
set -eu

here=$(dirname "$0")
# shellcheck source=/dev/null
. "$here/$1/_facts.sh"
# shellcheck source=/dev/null
. "$here/$1/$2.sh"

# Waits until every Job of this release has succeeded. A Job has a deadline of its own, so it ends.
wait_for_jobs() {
    while [ -n "$(kubectl get jobs --namespace "$NAMESPACE" --selector "$JOBS" --output name)" ]; do
        ended=$(kubectl get jobs --namespace "$NAMESPACE" --selector "$JOBS" --output 'jsonpath={.items[*].status.conditions[?(@.status=="True")].type}')
        case $ended in
            *Failed*)
                kubectl logs --namespace "$NAMESPACE" --selector "$JOBS" --all-containers --tail 100 || true
                exit 1
                ;;
            *Complete*) break ;;
        esac
        sleep 5
    done
}

field() { # field OBJECT PATH
    kubectl get --namespace "$NAMESPACE" --output "jsonpath=$2" "$1"
}

# Waits for what the controller that shifts requests makes of this release, and not of the one before.
wait_for_verdict() {
    ended=$(($(date +%s) + PATIENCE))
    while [ "$(date +%s)" -lt "$ended" ]; do
        case $CANARY in
            rollouts.*)
                # The phase is about this release as soon as it has seen the Deployment as it is now.
                verdict="$(field "$CANARY" '{.status.workloadObservedGeneration} {.status.phase}')"
                now=$(field "deployment/$1" '{.metadata.generation}')
                case $verdict in
                    "$now Healthy") return 0 ;;
                    "$now Degraded") break ;;
                esac
                ;;
            *)
                # Pods that are as before are not judged again. Others are known by another hash than the one that was judged last.
                [ "$(field "deployment/$1" '{.spec.template}')" != "$(cat .release/template)" ] || return 0
                verdict="$(field "$CANARY" '{.status.lastAppliedSpec} {.status.phase}')"
                case $verdict in
                    "$(cat .release/judged) "*) ;;
                    *' Succeeded' | *' Initialized') return 0 ;;
                    *' Failed') break ;;
                esac
                ;;
        esac
        sleep 5
    done
    field "$CANARY" '{.status.message}{.status.conditions[?(@.type=="Promoted")].message}' >&2
    return 1
}

case $3 in
    prepare)
        read -r tag digest <release.txt
        rm -rf .release
        mkdir -p .release/all .release/first
        if [ -n "$PINNED" ]; then
            # The manifest names the release that platform.yaml knew when it was rendered; this run puts in the one that it built.
            {
                echo "resources: ['../../$MANIFEST']"
                echo "images: [{name: '$IMAGE', newTag: '$tag', digest: '$digest'}]"
                echo "labels:"
                echo "  - pairs: {app.kubernetes.io/version: '$tag'}"
                echo "    fields:"
                echo "      - {path: spec/template/metadata/labels, create: false}"
                echo "      - {path: spec/jobTemplate/spec/template/metadata/labels, create: false}"
            } >.release/all/kustomization.yaml
        else
            # Each version names its own release in platform.yaml; the image of $tag waits there until one does.
            echo "resources: ['../../$MANIFEST']" >.release/all/kustomization.yaml
        fi
        kubectl kustomize --load-restrictor LoadRestrictionsNone .release/all >.release/all.yaml
        # `apply` remembers what it applied, so going back is to apply that again: everything that the new release changed is changed back,
        # and the next release starts from there. A roll-back by revision would leave its fields to nobody.
        for workload in $WORKLOADS; do
            kubectl apply view-last-applied --namespace "$NAMESPACE" --output json "$workload" >>.release/before.json || true
        done
        if [ -n "$CANARY" ]; then
            field "$CANARY" '{.status.lastAppliedSpec}' >.release/judged || true
            field "deployment/$1" '{.spec.template}' >.release/template || true
        fi
        ;;
    migrate)
        [ -n "$JOBS" ] || exit 0
        # A Job never changes and never runs twice, so the last one makes room.
        kubectl delete jobs --namespace "$NAMESPACE" --selector "$JOBS" --ignore-not-found --cascade=foreground
        [ -n "$MIGRATES" ] || exit 0
        {
            echo "resources: [../all]"
            # shellcheck disable=SC2016
            echo 'patches: [{target: {kind: Deployment|StatefulSet|DaemonSet|CronJob}, patch: "{$patch: delete, kind: any, metadata: {name: any}}"}]'
        } >.release/first/kustomization.yaml
        kubectl kustomize --load-restrictor LoadRestrictionsNone .release/first >.release/first.yaml
        kubectl apply --filename .release/first.yaml
        wait_for_jobs
        ;;
    apply)
        kubectl apply --filename .release/all.yaml
        ;;
    watch)
        if [ -n "$CANARY" ]; then
            wait_for_verdict "$1"
        else
            for workload in $WORKLOADS; do
                kubectl rollout status --namespace "$NAMESPACE" --timeout "${PATIENCE}s" "$workload"
            done
        fi
        if [ -n "$JOBS" ] && [ -z "$MIGRATES" ]; then wait_for_jobs; fi
        ;;
    undo)
        kubectl get pods --namespace "$NAMESPACE" --selector "app.kubernetes.io/name=$1" --output wide || true
        if [ -s .release/before.json ]; then
            kubectl apply --filename .release/before.json
        else
            # It was made by other means, or it is new.
            for workload in $WORKLOADS; do
                kubectl rollout undo --namespace "$NAMESPACE" "$workload" || true
            done
        fi
        ;;
    note)
        [ -n "$PINNED" ] || exit 0
        read -r tag digest <release.txt
        echo "releases: {$2: {$1: '$tag@$digest'}}" >"release-$2.yaml"
        ;;
    all)
        # Each in a shell of its own, which ends at its first failure.
        sh "$0" "$1" "$2" prepare
        sh "$0" "$1" "$2" migrate
        if ! { sh "$0" "$1" "$2" apply && sh "$0" "$1" "$2" watch; }; then
            sh "$0" "$1" "$2" undo
            exit 1
        fi
        sh "$0" "$1" "$2" note
        ;;
    *)
        echo "deploy.sh knows no $3" >&2
        exit 2
        ;;
esac
