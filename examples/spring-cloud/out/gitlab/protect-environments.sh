#!/bin/sh
# Written by platgen from platform.yaml: change that, not this.
# Says to GitLab who may start the jobs that wait for somebody to agree, since a pipeline can't: only these people and groups may deploy there.
# Run it once, and again when they change. GITLAB_API (https://gitlab.example.com/api/v4), PROJECT (its id) and GITLAB_TOKEN (with the scope api) say where.
# Needs curl and jq. https://docs.gitlab.com/api/protected_environments/
set -eu

call() {
    method=$1
    path=$2
    shift 2
    printf 'header = "PRIVATE-TOKEN: %s"\n' "$GITLAB_TOKEN" |
        curl --config - --silent --show-error --fail --request "$method" --header 'Content-Type: application/json' "$@" "$GITLAB_API$path"
}

# A user or a group by name, as an entry of `deploy_access_levels`.
who() {
    encoded=$(jq --raw-output --null-input --arg name "$1" '$name | @uri')
    user=$(call GET "/users?username=$encoded" | jq '.[0].id // empty')
    if [ -n "$user" ]; then
        echo "{\"user_id\": $user}"
    else
        call GET "/groups/$encoded" | jq '{group_id: .id}'
    fi
}

protect() {
    environment=$1
    shift
    levels=$(for name in "$@"; do who "$name"; done | jq --slurp .)
    call DELETE "/projects/$PROJECT/protected_environments/$environment" >/dev/null 2>&1 || true
    jq --null-input --arg name "$environment" --argjson levels "$levels" '{name: $name, deploy_access_levels: $levels}' |
        call POST "/projects/$PROJECT/protected_environments" --data @- >/dev/null
    echo "$environment: $*"
}

protect prod release-managers
