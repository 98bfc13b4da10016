/** What `hubwright.setup` of an element tells people who need the credentials of its vendor. */
import { Type, type Static } from 'typebox'

const Text = Type.String()
const Flag = Type.Boolean()
const closed = { additionalProperties: false } as const

/** One step towards the credentials of a vendor. `{redirect.url}` and `{key}` of an entry with a default are filled. */
export const SetupStep = Type.Object(
  {
    /** Plain sentences. */
    text: Text,
    /** The vendor's page on which the step is done. */
    link: Type.Optional(Type.Object({ label: Text, url: Text }, closed)),
    /** What is to be typed in there; shown with a copy button. */
    copy: Type.Optional(Type.Array(Type.Object({ label: Text, value: Text }, closed))),
    /** Leads to a ready access token (`oauth.user.token`), not to an app for the consent. */
    token: Type.Optional(Flag),
    /** Told only while the sandbox plays the vendor. */
    simulated: Type.Optional(Flag),
  },
  closed,
)
export type SetupStep = Static<typeof SetupStep>
