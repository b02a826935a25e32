import type { FiledBackup as Backup, Store } from '../../../../engine/sdk.ts'
import type { Bucket } from '../../../_shared/own-bucket.ts'
import { shellWord } from '../../../_shared/quote/shell.ts'
import { script, secretFile, TLS } from '../program.ts'
import type { Mirror } from './steps.ts'

/** Under which name the bucket is registered. */
const REPOSITORY = 'copies'

/**
 * Its members write snapshots into the bucket themselves, so that both scripts only ask for it.
 * https://www.elastic.co/docs/deploy-manage/tools/snapshot-and-restore
 */
export function elasticsearchSnapshots(store: Store, { keepMinutes }: Backup, bucket: Bucket): Mirror {
  const { name } = store
  const head = [
    '#!/bin/sh',
    'set -eu',
    ...asking(store),
    `repository=${shellWord(JSON.stringify({ type: 's3', settings: { bucket: bucket.bucket, base_path: `${bucket.path}/${name}` } }))}`,
    `ask PUT _snapshot/${REPOSITORY} --data "$repository" > /dev/null`,
    '# Every member tries whether it can write there.',
    `ask POST _snapshot/${REPOSITORY}/_verify > /dev/null`,
    'names() {',
    `  ask GET "_snapshot/${REPOSITORY}/${name}-*?filter_path=snapshots.snapshot" | grep -o '"snapshot":"[^"]*"' | cut -d '"' -f 4 | LC_ALL=C sort`,
    '}',
    '# It has all that it should, and nothing is missing.',
    'whole() {',
    `  ask GET "_snapshot/${REPOSITORY}/$1/_status?filter_path=snapshots.state,snapshots.shards_stats.failed" > /tmp/status`,
    `  grep -q '"state":"SUCCESS"' /tmp/status && grep -q '"failed":0[^0-9]' /tmp/status`,
    '}',
  ]
  return {
    keep: script([
      ...head,
      'now=$(date -u +%s)',
      'named() {',
      `  echo "${name}-$(date -u -d "@$1" +%Y%m%dt%H%M%Sz)"`,
      '}',
      'new=$(named "$now")',
      `ask PUT "_snapshot/${REPOSITORY}/$new" --data '{"indices":"*","include_global_state":true}' > /dev/null`,
      'while :; do',
      `  ask GET "_snapshot/${REPOSITORY}/$new?filter_path=snapshots.state,snapshots.shards.failed" > /tmp/made`,
      `  grep -q '"state":"IN_PROGRESS"' /tmp/made || break`,
      '  sleep 5',
      'done',
      `if ! grep -q '"state":"SUCCESS"' /tmp/made || ! grep -q '"failed":0[^0-9]' /tmp/made || ! whole "$new"; then`,
      '  cat /tmp/made >&2',
      '  exit 1',
      'fi',
      `oldest=$(named "$((now - ${keepMinutes * 60}))")`,
      'names > /tmp/names',
      'while read -r one; do',
      '  first=$(printf \'%s\\n%s\\n\' "$one" "$oldest" | LC_ALL=C sort | head -n 1)',
      '  if [ "$first" = "$one" ] && [ "$one" != "$oldest" ] && [ "$one" != "$new" ]; then',
      `    ask DELETE "_snapshot/${REPOSITORY}/$one" > /dev/null`,
      '  fi',
      'done < /tmp/names',
      'echo "kept $new"',
    ]),
    restore: script([
      ...head,
      'copy=$BACKUP',
      '[ "$copy" != newest ] || copy=$(names | tail -n 1)',
      '[ -n "$copy" ] || { echo "there is no copy" >&2; exit 1; }',
      'whole "$copy" || { echo "the copy $copy is not whole" >&2; exit 1; }',
      'list() {',
      `  ask GET "_snapshot/${REPOSITORY}/$copy?filter_path=snapshots.$1" | sed 's/.*\\[\\([^]]*\\)\\].*/\\1/' | tr ',' '\\n' | tr -d '"{}' | grep -v -e '^$' -e '^\\.' || true`,
      '}',
      '# A stream that is there would keep its name; an index is replaced once it is closed.',
      'list data_streams > /tmp/streams',
      'while read -r one; do ask DELETE "_data_stream/$one" > /dev/null 2>&1 || true; done < /tmp/streams',
      'list indices > /tmp/indices',
      'while read -r one; do ask POST "$one/_close?ignore_unavailable=true" > /dev/null; done < /tmp/indices',
      `ask POST "_snapshot/${REPOSITORY}/$copy/_restore?wait_for_completion=true&filter_path=snapshot.shards" --data '{"indices":"*,-.*","include_global_state":false}' > /tmp/back`,
      `grep -q '"failed":0[^0-9]' /tmp/back || { cat /tmp/back >&2; exit 1; }`,
      'echo "brought back $copy"',
    ]),
  }
}

function asking(store: Store): readonly string[] {
  const { tls, host, port } = store
  return [
    `password=$(cat ${secretFile(store, 'password')})`,
    'ask() {',
    '  method=$1 path=$2',
    '  shift 2',
    `  curl --silent --show-error --fail${tls === undefined ? '' : ` --cacert ${TLS.ca}`} --user "elastic:$password" --header 'Content-Type: application/json' \\`,
    `    --request "$method" "$@" "${tls === undefined ? 'http' : 'https'}://${host}:${port.servicePort}/$path"`,
    '}',
  ]
}
