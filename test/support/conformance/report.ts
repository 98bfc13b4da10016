/** What was promised and did not hold, and what a connector's test says about it. */

export interface Failure {
  /** Undefined for what belongs to the whole connector. */
  readonly authentication?: string
  /** `GET /orders`. */
  readonly operation?: string
  /** What was looked at: `page`, `where.sku`, `create`. */
  readonly check: string
  readonly message: string
}

export interface Report {
  fail(failure: Failure): void
  /** Failures that no skip explains, as sentences; a skip that explains nothing is one too. */
  failures(): readonly string[]
}

/**
 * A skip names a check wherever it is made (`bulk`, `model.taxId`), an operation (`POST /reviews`) or one check of an
 * operation (`GET /orders where.lang`), with an authentication type and a colon in front when it is about that one only.
 */
export function createReport(skip: Readonly<Record<string, string>>): Report {
  const found: Failure[] = []
  return {
    fail(failure) {
      const known = found.some((one) => sentenceOf(one) === sentenceOf(failure))
      if (!known) found.push(failure)
    },
    failures() {
      const used = new Set<string>()
      const unexplained = found.filter((failure) => {
        const keys = skipKeysOf(failure).filter((key) => Object.hasOwn(skip, key))
        for (const key of keys) used.add(key)
        return keys.length === 0
      })
      const stale = Object.keys(skip).filter((key) => !used.has(key))
      return [
        ...unexplained.map(sentenceOf),
        ...stale.map((key) => `skip '${key}' hides nothing that fails: take it away`),
      ]
    },
  }
}

function skipKeysOf({ authentication, operation, check }: Failure): string[] {
  const keys = operation === undefined ? [check] : [check, operation, `${operation} ${check}`]
  return authentication === undefined
    ? keys
    : [...keys, ...keys.map((key) => `${authentication}: ${key}`)]
}

function sentenceOf({ authentication, operation, check, message }: Failure): string {
  const place = operation === undefined ? check : `${operation} ${check}`
  return `${authentication === undefined ? '' : `${authentication}: `}${place}: ${message}`
}
