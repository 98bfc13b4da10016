import { Client, type Dispatcher } from 'undici'
import { type Carrier, Exchange } from './exchange.ts'

/** A client whose exchanges learn whether its connection carried one before them. */
export class CountingClient extends Client implements Carrier {
  #carried = 0

  constructor(origin: URL | string, options: Client.Options) {
    super(origin, options)
    this.on('connect', () => {
      this.#carried = 0
    })
  }

  override dispatch(
    options: Dispatcher.DispatchOptions,
    handler: Dispatcher.DispatchHandler,
  ): boolean {
    if (handler instanceof Exchange) handler.carrier = this
    return super.dispatch(options, handler)
  }

  begin(): boolean {
    this.#carried += 1
    return this.#carried > 1
  }
}
