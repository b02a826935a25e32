import type { FiledBackup as Backup, Model, Store } from '../../../../engine/sdk.ts'
import { BUCKET, type Bucket } from '../../../_shared/own-bucket.ts'
import { shellWord } from '../../../_shared/quote/shell.ts'
import { script } from '../program.ts'
import { WORK } from './steps.ts'

/** Where the claim with copies is mounted, and where a copy is packed before it leaves. */
export const COPIES = '/copies'
export const PACKED = '/packed'

/** A shell with tar and sha256sum: https://hub.docker.com/_/busybox */
const SHELL_IMAGE = 'docker.io/library/busybox:1.37.0'
/** The same with a program that speaks S3: https://hub.docker.com/r/rclone/rclone */
export const S3_IMAGE = 'docker.io/rclone/rclone:1.71.2'

/** The image that keeps and fetches copies. */
export function toolsImage({ target }: Backup): string {
  return target.type === 's3' ? S3_IMAGE : SHELL_IMAGE
}

/** Packs what was dumped, puts it where copies are kept, reads it back, and removes what is too old. A copy is complete when it has its name. */
export function keepScript(store: Store, backup: Backup, model: Model): string {
  const { target, keepMinutes } = backup
  const head = [
    '#!/bin/sh',
    'set -eu',
    'umask 027',
    `file=${store.name}-$(date -u +%Y%m%dT%H%M%SZ).tar.gz`,
    `[ -n "$(ls -A ${WORK})" ] || { echo 'nothing was dumped' >&2; exit 1; }`,
  ]
  if (target.type === 's3')
    return script([
      ...head,
      ...s3(target, model),
      `tar -C ${WORK} -czf "${PACKED}/$file" .`,
      `(cd ${PACKED} && sha256sum "$file" > "$file.sha256")`,
      `rclone copy ${PACKED} ${remote(target, store)}`,
      `rclone check ${PACKED} ${remote(target, store)} --one-way --download`,
      `rclone delete ${remote(target, store)} --min-age ${keepMinutes}m --exclude "$file*"`,
      'echo "kept $file"',
    ])
  const folder = `${COPIES}/${store.name}`
  return script([
    ...head,
    `mkdir -p ${folder}`,
    `cd ${folder}`,
    `tar -C ${WORK} -czf .part .`,
    'tar -tzf .part > /dev/null',
    'sum=$(sha256sum < .part)',
    'printf \'%s  %s\\n\' "${sum%% *}" "$file" > "$file.sha256"',
    'mv .part "$file"',
    'sync',
    'sha256sum -c "$file.sha256"',
    `find . -type f -name '${store.name}-*' ! -name "$file*" -mmin +${keepMinutes} -exec rm -f {} +`,
    'echo "kept $file"',
  ])
}

/** Brings a copy back to where it was dumped: the one that `BACKUP` names, or the newest. */
export function fetchScript(store: Store, { target }: Backup, model: Model): string {
  const choose = [
    'file=${BACKUP:-newest}',
    'if [ "$file" = newest ]; then',
    `  for one in ${store.name}-*.tar.gz; do file=$one; done`,
    'fi',
    '[ -f "$file" ] || { echo "there is no copy $file" >&2; exit 1; }',
    'sha256sum -c "$file.sha256"',
    `tar -C ${WORK} -xzf "$file"`,
    'echo "bringing back $file"',
  ]
  if (target.type === 'claim') return script(['#!/bin/sh', 'set -eu', `cd ${COPIES}/${store.name}`, ...choose])
  return script([
    '#!/bin/sh',
    'set -eu',
    ...s3(target, model),
    'file=${BACKUP:-newest}',
    `[ "$file" != newest ] || file=$(rclone lsf ${remote(target, store)} --include '${store.name}-*.tar.gz' | sort | tail -n 1)`,
    `rclone copy ${remote(target, store)} ${PACKED} --include "$file*"`,
    `cd ${PACKED}`,
    ...choose.slice(4),
  ])
}

function remote({ bucket, path }: Bucket, store: Store): string {
  return shellWord(`:s3:${bucket}/${path}/${store.name}`)
}

/** https://rclone.org/s3/ · https://rclone.org/docs/#environment-variables */
function s3(target: Bucket, model: Model): readonly string[] {
  return [
    'export RCLONE_CONFIG=/tmp/rclone.conf RCLONE_S3_PROVIDER=Other',
    `export RCLONE_S3_ENDPOINT=${shellWord(endpoint(target, model))} RCLONE_S3_REGION=${shellWord(target.region)}`,
    `RCLONE_S3_ACCESS_KEY_ID=$(cat ${BUCKET}/access-key)`,
    `RCLONE_S3_SECRET_ACCESS_KEY=$(cat ${BUCKET}/secret-key)`,
    'export RCLONE_S3_ACCESS_KEY_ID RCLONE_S3_SECRET_ACCESS_KEY',
  ]
}

/** Where a bucket is, as a URL. */
export function endpoint({ external }: Bucket, model: Model): string {
  const store = model.stores[external]
  if (store !== undefined) return `${store.tls === undefined ? 'http' : 'https'}://${store.host}:${store.port.servicePort}`
  const [port] = model.externals[external]?.ports ?? []
  if (port === undefined) throw new Error(`${external} has no port`)
  return `${port.appProtocol === 'http' ? 'http' : 'https'}://${model.externals[external]?.host}:${port.servicePort}`
}
