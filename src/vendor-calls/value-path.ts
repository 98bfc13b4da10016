/**
 * Paths into JSON values as definitions write them: `a.b`, `a[0].b`, `items[*]`, a leading dot allowed.
 * Only own members count, so that no path reaches a prototype.
 */
type Step = string | number | typeof every

/** Every element of a list; a symbol, because any text may be a member's name. */
const every = Symbol('every')

const compiled = new Map<string, readonly Step[]>()

/** Reads the value at `path`; undefined where a step leads nowhere. A `[*]` collects over a list. */
export function readPath(value: unknown, path: string): unknown {
  return walk(value, stepsOf(path), 0)
}

/** Sets the value at a dotted path, making the objects on the way; `target` itself is changed. */
export function writePath(target: Record<string, unknown>, path: string, value: unknown): void {
  const steps = stepsOf(path)
  let place: Record<string, unknown> = target
  for (const [index, step] of steps.entries()) {
    const key = String(step)
    if (key === '__proto__') return
    if (index === steps.length - 1) {
      place[key] = value
      return
    }
    const next = Object.hasOwn(place, key) ? place[key] : undefined
    if (typeof next === 'object' && next !== null) place = next as Record<string, unknown>
    else {
      const made: Record<string, unknown> = {}
      place[key] = made
      place = made
    }
  }
}

function stepsOf(path: string): readonly Step[] {
  const known = compiled.get(path)
  if (known !== undefined) return known
  const steps: Step[] = []
  for (const part of path.split('.')) {
    const name = part.replace(/\[[^\]]*\]/g, '')
    if (name !== '') steps.push(name)
    for (const [, inside] of part.matchAll(/\[([^\]]*)\]/g)) {
      steps.push(
        inside === '*' ? every : /^\d+$/.test(inside ?? '') ? Number(inside) : (inside ?? ''),
      )
    }
  }
  // Paths come from definitions, never from requests; the bound is for a process that reloads them for months.
  if (compiled.size > 10_000) compiled.clear()
  compiled.set(path, steps)
  return steps
}

function walk(value: unknown, steps: readonly Step[], from: number): unknown {
  let current = value
  for (let index = from; index < steps.length; index += 1) {
    const step = steps[index] as Step
    if (typeof current !== 'object' || current === null) return undefined
    if (step === every) {
      const items = Array.isArray(current) ? (current as unknown[]) : Object.values(current)
      return items
        .map((item) => walk(item, steps, index + 1))
        .filter((item) => item !== undefined)
        .flat()
    }
    current = Object.hasOwn(current, step)
      ? (current as Record<string | number, unknown>)[step]
      : undefined
  }
  return current
}
