# Written by platgen from platform.yaml: change that, not this.
# shellcheck shell=sh disable=SC2034
NAMESPACE=blog-test
MANIFEST=out/manifests/test/myblog.yaml
# What is watched while it rolls out.
WORKLOADS=deployment/myblog
# What shifts requests to a release step by step, and says how it went.
CANARY=''
# Selects the Jobs that have to succeed, and says whether they do so before the workloads are touched.
JOBS='app.kubernetes.io/name=myblog,app.kubernetes.io/component in (migration)'
MIGRATES=yes
# Whether the image that was built is put into the manifest.
PINNED=yes
# How long a roll-out is watched, in seconds.
PATIENCE=1080

# Runs a command with the acceptance tests behind it.
with_suites() {
    "$@" --variable URL:https://blog-test.example.com out/robot/test/myblog.robot
}
