#!/bin/sh
# Written by platgen from platform.yaml: change that, not this.
# Applies what lies beside it. What is there already is replaced by the same, so that it can run as often as it likes.
set -eu

url=https://logs-search.logs:9200
netrc="$(mktemp)"
trap 'rm -f "${netrc}"' EXIT

# The password is in no argument, which others could see.
host="${url#*://}"
printf 'machine %s login %s password %s\n' "${host%%:*}" elastic "$(cat "${SEARCH_PASSWORD_FILE}")" > "${netrc}"

ask() {
  curl --silent --show-error --fail-with-body --retry 5 --retry-connrefused --max-time 30 --netrc-file "${netrc}" --cacert "${SEARCH_CA_FILE}" "$@"
}

send() {
  ask --request PUT --header 'Content-Type: application/json' --data-binary "@/etc/logs-setup/$2" "${url}$1"
  echo
}

tries=0
until ask "${url}/_cluster/health?wait_for_status=yellow&timeout=10s"; do
  tries=$((tries + 1))
  if [ "${tries}" -ge 60 ]; then
    echo "${url} does not answer" >&2
    exit 1
  fi
  sleep 10
done

send /_ilm/policy/seek-prod-30d policy-seek-prod-30d.json
send /_ilm/policy/seek-prod-90d policy-seek-prod-90d.json
send /_index_template/seek-prod template-seek-prod.json
send /_index_template/seek-prod-orders template-seek-prod-orders.json

printf '{"password": "%s"}' "$(sed 's/[\\"]/\\&/g' "${KIBANA_PASSWORD_FILE}")" \
  | ask --request POST --header 'Content-Type: application/json' --data-binary @- "${url}/_security/user/kibana_system/_password"

# People see it through their own login; the views and searches are made by ours.
kibana=http://logs-search-kibana.logs:5601
host="${kibana#*://}"
host="${host%%/*}"
printf 'machine %s login %s password %s\n' "${host%%:*}" elastic "$(cat "${SEARCH_PASSWORD_FILE}")" >> "${netrc}"
tries=0
until curl --silent --show-error --fail-with-body --max-time 60 --netrc-file "${netrc}" --header 'kbn-xsrf: true' \
  --form 'file=@/etc/logs-setup/saved-objects.ndjson' "${kibana}/api/saved_objects/_import?overwrite=true"; do
  tries=$((tries + 1))
  if [ "${tries}" -ge 60 ]; then
    echo "${kibana} does not answer" >&2
    exit 1
  fi
  sleep 10
done
