import { loadPlan } from '../plan/load.ts'
import type { ScalarNode } from '../plan/plan.ts'
import { checkScalar, settleScalar, tellProblem } from '../plan/scalar.ts'
import type { Component, WrittenComponent } from '../resolve/component.ts'
import type { Json, JsonObject } from '../source/source.ts'
import { normalise, type Path } from './normalise.ts'
import { validate as validateStructure } from './validator.generated.js'

/**
 * The words of a component in their long form. A renderer wrote them, so what is wrong with them is no mistake of the user.
 * @throws Error that names the component and the place, when it is not in the language.
 */
export function longForm(component: Component): WrittenComponent {
  const { name } = component
  const bad = (path: Path, reason: string): never => {
    throw new Error(`component ${name}: ${path.join('/')}: ${reason}`)
  }
  const long = normalise(loadPlan(), platformOf(component), {
    scalar: (node, value, path) => scalar(node, value, (reason) => bad(path, reason)),
    misfit: (value, path) => bad(path, `${JSON.stringify(value)} stands where a word is wanted`),
    key: () => undefined,
    anything: (_value, path) => bad(path, 'the language has no word for it'),
    twice: (item, path) => bad(path, `${String(item)} stands there twice`),
    nested: (path) => bad(path, 'a component has no environments of its own'),
  }) as { readonly services: { readonly [name: string]: JsonObject }; readonly access: { readonly roles: JsonObject } }
  if (!validateStructure(long)) {
    const [first] = validateStructure.errors ?? []
    throw new Error(`component ${name}: ${first?.instancePath} breaks the schema (${first?.keyword}: ${JSON.stringify(first?.params)})`)
  }
  return { ...component, service: long.services[name] as JsonObject, roles: long.access.roles }
}

function scalar(node: ScalarNode, value: string | number | boolean, bad: (reason: string) => never): Json {
  const settled = settleScalar(node, String(value))
  const kept = typeof value === 'string' || node.json.includes('string') ? settled : value
  const problem = checkScalar(node, kept)
  if (problem === undefined) return kept
  const { what, reason } = tellProblem(node, problem)
  return bad(`${JSON.stringify(value)} is not ${what}: ${reason}`)
}

/** The smallest platform that has it. */
function platformOf({ name, service, roles = {} }: Component): JsonObject {
  return {
    apiVersion: 'platgen.dev/v1',
    name: 'platform',
    environments: { one: {} },
    services: { [name]: service },
    access: { roles },
  }
}
