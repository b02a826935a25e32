/** Quoting for other languages, judged by those languages: thousands of texts, each of which has to come back as it was. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dockerfileCopy, dockerfileValue, isDockerfileText } from '../../../renderers/_shared/quote/dockerfile.ts'
import { groovyLines, groovyString } from '../../../renderers/_shared/quote/groovy.ts'
import { describeWith, runTool } from '../tool.ts'
import { codes, inFolder, texts } from './texts.ts'

const halves = ['\ud834', 'a\udd1e', '\udd1e\ud834']

describeWith(['groovy'], 'Groovy', () => {
  test('literals of one line and of several', () =>
    inFolder(async (folder) => {
      const literals = [...texts, ...halves].flatMap((text) => [groovyString(text), `'''${groovyLines(text)}'''`])
      const methods: string[] = []
      // A method of the JVM holds 64 KB.
      for (let start = 0; start < literals.length; start += 100)
        methods.push(
          `def part${start}() { [\n${literals.slice(start, start + 100).join(',\n')}\n].each { println it.toCharArray().collect { Integer.toHexString((int) it) }.join(' ') } }\npart${start}()\n`,
        )
      writeFileSync(join(folder, 'literals.groovy'), methods.join(''))
      const { stdout } = await runTool('groovy', ['-c', 'UTF-8', join(folder, 'literals.groovy')], { expect: [0] })
      expect(stdout.split('\n').slice(0, -1)).toEqual([...texts, ...halves].flatMap((text) => [codes(text), codes(text)]))
    }))
})

describeWith(['buildah'], 'Dockerfile', () => {
  const store = (folder: string): string[] => ['--storage-driver', 'vfs', '--root', join(folder, 'store'), '--runroot', join(folder, 'run')]

  test('values of labels, of arguments and of the environment', () =>
    inFolder(async (folder) => {
      const values = [...new Set(texts.filter(isDockerfileText))].slice(0, 300)
      const file = [
        'FROM scratch',
        ...values.map((value, index) => `LABEL l${index}=${dockerfileValue(value)}`),
        // An argument shows in what refers to it.
        ...values.slice(0, 60).flatMap((value, index) => [`ARG a${index}=${dockerfileValue(value)}`, `LABEL a${index}="$a${index}"`]),
      ]
      writeFileSync(join(folder, 'Dockerfile'), `${file.join('\n')}\n`)
      mkdirSync(join(folder, 'context'))
      await runTool('buildah', [...store(folder), 'bud', '-q', '-t', 'quoted', '-f', join(folder, 'Dockerfile'), join(folder, 'context')], {
        expect: [0],
      })
      const { stdout } = await runTool('buildah', [...store(folder), 'inspect', '--type', 'image', 'quoted'], { expect: [0] })
      const { OCIv1 } = JSON.parse(stdout) as {
        readonly OCIv1: { readonly config: { readonly Labels: { readonly [key: string]: string } } }
      }
      expect(values.map((_, index) => OCIv1.config.Labels[`l${index}`])).toEqual(values)
      expect(values.slice(0, 60).map((_, index) => OCIv1.config.Labels[`a${index}`])).toEqual(values.slice(0, 60))
    }))

  test('paths of COPY', () =>
    inFolder(async (folder) => {
      // Neither `[` nor `\`: buildah reads a pattern twice, BuildKit once.
      const names = ['a b', 'a$HOME', "it's", 'a"b', 'star*', 'what?', '${x}', '#1', 'ü', '-n']
      for (const [index, name] of names.entries()) {
        mkdirSync(join(folder, 'context', name), { recursive: true })
        writeFileSync(join(folder, 'context', name, `file${index}`), name)
      }
      writeFileSync(
        join(folder, 'Dockerfile'),
        `FROM scratch\n${names.map((name) => `COPY ${dockerfileCopy([`${name}/`], `/to ${name}/`)}\n`).join('')}`,
      )
      await runTool('buildah', [...store(folder), 'bud', '-q', '-t', 'copied', '-f', join(folder, 'Dockerfile'), join(folder, 'context')], {
        expect: [0],
      })
      const container = (await runTool('buildah', [...store(folder), 'from', '--pull-never', 'copied'], { expect: [0] })).stdout.trim()
      const mounted = (await runTool('buildah', [...store(folder), 'mount', container], { expect: [0] })).stdout.trim()
      const found = (await runTool('find', [mounted, '-type', 'f', '-printf', '%P\\0'], { expect: [0] })).stdout.split('\0').slice(0, -1)
      expect(found.sort()).toEqual(names.map((name, index) => `to ${name}/file${index}`).sort())
    }))
})
