/** A string of Lua: https://www.lua.org/manual/5.1/manual.html#2.1. Anything but plain signs is written by its number, so that it is the same in every encoding. */
export function luaString(text: string): string {
  const bytes = [...new TextEncoder().encode(text)]
  return `"${bytes.map((byte) => (byte < 0x20 || byte > 0x7e || byte === 0x22 || byte === 0x5c ? `\\${String(byte).padStart(3, '0')}` : String.fromCharCode(byte))).join('')}"`
}
