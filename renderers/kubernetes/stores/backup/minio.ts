import type { FiledBackup as Backup, Model, Store } from '../../../../engine/sdk.ts'
import { BUCKET } from '../../../_shared/own-bucket.ts'
import { shellWord } from '../../../_shared/quote/shell.ts'
import { script, secretFile } from '../program.ts'
import { COPIES, endpoint } from './copies.ts'
import type { Mirror } from './steps.ts'

/**
 * What is in a bucket store is too much to be packed each night: all of it is mirrored, and what a run replaces or removes is put aside under the time of that run.
 * https://rclone.org/commands/rclone_sync/ · https://rclone.org/docs/#backup-dir-string
 */
export function minioMirror(store: Store, backup: Backup, model: Model): Mirror {
  const head = ['#!/bin/sh', 'set -eu', 'umask 027', 'export RCLONE_CONFIG=/tmp/rclone.conf', ...login(store), ...target(backup, model)]
  const place = shellWord(
    backup.target.type === 's3' ? `kept:${backup.target.bucket}/${backup.target.path}/${store.name}` : `${COPIES}/${store.name}`,
  )
  return {
    keep: script([
      ...head,
      `kept=${place}`,
      'now=$(date -u +%Y%m%dT%H%M%SZ)',
      'rclone sync store: "$kept/current" --backup-dir "$kept/before/$now" --create-empty-src-dirs',
      '# What is written meanwhile is for the next run.',
      'rclone check store: "$kept/current" --one-way --min-age 1h',
      `oldest=$(date -u -d "@$(($(date +%s) - ${backup.keepMinutes * 60}))" +%Y%m%d%H%M%S)`,
      'for time in $(rclone lsf --dirs-only "$kept/before" 2>/dev/null || true); do',
      '  if [ "$(echo "$time" | tr -dc 0-9)" -lt "$oldest" ]; then rclone purge "$kept/before/${time%/}"; fi',
      'done',
      `echo "kept ${store.name}-$now"`,
    ]),
    restore: script([
      ...head,
      `kept=${place}`,
      'rclone copy "$kept/current" store: --create-empty-src-dirs',
      'if [ "$BACKUP" = newest ]; then',
      '  rclone check "$kept/current" store: --one-way',
      'else',
      '  rclone lsf "$kept/before/$BACKUP" > /dev/null || { echo "there is no copy $BACKUP" >&2; exit 1; }',
      '  rclone copy "$kept/before/$BACKUP" store:',
      'fi',
      'echo "brought back $BACKUP"',
    ]),
  }
}

/** https://rclone.org/s3/#minio */
function login(store: Store): readonly string[] {
  const user = store.user === undefined ? store.name : store.user
  return [
    'export RCLONE_CONFIG_STORE_TYPE=s3 RCLONE_CONFIG_STORE_PROVIDER=Minio',
    `export RCLONE_CONFIG_STORE_ENDPOINT=http://${store.host}:${store.port.servicePort} RCLONE_CONFIG_STORE_ACCESS_KEY_ID=${shellWord(user)}`,
    `RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY=$(cat ${secretFile(store, 'password')})`,
    'export RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY',
  ]
}

function target({ target: to }: Backup, model: Model): readonly string[] {
  if (to.type === 'claim') return []
  return [
    'export RCLONE_CONFIG_KEPT_TYPE=s3 RCLONE_CONFIG_KEPT_PROVIDER=Other',
    `export RCLONE_CONFIG_KEPT_ENDPOINT=${shellWord(endpoint(to, model))} RCLONE_CONFIG_KEPT_REGION=${shellWord(to.region)}`,
    `RCLONE_CONFIG_KEPT_ACCESS_KEY_ID=$(cat ${BUCKET}/access-key)`,
    `RCLONE_CONFIG_KEPT_SECRET_ACCESS_KEY=$(cat ${BUCKET}/secret-key)`,
    'export RCLONE_CONFIG_KEPT_ACCESS_KEY_ID RCLONE_CONFIG_KEPT_SECRET_ACCESS_KEY',
  ]
}
