# Written by platgen from platform.yaml: change that, not this.
# shellcheck shell=sh disable=SC2034
NAMESPACE=shop-staging
MANIFEST=out/manifests/staging/web.yaml
# What is watched while it rolls out.
WORKLOADS=deployment/web
# What shifts requests to a release step by step, and says how it went.
CANARY=''
# Selects the Jobs that have to succeed, and says whether they do so before the workloads are touched.
JOBS=''
MIGRATES=''
# Whether the image that was built is put into the manifest.
PINNED=yes
# How long a roll-out is watched, in seconds.
PATIENCE=2580
