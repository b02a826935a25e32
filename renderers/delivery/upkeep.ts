import { type JsonArtifact, json, type Model, type YamlArtifact, yaml } from '../../engine/sdk.ts'
import { checkCommand } from '../_shared/pipeline/render-check.ts'

/** Renovate's configuration: the images that platform.yaml names are kept up to date, and what platgen writes is left to platgen. https://docs.renovatebot.com/configuration-options/ */
export function renovate({ delivery, registry }: Model): JsonArtifact {
  const own = registry === undefined ? [] : [{ matchPackageNames: [`${registry.host}/${registry.project}/**`], enabled: false }]
  return json('renovate.json', {
    $schema: 'https://docs.renovatebot.com/renovate-schema.json',
    extends: ['config:recommended', ':enablePreCommit'],
    ignorePaths: [`${delivery.output}/**`],
    customManagers: [
      {
        customType: 'regex',
        description: 'Images in the files of the platform.',
        managerFilePatterns: ['/\\.ya?ml$/'],
        matchStrings: [
          '\\b(?:image|reference): *["\']?(?<depName>[a-z0-9][^\\s:"\'@,}]*(?::[0-9]+/[^\\s:"\'@,}]+)?):(?<currentValue>[\\w][\\w.-]*)(?:@(?<currentDigest>sha256:[0-9a-f]{64}))?',
        ],
        datasourceTemplate: 'docker',
      },
    ],
    packageRules: own,
    postUpgradeTasks: { commands: ['npx --no-install platgen render'], fileFilters: [`${delivery.output}/**`], executionMode: 'branch' },
  })
}

/** A hook that refuses a commit whose output is not what its platform.yaml says. https://pre-commit.com */
export function preCommit({ delivery }: Model): YamlArtifact {
  return yaml(
    'pre-commit-config.yaml',
    {
      repos: [
        {
          repo: 'local',
          hooks: [
            {
              id: 'platgen',
              name: 'platgen render --check',
              language: 'system',
              entry: checkCommand(delivery.output),
              files: '\\.ya?ml$',
              pass_filenames: false,
            },
          ],
        },
      ],
    },
    'Belongs into .pre-commit-config.yaml at the root of the repository. platgen is one of the devDependencies there.',
  )
}
