import { Type } from 'typebox'
import type { Connector } from '../../../catalog/connector.ts'
import { parseWhere } from '../../../core/parse-ceql.ts'
import { matchesWhere } from '../../../core/match-where.ts'
import type { WhereExpression } from '../../../core/ceql.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { seenConnectors, type ElementRooms } from './find-connector.ts'
import { PageQuery } from '../../paged-list.ts'
import { pageOf } from './list-page.ts'
import { cardOf, elementOf, ShownElementSchema, type ShownElement } from './shown-element.ts'

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
      const where = request.query.where === undefined ? undefined : parseWhere(request.query.where)
      const abridged = request.query.abridged ?? asksForCards(where)
      const found = (await seenConnectors(rooms, request)).filter((connector) =>
        fits(connector, where),
      )
      return pageOf(found, request.query, reply).map(abridged ? cardOf : elementOf)
    },
  })
}

/** Old clients write `abridged='true'` among the conditions. */
function asksForCards(where: WhereExpression | undefined): boolean {
  if (where === undefined) return false
  if ('condition' in where) {
    const { attribute, value } = where.condition
    return attribute === 'abridged' && String(value) === 'true'
  }
  return ('all' in where ? where.all : where.any).some(asksForCards)
}

function fits(connector: Connector, where: WhereExpression | undefined): boolean {
  if (where === undefined) return true
  const card = cardOf(connector)
  return matchesWhere(where, (attribute) => attributeOf(card, attribute))
}

/** Undefined for what the card does not know: such conditions are ignored, as they always were. */
function attributeOf(card: ShownElement, attribute: string): string | number | boolean | undefined {
  const name = attribute === 'authentication.type' ? 'authenticationType' : attribute
  const value: unknown = Object.entries(card).find(([member]) => member === name)?.[1]
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined
}
