# Written by platgen from platform.yaml: change that, not this.
# shellcheck shell=sh disable=SC2034
NAMESPACE=shop-dev
MANIFEST=out/manifests/dev/catalog.yaml
# What is watched while it rolls out.
WORKLOADS=deployment/catalog
# What shifts requests to a release step by step, and says how it went.
CANARY=''
# Selects the Jobs that have to succeed, and says whether they do so before the workloads are touched.
JOBS='app.kubernetes.io/name=catalog,app.kubernetes.io/component in (migration)'
MIGRATES=yes
# Whether the image that was built is put into the manifest.
PINNED=yes
# How long a roll-out is watched, in seconds.
PATIENCE=2580
