/** What a person writes reaches the programs of a delivery as it is: suites as Robot Framework runs them, pipelines as another reader of YAML sees them. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeYaml } from '../../../engine/sdk.ts'
import { renderWith } from '../../../engine/testing.ts'
import { robotCell } from '../../../renderers/_shared/quote/robot.ts'
import github from '../../../renderers/github/index.ts'
import gitlab from '../../../renderers/gitlab/index.ts'
import robot from '../../../renderers/robot/index.ts'
import tekton from '../../../renderers/tekton/index.ts'
import { pythonPackage } from '../python-package.ts'
import { describeWith, pythonOf, root } from '../tool.ts'
import { HALF, inFolder, texts } from './texts.ts'

const PLATFORM = {
  apiVersion: 'platgen.dev/v1',
  name: 'shop',
  version: '1.0.0',
  registry: { host: 'harbor.example.com' },
  environments: { dev: { branch: 'develop' } },
}

describeWith(['python3'], 'Robot Framework', () => {
  test('runs with every text as it was, and asks where a service is', () =>
    inFolder(async (folder) => {
      const requirements = readFileSync(join(root, 'renderers/robot/requirements.txt.njk'), 'utf8')
      const library = pythonPackage(/robotframework==\S+/.exec(requirements)?.[0] ?? '', folder)
      const cells = texts.filter((text) => !HALF.test(text)).slice(0, 800)
      const paths = ["/a'b", '/$(x)', '/a*b', '/a=b', '/$&;@!']
      const { files, findings } = await renderWith(robot, {
        platform: JSON.stringify({
          ...PLATFORM,
          delivery: { engine: 'jenkins' },
          services: {
            orders: { build: 'node', ports: { http: 8080 }, expose: { host: 'a.example.com', path: paths }, test: { acceptance: ['dev'] } },
          },
        }),
      })
      expect(findings).toEqual([])
      const suite = files.get('dev/orders.robot')
      writeFileSync(join(folder, 'orders.robot'), suite?.type === 'text' ? suite.text : '')
      // Stands in for the library of the same name, and notes what it is asked for.
      const note =
        'import json, os\ndef note(*what):\n    with open(os.environ["NOTES"], "a") as notes: print(json.dumps(what), file=notes)\n'
      writeFileSync(
        join(folder, 'RequestsLibrary.py'),
        `${note}class Answer:\n    status_code = 200\ndef GET(url, expected_status):\n    note(url, expected_status)\n    return Answer()\n`,
      )
      writeFileSync(join(folder, 'Noting.py'), `${note}def tell(text):\n    note(text)\n`)
      const told = cells.map((text) => `    Tell    ${robotCell(text)}\n`).join('')
      writeFileSync(join(folder, 'all.robot'), `*** Settings ***\nLibrary    Noting\n\n*** Test Cases ***\nAll\n${told}`)
      const run = (name: string): unknown[] => {
        const notes = join(folder, `${name}.notes`)
        const env = { ...process.env, NOTES: notes, PYTHONPATH: `${library}:${folder}` }
        execFileSync('python3', ['-m', 'robot', '--output', 'none', '--log', 'none', '--report', 'none', join(folder, `${name}.robot`)], {
          env,
        })
        return readFileSync(notes, 'utf8')
          .trimEnd()
          .split('\n')
          .map((line) => (JSON.parse(line) as unknown[])[0])
      }
      expect(run('all')).toEqual(cells)
      expect(run('orders').slice(-paths.length)).toEqual(paths.map((path) => `http://a.example.com${path}`))
    }))
})

/** Commands of any text that a shell can have. */
const commands = texts.filter((text) => !text.includes('\0') && text.trim() !== '' && !HALF.test(text)).slice(0, 300)

describeWith(['yamllint', 'python3'], 'pipelines', () => {
  test.each([
    ['gitlab', gitlab, (name: string) => [`${name}.yml`, `${name} unit tests`, 'script', 0]],
    ['github', github, (name: string) => [`workflows/${name}.yml`, 'jobs', 'unit-tests', 'steps', 1, 'run']],
    ['tekton', tekton, (name: string) => [`${name}.yaml`, 'spec', 'tasks', 2, 'taskSpec', 'steps', 0, 'script']],
  ] as const)('%s gets every command as it was', (engine, renderer, where) =>
    inFolder(async (folder) => {
      const services = Object.fromEntries(
        commands.map((unit, index) => [
          `s${index}`,
          { build: { stack: 'node', context: '.' }, ports: { http: 8080 }, test: { unit: unit.replaceAll('${', '$$$${') } },
        ]),
      )
      const { files, findings } = await renderWith(renderer, { platform: JSON.stringify({ ...PLATFORM, delivery: { engine }, services }) })
      expect(findings).toEqual([])
      for (const [path, file] of files)
        if (file.type === 'yaml') writeFileSync(join(folder, path.replaceAll('/', '-')), writeYaml(file.documents))
      const wanted = commands.map((_, index) => {
        const [path, ...steps] = where(`s${index}`)
        return [join(folder, String(path).replaceAll('/', '-')), ...steps]
      })
      // YAML 1.1, as most programs read it.
      const script = `import json, sys, yaml
found = []
for path, *steps in json.load(sys.stdin):
    value = yaml.load(open(path, encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for step in steps: value = value[step]
    found.append(value)
print(json.dumps(found))
`
      const read = JSON.parse(
        execFileSync(pythonOf('yamllint'), ['-c', script], { input: JSON.stringify(wanted), encoding: 'utf8', maxBuffer: 1 << 26 }),
      ) as string[]
      // What the engine makes of it before a shell reads it.
      const seen = read.map((text) =>
        engine === 'github'
          ? text.replaceAll("${{ '${{' }}", '${{')
          : engine === 'tekton'
            ? text.slice('#!/bin/sh\nset -eu\n'.length, -1)
            : text,
      )
      expect(seen).toEqual(commands.map((command) => command.trimEnd()))
    }),
  )
})
