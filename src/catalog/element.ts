/**
 * Element JSON: the one format in which connectors are written, imported and exported.
 * Field names are the old platform's; what it had no word for stands under the key `hubwright`
 * (docs/reference/connector-definition.md). Unknown members are accepted and ignored, because
 * exported definitions carry ids, dates and owners of other installations.
 */
import { Type, type Static } from 'typebox'
import { EventsWord } from './events-word.ts'
import { GenericWord } from './generic-word.ts'
import { SetupStep } from './setup-step.ts'

const Text = Type.String()
const Flag = Type.Boolean()
const open = { additionalProperties: true } as const
const closed = { additionalProperties: false } as const

/** Where a configuration value is typed in; decides masking (`PASSWORD`) and the form field. */
export const ConfigEntryType = Type.Enum([
  'TEXTFIELD_32',
  'TEXTFIELD_64',
  'TEXTFIELD_128',
  'TEXTFIELD_1000',
  'TEXTAREA',
  'BOOLEAN',
  'BOOLEAN_YESNO',
  'PASSWORD',
  'COMBO',
  'CODE_EDITOR',
])

export const ConfigEntry = Type.Object(
  {
    id: Type.Optional(Type.Integer()),
    key: Type.String({ minLength: 1 }),
    name: Text,
    description: Type.Optional(Text),
    type: Type.Optional(ConfigEntryType),
    defaultValue: Type.Optional(Text),
    required: Type.Optional(Flag),
    hideFromConsole: Type.Optional(Flag),
    options: Type.Optional(Type.Array(Type.Object({ value: Text, description: Text }, open))),
    displayOrder: Type.Optional(Type.Integer()),
    active: Type.Optional(Flag),
    /** Set by the platform, never asked of a person. */
    internal: Type.Optional(Flag),
    /** This entry chooses the group; its options are the group names. */
    groupControl: Type.Optional(Flag),
    /** The entry belongs to the authentication type of this name; absent = to all. */
    groupName: Type.Optional(Text),
  },
  open,
)
export type ConfigEntry = Static<typeof ConfigEntry>

export const Parameter = Type.Object(
  {
    id: Type.Optional(Type.Integer()),
    name: Text,
    vendorName: Type.Optional(Text),
    description: Type.Optional(Text),
    type: Type.Enum([
      'configuration',
      'header',
      'path',
      'query',
      'form',
      'multipart',
      'body',
      'bodyField',
      'value',
      'prevBody',
      'prevBodyField',
    ]),
    vendorType: Type.Enum([
      'header',
      'path',
      'query',
      'form',
      'multipart',
      'body',
      'bodyField',
      'bodyToken',
      'configuration',
      'value',
      'no-op',
    ]),
    dataType: Type.Optional(Text),
    vendorDataType: Type.Optional(Text),
    source: Type.Optional(Type.Enum(['request', 'response'])),
    required: Type.Optional(Flag),
    converter: Type.Optional(Text),
    sampleData: Type.Optional(Type.Unknown()),
  },
  open,
)
export type Parameter = Static<typeof Parameter>

/** A script of an imported definition; built-in connectors use `hooks.ts` instead. */
export const ScriptHook = Type.Object(
  {
    id: Type.Optional(Type.Integer()),
    type: Type.Enum(['preRequest', 'postRequest', 'event']),
    mimeType: Type.Optional(Text),
    body: Text,
    isLegacy: Type.Optional(Flag),
    contextParams: Type.Optional(Text),
  },
  open,
)
export type ScriptHook = Static<typeof ScriptHook>

export const ResourceModel = Type.Object(
  {
    name: Type.Optional(Text),
    requestName: Type.Optional(Text),
    /** Swagger 2.0 definitions by name. In a built-in folder they stand once per file under `models`. */
    swagger: Type.Optional(Type.Record(Text, Type.Unknown())),
    requestSwagger: Type.Optional(Type.Record(Text, Type.Unknown())),
  },
  open,
)

const WhereTarget = Type.Union([Text, Type.Array(Text, { minItems: 2, maxItems: 2 })])

/** How one attribute of `where` reaches the vendor. */
export const WhereAttribute = Type.Object(
  {
    type: Type.Enum(['string', 'number', 'boolean', 'date']),
    /**
     * Operator -> vendor query parameter. Two names for `=` on a date mean its first and last second
     * (a day literal covers the day). `in` sends the values as one comma list.
     */
    operators: Type.Object(
      {
        '=': Type.Optional(WhereTarget),
        '!=': Type.Optional(WhereTarget),
        '<': Type.Optional(WhereTarget),
        '>': Type.Optional(WhereTarget),
        '<=': Type.Optional(WhereTarget),
        '>=': Type.Optional(WhereTarget),
        like: Type.Optional(WhereTarget),
        in: Type.Optional(WhereTarget),
      },
      closed,
    ),
    /** Only these literals are sent on; others are a 400 that lists them. Compared without case. */
    values: Type.Optional(Type.Array(Text)),
    /** Old literal -> the vendor's word of today, such as `QUEUED` -> `AWAITING_PAYMENT`. */
    synonyms: Type.Optional(Type.Record(Text, Text)),
    /** `unix-seconds` (default) or `iso` for dates. */
    format: Type.Optional(Type.Enum(['unix-seconds', 'iso'])),
  },
  closed,
)

/** Words that the old format lacks, on a resource. */
export const ResourceExtension = Type.Object(
  {
    /**
     * Authentication types that can use the resource; absent = all. Others get a 400 that names these. Resources of one
     * route whose lists share no type live side by side: each instance gets the one for its type.
     */
    authentication: Type.Optional(Type.Array(Text)),
    /** Attributes of `where` that the vendor can filter by; others are ignored, as the old platform did. */
    where: Type.Optional(Type.Record(Text, WhereAttribute)),
    /** Further attributes that hooks.ts turns into the question; `option_*` means all that begin so. Never told as ignored. */
    whereByHooks: Type.Optional(Type.Array(Text)),
    /** Push `fields` down. `{fields}` in a template is the list in the vendor's nesting, `a(b,c)`. */
    fields: Type.Optional(
      Type.Object(
        { parameter: Text, template: Text, always: Type.Optional(Type.Array(Text)) },
        closed,
      ),
    ),
    /** `orderBy` -> vendor. Keys are `name asc` in lower case for the direction. */
    orderBy: Type.Optional(
      Type.Object({ parameter: Text, values: Type.Record(Text, Text) }, closed),
    ),
    /** Dotted path of the total in the vendor's answer. */
    totalPath: Type.Optional(Text),
    /** Vendor's page limit, when it differs from `pagination.max`. */
    maxPageSize: Type.Optional(Type.Integer({ minimum: 1 })),
    /** The write may be sent twice without harm, so it is retried like a GET. */
    idempotent: Type.Optional(Flag),
    /** A 2xx answer whose value at `path` equals `equals` means: no such record. */
    notFoundWhen: Type.Optional(Type.Object({ path: Text, equals: Type.Unknown() }, closed)),
    /** Key in hooks.ts whose hooks run instead of those of `METHOD /path`: for one of several resources of a route. */
    hooks: Type.Optional(Text),
    /** Metadata name of the object, when it is not derived from the path. */
    objectName: Type.Optional(Text),
  },
  closed,
)

export const Resource = Type.Object(
  {
    id: Type.Optional(Type.Integer()),
    /** Set by the platform: 1 = the definition's own, any other = the account that added the resource. */
    ownerAccountId: Type.Optional(Type.Integer()),
    description: Type.Optional(Text),
    path: Type.String({ pattern: '^/' }),
    vendorPath: Text,
    method: Type.Enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']),
    vendorMethod: Type.Enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']),
    type: Type.Optional(
      Type.Enum([
        'api',
        'apiNoDocumentation',
        'provisionAuthValidation',
        'onProvision',
        'onProvisionWebhook',
        'onDelete',
        'onDeleteWebhook',
        'onRefresh',
        'oauthOnAuthorizeUrl',
        'oauthOnTokenExchange',
        'oauthOnTokenRefresh',
        'oauthOnTokenRevoke',
        'oauthOnTokenRequest',
        'oauth1OnTokenRequest',
        'oauth2Password',
        'formulaAsResource',
      ]),
    ),
    kind: Type.Optional(Text),
    rootKey: Type.Optional(Text),
    paginationType: Type.Optional(Text),
    nextPageKey: Type.Optional(Text),
    nextResource: Type.Optional(Text),
    operationId: Type.Optional(Text),
    objectName: Type.Optional(Text),
    parameters: Type.Optional(Type.Array(Parameter)),
    hooks: Type.Optional(Type.Array(ScriptHook)),
    model: Type.Optional(ResourceModel),
    response: Type.Optional(Type.Object({ contentType: Type.Optional(Text) }, open)),
    hubwright: Type.Optional(ResourceExtension),
  },
  open,
)
export type Resource = Static<typeof Resource>

/** Owner of everything that a definition holds; accounts have larger ids. */
export const systemAccountId = 1

/** True for resources that a client can call; the others run in the life of an instance. */
export function isCallable(resource: Pick<Resource, 'type'>): boolean {
  return (
    resource.type === undefined || resource.type === 'api' || resource.type === 'apiNoDocumentation'
  )
}

/** How the credentials of one authentication type go on the wire. `{key}` is an instance's configuration value. */
export const AuthenticationWire = Type.Object(
  {
    label: Text,
    description: Type.Optional(Text),
    place: Type.Array(
      Type.Object({ in: Type.Enum(['header', 'query']), name: Text, value: Text }, closed),
    ),
  },
  closed,
)

/** Words that the old format lacks, on an element. */
export const ElementExtension = Type.Object(
  {
    /** Vendor origins plus prefix, no trailing slash; `{origin.api}` and `{origin.auth}` in defaults and paths mean these. */
    origins: Type.Optional(Type.Object({ api: Text, auth: Type.Optional(Text) }, closed)),
    /** Hubwright's sandbox plays this vendor, under `/<key>` of its address. */
    sandbox: Type.Optional(Flag),
    quota: Type.Optional(
      Type.Object(
        {
          perMinute: Type.Integer({ minimum: 1 }),
          concurrency: Type.Optional(Type.Integer({ minimum: 1 })),
        },
        closed,
      ),
    ),
    authentication: Type.Optional(Type.Record(Text, AuthenticationWire)),
    /** By authentication type: how people get the credentials. */
    setup: Type.Optional(Type.Record(Text, Type.Array(SetupStep, { minItems: 1 }))),
    oauth: Type.Optional(
      Type.Object(
        {
          pkce: Type.Optional(Flag),
          /** Configuration key <- field of the token answer (or of providerData when the answer has none). */
          answer: Type.Optional(Type.Record(Text, Text)),
          /** A code used twice revokes its token: never retry an exchange whose answer was lost. */
          codeReuseRevokes: Type.Optional(Flag),
        },
        closed,
      ),
    ),
    /** Configuration key that names the vendor's account; instances of one app and account share the newest token. */
    accountKey: Type.Optional(Text),
    /** How what the vendor has beyond the resources is reached. */
    generic: Type.Optional(GenericWord),
    /** How changes at the vendor are learnt; none without the word. */
    events: Type.Optional(EventsWord),
    errors: Type.Optional(
      Type.Object(
        {
          /** Dotted paths in order of preference. */
          message: Type.Optional(Type.Array(Text)),
          code: Type.Optional(Type.Array(Text)),
          rules: Type.Optional(
            Type.Array(
              Type.Object(
                {
                  status: Type.Optional(Type.Integer()),
                  code: Type.Optional(Text),
                  /** What it means; `reauth` marks the instance and stops further calls. */
                  means: Type.Enum([
                    'reauth',
                    'unauthorized',
                    'forbidden',
                    'payment_required',
                    'not_found',
                    'conflict',
                    'rate_limited',
                    'rejected',
                    'failed',
                  ]),
                  /** Our sentence for the caller: what to do. */
                  hint: Type.Optional(Text),
                },
                closed,
              ),
            ),
          ),
        },
        closed,
      ),
    ),
  },
  closed,
)

export const Element = Type.Object(
  {
    id: Type.Optional(Type.Integer()),
    key: Type.Optional(Type.String({ pattern: '^[a-z0-9]+$' })),
    name: Type.String({ minLength: 1 }),
    description: Type.String({ minLength: 1 }),
    image: Type.Optional(Text),
    logo: Type.Optional(Text),
    active: Type.Optional(Flag),
    deleted: Type.Optional(Flag),
    typeOauth: Type.Optional(Flag),
    trialAccount: Type.Optional(Flag),
    configDescription: Type.Optional(Text),
    existingAccountDescription: Type.Optional(Text),
    signupURL: Type.Optional(Text),
    authentication: Type.Object(
      {
        type: Type.Enum([
          'oauth2',
          'oauth1',
          'basic',
          'custom',
          'oauth2Password',
          'awsv2',
          'awsv4',
        ]),
      },
      open,
    ),
    configuration: Type.Optional(Type.Array(ConfigEntry)),
    parameters: Type.Optional(Type.Array(Parameter)),
    hooks: Type.Optional(Type.Array(ScriptHook)),
    resources: Type.Optional(Type.Array(Resource)),
    objects: Type.Optional(Type.Array(Type.Unknown())),
    models: Type.Optional(Type.Array(Type.Unknown())),
    hub: Type.Optional(Text),
    protocolType: Type.Optional(Text),
    private: Type.Optional(Flag),
    beta: Type.Optional(Flag),
    cloneable: Type.Optional(Flag),
    extendable: Type.Optional(Flag),
    extended: Type.Optional(Flag),
    displayOrder: Type.Optional(Type.Integer()),
    hubwright: Type.Optional(ElementExtension),
  },
  open,
)
export type Element = Static<typeof Element>
