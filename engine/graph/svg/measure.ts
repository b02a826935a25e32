/** Size of the letters, in pixels. */
export const TEXT = 12
export const LINE = 18

const NARROW = /[iljtfrI.,:;'|!()[\]/ ]/
const WIDE = /[mwMWA-Z@%\u2192\u2014]/

/** How wide a text is about, in pixels: there is no font here to ask, and a little too much is better than too little. */
export function textWidth(text: string, size: number = TEXT): number {
  let ems = 0
  for (const char of text) ems += NARROW.test(char) ? 0.38 : WIDE.test(char) ? 0.84 : 0.62
  return Math.ceil(ems * size)
}
