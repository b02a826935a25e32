/** By its name, because a bundle knows a CommonJS package that is imported later by its default export alone. */
export { Ajv } from 'ajv'
