/** Where the widget sends a person to consent: the vendor's page, with a state of ours that belongs to the session. */
import { PlatformError } from '../../core/errors.ts'
import { appInForce } from '../app-in-force.ts'
import { oauth2 } from '../authentication-type.ts'
import { checkAddresses, checkValues } from '../configuration-values.ts'
import { inForce, missingKeys, throwIfMissing, type KeptValues } from '../configuration.ts'
import { isoSeconds } from '../iso-seconds.ts'
import { beforeOf } from '../instance-record.ts'
import { authorizeUrl } from '../oauth/authorize-url.ts'
import { landingPage } from '../oauth/landing-page.ts'
import { oauthClient } from '../oauth/oauth-client.ts'
import { nothingBefore, planOf, servedKeys } from '../provision-plan.ts'
import { refuseForeignAddresses } from '../secret-destinations.ts'
import { countTry } from './attempt.ts'
import { choose, type Chosen, type WidgetChoice } from './choose-offer.ts'
import { sealGiven, type ConnectRoom } from './connect-room.ts'
import { insertGiven, type ConnectSessionRow } from './connect-session-store.ts'
import { typeChoice } from './offers.ts'
import { refuseEnded } from './session-state.ts'

export interface StartedOAuth {
  readonly element: string
  readonly oauthUrl: string
  /** When it is too late to come back. */
  readonly expiresAt: string
  /** For a cookie of the browser that starts, by which the landing page knows it again. */
  readonly browserSecret: string
  readonly secureCookie: boolean
}

export async function startOAuth(
  room: ConnectRoom,
  row: ConnectSessionRow,
  choice: WidgetChoice,
): Promise<StartedOAuth> {
  refuseEnded(row, room.clock.now())
  const chosen = await choose(room, row, choice, true)
  const { connector } = chosen
  const { client, scope } = await clientOf(room, row, chosen)
  await countTry(room, row)
  const redirectUri = landingPage(room.publicUrl(), connector)
  const { organization_id: organizationId } = row
  const { state, stateHash, codeChallenge, browserSecret, expiresAt } = await room.states.issue({
    owner: { organizationId, userId: row.user_id },
    connectorKey: connector.key,
    redirectUri,
    callerState: undefined,
    pkce: client.pkce,
    connectSessionId: row.id,
  })
  if (chosen.given.size > 0) {
    const sealed = sealGiven(room.vault, organizationId, stateHash, chosen.given)
    await insertGiven(room.database.db, organizationId, stateHash, sealed)
  }
  return {
    element: connector.key,
    oauthUrl: authorizeUrl(connector, client, { redirectUri, scope, state, codeChallenge }),
    expiresAt: isoSeconds(expiresAt < row.expires_at ? expiresAt : row.expires_at),
    browserSecret,
    secureCookie: room.publicUrl().startsWith('https:'),
  }
}

/** Checks what provisioning will check when the person is back, so that nobody consents in vain. */
async function clientOf(room: ConnectRoom, row: ConnectSessionRow, chosen: Chosen) {
  const { connector, values, terms } = chosen
  const given: KeptValues = new Map([
    ...oauthValues(room, chosen),
    ...typeChoice(connector, oauth2),
  ])
  // As the request will be that comes with the code.
  const request = { providerData: new Map([['code', '']]) }
  const before = terms.record === undefined ? nothingBefore : beforeOf(terms.record)
  const plan = planOf(connector, before, { ...nothingAsked, ...request }, given)
  const typed = new Map([...values].map(([key, value]) => [key, value ?? '']))
  checkValues(typed, plan.entries)
  await checkAddresses(typed, (url) => room.sender.refusal(url))
  const app = await appInForce(room.vendorApps, row.organization_id, connector, oauth2, plan.kept)
  if (app === undefined) {
    throw new PlatformError(
      'vendor_app_required',
      `There is no vendor app for '${connector.key}' any more; whoever made this session must set one`,
    )
  }
  refuseForeignAddresses(plan, app)
  const configuration = inForce(plan.kept, plan.entries)
  throwIfMissing(missingKeys(configuration, plan.entries, servedKeys(connector, plan, app)))
  const fixedScope = plan.kept.get('oauth.scope') ?? undefined
  return {
    client: oauthClient(connector, configuration, app),
    scope: fixedScope ?? app.scope ?? configuration['oauth.scope'],
  }
}

const nothingAsked = {
  name: undefined,
  element: undefined,
  configuration: undefined,
  tags: undefined,
  externalAuthentication: undefined,
  cachingEnabled: undefined,
  maxCacheSize: undefined,
  cacheTimeToLive: undefined,
  retrieveObjects: false,
} as const

/** An app of the session's own needs its callback named; it is the landing page, as for every flow of ours. */
export function oauthValues(
  room: Pick<ConnectRoom, 'publicUrl'>,
  { connector, values }: Pick<Chosen, 'connector' | 'values'>,
): KeptValues {
  if ((values.get('oauth.api.secret') ?? '') === '') return values
  return new Map([...values, ['oauth.callback.url', landingPage(room.publicUrl(), connector)]])
}
