/** Where the instances are made, and by whom. */
export interface Maker {
  /** Origin and `/elements/api-v2`. */
  readonly api: string
  readonly userSecret: string
  /** `User …, Organization …`. */
  readonly secrets: string
}

const atOnce = 16

/** Makes so many instances of the benchmark's connector; answers the `Authorization` of a hub call for each. */
export async function createInstances(maker: Maker, count: number): Promise<string[]> {
  const authorizations: string[] = []
  let begun = 0
  async function work(): Promise<void> {
    while (begun < count) {
      begun += 1
      authorizations.push(`User ${maker.userSecret}, Element ${await createInstance(maker, begun)}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return authorizations
}

async function createInstance({ api, secrets }: Maker, number: number): Promise<string> {
  const answer = await fetch(`${api}/instances`, {
    method: 'POST',
    headers: { authorization: secrets, 'content-type': 'application/json' },
    body: JSON.stringify({
      element: { key: 'bench' },
      name: `Bench ${number}`,
      configuration: { 'api.token': `token-of-the-benchmark-${number}` },
    }),
  })
  const { token } = (await answer.json()) as { token?: string }
  if (token === undefined) throw new Error(`an instance could not be made: ${answer.status}`)
  return token
}
