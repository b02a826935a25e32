/** Actions by the commit of a release, since tags can move. */
export const ACTIONS = {
  /** v4.2.2 */
  checkout: 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683',
  /** v4.6.2 */
  upload: 'actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02',
  /** v4.3.0 */
  download: 'actions/download-artifact@d3f86a106a0bac45b974a628896c90dbdf5c8093',
  /** v3.10.0 */
  buildx: 'docker/setup-buildx-action@b5ca514318bd6ebac0fb2aedd5d36ec1b5c232a2',
} as const

/** The commit of the run. Nothing that follows needs to push. */
export const CHECKOUT = { uses: ACTIONS.checkout, with: { 'persist-credentials': false } }
