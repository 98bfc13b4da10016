import { Type } from 'typebox'
import type { Instances } from '../../../instances/instances.ts'
import type { ReturningFlow } from '../../../instances/oauth/flows.ts'
import type { ConsoleBuild } from '../../console-build.ts'
import type { PlatformServer } from '../../platform-server.ts'
import { connectLanding } from './connect-landing.ts'
import { finish } from './finish.ts'
import { handOver } from './hand-over.ts'
import {
  CallbackParams,
  pageResponse,
  returnedParameters,
  show,
  showConsolePage,
  type ReturnedParameters,
} from './landing-request.ts'
import { readFlowCookie } from './flow-cookie.ts'
import {
  codePage,
  confirmPage,
  deniedPage,
  emptyPage,
  expiredPage,
  type Page,
} from './landing-view.ts'

/** Where vendors send browsers for flows of our own, and for clients that have no page of theirs. */
export function callbackPage(
  server: PlatformServer,
  instances: Instances,
  build: ConsoleBuild,
): void {
  server.route({
    method: 'GET',
    url: '/oauth/callback/:connectorKey',
    config: { access: 'public' },
    schema: {
      tags: ['oauth'],
      summary: 'The page on which a person lands after consenting',
      description:
        'Shows the code for clients that post it themselves. Finishes flows begun with /oauth/url/default: at once in the browser that began, after a click in another.',
      params: CallbackParams,
      querystring: Type.Object({}, { additionalProperties: true }),
      response: pageResponse,
    },
    async handler(request, reply) {
      const { connectorKey } = request.params
      const returned = returnedParameters(request.query)
      const cookie = readFlowCookie(connectorKey, request.headers.cookie)
      const { key } = instances.oauth.connector(connectorKey)
      const arrival = { connectorKey: key, returned, cookie }
      const page = await connectLanding(instances.connect, build, arrival)
      if (page !== undefined) return showConsolePage(reply, page)
      return show(reply, await landing(instances, connectorKey, returned, cookie))
    },
  })
}

async function landing(
  instances: Instances,
  connectorKey: string,
  returned: ReturnedParameters,
  cookie: string | undefined,
): Promise<Page> {
  const connector = instances.oauth.connector(connectorKey)
  const handedOver = await handOver(instances, connectorKey, returned, cookie)
  if (handedOver !== undefined) return handedOver
  const { code, state, error, description, extra } = returned
  if (error !== undefined) return deniedPage(connector.name, error, description)
  if (code === undefined) return emptyPage(connector.name)
  if (state === undefined || !instances.oauth.isOurs(state))
    return codePage(connector, code, state, extra)
  const flow = await instances.oauth.returning(connectorKey, state, cookie)
  if (flow?.owner === undefined) return expiredPage(connector.name)
  return proceed(instances, flow, flow.owner, { code, state, extra })
}

async function proceed(
  instances: Instances,
  flow: ReturningFlow,
  owner: NonNullable<ReturningFlow['owner']>,
  { code, state, extra }: { code: string; state: string; extra: ReadonlyMap<string, string> },
): Promise<Page> {
  if (!flow.sameBrowser) return confirmPage(flow.connector, owner, code, state, extra)
  return finish(instances, flow, owner, new Map([...extra, ['code', code], ['state', state]]))
}
