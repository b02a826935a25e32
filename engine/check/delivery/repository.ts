import { defineDiagnostic } from '../../diagnostics/diagnostic.ts'
import { at } from '../../resolve/origin.ts'
import type { Rule } from '../check.ts'

export const noRepository = defineDiagnostic<{ url: string; server: string; form: string }>({
  code: 'check/no-repository',
  severity: 'error',
  message: ({ url, server, form }) => `\`${url}\` is no repository of ${server}, whose path is ${form}`,
  note: () => 'Jenkins asks the server for the branches, tags and pull requests of the repository by this path.',
})

const SERVERS = {
  gitlab: { name: 'GitLab', form: '`/GROUP/PROJECT.git`', path: /^https?:\/\/[^/?#]+(\/[\w.-]+){2,}\/?$/ },
  github: { name: 'GitHub', form: '`/OWNER/REPOSITORY.git`', path: /^https?:\/\/[^/?#]+(\/[\w.-]+){2}\/?$/ },
} as const

/** The repository that a Jenkins of the platform takes everything from is one of the Git server. */
export const repository: Rule = {
  platform({ models, report }) {
    const [model] = models
    if (model === undefined) return
    const { engines, git, jenkins } = model.delivery
    if (git === undefined || jenkins.install === undefined || !engines.includes('jenkins')) return
    const { name, form, path } = SERVERS[git.server]
    const url = jenkins.install.repository
    if (!path.test(url)) report(noRepository, at(model, 'delivery', 'jenkins', 'install', 'repository'), { url, server: name, form })
  },
}
