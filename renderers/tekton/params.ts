/** What a run has to know of its commit. */
export const PARAMS = [
  { name: 'url', description: 'Where the repository is.', type: 'string' },
  { name: 'commit', description: 'The commit of the run.', type: 'string' },
  { name: 'ref', description: 'The name of the branch or tag.', type: 'string' },
  { name: 'ref-type', description: '`branch`, `tag`, or `change` for a pull request.', type: 'string' },
  { name: 'author', description: 'Who made the commit.', type: 'string', default: 'unknown' },
  { name: 'subject', description: 'The first line of its message.', type: 'string', default: 'unknown' },
] as const

/** One of them. */
export type ParamName = (typeof PARAMS)[number]['name']
