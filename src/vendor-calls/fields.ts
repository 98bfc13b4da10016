/** `fields`: which members of a record the client wants, as paths; pushed down where the vendor can, and cut here. */
import { PlatformError } from '../core/errors.ts'
import { isJsonObject } from '../core/json.ts'

/** Wanted members; `true` is the whole value below. */
export interface FieldTree {
  readonly [name: string]: FieldTree | true
}

const longestList = 200
const deepest = 8

/** Reads `id,billingPerson.name,items.sku`. Throws 400 for an empty list, too many names, or names no field has. */
export function parseFields(text: string): FieldTree {
  const names = text.split(',').map((name) => name.trim())
  if (names.length > longestList) {
    throw refuse(`'fields' names more than ${longestList} fields`)
  }
  const tree = newTree()
  for (const name of names) {
    const steps = name.split('.')
    const isName = steps.length <= deepest && steps.every((step) => /^[\w$@:-]{1,128}$/.test(step))
    if (!isName) {
      throw refuse(
        `'fields' is a comma list of names such as id,billingPerson.name; '${name}' is none`,
      )
    }
    addSteps(tree, steps)
  }
  return tree
}

/** Adds names that must be there whatever the client asked. */
export function withAlways(tree: FieldTree, always: readonly string[] | undefined): FieldTree {
  if (always === undefined || always.length === 0) return tree
  const added = copyTree(tree)
  for (const name of always) addSteps(added, name.split('.'))
  return added
}

/** The tree in the vendors' nesting: `id,items(sku,quantity)`. */
export function nestedText(tree: FieldTree): string {
  return Object.keys(tree)
    .map((name) => {
      const below = tree[name] as FieldTree | true
      return below === true ? name : `${name}(${nestedText(below)})`
    })
    .join(',')
}

/** The value with only the wanted members; lists are cut item by item. */
export function cutToFields(value: unknown, tree: FieldTree): unknown {
  if (Array.isArray(value)) return value.map((item) => cutToFields(item, tree))
  if (!isJsonObject(value)) return value
  const cut: Record<string, unknown> = {}
  for (const name of Object.keys(tree)) {
    if (!Object.hasOwn(value, name)) continue
    const below = tree[name] as FieldTree | true
    cut[name] = below === true ? value[name] : cutToFields(value[name], below)
  }
  return cut
}

type MutableTree = { [name: string]: MutableTree | true }

function newTree(): MutableTree {
  return Object.create(null) as MutableTree
}

function addSteps(tree: MutableTree, steps: readonly string[]): void {
  let place = tree
  for (const [index, step] of steps.entries()) {
    const here = place[step]
    // The whole was asked already; a part of it adds nothing.
    if (here === true) return
    if (index === steps.length - 1) {
      place[step] = true
      return
    }
    place = here ?? (place[step] = newTree())
  }
}

function copyTree(tree: FieldTree): MutableTree {
  const copy = newTree()
  for (const name of Object.keys(tree)) {
    const below = tree[name] as FieldTree | true
    copy[name] = below === true ? true : copyTree(below)
  }
  return copy
}

function refuse(message: string): PlatformError {
  return new PlatformError('invalid_request', message, { details: [{ path: 'fields', message }] })
}
