/** How sources of events look in answers. */
import { Type, type Static } from 'typebox'
import { sourceStates, type Source } from '../../../events/sources/source.ts'

const Time = Type.String({ description: 'ISO 8601' })

export const StateWord = Type.Enum([...sourceStates])

export const SourceSchema = Type.Object({
  id: Type.Integer(),
  instanceId: Type.Integer(),
  accountId: Type.Integer(),
  kind: Type.String({
    description:
      "`webhook`: the vendor tells. `poll`: we ask. `reconcile`: we ask now and then whether the vendor's webhooks told everything.",
  }),
  resource: Type.Optional(Type.String({ description: 'What is asked for; absent for a webhook' })),
  state: Type.String({
    description:
      '`waiting`: nothing was proved yet. `live`: proved within its period. `late`: its proof is overdue. `broken`: nothing comes through.',
  }),
  reason: Type.Optional(Type.String({ description: 'Why it is so, or what failed last' })),
  stateSince: Time,
  lastProofDate: Type.Optional(
    Type.String({ description: 'ISO 8601; the last time at which it proved that it works' }),
  ),
  lastEventDate: Type.Optional(
    Type.String({ description: 'ISO 8601; the last time at which it brought an event' }),
  ),
  nextPollDate: Type.Optional(Type.String({ description: 'ISO 8601; absent when none is due' })),
  periodSeconds: Type.Integer({ description: 'How often it is asked, or a proof is expected' }),
  failures: Type.Integer({ description: 'Failed polls in a row' }),
  position: Type.String({ description: 'How far it was read, in words' }),
  createdDate: Time,
})

export function sourceView(source: Source): Static<typeof SourceSchema> {
  const { lastProofAt, lastEventAt, nextDueAt } = source
  return {
    id: source.id,
    instanceId: source.instanceId,
    accountId: source.accountId,
    kind: source.kind,
    ...(source.resource === '' ? {} : { resource: source.resource }),
    state: source.state,
    ...(source.reason === undefined ? {} : { reason: source.reason }),
    stateSince: source.stateSince.toISOString(),
    ...(lastProofAt === undefined ? {} : { lastProofDate: lastProofAt.toISOString() }),
    ...(lastEventAt === undefined ? {} : { lastEventDate: lastEventAt.toISOString() }),
    ...(nextDueAt === undefined ? {} : { nextPollDate: nextDueAt.toISOString() }),
    periodSeconds: source.periodS,
    failures: source.failures,
    position: source.position,
    createdDate: source.createdAt.toISOString(),
  }
}
