#!/bin/sh
# Written by platgen from platform.yaml: change that, not this.
# Makes .env, and a secret for whatever has none yet: a random one, good enough for a laptop. What has to be a real one is put into its file, as it is.
set -eu
umask 077
cd "$(dirname "$0")"
[ -e .env ] || cp .env.example .env
secrets=$(sed -n 's/^SECRETS=//p' .env)
secrets=${secrets:-./secrets}

make() { # make SECRET/KEY [VARIABLE]
    file=$secrets/$1
    mkdir -p "$(dirname "$file")"
    # Its reader is another user, in a container that sees nothing else of the folder.
    [ -s "$file" ] || od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$file"
    chmod 0444 "$file"
    [ -z "${2-}" ] || grep -q "^$2=" .env || printf "%s='%s'\n" "$2" "$(sed "s/'/\\\\'/g" "$file")" >>.env
}

make cards/api-key
make events/password
make sessions/password
make shop-db/password SHOP_DB_PASSWORD
make shop-db/root-password
