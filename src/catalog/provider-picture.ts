import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Connector } from './connector.ts'
import { encodePng, type Colour } from './png.ts'

const size = 128
const margin = 24
const cell = (size - 2 * margin) / 5
const corner = 20

/** The bytes of a connector's PNG: its folder's `logo.png`, else a drawing that is its own by its key. */
export async function providerPicture(
  connector: Pick<Connector, 'key' | 'logoFile'>,
): Promise<Buffer> {
  return connector.logoFile === undefined ? drawn(connector.key) : readFile(connector.logoFile)
}

/** A rounded square with a mirrored pattern, both chosen by a hash of the key. */
function drawn(key: string): Buffer {
  const hash = createHash('sha256').update(key).digest()
  const palette: readonly Colour[] = [[0, 0, 0, 0], background(hash), [255, 255, 255, 235]]
  return encodePng(size, palette, (x, y) => {
    if (!insideRounded(x, y)) return 0
    const column = Math.floor((x - margin) / cell)
    const row = Math.floor((y - margin) / cell)
    if (column < 0 || column > 4 || row < 0 || row > 4) return 1
    const mirrored = Math.min(column, 4 - column)
    return ((hash[row * 3 + mirrored] ?? 0) & 1) === 1 ? 2 : 1
  })
}

/** Muted colours on which white can be seen. */
function background(hash: Buffer): Colour {
  const tone = (index: number): number => 40 + ((hash[index] ?? 0) % 120)
  return [tone(20), tone(21), tone(22), 255]
}

function insideRounded(x: number, y: number): boolean {
  const dx = Math.max(corner - x, x - (size - 1 - corner), 0)
  const dy = Math.max(corner - y, y - (size - 1 - corner), 0)
  return dx * dx + dy * dy <= corner * corner
}
