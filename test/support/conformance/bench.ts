/** What every measurement of one collection works with. */
import type { Resource } from '../../../src/catalog/element.ts'
import { checkModel, newFindings, type ModelFindings } from './model-check.ts'
import type { Surroundings } from './places.ts'
import type { Definition } from './definition.ts'
import type { Report } from './report.ts'

export interface CollectionFindings extends ModelFindings {
  readonly unproven: Set<string>
}

export interface Bench extends Surroundings {
  readonly authentication: string
  readonly definition: Definition
  readonly findings: CollectionFindings
  /** A function that notes what does not hold at an operation. */
  failing(resource: Resource): (check: string, message: string) => void
  /** Holds an answer against the resource's model. */
  check(resource: Resource, body: unknown): void
  /** The query of the latest call that the simulated vendor received. */
  lastVendorQuery(): Promise<Readonly<Record<string, string>>>
}

export function createBench(
  parts: Surroundings &
    Pick<Bench, 'authentication' | 'definition' | 'lastVendorQuery'> & { readonly report: Report },
): Bench {
  const { report, authentication } = parts
  const findings: CollectionFindings = { ...newFindings(), unproven: new Set() }
  const failing: Bench['failing'] = (resource) => (check, message) =>
    report.fail({
      authentication,
      operation: `${resource.method} ${resource.path}`,
      check,
      message,
    })
  return {
    ...parts,
    findings,
    failing,
    check(resource, body) {
      const own = { ...newFindings(), undeclared: findings.undeclared }
      checkModel(resource, body, own)
      const fail = failing(resource)
      for (const [path, message] of own.mistyped) fail(`model.${path}`, message)
      if (own.nulls.size > 0) fail('nulls', `${[...own.nulls].join(', ')} came as null`)
    },
  }
}
