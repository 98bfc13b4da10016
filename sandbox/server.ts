import { readdir } from 'node:fs/promises'
import fastify, { type FastifyInstance } from 'fastify'
import { htmlPage } from './answer.ts'
import { isLoopbackHost, refuseForeignPages } from './browser-guard.ts'
import { CallLog } from './call-log.ts'
import { registerControl } from './control.ts'
import { FaultBook } from './faults.ts'
import { indexPage } from './index-page.ts'
import { Inboxes, registerReceiver, registerReceiverControl } from './receiver/receiver.ts'
import type { SandboxHost, SandboxVendor, SandboxVendorModule } from './vendor.ts'

/** How to start the sandbox; everything is optional. */
export interface SandboxOptions {
  /** 0 (the default) takes any free port. */
  readonly port?: number
  readonly host?: string
  /** Milliseconds since 1970; the present when absent. A fixed clock makes all seeded data repeatable. */
  readonly clock?: () => number
  /** A folder that holds a folder for each vendor; the sandbox's own when absent. */
  readonly vendorsFolder?: URL
}

/** A running sandbox. */
export interface Sandbox {
  /** Origin without a slash at the end. */
  readonly url: string
  /** Cuts open connections and frees the port. */
  close(): Promise<void>
}

const ownVendors = new URL('./vendors/', import.meta.url)

/**
 * Starts all simulated vendors on one port.
 * @throws when the address is taken or not a loopback address.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.clock ?? Date.now
  const host = options.host ?? '127.0.0.1'
  if (!isLoopbackHost(host)) {
    throw new Error(`The sandbox knows no passwords and listens on loopback only, not on ${host}`)
  }
  const app = fastify({
    forceCloseConnections: true,
    bodyLimit: 25 * 1024 * 1024,
    routerOptions: { maxParamLength: 2000 },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: true } },
  })
  let url = ''
  const vendorHost: SandboxHost = {
    log: new CallLog(now),
    faults: new FaultBook(),
    now,
    url: () => url,
  }
  const vendors = await loadVendors(vendorHost, options.vendorsFolder ?? ownVendors)
  registerVendors(app, vendors, vendorHost)
  try {
    url = await app.listen({ port: options.port ?? 0, host })
  } catch (error) {
    await app.close()
    throw error
  }
  return { url, close: () => app.close() }
}

async function loadVendors(host: SandboxHost, folder: URL): Promise<SandboxVendor[]> {
  const names = (await readdir(folder, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  // The extension of this very file, so that the compiled sandbox loads compiled vendors.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const vendors: SandboxVendor[] = []
  for (const name of names) {
    const address = new URL(`${name}/vendor.${extension}`, folder).href
    const module = (await import(address)) as SandboxVendorModule
    vendors.push(module.createVendor(host))
  }
  return vendors
}

function registerVendors(
  app: FastifyInstance,
  vendors: readonly SandboxVendor[],
  host: SandboxHost,
): void {
  app.addHook('onRequest', refuseForeignPages)
  app.get('/', (_request, reply) => {
    const { status, headers, text } = htmlPage(200, indexPage(vendors))
    return reply.code(status).headers(headers).send(text)
  })
  app.get('/healthz', () => ({ status: 'ok' }))
  const inboxes = new Inboxes()
  app.register((scope, _options, done) => {
    registerReceiver(scope, inboxes, host.now)
    done()
  })
  app.register((scope, _options, done) => {
    registerReceiverControl(scope, inboxes)
    done()
  })
  app.addHook('onClose', async () => {
    for (const vendor of vendors) vendor.close?.()
  })
  for (const vendor of vendors) {
    app.register(
      (scope, _options, done) => {
        vendor.routes(scope)
        done()
      },
      { prefix: `/${vendor.key}` },
    )
    app.register(
      (scope, _options, done) => {
        registerControl(scope, vendor, host)
        done()
      },
      { prefix: `/_control/${vendor.key}` },
    )
  }
}
