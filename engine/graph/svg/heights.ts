/** Something in a column: how tall it is, and where its middle would like to be. */
export interface Wish {
  readonly height: number
  readonly wanted: number
}

/**
 * The middles of what stands in a column, in their order and at least `gap` apart, as near to their wishes as all together can be (least squares).
 * Neighbours that push each other become a block, whose place is the mean of what its members want.
 */
export function settled(wishes: readonly Wish[], gap: number): readonly number[] {
  const offsets: number[] = []
  let offset = 0
  for (const [index, { height }] of wishes.entries()) {
    if (index > 0) offset += ((wishes[index - 1] as Wish).height + height) / 2 + gap
    offsets.push(offset)
  }
  const blocks: { sum: number; count: number }[] = []
  for (const [index, { wanted }] of wishes.entries()) {
    let block = { sum: wanted - (offsets[index] as number), count: 1 }
    for (let last = blocks.at(-1); last !== undefined && last.sum / last.count > block.sum / block.count; last = blocks.at(-1)) {
      block = { sum: block.sum + last.sum, count: block.count + last.count }
      blocks.pop()
    }
    blocks.push(block)
  }
  return blocks
    .flatMap(({ sum, count }) => new Array<number>(count).fill(sum / count))
    .map((base, index) => base + (offsets[index] as number))
}
