import { Type } from 'typebox'
import { conditionsIn } from '../../../core/match-where.ts'
import type { WhereExpression } from '../../../core/ceql.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { seenConnectors, type ElementRooms } from './find-connector.ts'
import { fitting, readWhere } from '../../listed-where.ts'
import { PageQuery } from '../../paged-list.ts'
import { pageOf } from './list-page.ts'
import { cardOf, elementOf, ShownElementSchema } from './shown-element.ts'

const filterable = {
  schema: ShownElementSchema,
  aliases: { 'authentication.type': 'authenticationType' },
  others: ['abridged'],
}

export function listElements(server: PlatformServer, rooms: ElementRooms): void {
  server.route({
    method: 'GET',
    url: '/elements',
    config: { access: 'optional' },
    schema: {
      tags: ['elements'],
      summary: 'List the connectors of the catalog',
      querystring: Type.Object({
        ...PageQuery,
        where: Type.Optional(
          Type.String({ description: "Such as `hub='ecommerce'` or `key in ('a','b')`" }),
        ),
        abridged: Type.Optional(
          Type.Boolean({ description: 'Cards only: no configuration, no resources' }),
        ),
      }),
      response: { 200: Type.Array(ShownElementSchema) },
    },
    handler: async (request, reply) => {
      const where = readWhere(request.query.where)
      const abridged = request.query.abridged ?? asksForCards(where)
      const seen = await seenConnectors(rooms, request)
      const found = fitting(reply, where, filterable, seen, cardOf)
      return pageOf(found, request.query, reply).map(abridged ? cardOf : elementOf)
    },
  })
}

/** Old clients write `abridged='true'` among the conditions. */
function asksForCards(where: WhereExpression | undefined): boolean {
  return (where === undefined ? [] : conditionsIn(where)).some(
    ({ attribute, value }) => attribute === 'abridged' && String(value) === 'true',
  )
}
