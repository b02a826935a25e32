#!/bin/sh
# Written by platgen from platform.yaml: change that, not this.
# Tests a service where it was deployed. From the root of the repository: accept.sh SERVICE ENVIRONMENT
# Needs Python 3.9 or newer. What Robot Framework reports is in robot-results.
set -eu

here=$(dirname "$0")
# shellcheck source=/dev/null
. "$here/$1/$2.sh"

rm -rf .robot robot-results
python3 -m venv .robot
.robot/bin/pip install --quiet --disable-pip-version-check --requirement out/robot/requirements.txt
with_suites .robot/bin/robot --outputdir robot-results --xunit xunit.xml
