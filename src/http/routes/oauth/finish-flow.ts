import type { Instances } from '../../../instances/instances.ts'
import type { ConsoleBuild } from '../../console-build.ts'
import type { PlatformServer } from '../../platform-server.ts'
import {
  CallbackParams,
  pageResponse,
  returnedParameters,
  show,
  showConsolePage,
} from './landing-request.ts'
import { emptyPage, expiredPage } from './landing-view.ts'
import { connectLanding } from './connect-landing.ts'
import { finish } from './finish.ts'

/** The click on the landing page of a browser that did not begin the flow. */
export function finishFlow(
  server: PlatformServer,
  instances: Instances,
  build: ConsoleBuild,
): void {
  server.route({
    method: 'POST',
    url: '/oauth/callback/:connectorKey',
    config: { access: 'public', rawBody: true },
    bodyLimit: 64 * 1024,
    schema: {
      tags: ['oauth'],
      summary: 'Finish a flow from the landing page',
      description: 'The form of the page: code and state, form-encoded.',
      params: CallbackParams,
      response: pageResponse,
    },
    async handler(request, reply) {
      const connector = instances.oauth.connector(request.params.connectorKey)
      const text = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''
      const form = Object.fromEntries(new URLSearchParams(text))
      const returned = returnedParameters(form)
      const arrival = { connectorKey: connector.key, returned, isConfirmed: true }
      const page = await connectLanding(instances.connect, build, arrival)
      if (page !== undefined) return showConsolePage(reply, page)
      const { code, state, extra } = returned
      if (code === undefined || state === undefined) return show(reply, emptyPage(connector.name))
      // Only the page that began finishes these; no form of ours names them.
      if (instances.oauth.isHandedOver(state)) return show(reply, expiredPage(connector.name))
      const flow = await instances.oauth.returning(connector.key, state, undefined)
      if (flow?.owner === undefined) return show(reply, expiredPage(connector.name))
      const providerData = new Map([...extra, ['code', code] as const, ['state', state] as const])
      return show(reply, await finish(instances, flow, flow.owner, providerData))
    },
  })
}
