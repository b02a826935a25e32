/** Files of settings, judged by the programs that they are for: each of thousands of texts has to come back as it was. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hclPart, hclString } from '../../../renderers/_shared/quote/hcl.ts'
import { nginxWord } from '../../../renderers/_shared/quote/nginx.ts'
import { optionValue } from '../../../renderers/_shared/quote/option-file.ts'
import { propertiesValue } from '../../../renderers/_shared/quote/properties.ts'
import { xmlText } from '../../../renderers/_shared/quote/xml.ts'
import { describeWith, runTool } from '../tool.ts'
import { codes, HALF, inFolder, texts } from './texts.ts'

const lines = texts.filter((text) => !/[\0\n\r]/.test(text) && !HALF.test(text))

describeWith(['java'], 'a properties file', () => {
  test('as Java reads it, as characters and as bytes', () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, 'all.properties'), texts.map((text, index) => `k${index}=${propertiesValue(text)}\n`).join(''))
      writeFileSync(
        join(folder, 'Read.java'),
        `import java.nio.file.*; import java.util.*; import java.util.stream.*;
class Read {
  static void print(Properties all) {
    for (int index = 0; index < all.size(); index++)
      System.out.println(all.getProperty("k" + index).chars().mapToObj(Integer::toHexString).collect(Collectors.joining(" ")));
  }
  public static void main(String[] given) throws Exception {
    var characters = new Properties(); var bytes = new Properties();
    try (var file = Files.newBufferedReader(Path.of(given[0]))) { characters.load(file); }
    try (var file = Files.newInputStream(Path.of(given[0]))) { bytes.load(file); }
    print(characters); print(bytes);
  }
}
`,
      )
      const { stdout } = await runTool('java', [join(folder, 'Read.java'), join(folder, 'all.properties')], { expect: [0] })
      expect(stdout.split('\n').slice(0, -1)).toEqual([...texts, ...texts].map(codes))
    }))
})

describeWith(['terraform'], 'HCL', () => {
  test('as HashiCorp reads it, whole and as a part', () =>
    inFolder(async (folder) => {
      // Its values are texts in the normal form C.
      const known = texts.filter((text) => !HALF.test(text) && text.normalize('NFC') === text)
      const items = known.flatMap((text) => [hclString(text), `"${hclPart(text)}:\${local.tag}"`])
      writeFileSync(join(folder, 'main.tf'), `locals { tag = "v1" }\noutput "all" {\n  value = [\n${items.join(',\n')}\n  ]\n}\n`)
      const env = { TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' }
      await runTool('terraform', [`-chdir=${folder}`, 'apply', '-auto-approve', '-no-color'], { expect: [0], env })
      const { stdout } = await runTool('terraform', [`-chdir=${folder}`, 'output', '-json', 'all'], { expect: [0], env })
      expect(JSON.parse(stdout)).toEqual(known.flatMap((text) => [text, `${text}:v1`]))
    }))
})

describeWith(['nginx'], 'a parameter of nginx', () => {
  test('as nginx says it when it finds it twice', () =>
    inFolder(async (folder) => {
      mkdirSync(join(folder, 'logs'))
      for (const path of new Set(lines.slice(0, 120).map((text) => `/${text}`))) {
        const place = `location = ${nginxWord(path)} { return 200; }\n`
        const file = join(folder, 'nginx.conf')
        writeFileSync(file, `error_log stderr;\nevents {}\nhttp { access_log off; server { listen 8080;\n${place}${place}} }\n`)
        const { stderr } = await runTool('nginx', ['-t', '-p', folder, '-c', file])
        expect(stderr).toContain(`duplicate location "${path}" in ${file}:5`)
      }
    }))
})

describeWith(['my_print_defaults'], 'an option file of MySQL', () => {
  test('as its programs read it', () =>
    inFolder(async (folder) => {
      const values = lines.filter((text) => text !== '')
      writeFileSync(join(folder, 'my.cnf'), `[mysqld]\n${values.map((text, index) => `o${index} = ${optionValue(text)}\n`).join('')}`)
      const { stdout } = await runTool('my_print_defaults', [`--defaults-file=${join(folder, 'my.cnf')}`, 'mysqld'], { expect: [0] })
      expect(stdout.split('\n').slice(0, -1)).toEqual(values.map((text, index) => `--o${index}=${text}`))
    }))
})

describeWith(['python3'], 'XML', () => {
  test('as expat reads it, in elements and in attributes', () =>
    inFolder(async (folder) => {
      // XML can't say other control characters, and turns the end of a line into another in an attribute.
      const known = lines.filter((text) => !/[\0-\x1f\ufffe\uffff]/.test(text))
      writeFileSync(join(folder, 'all.xml'), `<all>${known.map((text) => `<t a="${xmlText(text)}">${xmlText(text)}</t>`).join('\n')}</all>`)
      const script =
        'import json,sys,xml.etree.ElementTree as e; print(json.dumps([[t.get("a"),t.text or ""] for t in e.parse(sys.argv[1]).getroot()]))'
      const { stdout } = await runTool('python3', ['-c', script, join(folder, 'all.xml')], { expect: [0] })
      expect(JSON.parse(stdout)).toEqual(known.map((text) => [text, text]))
    }))
})
