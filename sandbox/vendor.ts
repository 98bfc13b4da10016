import type { FastifyInstance } from 'fastify'
import type { ExchangeContext } from './exchange.ts'
import type { Markup } from './html.ts'

/** What a simulated vendor gets to live with. */
export interface SandboxHost extends ExchangeContext {
  /** Where this sandbox can be reached, such as `http://127.0.0.1:8090`; known once it listens. */
  readonly url: () => string
}

/** One simulated vendor. The folder `vendors/<key>` exports `createVendor` from `vendor.ts`. */
export interface SandboxVendor {
  readonly key: string
  readonly title: string
  /** One line for the index page. */
  readonly summary: () => Markup
  /** Routes of the vendor itself, below `/<key>`. */
  readonly routes: (scope: FastifyInstance) => void
  /** Routes for tests, below `/_control/<key>`. */
  readonly controlRoutes: (scope: FastifyInstance) => void
  /** Back to the state at start. */
  readonly reset: () => void
  /** Ends what runs by itself, when the sandbox closes. */
  readonly close?: () => void
}

/** The shape of a vendor module. */
export interface SandboxVendorModule {
  readonly createVendor: (host: SandboxHost) => SandboxVendor
}
