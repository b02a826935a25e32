/** Imports a module that is only known while platgen runs. A function of its own, because the bundle has to find another way (engine/build/bundle). */
export function importModule(url: string): Promise<unknown> {
  return import(url)
}
