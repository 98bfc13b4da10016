/** The pages a person sees on coming back from a vendor. Everything that came with the request is escaped. */
import { escapeHtml } from '../../html-page.ts'

export interface Page {
  readonly title: string
  /** Safe HTML. */
  readonly body: string
}

/** The person said no, or the vendor did. */
export function deniedPage(
  connector: string,
  error: string,
  description: string | undefined,
): Page {
  const said = description === undefined ? '' : `<p>The vendor says: ${escapeHtml(description)}</p>`
  return {
    title: 'Not connected',
    body: `<h1>Not connected</h1>
<p>The authorization of ${escapeHtml(connector)} was refused (<code>${escapeHtml(error)}</code>). Nothing was stored.</p>
${said}
<p>You can close this page, or start again where you came from.</p>`,
  }
}

/** Neither a code nor an error came. */
export function emptyPage(connector: string): Page {
  return {
    title: 'Nothing came back',
    body: `<h1>Nothing came back</h1>
<p>This page is where ${escapeHtml(connector)} sends people after they consent. It was opened without a code, so there is nothing to do here.</p>
<p>Begin with <code>GET /elements/api-v2/elements/{key}/oauth/url</code>.</p>`,
  }
}

/** A state of ours that is no longer good. */
export function expiredPage(connector: string): Page {
  return {
    title: 'Too late',
    body: `<h1>Too late</h1>
<p>This authorization of ${escapeHtml(connector)} has expired or was used already. Nothing was stored.</p>
<p>Start again where you came from; the new authorization has ten minutes.</p>`,
  }
}

/** The compatible mode: the code is for a client, which posts it. */
export function codePage(
  connector: { key: string; name: string },
  code: string,
  state: string | undefined,
  extra: ReadonlyMap<string, string>,
): Page {
  const providerData = {
    code,
    ...(state === undefined ? {} : { state }),
    ...Object.fromEntries(extra),
  }
  const example = JSON.stringify({ element: { key: connector.key }, providerData }, undefined, 2)
  return {
    title: 'One step left',
    body: `<h1>One step left</h1>
<p>You allowed access to ${escapeHtml(connector.name)}. The code below is good for one use and a few minutes.</p>
<p>Code: <code id="code">${escapeHtml(code)}</code></p>
<p>State: <code id="state">${escapeHtml(state ?? '(none)')}</code></p>
<p>Make the instance with <code>POST /elements/api-v2/instances</code>. When you named an app of your own for the consent page, add its <code>oauth.api.key</code>, <code>oauth.api.secret</code> and <code>oauth.callback.url</code> as <code>configuration</code>:</p>
<pre id="request">${escapeHtml(example)}</pre>`,
  }
}

/** Somebody else, or another browser, began: say for whom this connects, and ask for a click. */
export function confirmPage(
  connector: { key: string; name: string },
  owner: { email: string; organizationName: string },
  code: string,
  state: string,
  extra: ReadonlyMap<string, string>,
): Page {
  const fields = [...extra, ['code', code] as const, ['state', state] as const]
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    )
    .join('\n')
  return {
    title: 'Finish connecting',
    body: `<h1>Finish connecting ${escapeHtml(connector.name)}</h1>
<p>Your ${escapeHtml(connector.name)} account will be linked to the organization <strong>${escapeHtml(owner.organizationName)}</strong>, as begun by <strong>${escapeHtml(owner.email)}</strong>.</p>
<p>Go on only if you know them: they will be able to read and change the account.</p>
<form method="post" action="/oauth/callback/${encodeURIComponent(connector.key)}">
${fields}
<button type="submit">Connect ${escapeHtml(connector.name)}</button>
</form>
<p>A program that began this itself can post the code instead:</p>
<pre id="request">${escapeHtml(JSON.stringify({ element: { key: connector.key }, providerData: { code, state, ...Object.fromEntries(extra) } }, undefined, 2))}</pre>`,
  }
}

/** It worked. The token is not shown: whoever began reads it through the API. */
export function connectedPage(
  instance: { id: number; name: string },
  callerState: string | undefined,
): Page {
  const state =
    callerState === undefined
      ? ''
      : `<p>State: <code id="state">${escapeHtml(callerState)}</code></p>`
  return {
    title: 'Connected',
    body: `<h1>Connected</h1>
<p>${escapeHtml(instance.name)} is connected as instance <code id="instance">${instance.id}</code>. You can close this page.</p>
${state}
<p>Its token is in <code>GET /elements/api-v2/instances/${instance.id}</code>.</p>`,
  }
}

/** The exchange or the vendor's check failed. */
export function failedPage(connector: string, message: string): Page {
  return {
    title: 'Not connected',
    body: `<h1>Not connected</h1>
<p>${escapeHtml(connector)} could not be connected. Nothing was stored.</p>
<p>${escapeHtml(message)}</p>
<p>Start again where you came from.</p>`,
  }
}
