/** Client of Hubwright, made by Hubwright of its document. Make it anew instead of changing it. */

/** The models, by their names in the document. */
export interface Models {
  Error: {
    /** 24 hex characters; also in Elements-Request-Id */
    requestId: string
    message: string
    /** The vendor's own words, when a vendor answered */
    providerMessage?: string
    code: "invalid_request" | "invalid_json" | "invalid_where" | "invalid_configuration" | "missing_configuration" | "invalid_definition" | "oauth_code_required" | "oauth_denied" | "oauth_code_refused" | "oauth_not_supported" | "vendor_app_required" | "authentication_not_supported" | "destination_not_allowed" | "unauthorized" | "login_failed" | "forbidden" | "instance_disabled" | "reauth_required" | "not_found" | "nothing_found" | "route_not_found" | "method_not_allowed" | "not_acceptable" | "conflict" | "idempotency_in_progress" | "idempotency_outcome_unknown" | "idempotency_answer_not_kept" | "idempotency_key_reused" | "call_outcome_unknown" | "connect_session_ended" | "cursor_expired" | "body_too_large" | "unsupported_media_type" | "rate_limited" | "internal" | "vendor_rejected" | "vendor_unauthorized" | "vendor_forbidden" | "vendor_payment_required" | "vendor_not_found" | "vendor_conflict" | "vendor_rate_limited" | "vendor_failed" | "vendor_unreachable" | "vendor_timeout" | "vendor_answer_unreadable" | "notification_loop" | "unavailable"
    details?: Array<{
      /** JSON pointer into the body, or a parameter */
      path: string
      message: string
    }>
    /** On the routes of the connect widget: a stable word for its user interface */
    reason?: string
    /** The page of this code */
    docs: string
  }
}

export interface Client {
  /** Is the process alive?: `GET /healthz` */
  getHealthz(): Promise<Answer<{
    status: string
  }>>
  /** May requests be sent here?: `GET /readyz` */
  getReadyz(): Promise<Answer<{
    status: string
  }>>
  /** Figures for Prometheus: `GET /metrics` */
  getMetrics(): Promise<Answer<string>>
  /** The console: `GET /` */
  getRoot(): Promise<Answer<string>>
  /** Files of the console: `GET /console/assets/{name}` */
  getConsoleAssetsByName(parameters: {
    name: string
  }): Promise<Answer<string>>
  /** The whole API as OpenAPI 3.1: `GET /openapi.json` */
  getOpenapiJson(): Promise<Answer<Record<string, unknown>>>
  /** The API as a page: `GET /docs` */
  getDocs(): Promise<Answer<string>>
  /** Files of the pages: `GET /docs/assets/{name}` */
  getDocsAssetsByName(parameters: {
    name: string
  }): Promise<Answer<string>>
  /** What an error code means and how to fix it: `GET /docs/errors/{code}` */
  getDocsErrorsByCode(parameters: {
    code: string
  }): Promise<Answer<string>>
  /** A page of guides: `GET /docs/guides/{name}` */
  getDocsGuidesByName(parameters: {
    name: string
  }): Promise<Answer<string>>
  /** A page of connectors: `GET /docs/connectors/{name}` */
  getDocsConnectorsByName(parameters: {
    name: string
  }): Promise<Answer<string>>
  /** A page of reference: `GET /docs/reference/{name}` */
  getDocsReferenceByName(parameters: {
    name: string
  }): Promise<Answer<string>>
  /** The page on which a person lands after consenting: `GET /oauth/callback/{connectorKey}` */
  getOauthCallbackByConnectorKey(parameters: {
    /** Key of the connector */
    connectorKey: string
  }): Promise<Answer<string>>
  /** Finish a flow from the landing page: `POST /oauth/callback/{connectorKey}` */
  postOauthCallbackByConnectorKey(parameters: {
    /** Key of the connector */
    connectorKey: string
  }): Promise<Answer<string>>
  /** The page of a connect session: `GET /connect/{sessionId}` */
  getConnectBySessionId(parameters: {
    /** Id of the connect session */
    sessionId: string
  }): Promise<Answer<string>>
  /** The script that opens the connect widget in a page of yours: `GET /connect.js` */
  getConnectJs(): Promise<Answer<string>>
  /** Make an instance: `POST /elements/api-v2/instances` */
  postInstances(parameters: {
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
    body: {
  /** Defaults to the name of the connector; HTML tags are removed */
  name?: string
  /** The connector, by key or by id */
  element?: {
    key?: string
    id?: number
  }
  /** Keys and text values (booleans and numbers are taken as text). `********` keeps what is stored. */
  configuration?: Record<string, unknown>
  /** What the vendor put into the callback: code, state, or error. Never answered. `debug: true` keeps what is said to the vendor, under the Elements-Trace-Id of the answer. */
  providerData?: Record<string, unknown>
  /** Strings */
  tags?: Array<Record<string, unknown>>
  /** `initial`: the OAuth flow was done elsewhere; configuration holds oauth.user.token or oauth.user.refresh_token */
  externalAuthentication?: string
  /** Whether answers to reads are remembered and given again */
  cachingEnabled?: boolean
  /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
  maxCacheSize?: number
  /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
  cacheTimeToLive?: number
  retrieveObjectsAfterInstantiation?: boolean
}
  }): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Find instances: `GET /elements/api-v2/instances` */
  getInstances(parameters?: {
    /** Ours: false answers `********` in the place of the token. A logged-in person who reads tokens is in the audit log; who leaves them out is not. */
    token?: boolean | undefined
    /** Instances that carry all of these tags */
    "tags[]"?: Array<string> | undefined
    /** A part of the name or of a tag */
    searchText?: string | undefined
    /** Instances of this account, where you may see them */
    accountId?: number | undefined
    /** `connected` or `reauth_required` for those that are not disabled, or `disabled` */
    state?: string | undefined
    /** false leaves the configuration out */
    hydrate?: boolean | undefined
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Number of the page, from 1 */
    page?: number | undefined
  }): Promise<Answer<Array<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>>
  /** Change the instance of the Element token: `PUT /elements/api-v2/instances` */
  putInstances(parameters: {
    body: {
  /** Defaults to the name of the connector; HTML tags are removed */
  name?: string
  /** The connector, by key or by id */
  element?: {
    key?: string
    id?: number
  }
  /** Keys and text values (booleans and numbers are taken as text). `********` keeps what is stored. */
  configuration?: Record<string, unknown>
  /** What the vendor put into the callback: code, state, or error. Never answered. `debug: true` keeps what is said to the vendor, under the Elements-Trace-Id of the answer. */
  providerData?: Record<string, unknown>
  /** Strings */
  tags?: Array<Record<string, unknown>>
  /** `initial`: the OAuth flow was done elsewhere; configuration holds oauth.user.token or oauth.user.refresh_token */
  externalAuthentication?: string
  /** Whether answers to reads are remembered and given again */
  cachingEnabled?: boolean
  /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
  maxCacheSize?: number
  /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
  cacheTimeToLive?: number
  retrieveObjectsAfterInstantiation?: boolean
}
  }): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Change the instance of the Element token: `PATCH /elements/api-v2/instances` */
  patchInstances(parameters: {
    body: {
  /** Defaults to the name of the connector; HTML tags are removed */
  name?: string
  /** The connector, by key or by id */
  element?: {
    key?: string
    id?: number
  }
  /** Keys and text values (booleans and numbers are taken as text). `********` keeps what is stored. */
  configuration?: Record<string, unknown>
  /** What the vendor put into the callback: code, state, or error. Never answered. `debug: true` keeps what is said to the vendor, under the Elements-Trace-Id of the answer. */
  providerData?: Record<string, unknown>
  /** Strings */
  tags?: Array<Record<string, unknown>>
  /** `initial`: the OAuth flow was done elsewhere; configuration holds oauth.user.token or oauth.user.refresh_token */
  externalAuthentication?: string
  /** Whether answers to reads are remembered and given again */
  cachingEnabled?: boolean
  /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
  maxCacheSize?: number
  /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
  cacheTimeToLive?: number
  retrieveObjectsAfterInstantiation?: boolean
}
  }): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Delete the instance of the Element token: `DELETE /elements/api-v2/instances` */
  deleteInstances(): Promise<Answer<unknown>>
  /** Count instances, in all and by connector: `GET /elements/api-v2/instances/count` */
  getInstancesCount(parameters?: {
    /** Only those of this account, where you may see them */
    accountId?: number | undefined
  }): Promise<Answer<{
    totalInstances: number
    elementInstances: Record<string, number>
  }>>
  /** Read an instance: `GET /elements/api-v2/instances/{id}` */
  getInstancesById(parameters: {
    /** Ours: false answers `********` in the place of the token. A logged-in person who reads tokens is in the audit log; who leaves them out is not. */
    token?: boolean | undefined
    /** Id of the instance */
    id: number
  }): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Change an instance, or authenticate it again: `PUT /elements/api-v2/instances/{id}` */
  putInstancesById(parameters: {
    /** Id of the instance */
    id: number
    body: {
  /** Defaults to the name of the connector; HTML tags are removed */
  name?: string
  /** The connector, by key or by id */
  element?: {
    key?: string
    id?: number
  }
  /** Keys and text values (booleans and numbers are taken as text). `********` keeps what is stored. */
  configuration?: Record<string, unknown>
  /** What the vendor put into the callback: code, state, or error. Never answered. `debug: true` keeps what is said to the vendor, under the Elements-Trace-Id of the answer. */
  providerData?: Record<string, unknown>
  /** Strings */
  tags?: Array<Record<string, unknown>>
  /** `initial`: the OAuth flow was done elsewhere; configuration holds oauth.user.token or oauth.user.refresh_token */
  externalAuthentication?: string
  /** Whether answers to reads are remembered and given again */
  cachingEnabled?: boolean
  /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
  maxCacheSize?: number
  /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
  cacheTimeToLive?: number
  retrieveObjectsAfterInstantiation?: boolean
}
  }): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Change an instance, or authenticate it again: `PATCH /elements/api-v2/instances/{id}` */
  patchInstancesById(parameters: {
    /** Id of the instance */
    id: number
    body: {
  /** Defaults to the name of the connector; HTML tags are removed */
  name?: string
  /** The connector, by key or by id */
  element?: {
    key?: string
    id?: number
  }
  /** Keys and text values (booleans and numbers are taken as text). `********` keeps what is stored. */
  configuration?: Record<string, unknown>
  /** What the vendor put into the callback: code, state, or error. Never answered. `debug: true` keeps what is said to the vendor, under the Elements-Trace-Id of the answer. */
  providerData?: Record<string, unknown>
  /** Strings */
  tags?: Array<Record<string, unknown>>
  /** `initial`: the OAuth flow was done elsewhere; configuration holds oauth.user.token or oauth.user.refresh_token */
  externalAuthentication?: string
  /** Whether answers to reads are remembered and given again */
  cachingEnabled?: boolean
  /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
  maxCacheSize?: number
  /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
  cacheTimeToLive?: number
  retrieveObjectsAfterInstantiation?: boolean
}
  }): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Delete an instance: `DELETE /elements/api-v2/instances/{id}` */
  deleteInstancesById(parameters: {
    /** Id of the instance */
    id: number
  }): Promise<Answer<unknown>>
  /** List how much of the vendors' quotas instances used: `GET /elements/api-v2/instances/quotas` */
  getInstancesQuotas(parameters?: {
    /** Instances of this account, where you may see them */
    accountId?: number | undefined
    /** At most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
  }): Promise<Answer<Array<{
    instanceId: number
    instanceName: string
    accountId: number
    elementKey: string
    elementName: string
    /** Calls a minute by the definition; absent: no limit is known */
    perMinute?: number
    /** So many of them are given out; the rest is a reserve */
    usablePerMinute?: number
    /** Calls at the same time */
    concurrency?: number
    /** Set aside by the servers in the last minute; they take calls in small packs */
    usedLastMinute: number
    /** ISO 8601; the vendor answered 429 and is left alone until then */
    blockedUntil?: string
    /** The same for instances that are one connection at the vendor and share its quota */
    quotaKey: string
  }>>>
  /** Read how much of the vendor's quota an instance used: `GET /elements/api-v2/instances/{id}/quota` */
  getInstancesByIdQuota(parameters: {
    /** Id of the instance */
    id: number
  }): Promise<Answer<{
    instanceId: number
    instanceName: string
    accountId: number
    elementKey: string
    elementName: string
    /** Calls a minute by the definition; absent: no limit is known */
    perMinute?: number
    /** So many of them are given out; the rest is a reserve */
    usablePerMinute?: number
    /** Calls at the same time */
    concurrency?: number
    /** Set aside by the servers in the last minute; they take calls in small packs */
    usedLastMinute: number
    /** ISO 8601; the vendor answered 429 and is left alone until then */
    blockedUntil?: string
    /** The same for instances that are one connection at the vendor and share its quota */
    quotaKey: string
  }>>
  /** Enable an instance: `PUT /elements/api-v2/instances/{id}/enabled` */
  putInstancesByIdEnabled(parameters: {
    /** Id of the instance */
    id: number
  }): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Disable an instance: `DELETE /elements/api-v2/instances/{id}/enabled` */
  deleteInstancesByIdEnabled(parameters: {
    /** Id of the instance */
    id: number
  }): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Enable the instance of the Element token: `PUT /elements/api-v2/instances/enabled` */
  putInstancesEnabled(): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Disable the instance of the Element token: `DELETE /elements/api-v2/instances/enabled` */
  deleteInstancesEnabled(): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Trace the calls of an instance: `PUT /elements/api-v2/instances/{id}/trace-logging` */
  putInstancesByIdTraceLogging(parameters: {
    /** Id of the instance */
    id: number
    body: {
  /** Minutes from now; 60 when absent */
  duration?: number
}
  }): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Trace the calls of an instance no longer: `DELETE /elements/api-v2/instances/{id}/trace-logging` */
  deleteInstancesByIdTraceLogging(parameters: {
    /** Id of the instance */
    id: number
  }): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Trace the calls of the instance of the Element token: `PUT /elements/api-v2/instances/trace-logging` */
  putInstancesTraceLogging(parameters: {
    body: {
  /** Minutes from now; 60 when absent */
  duration?: number
}
  }): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Trace the calls of the instance of the Element token no longer: `DELETE /elements/api-v2/instances/trace-logging` */
  deleteInstancesTraceLogging(): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** List the configuration of an instance: `GET /elements/api-v2/instances/{id}/configuration` */
  getInstancesByIdConfiguration(parameters: {
    /** Id of the instance */
    id: number
  }): Promise<Answer<Array<{
    id: number
    key: string
    name: string
    /** Secrets are shown as ******** */
    propertyValue: string
    type: string
    required: boolean
    hideFromConsole: boolean
    active: boolean
    description: string
  }>>>
  /** Read one entry of the configuration of an instance: `GET /elements/api-v2/instances/{id}/configuration/{configId}` */
  getInstancesByIdConfigurationByConfigId(parameters: {
    /** Id of the instance */
    id: number
    /** Id of the configuration entry */
    configId: number
  }): Promise<Answer<{
    id: number
    key: string
    name: string
    /** Secrets are shown as ******** */
    propertyValue: string
    type: string
    required: boolean
    hideFromConsole: boolean
    active: boolean
    description: string
  }>>
  /** Change one entry of the configuration of an instance: `PATCH /elements/api-v2/instances/{id}/configuration/{configId}` */
  patchInstancesByIdConfigurationByConfigId(parameters: {
    /** Id of the instance */
    id: number
    /** Id of the configuration entry */
    configId: number
    body: {
  /** The new value, a text; `********` keeps it, an empty text brings the default back */
  propertyValue?: Record<string, unknown>
}
  }): Promise<Answer<{
    id: number
    key: string
    name: string
    /** Secrets are shown as ******** */
    propertyValue: string
    type: string
    required: boolean
    hideFromConsole: boolean
    active: boolean
    description: string
  }>>
  /** List the configuration of the instance of the Element token: `GET /elements/api-v2/instances/configuration` */
  getInstancesConfiguration(): Promise<Answer<Array<{
    id: number
    key: string
    name: string
    /** Secrets are shown as ******** */
    propertyValue: string
    type: string
    required: boolean
    hideFromConsole: boolean
    active: boolean
    description: string
  }>>>
  /** Read one entry of the configuration of the instance of the Element token: `GET /elements/api-v2/instances/configuration/{configId}` */
  getInstancesConfigurationByConfigId(parameters: {
    /** Id of the configuration entry */
    configId: number
  }): Promise<Answer<{
    id: number
    key: string
    name: string
    /** Secrets are shown as ******** */
    propertyValue: string
    type: string
    required: boolean
    hideFromConsole: boolean
    active: boolean
    description: string
  }>>
  /** Change one entry of the configuration of the instance of the Element token: `PATCH /elements/api-v2/instances/configuration/{configId}` */
  patchInstancesConfigurationByConfigId(parameters: {
    /** Id of the configuration entry */
    configId: number
    body: {
  /** The new value, a text; `********` keeps it, an empty text brings the default back */
  propertyValue?: Record<string, unknown>
}
  }): Promise<Answer<{
    id: number
    key: string
    name: string
    /** Secrets are shown as ******** */
    propertyValue: string
    type: string
    required: boolean
    hideFromConsole: boolean
    active: boolean
    description: string
  }>>
  /** Make an instance of a connector: `POST /elements/api-v2/elements/{keyOrId}/instances` */
  postElementsByKeyOrIdInstances(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
    body: {
  /** Defaults to the name of the connector; HTML tags are removed */
  name?: string
  /** The connector, by key or by id */
  element?: {
    key?: string
    id?: number
  }
  /** Keys and text values (booleans and numbers are taken as text). `********` keeps what is stored. */
  configuration?: Record<string, unknown>
  /** What the vendor put into the callback: code, state, or error. Never answered. `debug: true` keeps what is said to the vendor, under the Elements-Trace-Id of the answer. */
  providerData?: Record<string, unknown>
  /** Strings */
  tags?: Array<Record<string, unknown>>
  /** `initial`: the OAuth flow was done elsewhere; configuration holds oauth.user.token or oauth.user.refresh_token */
  externalAuthentication?: string
  /** Whether answers to reads are remembered and given again */
  cachingEnabled?: boolean
  /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
  maxCacheSize?: number
  /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
  cacheTimeToLive?: number
  retrieveObjectsAfterInstantiation?: boolean
}
  }): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Find instances of a connector: `GET /elements/api-v2/elements/{keyOrId}/instances` */
  getElementsByKeyOrIdInstances(parameters: {
    /** Ours: false answers `********` in the place of the token. A logged-in person who reads tokens is in the audit log; who leaves them out is not. */
    token?: boolean | undefined
    /** Instances that carry all of these tags */
    "tags[]"?: Array<string> | undefined
    /** A part of the name or of a tag */
    searchText?: string | undefined
    /** Instances of this account, where you may see them */
    accountId?: number | undefined
    /** `connected` or `reauth_required` for those that are not disabled, or `disabled` */
    state?: string | undefined
    /** false leaves the configuration out */
    hydrate?: boolean | undefined
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Number of the page, from 1 */
    page?: number | undefined
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<Array<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>>
  /** Read an instance of a connector: `GET /elements/api-v2/elements/{keyOrId}/instances/{id}` */
  getElementsByKeyOrIdInstancesById(parameters: {
    /** Ours: false answers `********` in the place of the token. A logged-in person who reads tokens is in the audit log; who leaves them out is not. */
    token?: boolean | undefined
    /** Key or id of the connector */
    keyOrId: string
    /** Id of the instance */
    id: number
  }): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Change an instance of a connector: `PUT /elements/api-v2/elements/{keyOrId}/instances/{id}` */
  putElementsByKeyOrIdInstancesById(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id of the instance */
    id: number
    body: {
  /** Defaults to the name of the connector; HTML tags are removed */
  name?: string
  /** The connector, by key or by id */
  element?: {
    key?: string
    id?: number
  }
  /** Keys and text values (booleans and numbers are taken as text). `********` keeps what is stored. */
  configuration?: Record<string, unknown>
  /** What the vendor put into the callback: code, state, or error. Never answered. `debug: true` keeps what is said to the vendor, under the Elements-Trace-Id of the answer. */
  providerData?: Record<string, unknown>
  /** Strings */
  tags?: Array<Record<string, unknown>>
  /** `initial`: the OAuth flow was done elsewhere; configuration holds oauth.user.token or oauth.user.refresh_token */
  externalAuthentication?: string
  /** Whether answers to reads are remembered and given again */
  cachingEnabled?: boolean
  /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
  maxCacheSize?: number
  /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
  cacheTimeToLive?: number
  retrieveObjectsAfterInstantiation?: boolean
}
  }): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Change an instance of a connector: `PATCH /elements/api-v2/elements/{keyOrId}/instances/{id}` */
  patchElementsByKeyOrIdInstancesById(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id of the instance */
    id: number
    body: {
  /** Defaults to the name of the connector; HTML tags are removed */
  name?: string
  /** The connector, by key or by id */
  element?: {
    key?: string
    id?: number
  }
  /** Keys and text values (booleans and numbers are taken as text). `********` keeps what is stored. */
  configuration?: Record<string, unknown>
  /** What the vendor put into the callback: code, state, or error. Never answered. `debug: true` keeps what is said to the vendor, under the Elements-Trace-Id of the answer. */
  providerData?: Record<string, unknown>
  /** Strings */
  tags?: Array<Record<string, unknown>>
  /** `initial`: the OAuth flow was done elsewhere; configuration holds oauth.user.token or oauth.user.refresh_token */
  externalAuthentication?: string
  /** Whether answers to reads are remembered and given again */
  cachingEnabled?: boolean
  /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
  maxCacheSize?: number
  /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
  cacheTimeToLive?: number
  retrieveObjectsAfterInstantiation?: boolean
}
  }): Promise<Answer<{
    id: number
    /** The account that it belongs to */
    accountId: number
    name: string
    createdDate: string
    updatedDate: string
    /** The Element token */
    token: string
    element: {
      id: number
      name: string
      key: string
      description: string
      image: string
      active: boolean
      deleted: boolean
      /** Whether this instance was authenticated by OAuth */
      typeOauth: boolean
      trialAccount: boolean
      configDescription: string
      existingAccountDescription?: string
      signupURL?: string
      hub?: string
    }
    elementId: number
    tags: Array<string>
    provisionInteractions: Array<Record<string, unknown>>
    valid: boolean
    disabled: boolean
    /** Kilobytes of answers that are remembered, at most 16384; 0 stands for 1024 */
    maxCacheSize: number
    /** Seconds for which an answer is remembered, at most 86400; 0 stands for 60 */
    cacheTimeToLive: number
    /** Whether answers to reads are remembered and given again */
    cachingEnabled: boolean
    /** Secrets are shown as ******** */
    configuration?: Record<string, string>
    eventsEnabled: boolean
    traceLoggingEnabled: boolean
    externalAuthentication: string
    user: {
      id: number
      emailAddress: string
      firstName: string
      lastName: string
    }
    /** connected, or reauth_required when the vendor refused the credentials */
    state: string
    stateReason?: string
    objects?: Array<{
      name: string
      vendorName: string
      type: string
    }>
  }>>
  /** Delete an instance of a connector: `DELETE /elements/api-v2/elements/{keyOrId}/instances/{id}` */
  deleteElementsByKeyOrIdInstancesById(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id of the instance */
    id: number
  }): Promise<Answer<unknown>>
  /** Take a vendor's webhook for all instances of a connector: `POST /elements/api-v2/events/{elementKey}` */
  postEventsByElementKey(parameters: {
    /** Key of the connector */
    elementKey: string
    /** Ids of instances, separated by commas */
    "Element-Instances"?: string | undefined
  }): Promise<Answer<Record<string, unknown>>>
  /** Take a vendor's webhook for all instances of a connector, payload in the query: `GET /elements/api-v2/events/{elementKey}` */
  getEventsByElementKey(parameters: {
    /** Key of the connector */
    elementKey: string
    /** Ids of instances, separated by commas */
    "Element-Instances"?: string | undefined
  }): Promise<Answer<Record<string, unknown>>>
  /** Take a vendor's webhook for one instance: `POST /elements/api-v2/events/{elementKey}/{encodedId}` */
  postEventsByElementKeyByEncodedId(parameters: {
    /** Key of the connector */
    elementKey: string
    /** Base64 of the instance's id, padded or not */
    encodedId: string
    /** Ids of instances, separated by commas */
    "Element-Instances"?: string | undefined
  }): Promise<Answer<Record<string, unknown>>>
  /** Take a vendor's webhook for one instance, payload in the query: `GET /elements/api-v2/events/{elementKey}/{encodedId}` */
  getEventsByElementKeyByEncodedId(parameters: {
    /** Key of the connector */
    elementKey: string
    /** Base64 of the instance's id, padded or not */
    encodedId: string
    /** Ids of instances, separated by commas */
    "Element-Instances"?: string | undefined
  }): Promise<Answer<Record<string, unknown>>>
  /** Take a vendor's webhook at an instance's own address: `POST /elements/api-v2/events/{elementKey}/hooks/{token}` */
  postEventsByElementKeyHooksByToken(parameters: {
    /** Key of the connector */
    elementKey: string
    /** Of the address that the instance shows */
    token: string
    /** Ids of instances, separated by commas */
    "Element-Instances"?: string | undefined
  }): Promise<Answer<Record<string, unknown>>>
  /** Take a vendor's webhook at an instance's own address, payload in the query: `GET /elements/api-v2/events/{elementKey}/hooks/{token}` */
  getEventsByElementKeyHooksByToken(parameters: {
    /** Key of the connector */
    elementKey: string
    /** Of the address that the instance shows */
    token: string
    /** Ids of instances, separated by commas */
    "Element-Instances"?: string | undefined
  }): Promise<Answer<Record<string, unknown>>>
  /** Play a poll of an instance: `POST /elements/api-v2/events/{elementKey}Polling/{encodedId}` */
  postEventsByElementKeyPollingByEncodedId(parameters: {
    /** Key of the connector; `Polling` follows it */
    elementKey: string
    /** Base64 of the instance's id, padded or not */
    encodedId: string
    /** The instance's id once more */
    Id?: string | undefined
  }): Promise<Answer<Record<string, unknown>>>
  /** Read where the vendor of an instance sends its webhooks: `GET /elements/api-v2/instances/{id}/webhook` */
  getInstancesByIdWebhook(parameters: {
    /** Id of the instance */
    id: number
  }): Promise<Answer<{
    /** One address for all instances; absent where each has its own */
    connectorUrl?: string
    /** The instance's own address, a secret; absent while its events do not come by webhook */
    url?: string
    /** Until when the address before leads to the instance as well */
    formerUrlEndDate?: string
    /** What to do with it at the vendor */
    howToRegister?: string
    /** Hubwright registers the address by itself */
    registersItself: boolean
    /** When it did */
    registeredDate?: string
  }>>
  /** Replace an instance's own address for webhooks: `POST /elements/api-v2/instances/{id}/webhook/rotate` */
  postInstancesByIdWebhookRotate(parameters: {
    /** Id of the instance */
    id: number
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
    body: {
  /** How long the address before leads to the instance as well, 24 when absent; with 0 it ends at once. One that was replaced earlier always does */
  overlapHours?: number
}
  }): Promise<Answer<{
    /** One address for all instances; absent where each has its own */
    connectorUrl?: string
    /** The instance's own address, a secret; absent while its events do not come by webhook */
    url?: string
    /** Until when the address before leads to the instance as well */
    formerUrlEndDate?: string
    /** What to do with it at the vendor */
    howToRegister?: string
    /** Hubwright registers the address by itself */
    registersItself: boolean
    /** When it did */
    registeredDate?: string
  }>>
  /** List the sources of events of an instance: `GET /elements/api-v2/instances/{id}/events/sources` */
  getInstancesByIdEventsSources(parameters: {
    state?: string | undefined
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Id of the instance */
    id: number
  }): Promise<Answer<Array<{
    id: number
    instanceId: number
    accountId: number
    /** `webhook`: the vendor tells. `poll`: we ask. `reconcile`: we ask now and then whether the vendor's webhooks told everything. */
    kind: string
    /** What is asked for; absent for a webhook */
    resource?: string
    /** `waiting`: nothing was proved yet. `live`: proved within its period. `late`: its proof is overdue. `broken`: nothing comes through. */
    state: string
    /** Why it is so, or what failed last */
    reason?: string
    /** ISO 8601 */
    stateSince: string
    /** ISO 8601; the last time at which it proved that it works */
    lastProofDate?: string
    /** ISO 8601; the last time at which it brought an event */
    lastEventDate?: string
    /** ISO 8601; absent when none is due */
    nextPollDate?: string
    /** How often it is asked, or a proof is expected */
    periodSeconds: number
    /** Failed polls in a row */
    failures: number
    /** How far it was read, in words */
    position: string
    /** ISO 8601 */
    createdDate: string
  }>>>
  /** List the sources of events of all instances: `GET /elements/api-v2/instances/events/sources` */
  getInstancesEventsSources(parameters?: {
    state?: string | undefined
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Only of this instance */
    instanceId?: number | undefined
  }): Promise<Answer<Array<{
    id: number
    instanceId: number
    accountId: number
    /** `webhook`: the vendor tells. `poll`: we ask. `reconcile`: we ask now and then whether the vendor's webhooks told everything. */
    kind: string
    /** What is asked for; absent for a webhook */
    resource?: string
    /** `waiting`: nothing was proved yet. `live`: proved within its period. `late`: its proof is overdue. `broken`: nothing comes through. */
    state: string
    /** Why it is so, or what failed last */
    reason?: string
    /** ISO 8601 */
    stateSince: string
    /** ISO 8601; the last time at which it proved that it works */
    lastProofDate?: string
    /** ISO 8601; the last time at which it brought an event */
    lastEventDate?: string
    /** ISO 8601; absent when none is due */
    nextPollDate?: string
    /** How often it is asked, or a proof is expected */
    periodSeconds: number
    /** Failed polls in a row */
    failures: number
    /** How far it was read, in words */
    position: string
    /** ISO 8601 */
    createdDate: string
  }>>>
  /** Poll a source of events now: `POST /elements/api-v2/instances/{id}/events/sources/{sourceId}/poll` */
  postInstancesByIdEventsSourcesBySourceIdPoll(parameters: {
    /** Id of the instance */
    id: number
    /** Id of the source */
    sourceId: number
  }): Promise<Answer<{
    id: number
    instanceId: number
    accountId: number
    /** `webhook`: the vendor tells. `poll`: we ask. `reconcile`: we ask now and then whether the vendor's webhooks told everything. */
    kind: string
    /** What is asked for; absent for a webhook */
    resource?: string
    /** `waiting`: nothing was proved yet. `live`: proved within its period. `late`: its proof is overdue. `broken`: nothing comes through. */
    state: string
    /** Why it is so, or what failed last */
    reason?: string
    /** ISO 8601 */
    stateSince: string
    /** ISO 8601; the last time at which it proved that it works */
    lastProofDate?: string
    /** ISO 8601; the last time at which it brought an event */
    lastEventDate?: string
    /** ISO 8601; absent when none is due */
    nextPollDate?: string
    /** How often it is asked, or a proof is expected */
    periodSeconds: number
    /** Failed polls in a row */
    failures: number
    /** How far it was read, in words */
    position: string
    /** ISO 8601 */
    createdDate: string
  }>>
  /** Poll a source of events of the instance of the Element token now: `POST /elements/api-v2/instances/events/sources/{sourceId}/poll` */
  postInstancesEventsSourcesBySourceIdPoll(parameters: {
    /** Id of the source */
    sourceId: number
  }): Promise<Answer<{
    id: number
    instanceId: number
    accountId: number
    /** `webhook`: the vendor tells. `poll`: we ask. `reconcile`: we ask now and then whether the vendor's webhooks told everything. */
    kind: string
    /** What is asked for; absent for a webhook */
    resource?: string
    /** `waiting`: nothing was proved yet. `live`: proved within its period. `late`: its proof is overdue. `broken`: nothing comes through. */
    state: string
    /** Why it is so, or what failed last */
    reason?: string
    /** ISO 8601 */
    stateSince: string
    /** ISO 8601; the last time at which it proved that it works */
    lastProofDate?: string
    /** ISO 8601; the last time at which it brought an event */
    lastEventDate?: string
    /** ISO 8601; absent when none is due */
    nextPollDate?: string
    /** How often it is asked, or a proof is expected */
    periodSeconds: number
    /** Failed polls in a row */
    failures: number
    /** How far it was read, in words */
    position: string
    /** ISO 8601 */
    createdDate: string
  }>>
  /** List the traced calls of an instance: `GET /elements/api-v2/instances/{id}/traces` */
  getInstancesByIdTraces(parameters: {
    /** `success` or `failed`, in any case */
    status?: string | undefined
    /** ISO 8601 */
    from?: string | undefined
    /** ISO 8601 */
    to?: string | undefined
    /** At most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Id of the instance */
    id: number
  }): Promise<Answer<Array<{
    /** The call's Elements-Request-Id */
    requestId: string
    /** `call`, or `provisioning` when the instance was made or authenticated with `debug` */
    kind: string
    date: string
    instanceId?: number
    elementKey: string
    method: string
    path: string
    status: number
    /** Requests to the vendor */
    vendorCalls: number
    durationMs: number
  }>>>
  /** List the traced calls of the instance of the Element token: `GET /elements/api-v2/instances/traces` */
  getInstancesTraces(parameters?: {
    /** `success` or `failed`, in any case */
    status?: string | undefined
    /** ISO 8601 */
    from?: string | undefined
    /** ISO 8601 */
    to?: string | undefined
    /** At most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
  }): Promise<Answer<Array<{
    /** The call's Elements-Request-Id */
    requestId: string
    /** `call`, or `provisioning` when the instance was made or authenticated with `debug` */
    kind: string
    date: string
    instanceId?: number
    elementKey: string
    method: string
    path: string
    status: number
    /** Requests to the vendor */
    vendorCalls: number
    durationMs: number
  }>>>
  /** Read what was said in one traced call: `GET /elements/api-v2/instances/{id}/traces/{requestId}` */
  getInstancesByIdTracesByRequestId(parameters: {
    /** Id of the instance */
    id: number
    /** The call's Elements-Request-Id */
    requestId: string
  }): Promise<Answer<{
    /** The call's Elements-Request-Id */
    requestId: string
    /** `call`, or `provisioning` when the instance was made or authenticated with `debug` */
    kind: string
    date: string
    instanceId?: number
    elementKey: string
    method: string
    path: string
    status: number
    /** Requests to the vendor */
    vendorCalls: number
    durationMs: number
    request: {
      method: string
      url: string
      headers: Record<string, string>
      body?: {
        /** Content-Type */
        type?: string
        /** Length of the whole body */
        bytes: number
        /** Absent for what is no text */
        text?: string
        /** The text ends before the body does */
        isCut?: boolean
      }
    }
    response: {
      status: number
      headers: Record<string, string>
      body?: {
        /** Content-Type */
        type?: string
        /** Length of the whole body */
        bytes: number
        /** Absent for what is no text */
        text?: string
        /** The text ends before the body does */
        isCut?: boolean
      }
    }
    /** What was said to the vendor, in the order of the requests */
    exchanges: Array<{
      date: string
      durationMs: number
      request: {
        method: string
        url: string
        headers: Record<string, string>
        body?: {
          /** Content-Type */
          type?: string
          /** Length of the whole body */
          bytes: number
          /** Absent for what is no text */
          text?: string
          /** The text ends before the body does */
          isCut?: boolean
        }
      }
      response?: {
        status: number
        headers: Record<string, string>
        body?: {
          /** Content-Type */
          type?: string
          /** Length of the whole body */
          bytes: number
          /** Absent for what is no text */
          text?: string
          /** The text ends before the body does */
          isCut?: boolean
        }
      }
      /** Why no answer came */
      failure?: {
        kind: string
        message: string
      }
    }>
  }>>
  /** Read what was said in one traced call of the instance of the Element token: `GET /elements/api-v2/instances/traces/{requestId}` */
  getInstancesTracesByRequestId(parameters: {
    /** The call's Elements-Request-Id */
    requestId: string
  }): Promise<Answer<{
    /** The call's Elements-Request-Id */
    requestId: string
    /** `call`, or `provisioning` when the instance was made or authenticated with `debug` */
    kind: string
    date: string
    instanceId?: number
    elementKey: string
    method: string
    path: string
    status: number
    /** Requests to the vendor */
    vendorCalls: number
    durationMs: number
    request: {
      method: string
      url: string
      headers: Record<string, string>
      body?: {
        /** Content-Type */
        type?: string
        /** Length of the whole body */
        bytes: number
        /** Absent for what is no text */
        text?: string
        /** The text ends before the body does */
        isCut?: boolean
      }
    }
    response: {
      status: number
      headers: Record<string, string>
      body?: {
        /** Content-Type */
        type?: string
        /** Length of the whole body */
        bytes: number
        /** Absent for what is no text */
        text?: string
        /** The text ends before the body does */
        isCut?: boolean
      }
    }
    /** What was said to the vendor, in the order of the requests */
    exchanges: Array<{
      date: string
      durationMs: number
      request: {
        method: string
        url: string
        headers: Record<string, string>
        body?: {
          /** Content-Type */
          type?: string
          /** Length of the whole body */
          bytes: number
          /** Absent for what is no text */
          text?: string
          /** The text ends before the body does */
          isCut?: boolean
        }
      }
      response?: {
        status: number
        headers: Record<string, string>
        body?: {
          /** Content-Type */
          type?: string
          /** Length of the whole body */
          bytes: number
          /** Absent for what is no text */
          text?: string
          /** The text ends before the body does */
          isCut?: boolean
        }
      }
      /** Why no answer came */
      failure?: {
        kind: string
        message: string
      }
    }>
  }>>
  /** Read what was said to the vendor while an instance was made: `GET /elements/api-v2/elements/{keyOrId}/trace/{traceId}` */
  getElementsByKeyOrIdTraceByTraceId(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Elements-Trace-Id of the answer */
    traceId: string
  }): Promise<Answer<Record<string, {
    date: string
    durationMs: number
    request: {
      method: string
      url: string
      headers: Record<string, string>
      body?: {
        /** Content-Type */
        type?: string
        /** Length of the whole body */
        bytes: number
        /** Absent for what is no text */
        text?: string
        /** The text ends before the body does */
        isCut?: boolean
      }
    }
    response?: {
      status: number
      headers: Record<string, string>
      body?: {
        /** Content-Type */
        type?: string
        /** Length of the whole body */
        bytes: number
        /** Absent for what is no text */
        text?: string
        /** The text ends before the body does */
        isCut?: boolean
      }
    }
    /** Why no answer came */
    failure?: {
      kind: string
      message: string
    }
  }>>>
  /** Make the address on which a person consents: `GET /elements/api-v2/elements/{keyOrId}/oauth/url` */
  getElementsByKeyOrIdOauthUrl(parameters: {
    /** Client id of your app at the vendor; left out, a vendor app is used */
    apiKey?: string | undefined
    /** Client secret of your app at the vendor */
    apiSecret?: string | undefined
    /** Redirect URI, as registered at the vendor */
    callbackUrl?: string | undefined
    /** Instead of the default of the connector */
    scope?: string | undefined
    /** Comes back unchanged; the key of the connector by default */
    state?: string | undefined
    /** Host or name of the shop, for vendors that need it */
    siteAddress?: string | undefined
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<{
    element: string
    oauthUrl: string
  }>>
  /** Make the address on which a person consents, parameters in the body: `POST /elements/api-v2/elements/{keyOrId}/oauth/url` */
  postElementsByKeyOrIdOauthUrl(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    body: {
  /** Client id of your app at the vendor; left out, a vendor app is used */
  apiKey?: string
  /** Client secret of your app at the vendor */
  apiSecret?: string
  /** Redirect URI, as registered at the vendor */
  callbackUrl?: string
  /** Instead of the default of the connector */
  scope?: string
  /** Comes back unchanged; the key of the connector by default */
  state?: string
  /** Host or name of the shop, for vendors that need it */
  siteAddress?: string
}
  }): Promise<Answer<{
    element: string
    oauthUrl: string
  }>>
  /** Make the consent address with the vendor app that is set: `GET /elements/api-v2/elements/{keyOrId}/oauth/url/default` */
  getElementsByKeyOrIdOauthUrlDefault(parameters: {
    callbackUrl?: string | undefined
    scope?: string | undefined
    /** Kept and shown again at the end */
    state?: string | undefined
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<{
    element: string
    oauthUrl: string
    configuration: Record<string, string>
  }>>
  /** Begin a consent that a page of this server's own finishes: `POST /elements/api-v2/elements/{keyOrId}/oauth/consent` */
  postElementsByKeyOrIdOauthConsent(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    body: {
  /** As of POST /instances */
  configuration?: Record<string, unknown>
  /** The instance to be authenticated again */
  instanceId?: number
}
  }): Promise<Answer<{
    /** Key of the connector */
    element: string
    /** The vendor's page on which the person consents */
    oauthUrl: string
    state: string
    /** Must be registered with the vendor app */
    redirectUrl: string
    /** When it is too late to come back */
    expiresDate: string
  }>>
  /** Read how to get what a connection needs: `GET /elements/api-v2/elements/{keyOrId}/setup` */
  getElementsByKeyOrIdSetup(parameters: {
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<{
    /** Key of the connector */
    element: string
    /** The redirect address to register at the vendor */
    redirectUrl: string
    authenticationTypes: Array<{
      type: string
      label: string
      description?: string
      /** A person consents on the vendor's page */
      usesOAuth: boolean
      /** Whose vendor app serves requests that name none */
      vendorApp: "organization" | "platform" | "none"
      steps: Array<{
        text: string
        link?: {
          label: string
          url: string
        }
        copy?: Array<{
          label: string
          value: string
        }>
        token?: boolean
        simulated?: boolean
      }>
    }>
    /** Absent for a connector without events */
    events?: {
      /** How events are learnt; the first when an instance says nothing */
      methods: Array<"webhook" | "polling">
      /** Authentication types whose instances always poll */
      pollingOnly: Array<string>
      /** What events can tell of */
      objectTypes: Array<string>
      webhook?: {
        /** One address for all instances; absent where each instance has its own */
        url?: string
        /** What to do with the address at the vendor */
        howToRegister?: string
        /** Hubwright registers it by itself */
        registersItself: boolean
      }
    }
  }>>
  /** List the vendor apps of your organization: `GET /elements/api-v2/vendor-apps` */
  getVendorApps(): Promise<Answer<Array<{
    /** Key of the connector */
    connector: string
    clientId: string
    /** Always ******** */
    clientSecret: string
    callbackUrl?: string
    scope?: string
    createdDate: string
    updatedDate: string
  }>>>
  /** Read the vendor app of a connector: `GET /elements/api-v2/vendor-apps/{connectorKey}` */
  getVendorAppsByConnectorKey(parameters: {
    /** Key or id of the connector */
    connectorKey: string
  }): Promise<Answer<{
    /** Key of the connector */
    connector: string
    clientId: string
    /** Always ******** */
    clientSecret: string
    callbackUrl?: string
    scope?: string
    createdDate: string
    updatedDate: string
  }>>
  /** Set the vendor app of a connector: `PUT /elements/api-v2/vendor-apps/{connectorKey}` */
  putVendorAppsByConnectorKey(parameters: {
    /** Key or id of the connector */
    connectorKey: string
    body: {
  clientId: string
  /** Required the first time; ******** or nothing keeps the stored one */
  clientSecret?: string
  /** Redirect URI of the app; by default the platform's own page */
  callbackUrl?: string
  /** Instead of the default of the connector */
  scope?: string
}
  }): Promise<Answer<{
    /** Key of the connector */
    connector: string
    clientId: string
    /** Always ******** */
    clientSecret: string
    callbackUrl?: string
    scope?: string
    createdDate: string
    updatedDate: string
  }>>
  /** Remove the vendor app of a connector: `DELETE /elements/api-v2/vendor-apps/{connectorKey}` */
  deleteVendorAppsByConnectorKey(parameters: {
    /** Key or id of the connector */
    connectorKey: string
  }): Promise<Answer<unknown>>
  /** Make a connect session: `POST /elements/api-v2/connect-sessions` */
  postConnectSessions(parameters: {
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
    body: {
  /** Keys of the connectors to choose from. May be left out when instanceId is given. */
  elements?: Array<string>
  /** Only these; by default all, or in reconnect mode that of the instance */
  authenticationTypes?: Array<string>
  /** Name of the new instance */
  name?: string
  /** Tags of the new instance */
  tags?: Array<string>
  /** Fixed values of the one connector, neither shown nor changeable. Fixing the account key makes any other account a wrong_account. */
  configuration?: Record<string, unknown>
  endUser?: {
    /** How your product knows the person */
    id: string
    email?: string
    displayName?: string
  }
  /** Reconnect mode: this instance is authenticated again; id and token stay */
  instanceId?: number
  /** Exact origins of pages that may frame the widget and hear its events; https, or http on loopback */
  allowedOrigins?: Array<string>
  /** Where the person may go on when a link was opened; its origin must be one of allowedOrigins */
  returnUrl?: string
  theme?: {
    colorScheme?: "light" | "dark" | "auto"
    /** Such as #1a73e8 */
    primaryColor?: string
    corners?: "square" | "rounded" | "round"
  }
  /** BCP 47, such as de or pt-BR; by default that of the browser */
  language?: string
  /** Seconds; 1800 by default, 604800 at most, for links in mails */
  expiresIn?: number
}
  }): Promise<Answer<{
    id: string
    /** failed: the last try failed for `reason`, and the person may try again until the session expires */
    state: "pending" | "failed" | "connected" | "expired" | "revoked"
    /** Why the last try failed: `denied` The person, or the vendor, refused the authorization; `expired` The session, or the authorization under way, is too old; `revoked` Whoever made the session took it back; `already_used` The session has made its connection; `in_progress` Another try is under way; `too_many_attempts` The session had as many tries as it may have; `code_refused` The vendor did not take the code of the authorization; `wrong_account` The authorization is for another account than the one to be connected; `keys_refused` The vendor did not take the keys; `app_refused` The vendor did not take the app, or its new token; `plan_without_api` The account's plan at the vendor has no API access; `vendor_refused` The vendor refused the connection for a reason of its own; `vendor_busy` The vendor limits how often it is asked; `vendor_unavailable` The vendor failed, or could not be reached; `invalid_values` A value is missing or not allowed; `not_set_up` Whoever made the session must set something up first; `failed` Hubwright failed */
    reason?: "denied" | "expired" | "revoked" | "already_used" | "in_progress" | "too_many_attempts" | "code_refused" | "wrong_account" | "keys_refused" | "app_refused" | "plan_without_api" | "vendor_refused" | "vendor_busy" | "vendor_unavailable" | "invalid_values" | "not_set_up" | "failed"
    mode: "connect" | "reconnect"
    elements: Array<string>
    authenticationTypes?: Array<string>
    name?: string
    tags: Array<string>
    /** Secrets as ********; empty when the session is over */
    configuration: Record<string, string>
    endUser?: {
      id: string
      email?: string
      displayName?: string
    }
    /** The instance that was made, or is to be authenticated again */
    instanceId?: number
    allowedOrigins: Array<string>
    returnUrl?: string
    theme: {
      colorScheme?: string
      primaryColor?: string
      corners?: string
    }
    language?: string
    createdDate: string
    expiresAt: string
    /** Shown this once */
    token: string
    /** The page to open, frame or send; the token is its fragment */
    url: string
  }>>
  /** List connect sessions: `GET /elements/api-v2/connect-sessions` */
  getConnectSessions(parameters?: {
    /** Sessions of this end user */
    endUserId?: string | undefined
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
  }): Promise<Answer<Array<{
    id: string
    /** failed: the last try failed for `reason`, and the person may try again until the session expires */
    state: "pending" | "failed" | "connected" | "expired" | "revoked"
    /** Why the last try failed: `denied` The person, or the vendor, refused the authorization; `expired` The session, or the authorization under way, is too old; `revoked` Whoever made the session took it back; `already_used` The session has made its connection; `in_progress` Another try is under way; `too_many_attempts` The session had as many tries as it may have; `code_refused` The vendor did not take the code of the authorization; `wrong_account` The authorization is for another account than the one to be connected; `keys_refused` The vendor did not take the keys; `app_refused` The vendor did not take the app, or its new token; `plan_without_api` The account's plan at the vendor has no API access; `vendor_refused` The vendor refused the connection for a reason of its own; `vendor_busy` The vendor limits how often it is asked; `vendor_unavailable` The vendor failed, or could not be reached; `invalid_values` A value is missing or not allowed; `not_set_up` Whoever made the session must set something up first; `failed` Hubwright failed */
    reason?: "denied" | "expired" | "revoked" | "already_used" | "in_progress" | "too_many_attempts" | "code_refused" | "wrong_account" | "keys_refused" | "app_refused" | "plan_without_api" | "vendor_refused" | "vendor_busy" | "vendor_unavailable" | "invalid_values" | "not_set_up" | "failed"
    mode: "connect" | "reconnect"
    elements: Array<string>
    authenticationTypes?: Array<string>
    name?: string
    tags: Array<string>
    /** Secrets as ********; empty when the session is over */
    configuration: Record<string, string>
    endUser?: {
      id: string
      email?: string
      displayName?: string
    }
    /** The instance that was made, or is to be authenticated again */
    instanceId?: number
    allowedOrigins: Array<string>
    returnUrl?: string
    theme: {
      colorScheme?: string
      primaryColor?: string
      corners?: string
    }
    language?: string
    createdDate: string
    expiresAt: string
  }>>>
  /** See what became of a connect session: `GET /elements/api-v2/connect-sessions/{sessionId}` */
  getConnectSessionsBySessionId(parameters: {
    /** Id of the connect session */
    sessionId: string
  }): Promise<Answer<{
    id: string
    /** failed: the last try failed for `reason`, and the person may try again until the session expires */
    state: "pending" | "failed" | "connected" | "expired" | "revoked"
    /** Why the last try failed: `denied` The person, or the vendor, refused the authorization; `expired` The session, or the authorization under way, is too old; `revoked` Whoever made the session took it back; `already_used` The session has made its connection; `in_progress` Another try is under way; `too_many_attempts` The session had as many tries as it may have; `code_refused` The vendor did not take the code of the authorization; `wrong_account` The authorization is for another account than the one to be connected; `keys_refused` The vendor did not take the keys; `app_refused` The vendor did not take the app, or its new token; `plan_without_api` The account's plan at the vendor has no API access; `vendor_refused` The vendor refused the connection for a reason of its own; `vendor_busy` The vendor limits how often it is asked; `vendor_unavailable` The vendor failed, or could not be reached; `invalid_values` A value is missing or not allowed; `not_set_up` Whoever made the session must set something up first; `failed` Hubwright failed */
    reason?: "denied" | "expired" | "revoked" | "already_used" | "in_progress" | "too_many_attempts" | "code_refused" | "wrong_account" | "keys_refused" | "app_refused" | "plan_without_api" | "vendor_refused" | "vendor_busy" | "vendor_unavailable" | "invalid_values" | "not_set_up" | "failed"
    mode: "connect" | "reconnect"
    elements: Array<string>
    authenticationTypes?: Array<string>
    name?: string
    tags: Array<string>
    /** Secrets as ********; empty when the session is over */
    configuration: Record<string, string>
    endUser?: {
      id: string
      email?: string
      displayName?: string
    }
    /** The instance that was made, or is to be authenticated again */
    instanceId?: number
    allowedOrigins: Array<string>
    returnUrl?: string
    theme: {
      colorScheme?: string
      primaryColor?: string
      corners?: string
    }
    language?: string
    createdDate: string
    expiresAt: string
  }>>
  /** Revoke a connect session: `DELETE /elements/api-v2/connect-sessions/{sessionId}` */
  deleteConnectSessionsBySessionId(parameters: {
    /** Id of the connect session */
    sessionId: string
  }): Promise<Answer<unknown>>
  /** Read the session of the widget: `GET /elements/api-v2/connect/session` */
  getConnectSession(): Promise<Answer<{
    id: string
    /** failed: the last try failed for `reason`, and the person may try again until the session expires */
    state: "pending" | "failed" | "connected" | "expired" | "revoked"
    /** Why the last try failed: `denied` The person, or the vendor, refused the authorization; `expired` The session, or the authorization under way, is too old; `revoked` Whoever made the session took it back; `already_used` The session has made its connection; `in_progress` Another try is under way; `too_many_attempts` The session had as many tries as it may have; `code_refused` The vendor did not take the code of the authorization; `wrong_account` The authorization is for another account than the one to be connected; `keys_refused` The vendor did not take the keys; `app_refused` The vendor did not take the app, or its new token; `plan_without_api` The account's plan at the vendor has no API access; `vendor_refused` The vendor refused the connection for a reason of its own; `vendor_busy` The vendor limits how often it is asked; `vendor_unavailable` The vendor failed, or could not be reached; `invalid_values` A value is missing or not allowed; `not_set_up` Whoever made the session must set something up first; `failed` Hubwright failed */
    reason?: "denied" | "expired" | "revoked" | "already_used" | "in_progress" | "too_many_attempts" | "code_refused" | "wrong_account" | "keys_refused" | "app_refused" | "plan_without_api" | "vendor_refused" | "vendor_busy" | "vendor_unavailable" | "invalid_values" | "not_set_up" | "failed"
    mode: "connect" | "reconnect"
    /** To whom the account will be linked; show it */
    organizationName: string
    endUser?: {
      email?: string
      displayName?: string
    }
    /** Empty when the session is over */
    connectors: Array<{
      key: string
      name: string
      description: string
      logoUrl: string
      authenticationTypes: Array<{
        type: string
        name: string
        /** True: POST /connect/session/oauth and send the person to the vendor. False: POST /connect/session/instance with the keys. */
        usesOAuth: boolean
        /** In the order of the form */
        configuration: Array<{
          key: string
          /** The label */
          name: string
          /** Help, plain text */
          description: string
          /** TEXTFIELD_32 … TEXTFIELD_1000, TEXTAREA, BOOLEAN, COMBO, … */
          type: string
          required: boolean
          /** Typed into a field that hides it */
          secret: boolean
          /** Best folded away: it may stay as it is */
          advanced: boolean
          defaultValue?: string
          options?: Array<{
            value: string
            name: string
          }>
        }>
      }>
    }>
    instance?: {
      id: number
      name: string
    }
    /** The only origins to which events may be posted */
    allowedOrigins: Array<string>
    returnUrl?: string
    /** What the session says, over the branding of the organization */
    theme: {
      colorScheme?: string
      primaryColor?: string
      corners?: string
      /** A picture as `data:` */
      logo?: string
    }
    language?: string
    expiresAt: string
  }>>
  /** Make the address on which the person consents: `POST /elements/api-v2/connect/session/oauth` */
  postConnectSessionOauth(parameters: {
    body: {
  /** Key of the connector; needed when the session offers several */
  element?: string
  authenticationType?: string
  /** Values of the entries that were asked for */
  configuration?: Record<string, unknown>
}
  }): Promise<Answer<{
    element: string
    oauthUrl: string
    /** When it is too late to come back */
    expiresAt: string
  }>>
  /** Connect by keys: `POST /elements/api-v2/connect/session/instance` */
  postConnectSessionInstance(parameters: {
    body: {
  /** Key of the connector; needed when the session offers several */
  element?: string
  authenticationType?: string
  /** Values of the entries that were asked for */
  configuration?: Record<string, unknown>
}
  }): Promise<Answer<{
    state: string
    instance: {
      id: number
      name: string
    }
  }>>
  /** List events of all instances, or of the one of the Element token: `GET /elements/api-v2/instances/events` */
  getInstancesEvents(parameters?: {
    status?: string | undefined
    source?: string | undefined
    objectType?: string | undefined
    objectId?: string | undefined
    eventType?: string | undefined
    /** Part of the id of a record, or the vendor's id of the event */
    searchText?: string | undefined
    /** ISO 8601; by the time of arrival */
    from?: string | undefined
    /** ISO 8601 */
    to?: string | undefined
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Number of the page, from 1; does not matter beside nextPage */
    page?: number | undefined
    /** Only of instances of this account */
    accountId?: number | undefined
    /** Only of this instance */
    instanceId?: number | undefined
    /** Key of a connector */
    elementKey?: string | undefined
  }): Promise<Answer<Array<{
    id: string
    /** When it happened at the vendor; ISO 8601 with seconds */
    eventDate: string
    /** `NEW`: waits; `reason` says why when it was tried before. `DISPATCHED`: notifications were made. `NOTIFIED`: all who are to be told have taken them. `CONSUMED`: nobody is to be told; `reason` says why. `FAILED`: given up; `reason` says why. */
    status: string
    /** As it was received; in lists no more than the first 64 KB */
    providerData: string
    /** The changes that it was found to tell of */
    notifiedData: Array<{
      objectType: string
      objectId: string
      eventType: string
      elementKey: string
      hubKey: string
      date: string
    }>
    eventElementInstances: Array<{
      eventId: string
      elementInstanceId: number
      /** The first, when there are several */
      notificationId?: number
      /** JSON text: `{"events":[…]}` */
      notifiedData: string
      objectIds: Array<{
        value: string
      }>
      createdDate: string
      updatedDate: string
    }>
    elementKey: string
    accountId: number
    instanceId: number
    /** `webhook`, `poll`, `reconcile` (a poll that looks for what webhooks missed), `test`, or `call` (an asynchronous call) */
    source: string
    vendorEventId: string
    /** Why it waits, why nobody is told, or why it was given up */
    reason?: string
    /** Of a `NEW` event that waits since a try: when it is tried next; absent when it is its turn */
    nextTryDate?: string
    /** ISO 8601 with milliseconds */
    receivedDate: string
    processedDate?: string
    notificationIds: Array<number>
  }>>>
  /** List events that could not be delivered at once: `GET /elements/api-v2/instances/events/dispositions` */
  getInstancesEventsDispositions(parameters?: {
    /** ISO 8601; default a week ago */
    from?: string | undefined
    /** ISO 8601; default now */
    to?: string | undefined
    /** One of minute, hour, day, week, month; default day */
    interval?: string | undefined
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Number of the page, from 1; does not matter beside nextPage */
    page?: number | undefined
  }): Promise<Answer<Array<{
    eventId: string
    elementInstanceId: number
    notificationData: Array<{
      message: string
    }>
  }>>>
  /** Count events over time: `GET /elements/api-v2/instances/events/analytics` */
  getInstancesEventsAnalytics(parameters?: {
    /** ISO 8601; default a week ago */
    from?: string | undefined
    /** ISO 8601; default now */
    to?: string | undefined
    /** One of minute, hour, day, week, month; default day */
    interval?: string | undefined
    "accountIds[]"?: Array<number> | undefined
  }): Promise<Answer<Array<{
    count: number
    /** Beginning of the step, ISO 8601 */
    timestamp: string
  }>>>
  /** Count events over time by account: `GET /elements/api-v2/instances/events/analytics/accounts` */
  getInstancesEventsAnalyticsAccounts(parameters?: {
    /** ISO 8601; default a week ago */
    from?: string | undefined
    /** ISO 8601; default now */
    to?: string | undefined
    /** One of minute, hour, day, week, month; default day */
    interval?: string | undefined
    "accountIds[]"?: Array<number> | undefined
  }): Promise<Answer<Array<{
    records: Array<{
      accountId?: number
      instanceId?: number
      count: number
      success: number
      failed: number
    }>
    total: number
    /** Beginning of the step, ISO 8601 */
    timestamp: string
  }>>>
  /** Count events over time by instance: `GET /elements/api-v2/instances/events/analytics/instances` */
  getInstancesEventsAnalyticsInstances(parameters?: {
    /** ISO 8601; default a week ago */
    from?: string | undefined
    /** ISO 8601; default now */
    to?: string | undefined
    /** One of minute, hour, day, week, month; default day */
    interval?: string | undefined
    "accountIds[]"?: Array<number> | undefined
  }): Promise<Answer<Array<{
    records: Array<{
      accountId?: number
      instanceId?: number
      count: number
      success: number
      failed: number
    }>
    total: number
    /** Beginning of the step, ISO 8601 */
    timestamp: string
  }>>>
  /** Read an event: `GET /elements/api-v2/instances/events/{eventId}` */
  getInstancesEventsByEventId(parameters: {
    /** Id of the event */
    eventId: number
  }): Promise<Answer<{
    id: string
    /** When it happened at the vendor; ISO 8601 with seconds */
    eventDate: string
    /** `NEW`: waits; `reason` says why when it was tried before. `DISPATCHED`: notifications were made. `NOTIFIED`: all who are to be told have taken them. `CONSUMED`: nobody is to be told; `reason` says why. `FAILED`: given up; `reason` says why. */
    status: string
    /** As it was received; in lists no more than the first 64 KB */
    providerData: string
    /** The changes that it was found to tell of */
    notifiedData: Array<{
      objectType: string
      objectId: string
      eventType: string
      elementKey: string
      hubKey: string
      date: string
    }>
    eventElementInstances: Array<{
      eventId: string
      elementInstanceId: number
      /** The first, when there are several */
      notificationId?: number
      /** JSON text: `{"events":[…]}` */
      notifiedData: string
      objectIds: Array<{
        value: string
      }>
      createdDate: string
      updatedDate: string
    }>
    elementKey: string
    accountId: number
    instanceId: number
    /** `webhook`, `poll`, `reconcile` (a poll that looks for what webhooks missed), `test`, or `call` (an asynchronous call) */
    source: string
    vendorEventId: string
    /** Why it waits, why nobody is told, or why it was given up */
    reason?: string
    /** Of a `NEW` event that waits since a try: when it is tried next; absent when it is its turn */
    nextTryDate?: string
    /** ISO 8601 with milliseconds */
    receivedDate: string
    processedDate?: string
    notificationIds: Array<number>
  }>>
  /** List events of an instance: `GET /elements/api-v2/instances/{id}/events` */
  getInstancesByIdEvents(parameters: {
    status?: string | undefined
    source?: string | undefined
    objectType?: string | undefined
    objectId?: string | undefined
    eventType?: string | undefined
    /** Part of the id of a record, or the vendor's id of the event */
    searchText?: string | undefined
    /** ISO 8601; by the time of arrival */
    from?: string | undefined
    /** ISO 8601 */
    to?: string | undefined
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Number of the page, from 1; does not matter beside nextPage */
    page?: number | undefined
    /** Id of the instance */
    id: number
  }): Promise<Answer<Array<{
    id: string
    /** When it happened at the vendor; ISO 8601 with seconds */
    eventDate: string
    /** `NEW`: waits; `reason` says why when it was tried before. `DISPATCHED`: notifications were made. `NOTIFIED`: all who are to be told have taken them. `CONSUMED`: nobody is to be told; `reason` says why. `FAILED`: given up; `reason` says why. */
    status: string
    /** As it was received; in lists no more than the first 64 KB */
    providerData: string
    /** The changes that it was found to tell of */
    notifiedData: Array<{
      objectType: string
      objectId: string
      eventType: string
      elementKey: string
      hubKey: string
      date: string
    }>
    eventElementInstances: Array<{
      eventId: string
      elementInstanceId: number
      /** The first, when there are several */
      notificationId?: number
      /** JSON text: `{"events":[…]}` */
      notifiedData: string
      objectIds: Array<{
        value: string
      }>
      createdDate: string
      updatedDate: string
    }>
    elementKey: string
    accountId: number
    instanceId: number
    /** `webhook`, `poll`, `reconcile` (a poll that looks for what webhooks missed), `test`, or `call` (an asynchronous call) */
    source: string
    vendorEventId: string
    /** Why it waits, why nobody is told, or why it was given up */
    reason?: string
    /** Of a `NEW` event that waits since a try: when it is tried next; absent when it is its turn */
    nextTryDate?: string
    /** ISO 8601 with milliseconds */
    receivedDate: string
    processedDate?: string
    notificationIds: Array<number>
  }>>>
  /** Read an event of an instance: `GET /elements/api-v2/instances/{id}/events/{eventId}` */
  getInstancesByIdEventsByEventId(parameters: {
    /** Id of the instance */
    id: number
    /** Id of the event */
    eventId: number
  }): Promise<Answer<{
    id: string
    /** When it happened at the vendor; ISO 8601 with seconds */
    eventDate: string
    /** `NEW`: waits; `reason` says why when it was tried before. `DISPATCHED`: notifications were made. `NOTIFIED`: all who are to be told have taken them. `CONSUMED`: nobody is to be told; `reason` says why. `FAILED`: given up; `reason` says why. */
    status: string
    /** As it was received; in lists no more than the first 64 KB */
    providerData: string
    /** The changes that it was found to tell of */
    notifiedData: Array<{
      objectType: string
      objectId: string
      eventType: string
      elementKey: string
      hubKey: string
      date: string
    }>
    eventElementInstances: Array<{
      eventId: string
      elementInstanceId: number
      /** The first, when there are several */
      notificationId?: number
      /** JSON text: `{"events":[…]}` */
      notifiedData: string
      objectIds: Array<{
        value: string
      }>
      createdDate: string
      updatedDate: string
    }>
    elementKey: string
    accountId: number
    instanceId: number
    /** `webhook`, `poll`, `reconcile` (a poll that looks for what webhooks missed), `test`, or `call` (an asynchronous call) */
    source: string
    vendorEventId: string
    /** Why it waits, why nobody is told, or why it was given up */
    reason?: string
    /** Of a `NEW` event that waits since a try: when it is tried next; absent when it is its turn */
    nextTryDate?: string
    /** ISO 8601 with milliseconds */
    receivedDate: string
    processedDate?: string
    notificationIds: Array<number>
  }>>
  /** Make a test event: `POST /elements/api-v2/instances/{id}/events/test` */
  postInstancesByIdEventsTest(parameters: {
    /** Id of the instance */
    id: number
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
    body?: {
  objectType?: string
  objectId?: string
  eventType?: string
} | undefined
  }): Promise<Answer<{
    id: string
    /** When it happened at the vendor; ISO 8601 with seconds */
    eventDate: string
    /** `NEW`: waits; `reason` says why when it was tried before. `DISPATCHED`: notifications were made. `NOTIFIED`: all who are to be told have taken them. `CONSUMED`: nobody is to be told; `reason` says why. `FAILED`: given up; `reason` says why. */
    status: string
    /** As it was received; in lists no more than the first 64 KB */
    providerData: string
    /** The changes that it was found to tell of */
    notifiedData: Array<{
      objectType: string
      objectId: string
      eventType: string
      elementKey: string
      hubKey: string
      date: string
    }>
    eventElementInstances: Array<{
      eventId: string
      elementInstanceId: number
      /** The first, when there are several */
      notificationId?: number
      /** JSON text: `{"events":[…]}` */
      notifiedData: string
      objectIds: Array<{
        value: string
      }>
      createdDate: string
      updatedDate: string
    }>
    elementKey: string
    accountId: number
    instanceId: number
    /** `webhook`, `poll`, `reconcile` (a poll that looks for what webhooks missed), `test`, or `call` (an asynchronous call) */
    source: string
    vendorEventId: string
    /** Why it waits, why nobody is told, or why it was given up */
    reason?: string
    /** Of a `NEW` event that waits since a try: when it is tried next; absent when it is its turn */
    nextTryDate?: string
    /** ISO 8601 with milliseconds */
    receivedDate: string
    processedDate?: string
    notificationIds: Array<number>
  }>>
  /** Process an event again: `POST /elements/api-v2/instances/{id}/events/{eventId}/reprocess` */
  postInstancesByIdEventsByEventIdReprocess(parameters: {
    /** Id of the instance */
    id: number
    /** Id of the event */
    eventId: number
  }): Promise<Answer<{
    id: string
    /** When it happened at the vendor; ISO 8601 with seconds */
    eventDate: string
    /** `NEW`: waits; `reason` says why when it was tried before. `DISPATCHED`: notifications were made. `NOTIFIED`: all who are to be told have taken them. `CONSUMED`: nobody is to be told; `reason` says why. `FAILED`: given up; `reason` says why. */
    status: string
    /** As it was received; in lists no more than the first 64 KB */
    providerData: string
    /** The changes that it was found to tell of */
    notifiedData: Array<{
      objectType: string
      objectId: string
      eventType: string
      elementKey: string
      hubKey: string
      date: string
    }>
    eventElementInstances: Array<{
      eventId: string
      elementInstanceId: number
      /** The first, when there are several */
      notificationId?: number
      /** JSON text: `{"events":[…]}` */
      notifiedData: string
      objectIds: Array<{
        value: string
      }>
      createdDate: string
      updatedDate: string
    }>
    elementKey: string
    accountId: number
    instanceId: number
    /** `webhook`, `poll`, `reconcile` (a poll that looks for what webhooks missed), `test`, or `call` (an asynchronous call) */
    source: string
    vendorEventId: string
    /** Why it waits, why nobody is told, or why it was given up */
    reason?: string
    /** Of a `NEW` event that waits since a try: when it is tried next; absent when it is its turn */
    nextTryDate?: string
    /** ISO 8601 with milliseconds */
    receivedDate: string
    processedDate?: string
    notificationIds: Array<number>
  }>>
  /** Tell those who subscribed to a topic: `POST /elements/api-v2/notifications` */
  postNotifications(parameters: {
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
    body: {
  topic: string
  severity?: "low" | "medium" | "high"
  /** A text */
  message: string
  /** Whatever you want to be told as `from` */
  from?: string
}
  }): Promise<Answer<{
    id: number
    topic: string
    severity: string
    /** A text, or the object that was sent */
    message: Record<string, unknown>
    from: string
    createdDate: string
    active: boolean
    acknowledged: boolean
    /** `events`, `operations`, `custom` or `answer` */
    kind: string
    accountId: number
    instanceId?: number
    eventId?: string
  }>>
  /** List notifications: `GET /elements/api-v2/notifications` */
  getNotifications(parameters?: {
    "topics[]"?: Array<string> | undefined
    instanceId?: number | undefined
    /** events: what changed at vendors; operations: what befell the platform’s own work; custom: what you posted; answer: to one call */
    kind?: string | undefined
    /** created: to be sent; retry: failed and tried again; delivered: taken; queued: kept until somebody asks */
    status?: string | undefined
    /** Notifications made since then; ISO 8601 */
    from?: string | undefined
    /** Notifications made until then; ISO 8601 */
    to?: string | undefined
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Number of the page, from 1; does not matter beside nextPage */
    page?: number | undefined
  }): Promise<Answer<Array<{
    id: number
    topic: string
    severity: string
    /** A text, or the object that was sent */
    message: Record<string, unknown>
    from: string
    createdDate: string
    active: boolean
    acknowledged: boolean
    /** `events`, `operations`, `custom` or `answer` */
    kind: string
    accountId: number
    instanceId?: number
    eventId?: string
  }>>>
  /** Pull notifications, one after the other: `GET /elements/api-v2/notifications/feed` */
  getNotificationsFeed(parameters?: {
    /** Of the answer before; absent to begin with the oldest, `now` to begin with what comes next */
    cursor?: string | undefined
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Seconds to wait while there is nothing; 50 requests of an organization may wait at a time, others are a 429 */
    wait?: number | undefined
    "topics[]"?: Array<string> | undefined
    "instanceIds[]"?: Array<number> | undefined
  }): Promise<Answer<{
    notifications: Array<{
      id: number
      topic: string
      severity: string
      /** A text, or the object that was sent */
      message: Record<string, unknown>
      from: string
      createdDate: string
      active: boolean
      acknowledged: boolean
      /** `events`, `operations`, `custom` or `answer` */
      kind: string
      accountId: number
      instanceId?: number
      eventId?: string
    }>
    cursor: string
    /** There are more already: ask again at once */
    more: boolean
  }>>
  /** Read a notification: `GET /elements/api-v2/notifications/{notificationId}` */
  getNotificationsByNotificationId(parameters: {
    /** Id of the notification */
    notificationId: number
  }): Promise<Answer<{
    id: number
    topic: string
    severity: string
    /** A text, or the object that was sent */
    message: Record<string, unknown>
    from: string
    createdDate: string
    active: boolean
    acknowledged: boolean
    /** `events`, `operations`, `custom` or `answer` */
    kind: string
    accountId: number
    instanceId?: number
    eventId?: string
  }>>
  /** Remove a notification and what is still to be delivered of it: `DELETE /elements/api-v2/notifications/{notificationId}` */
  deleteNotificationsByNotificationId(parameters: {
    /** Id of the notification */
    notificationId: number
  }): Promise<Answer<unknown>>
  /** Read a notification as it is sent: `GET /elements/api-v2/notifications/{notificationId}/body` */
  getNotificationsByNotificationIdBody(parameters: {
    /** Id of the notification */
    notificationId: number
  }): Promise<Answer<Record<string, unknown>>>
  /** Acknowledge a notification: `PUT /elements/api-v2/notifications/{notificationId}/acknowledge` */
  putNotificationsByNotificationIdAcknowledge(parameters: {
    /** Id of the notification */
    notificationId: number
  }): Promise<Answer<{
    id: number
    topic: string
    severity: string
    /** A text, or the object that was sent */
    message: Record<string, unknown>
    from: string
    createdDate: string
    active: boolean
    acknowledged: boolean
    /** `events`, `operations`, `custom` or `answer` */
    kind: string
    accountId: number
    instanceId?: number
    eventId?: string
  }>>
  /** Subscribe to topics: `POST /elements/api-v2/notifications/subscriptions` */
  postNotificationsSubscriptions(parameters: {
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
    body: {
  channel: "webhook" | "email" | "sms" | "push"
  /** `instance-{id}-{element}-events` of one instance, `events` of all of the account, `operations`, or topics of your own */
  topics: Array<string>
  config: {
    /** Of a webhook: where notifications are posted */
    url?: Record<string, unknown>
    /** Of an e-mail: the address */
    email?: Record<string, unknown>
    /** Of sms and push, which are kept for pull alone */
    to?: Record<string, unknown>
    /** Key of Elements-Webhook-Signature */
    signatureKey?: Record<string, unknown>
    /** Sent with each request; none of ours, of the connection or Host */
    headers?: Record<string, unknown>
    /** Basic authentication at the URL */
    basic?: Record<string, unknown>
  }
}
  }): Promise<Answer<{
    id: number
    channel: string
    topics: Array<string>
    /** Secrets as ******** */
    config: Record<string, unknown>
    active: boolean
    /** `callback` of an instance’s configuration, or `subscribed` by this API */
    origin: string
    accountId: number
    instanceId?: number
    instanceName?: string
    inactiveReason?: "no_callback_url" | "events_disabled" | "gone" | "failures" | "disabled" | "not_served"
    inactiveSince?: string
    /** In a row */
    failures: number
    lastSuccessDate?: string
    lastFailureDate?: string
    lastFailure?: string
    /** After failures in a row nothing is sent before */
    restsUntil?: string
    /** The secret before signs too, until then */
    previousSecretUntil?: string
    createdDate: string
    updatedDate: string
    /** Deliveries kept; counted up to 10,000 */
    queued?: number
    /** Deliveries to be made; counted up to 10,000 */
    waiting?: number
  }>>
  /** List subscriptions: `GET /elements/api-v2/notifications/subscriptions` */
  getNotificationsSubscriptions(parameters?: {
    instanceId?: number | undefined
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Number of the page, from 1; does not matter beside nextPage */
    page?: number | undefined
  }): Promise<Answer<Array<{
    id: number
    channel: string
    topics: Array<string>
    /** Secrets as ******** */
    config: Record<string, unknown>
    active: boolean
    /** `callback` of an instance’s configuration, or `subscribed` by this API */
    origin: string
    accountId: number
    instanceId?: number
    instanceName?: string
    inactiveReason?: "no_callback_url" | "events_disabled" | "gone" | "failures" | "disabled" | "not_served"
    inactiveSince?: string
    /** In a row */
    failures: number
    lastSuccessDate?: string
    lastFailureDate?: string
    lastFailure?: string
    /** After failures in a row nothing is sent before */
    restsUntil?: string
    /** The secret before signs too, until then */
    previousSecretUntil?: string
    createdDate: string
    updatedDate: string
    /** Deliveries kept; counted up to 10,000 */
    queued?: number
    /** Deliveries to be made; counted up to 10,000 */
    waiting?: number
  }>>>
  /** Read a subscription and its health: `GET /elements/api-v2/notifications/subscriptions/{subscriptionId}` */
  getNotificationsSubscriptionsBySubscriptionId(parameters: {
    /** Id of the subscription */
    subscriptionId: number
  }): Promise<Answer<{
    id: number
    channel: string
    topics: Array<string>
    /** Secrets as ******** */
    config: Record<string, unknown>
    active: boolean
    /** `callback` of an instance’s configuration, or `subscribed` by this API */
    origin: string
    accountId: number
    instanceId?: number
    instanceName?: string
    inactiveReason?: "no_callback_url" | "events_disabled" | "gone" | "failures" | "disabled" | "not_served"
    inactiveSince?: string
    /** In a row */
    failures: number
    lastSuccessDate?: string
    lastFailureDate?: string
    lastFailure?: string
    /** After failures in a row nothing is sent before */
    restsUntil?: string
    /** The secret before signs too, until then */
    previousSecretUntil?: string
    createdDate: string
    updatedDate: string
    /** Deliveries kept; counted up to 10,000 */
    queued?: number
    /** Deliveries to be made; counted up to 10,000 */
    waiting?: number
  }>>
  /** Change a subscription: `PATCH /elements/api-v2/notifications/subscriptions/{subscriptionId}` */
  patchNotificationsSubscriptionsBySubscriptionId(parameters: {
    /** Id of the subscription */
    subscriptionId: number
    body: {
  /** `instance-{id}-{element}-events` of one instance, `events` of all of the account, `operations`, or topics of your own */
  topics?: Array<string>
  config?: {
    /** Of a webhook: where notifications are posted */
    url?: Record<string, unknown>
    /** Of an e-mail: the address */
    email?: Record<string, unknown>
    /** Of sms and push, which are kept for pull alone */
    to?: Record<string, unknown>
    /** Key of Elements-Webhook-Signature */
    signatureKey?: Record<string, unknown>
    /** Sent with each request; none of ours, of the connection or Host */
    headers?: Record<string, unknown>
    /** Basic authentication at the URL */
    basic?: Record<string, unknown>
  }
}
  }): Promise<Answer<{
    id: number
    channel: string
    topics: Array<string>
    /** Secrets as ******** */
    config: Record<string, unknown>
    active: boolean
    /** `callback` of an instance’s configuration, or `subscribed` by this API */
    origin: string
    accountId: number
    instanceId?: number
    instanceName?: string
    inactiveReason?: "no_callback_url" | "events_disabled" | "gone" | "failures" | "disabled" | "not_served"
    inactiveSince?: string
    /** In a row */
    failures: number
    lastSuccessDate?: string
    lastFailureDate?: string
    lastFailure?: string
    /** After failures in a row nothing is sent before */
    restsUntil?: string
    /** The secret before signs too, until then */
    previousSecretUntil?: string
    createdDate: string
    updatedDate: string
    /** Deliveries kept; counted up to 10,000 */
    queued?: number
    /** Deliveries to be made; counted up to 10,000 */
    waiting?: number
  }>>
  /** Remove a subscription: `DELETE /elements/api-v2/notifications/subscriptions/{subscriptionId}` */
  deleteNotificationsSubscriptionsBySubscriptionId(parameters: {
    /** Id of the subscription */
    subscriptionId: number
  }): Promise<Answer<unknown>>
  /** Serve a subscription again: `PUT /elements/api-v2/notifications/subscriptions/{subscriptionId}/active` */
  putNotificationsSubscriptionsBySubscriptionIdActive(parameters: {
    /** Id of the subscription */
    subscriptionId: number
  }): Promise<Answer<{
    id: number
    channel: string
    topics: Array<string>
    /** Secrets as ******** */
    config: Record<string, unknown>
    active: boolean
    /** `callback` of an instance’s configuration, or `subscribed` by this API */
    origin: string
    accountId: number
    instanceId?: number
    instanceName?: string
    inactiveReason?: "no_callback_url" | "events_disabled" | "gone" | "failures" | "disabled" | "not_served"
    inactiveSince?: string
    /** In a row */
    failures: number
    lastSuccessDate?: string
    lastFailureDate?: string
    lastFailure?: string
    /** After failures in a row nothing is sent before */
    restsUntil?: string
    /** The secret before signs too, until then */
    previousSecretUntil?: string
    createdDate: string
    updatedDate: string
    /** Deliveries kept; counted up to 10,000 */
    queued?: number
    /** Deliveries to be made; counted up to 10,000 */
    waiting?: number
  }>>
  /** Serve a subscription no more: `DELETE /elements/api-v2/notifications/subscriptions/{subscriptionId}/active` */
  deleteNotificationsSubscriptionsBySubscriptionIdActive(parameters: {
    /** Id of the subscription */
    subscriptionId: number
  }): Promise<Answer<{
    id: number
    channel: string
    topics: Array<string>
    /** Secrets as ******** */
    config: Record<string, unknown>
    active: boolean
    /** `callback` of an instance’s configuration, or `subscribed` by this API */
    origin: string
    accountId: number
    instanceId?: number
    instanceName?: string
    inactiveReason?: "no_callback_url" | "events_disabled" | "gone" | "failures" | "disabled" | "not_served"
    inactiveSince?: string
    /** In a row */
    failures: number
    lastSuccessDate?: string
    lastFailureDate?: string
    lastFailure?: string
    /** After failures in a row nothing is sent before */
    restsUntil?: string
    /** The secret before signs too, until then */
    previousSecretUntil?: string
    createdDate: string
    updatedDate: string
    /** Deliveries kept; counted up to 10,000 */
    queued?: number
    /** Deliveries to be made; counted up to 10,000 */
    waiting?: number
  }>>
  /** Read the secret that signs the requests to a subscription: `GET /elements/api-v2/notifications/subscriptions/{subscriptionId}/secret` */
  getNotificationsSubscriptionsBySubscriptionIdSecret(parameters: {
    /** Id of the subscription */
    subscriptionId: number
  }): Promise<Answer<{
    /** Of Standard Webhooks, `whsec_…` */
    secret: string
    previousSecret?: string
    /** It signs too, until then */
    previousSecretUntil?: string
  }>>
  /** Replace the secret that signs the requests to a subscription: `POST /elements/api-v2/notifications/subscriptions/{subscriptionId}/secret` */
  postNotificationsSubscriptionsBySubscriptionIdSecret(parameters: {
    /** Id of the subscription */
    subscriptionId: number
  }): Promise<Answer<{
    /** Of Standard Webhooks, `whsec_…` */
    secret: string
    previousSecret?: string
    /** It signs too, until then */
    previousSecretUntil?: string
  }>>
  /** Send a test to one subscription: `POST /elements/api-v2/notifications/subscriptions/{subscriptionId}/test` */
  postNotificationsSubscriptionsBySubscriptionIdTest(parameters: {
    /** Id of the subscription */
    subscriptionId: number
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
  }): Promise<Answer<{
    notificationId: number
    subscriptionId: number
    /** created: to be sent; retry: failed and tried again; delivered: taken; queued: kept until somebody asks; cancelled: the callback was removed before it took it */
    status: "created" | "retry" | "delivered" | "queued" | "cancelled"
    createdDate: string
    updatedDate: string
    tries: number
    lastStatus?: number
    lastFailure?: string
    /** Not before the rest of the callback is over */
    nextTryDate?: string
    /** The callback rests after failures: nothing is sent to it before */
    callbackRestsUntil?: string
    /** Why the callback is not served */
    callbackInactiveReason?: "no_callback_url" | "events_disabled" | "gone" | "failures" | "disabled" | "not_served"
    notification?: {
      id: number
      topic: string
      severity: string
      /** A text, or the object that was sent */
      message: Record<string, unknown>
      from: string
      createdDate: string
      active: boolean
      acknowledged: boolean
      /** `events`, `operations`, `custom` or `answer` */
      kind: string
      accountId: number
      instanceId?: number
      eventId?: string
    }
    subscription?: {
      id: number
      channel: string
      topics: Array<string>
      /** Secrets as ******** */
      config: Record<string, unknown>
      active: boolean
      /** `callback` of an instance’s configuration, or `subscribed` by this API */
      origin: string
      accountId: number
      instanceId?: number
      instanceName?: string
      inactiveReason?: "no_callback_url" | "events_disabled" | "gone" | "failures" | "disabled" | "not_served"
      inactiveSince?: string
      /** In a row */
      failures: number
      lastSuccessDate?: string
      lastFailureDate?: string
      lastFailure?: string
      /** After failures in a row nothing is sent before */
      restsUntil?: string
      /** The secret before signs too, until then */
      previousSecretUntil?: string
      createdDate: string
      updatedDate: string
      /** Deliveries kept; counted up to 10,000 */
      queued?: number
      /** Deliveries to be made; counted up to 10,000 */
      waiting?: number
    }
  }>>
  /** List deliveries: `GET /elements/api-v2/notifications/subscriptions/deliveries` */
  getNotificationsSubscriptionsDeliveries(parameters?: {
    /** With the notification and the subscription */
    hydrate?: boolean | undefined
    /** CEQL on channel, status, subscriptionId, config.url and config.email, such as `channel='webhook' and status='queued'`; other names and words are refused */
    where?: string | undefined
    /** Notifications made since then; ISO 8601 */
    from?: string | undefined
    /** Notifications made until then; ISO 8601 */
    to?: string | undefined
    /** Of the subscription */
    accountId?: number | undefined
    /** Of the notification */
    instanceId?: number | undefined
    /** events: what changed at vendors; operations: what befell the platform’s own work; custom: what you posted; answer: to one call */
    kind?: string | undefined
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Number of the page, from 1; does not matter beside nextPage */
    page?: number | undefined
  }): Promise<Answer<Array<{
    notificationId: number
    subscriptionId: number
    /** created: to be sent; retry: failed and tried again; delivered: taken; queued: kept until somebody asks; cancelled: the callback was removed before it took it */
    status: "created" | "retry" | "delivered" | "queued" | "cancelled"
    createdDate: string
    updatedDate: string
    tries: number
    lastStatus?: number
    lastFailure?: string
    /** Not before the rest of the callback is over */
    nextTryDate?: string
    /** The callback rests after failures: nothing is sent to it before */
    callbackRestsUntil?: string
    /** Why the callback is not served */
    callbackInactiveReason?: "no_callback_url" | "events_disabled" | "gone" | "failures" | "disabled" | "not_served"
    notification?: {
      id: number
      topic: string
      severity: string
      /** A text, or the object that was sent */
      message: Record<string, unknown>
      from: string
      createdDate: string
      active: boolean
      acknowledged: boolean
      /** `events`, `operations`, `custom` or `answer` */
      kind: string
      accountId: number
      instanceId?: number
      eventId?: string
    }
    subscription?: {
      id: number
      channel: string
      topics: Array<string>
      /** Secrets as ******** */
      config: Record<string, unknown>
      active: boolean
      /** `callback` of an instance’s configuration, or `subscribed` by this API */
      origin: string
      accountId: number
      instanceId?: number
      instanceName?: string
      inactiveReason?: "no_callback_url" | "events_disabled" | "gone" | "failures" | "disabled" | "not_served"
      inactiveSince?: string
      /** In a row */
      failures: number
      lastSuccessDate?: string
      lastFailureDate?: string
      lastFailure?: string
      /** After failures in a row nothing is sent before */
      restsUntil?: string
      /** The secret before signs too, until then */
      previousSecretUntil?: string
      createdDate: string
      updatedDate: string
      /** Deliveries kept; counted up to 10,000 */
      queued?: number
      /** Deliveries to be made; counted up to 10,000 */
      waiting?: number
    }
  }>>>
  /** Serve callbacks again that were given up, and send what they did not take: `PUT /elements/api-v2/notifications/subscriptions/deliveries` */
  putNotificationsSubscriptionsDeliveries(parameters?: {
    /** CEQL on channel, status, subscriptionId, config.url and config.email, such as `channel='webhook' and status='queued'`; other names and words are refused */
    where?: string | undefined
    /** `nextPage` of the answer before: goes on where that ended, up to the same time */
    nextPage?: string | undefined
  }): Promise<Answer<{
    /** To be sent again */
    deliveries: number
    /** Callbacks that are served again */
    reactivated: number
    /** Not all were put back: send the same request again, with `nextPage` */
    more: boolean
    /** Where the next request goes on */
    nextPage?: string
  }>>
  /** See what became of a notification at all its subscriptions: `GET /elements/api-v2/notifications/{notificationId}/subscriptions/deliveries` */
  getNotificationsByNotificationIdSubscriptionsDeliveries(parameters: {
    /** With the notification and the subscription */
    hydrate?: boolean | undefined
    /** Id of the notification */
    notificationId: number
  }): Promise<Answer<Array<{
    notificationId: number
    subscriptionId: number
    /** created: to be sent; retry: failed and tried again; delivered: taken; queued: kept until somebody asks; cancelled: the callback was removed before it took it */
    status: "created" | "retry" | "delivered" | "queued" | "cancelled"
    createdDate: string
    updatedDate: string
    tries: number
    lastStatus?: number
    lastFailure?: string
    /** Not before the rest of the callback is over */
    nextTryDate?: string
    /** The callback rests after failures: nothing is sent to it before */
    callbackRestsUntil?: string
    /** Why the callback is not served */
    callbackInactiveReason?: "no_callback_url" | "events_disabled" | "gone" | "failures" | "disabled" | "not_served"
    notification?: {
      id: number
      topic: string
      severity: string
      /** A text, or the object that was sent */
      message: Record<string, unknown>
      from: string
      createdDate: string
      active: boolean
      acknowledged: boolean
      /** `events`, `operations`, `custom` or `answer` */
      kind: string
      accountId: number
      instanceId?: number
      eventId?: string
    }
    subscription?: {
      id: number
      channel: string
      topics: Array<string>
      /** Secrets as ******** */
      config: Record<string, unknown>
      active: boolean
      /** `callback` of an instance’s configuration, or `subscribed` by this API */
      origin: string
      accountId: number
      instanceId?: number
      instanceName?: string
      inactiveReason?: "no_callback_url" | "events_disabled" | "gone" | "failures" | "disabled" | "not_served"
      inactiveSince?: string
      /** In a row */
      failures: number
      lastSuccessDate?: string
      lastFailureDate?: string
      lastFailure?: string
      /** After failures in a row nothing is sent before */
      restsUntil?: string
      /** The secret before signs too, until then */
      previousSecretUntil?: string
      createdDate: string
      updatedDate: string
      /** Deliveries kept; counted up to 10,000 */
      queued?: number
      /** Deliveries to be made; counted up to 10,000 */
      waiting?: number
    }
  }>>>
  /** See what became of a notification at one subscription: `GET /elements/api-v2/notifications/{notificationId}/subscriptions/{subscriptionId}/deliveries` */
  getNotificationsByNotificationIdSubscriptionsBySubscriptionIdDeliveries(parameters: {
    /** With the notification and the subscription */
    hydrate?: boolean | undefined
    /** Id of the notification */
    notificationId: number
    /** Id of the subscription */
    subscriptionId: number
  }): Promise<Answer<{
    notificationId: number
    subscriptionId: number
    /** created: to be sent; retry: failed and tried again; delivered: taken; queued: kept until somebody asks; cancelled: the callback was removed before it took it */
    status: "created" | "retry" | "delivered" | "queued" | "cancelled"
    createdDate: string
    updatedDate: string
    tries: number
    lastStatus?: number
    lastFailure?: string
    /** Not before the rest of the callback is over */
    nextTryDate?: string
    /** The callback rests after failures: nothing is sent to it before */
    callbackRestsUntil?: string
    /** Why the callback is not served */
    callbackInactiveReason?: "no_callback_url" | "events_disabled" | "gone" | "failures" | "disabled" | "not_served"
    notification?: {
      id: number
      topic: string
      severity: string
      /** A text, or the object that was sent */
      message: Record<string, unknown>
      from: string
      createdDate: string
      active: boolean
      acknowledged: boolean
      /** `events`, `operations`, `custom` or `answer` */
      kind: string
      accountId: number
      instanceId?: number
      eventId?: string
    }
    subscription?: {
      id: number
      channel: string
      topics: Array<string>
      /** Secrets as ******** */
      config: Record<string, unknown>
      active: boolean
      /** `callback` of an instance’s configuration, or `subscribed` by this API */
      origin: string
      accountId: number
      instanceId?: number
      instanceName?: string
      inactiveReason?: "no_callback_url" | "events_disabled" | "gone" | "failures" | "disabled" | "not_served"
      inactiveSince?: string
      /** In a row */
      failures: number
      lastSuccessDate?: string
      lastFailureDate?: string
      lastFailure?: string
      /** After failures in a row nothing is sent before */
      restsUntil?: string
      /** The secret before signs too, until then */
      previousSecretUntil?: string
      createdDate: string
      updatedDate: string
      /** Deliveries kept; counted up to 10,000 */
      queued?: number
      /** Deliveries to be made; counted up to 10,000 */
      waiting?: number
    }
  }>>
  /** Send a notification again, now: `PUT /elements/api-v2/notifications/{notificationId}/subscriptions/{subscriptionId}/deliveries` */
  putNotificationsByNotificationIdSubscriptionsBySubscriptionIdDeliveries(parameters: {
    /** Id of the notification */
    notificationId: number
    /** Id of the subscription */
    subscriptionId: number
  }): Promise<Answer<{
    notificationId: number
    subscriptionId: number
    /** created: to be sent; retry: failed and tried again; delivered: taken; queued: kept until somebody asks; cancelled: the callback was removed before it took it */
    status: "created" | "retry" | "delivered" | "queued" | "cancelled"
    createdDate: string
    updatedDate: string
    tries: number
    lastStatus?: number
    lastFailure?: string
    /** Not before the rest of the callback is over */
    nextTryDate?: string
    /** The callback rests after failures: nothing is sent to it before */
    callbackRestsUntil?: string
    /** Why the callback is not served */
    callbackInactiveReason?: "no_callback_url" | "events_disabled" | "gone" | "failures" | "disabled" | "not_served"
    notification?: {
      id: number
      topic: string
      severity: string
      /** A text, or the object that was sent */
      message: Record<string, unknown>
      from: string
      createdDate: string
      active: boolean
      acknowledged: boolean
      /** `events`, `operations`, `custom` or `answer` */
      kind: string
      accountId: number
      instanceId?: number
      eventId?: string
    }
    subscription?: {
      id: number
      channel: string
      topics: Array<string>
      /** Secrets as ******** */
      config: Record<string, unknown>
      active: boolean
      /** `callback` of an instance’s configuration, or `subscribed` by this API */
      origin: string
      accountId: number
      instanceId?: number
      instanceName?: string
      inactiveReason?: "no_callback_url" | "events_disabled" | "gone" | "failures" | "disabled" | "not_served"
      inactiveSince?: string
      /** In a row */
      failures: number
      lastSuccessDate?: string
      lastFailureDate?: string
      lastFailure?: string
      /** After failures in a row nothing is sent before */
      restsUntil?: string
      /** The secret before signs too, until then */
      previousSecretUntil?: string
      createdDate: string
      updatedDate: string
      /** Deliveries kept; counted up to 10,000 */
      queued?: number
      /** Deliveries to be made; counted up to 10,000 */
      waiting?: number
    }
  }>>
  /** List the tries of a delivery: `GET /elements/api-v2/notifications/{notificationId}/subscriptions/{subscriptionId}/deliveries/attempts` */
  getNotificationsByNotificationIdSubscriptionsBySubscriptionIdDeliveriesAttempts(parameters: {
    /** Id of the notification */
    notificationId: number
    /** Id of the subscription */
    subscriptionId: number
  }): Promise<Answer<Array<{
    number: number
    date: string
    durationMs: number
    /** What was answered */
    status?: number
    /** Why it failed, such as refused, timeout or connect */
    failure?: string
    /** The first 16 KB, credentials masked */
    answer?: string
  }>>>
  /** Send the notifications of a time again: `PUT /elements/api-v2/notifications/subscriptions/{subscriptionId}/deliveries` */
  putNotificationsSubscriptionsBySubscriptionIdDeliveries(parameters: {
    /** Notifications made since then; ISO 8601 */
    from?: string | undefined
    /** Notifications made until then; ISO 8601 */
    to?: string | undefined
    /** created: to be sent; retry: failed and tried again; delivered: taken; queued: kept until somebody asks */
    status?: string | undefined
    /** `nextPage` of the answer before: goes on where that ended, up to the same time */
    nextPage?: string | undefined
    /** Id of the subscription */
    subscriptionId: number
  }): Promise<Answer<{
    /** To be sent again */
    deliveries: number
    /** Callbacks that are served again */
    reactivated: number
    /** Not all were put back: send the same request again, with `nextPage` */
    more: boolean
    /** Where the next request goes on */
    nextPage?: string
  }>>
  /** Send a mail: `POST /elements/api-v2/notifications/emails` */
  postNotificationsEmails(parameters: {
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
    body: {
  to: string
  from?: string
  subject?: string
  message?: string
}
  }): Promise<Answer<unknown>>
  /** Read the settings of your account: `GET /elements/api-v2/accounts/settings` */
  getAccountsSettings(): Promise<Answer<Record<string, string>>>
  /** Change settings of your account: `PATCH /elements/api-v2/accounts/settings` */
  patchAccountsSettings(parameters: {
    body: Record<string, string>
  }): Promise<Answer<Record<string, string>>>
  /** Read the settings of an account: `GET /elements/api-v2/accounts/{accountId}/settings` */
  getAccountsByAccountIdSettings(parameters: {
    /** Id of the account */
    accountId: number
  }): Promise<Answer<Record<string, string>>>
  /** Change settings of an account: `POST /elements/api-v2/accounts/{accountId}/settings` */
  postAccountsByAccountIdSettings(parameters: {
    /** Id of the account */
    accountId: number
    body: Record<string, string>
  }): Promise<Answer<Record<string, string>>>
  /** Change settings of an account: `PATCH /elements/api-v2/accounts/{accountId}/settings` */
  patchAccountsByAccountIdSettings(parameters: {
    /** Id of the account */
    accountId: number
    body: Record<string, string>
  }): Promise<Answer<Record<string, string>>>
  /** Log in with email and password: `POST /elements/api-v2/authentication` */
  postAuthentication(parameters: {
    body: {
  username: string
  password: string
}
  }): Promise<Answer<{
    /** Send it as `Authorization: Bearer <token>` */
    token?: string
    id: number
    username: string
    email: string
    firstName: string
    lastName: string
    organizationId: number
    organizationName: string
    accountId: number
    accountName: string
    organizationAdmin: boolean
    accountAdmin: boolean
    sysAdmin: boolean
    inIntelligenceRole: boolean
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    /** 1970-01-01T00:00:00.000Z = never */
    lastLoginDate: string
    createdDate: string
    twoFactor: boolean
    registeredForTwoFactor: boolean
  }>>
  /** Sign in with a browser: `POST /elements/api-v2/authentication/session` */
  postAuthenticationSession(parameters: {
    body: {
  username: string
  password: string
}
  }): Promise<Answer<{
    id: number
    username: string
    email: string
    firstName: string
    lastName: string
    organizationId: number
    organizationName: string
    accountId: number
    accountName: string
    organizationAdmin: boolean
    accountAdmin: boolean
    sysAdmin: boolean
    inIntelligenceRole: boolean
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    /** 1970-01-01T00:00:00.000Z = never */
    lastLoginDate: string
    createdDate: string
    twoFactor: boolean
    registeredForTwoFactor: boolean
  }>>
  /** Read who is signed in: `GET /elements/api-v2/authentication/session` */
  getAuthenticationSession(): Promise<Answer<{
    id: number
    username: string
    email: string
    firstName: string
    lastName: string
    organizationId: number
    organizationName: string
    accountId: number
    accountName: string
    organizationAdmin: boolean
    accountAdmin: boolean
    sysAdmin: boolean
    inIntelligenceRole: boolean
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    /** 1970-01-01T00:00:00.000Z = never */
    lastLoginDate: string
    createdDate: string
    twoFactor: boolean
    registeredForTwoFactor: boolean
  }>>
  /** Sign out: `DELETE /elements/api-v2/authentication/session` */
  deleteAuthenticationSession(): Promise<Answer<unknown>>
  /** List your own sessions: `GET /elements/api-v2/authentication/sessions` */
  getAuthenticationSessions(): Promise<Answer<Array<{
    beganDate: string
    /** Its end, unless it is used before */
    expiresDate: string
    /** The one that this is called with */
    current: boolean
  }>>>
  /** End all your sessions but the one this is called with: `DELETE /elements/api-v2/authentication/sessions` */
  deleteAuthenticationSessions(): Promise<Answer<unknown>>
  /** Read your user secret and your organization secret: `GET /elements/api-v2/authentication/secrets` */
  getAuthenticationSecrets(): Promise<Answer<{
    userSecret: string
    organizationSecret: string
  }>>
  /** Change your own password: `POST /elements/api-v2/authentication/passwords` */
  postAuthenticationPasswords(parameters: {
    body: {
  password: string
  /** The one you have now. A session in a cookie needs it; told, it must be right */
  currentPassword?: string
}
  }): Promise<Answer<{
    /** Send it as `Authorization: Bearer <token>` */
    token?: string
    id: number
    username: string
    email: string
    firstName: string
    lastName: string
    organizationId: number
    organizationName: string
    accountId: number
    accountName: string
    organizationAdmin: boolean
    accountAdmin: boolean
    sysAdmin: boolean
    inIntelligenceRole: boolean
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    /** 1970-01-01T00:00:00.000Z = never */
    lastLoginDate: string
    createdDate: string
    twoFactor: boolean
    registeredForTwoFactor: boolean
  }>>
  /** Read your organization, its secret included: `GET /elements/api-v2/organizations/me` */
  getOrganizationsMe(): Promise<Answer<{
    id: number
    name: string
    createdDate: string
    /** The organization secret */
    secret: string
  }>>
  /** Rename your organization: `PUT /elements/api-v2/organizations/me` */
  putOrganizationsMe(parameters: {
    body: {
  name: string
}
  }): Promise<Answer<{
    id: number
    name: string
    createdDate: string
    /** The organization secret */
    secret: string
  }>>
  /** Replace the organization secret by a new one: `POST /elements/api-v2/organizations/me/secret` */
  postOrganizationsMeSecret(): Promise<Answer<{
    id: number
    name: string
    createdDate: string
    /** The organization secret */
    secret: string
  }>>
  /** List what was done in your organization: `GET /elements/api-v2/audit-logs` */
  getAuditLogs(parameters?: {
    /** ISO 8601; by default the beginning */
    from?: string | undefined
    /** ISO 8601; by default now */
    to?: string | undefined
    /** Who acted */
    userId?: number | undefined
    /** Whose account is concerned */
    accountId?: number | undefined
    /** At most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
  }): Promise<Answer<Array<{
    id: string
    timestamp: string
    /** Who acted; null for the platform itself */
    user_id: Record<string, unknown>
    /** The account concerned */
    account_id: Record<string, unknown>
    org_id: number
    /** The instance concerned */
    instance_id: Record<string, unknown>
    /** Id or key of what was acted on */
    entity_id: Record<string, unknown>
    /** Empty for what the platform did by itself */
    method: string
    resource_uri: string
    ip_address: string
    status: number
    /** What was done, such as `user.deactivated` */
    action: string
    request_id: Record<string, unknown>
  }>>>
  /** List logins, their failures, and secrets that people read: `GET /elements/api-v2/audit-logs/authentication` */
  getAuditLogsAuthentication(parameters?: {
    /** ISO 8601; by default the beginning */
    from?: string | undefined
    /** ISO 8601; by default now */
    to?: string | undefined
    /** Who acted */
    userId?: number | undefined
    /** Whose account is concerned */
    accountId?: number | undefined
    /** At most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
  }): Promise<Answer<Array<{
    id: string
    timestamp: string
    /** Who acted; null for the platform itself */
    user_id: Record<string, unknown>
    /** The account concerned */
    account_id: Record<string, unknown>
    org_id: number
    /** The instance concerned */
    instance_id: Record<string, unknown>
    /** Id or key of what was acted on */
    entity_id: Record<string, unknown>
    /** Empty for what the platform did by itself */
    method: string
    resource_uri: string
    ip_address: string
    status: number
    /** What was done, such as `user.deactivated` */
    action: string
    request_id: Record<string, unknown>
  }>>>
  /** List what was done with instances: `GET /elements/api-v2/audit-logs/element-instances` */
  getAuditLogsElementInstances(parameters?: {
    /** ISO 8601; by default the beginning */
    from?: string | undefined
    /** ISO 8601; by default now */
    to?: string | undefined
    /** Who acted */
    userId?: number | undefined
    /** Whose account is concerned */
    accountId?: number | undefined
    /** At most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
  }): Promise<Answer<Array<{
    id: string
    timestamp: string
    /** Who acted; null for the platform itself */
    user_id: Record<string, unknown>
    /** The account concerned */
    account_id: Record<string, unknown>
    org_id: number
    /** The instance concerned */
    instance_id: Record<string, unknown>
    /** Id or key of what was acted on */
    entity_id: Record<string, unknown>
    /** Empty for what the platform did by itself */
    method: string
    resource_uri: string
    ip_address: string
    status: number
    /** What was done, such as `user.deactivated` */
    action: string
    request_id: Record<string, unknown>
  }>>>
  /** List what was done with one instance: `GET /elements/api-v2/audit-logs/element-instances/{id}` */
  getAuditLogsElementInstancesById(parameters: {
    /** ISO 8601; by default the beginning */
    from?: string | undefined
    /** ISO 8601; by default now */
    to?: string | undefined
    /** Who acted */
    userId?: number | undefined
    /** Whose account is concerned */
    accountId?: number | undefined
    /** At most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Id of the instance */
    id: number
  }): Promise<Answer<Array<{
    id: string
    timestamp: string
    /** Who acted; null for the platform itself */
    user_id: Record<string, unknown>
    /** The account concerned */
    account_id: Record<string, unknown>
    org_id: number
    /** The instance concerned */
    instance_id: Record<string, unknown>
    /** Id or key of what was acted on */
    entity_id: Record<string, unknown>
    /** Empty for what the platform did by itself */
    method: string
    resource_uri: string
    ip_address: string
    status: number
    /** What was done, such as `user.deactivated` */
    action: string
    request_id: Record<string, unknown>
  }>>>
  /** List what your organization set for connectors, such as vendor apps: `GET /elements/api-v2/audit-logs/elements` */
  getAuditLogsElements(parameters?: {
    /** ISO 8601; by default the beginning */
    from?: string | undefined
    /** ISO 8601; by default now */
    to?: string | undefined
    /** Who acted */
    userId?: number | undefined
    /** Whose account is concerned */
    accountId?: number | undefined
    /** At most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
  }): Promise<Answer<Array<{
    id: string
    timestamp: string
    /** Who acted; null for the platform itself */
    user_id: Record<string, unknown>
    /** The account concerned */
    account_id: Record<string, unknown>
    org_id: number
    /** The instance concerned */
    instance_id: Record<string, unknown>
    /** Id or key of what was acted on */
    entity_id: Record<string, unknown>
    /** Empty for what the platform did by itself */
    method: string
    resource_uri: string
    ip_address: string
    status: number
    /** What was done, such as `user.deactivated` */
    action: string
    request_id: Record<string, unknown>
  }>>>
  /** List what your organization set for one connector: `GET /elements/api-v2/audit-logs/elements/{keyOrId}` */
  getAuditLogsElementsByKeyOrId(parameters: {
    /** ISO 8601; by default the beginning */
    from?: string | undefined
    /** ISO 8601; by default now */
    to?: string | undefined
    /** Who acted */
    userId?: number | undefined
    /** Whose account is concerned */
    accountId?: number | undefined
    /** At most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<Array<{
    id: string
    timestamp: string
    /** Who acted; null for the platform itself */
    user_id: Record<string, unknown>
    /** The account concerned */
    account_id: Record<string, unknown>
    org_id: number
    /** The instance concerned */
    instance_id: Record<string, unknown>
    /** Id or key of what was acted on */
    entity_id: Record<string, unknown>
    /** Empty for what the platform did by itself */
    method: string
    resource_uri: string
    ip_address: string
    status: number
    /** What was done, such as `user.deactivated` */
    action: string
    request_id: Record<string, unknown>
  }>>>
  /** List the accounts of your organization: `GET /elements/api-v2/accounts` */
  getAccounts(parameters?: {
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Number of the page, from 1; does not matter beside nextPage */
    page?: number | undefined
    /** Such as `externalId='42'` or `email LIKE '%@example.com'` */
    where?: string | undefined
    /** So many are skipped */
    offset?: number | undefined
    /** Also those who were deactivated */
    includeInactive?: boolean | undefined
  }): Promise<Answer<Array<{
    id: number
    name: string
    description: string
    active: boolean
    /** Id of the organization */
    companyId: number
    createdDate: string
    externalId: string
    defaultAccount: boolean
    /** `Default` or `CompanyAccount` */
    type: string
  }>>>
  /** Create an account, usually one for each of your customers: `POST /elements/api-v2/accounts` */
  postAccounts(parameters: {
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
    body: {
  /** By which your own system knows the account */
  externalId: string
  /** The externalId when absent */
  name?: string
  /** The externalId when absent */
  description?: string
}
  }): Promise<Answer<{
    id: number
    name: string
    description: string
    active: boolean
    /** Id of the organization */
    companyId: number
    createdDate: string
    externalId: string
    defaultAccount: boolean
    /** `Default` or `CompanyAccount` */
    type: string
  }>>
  /** Read an account: `GET /elements/api-v2/accounts/{accountId}` */
  getAccountsByAccountId(parameters: {
    /** Also those who were deactivated */
    includeInactive?: boolean | undefined
    /** Id of the account */
    accountId: number
  }): Promise<Answer<{
    id: number
    name: string
    description: string
    active: boolean
    /** Id of the organization */
    companyId: number
    createdDate: string
    externalId: string
    defaultAccount: boolean
    /** `Default` or `CompanyAccount` */
    type: string
  }>>
  /** Change an account, deactivate or activate it: `PATCH /elements/api-v2/accounts/{accountId}` */
  patchAccountsByAccountId(parameters: {
    /** Connections go too, and cannot be brought back */
    permanent?: boolean | undefined
    /** Id of the account */
    accountId: number
    body: {
  /** By which your own system knows the account */
  externalId?: string
  /** For people */
  name?: string
  description?: string
  /** false: nobody of it can call any more */
  active?: boolean
}
  }): Promise<Answer<{
    id: number
    name: string
    description: string
    active: boolean
    /** Id of the organization */
    companyId: number
    createdDate: string
    externalId: string
    defaultAccount: boolean
    /** `Default` or `CompanyAccount` */
    type: string
  }>>
  /** Change an account, deactivate or activate it: `PUT /elements/api-v2/accounts/{accountId}` */
  putAccountsByAccountId(parameters: {
    /** Connections go too, and cannot be brought back */
    permanent?: boolean | undefined
    /** Id of the account */
    accountId: number
    body: {
  /** By which your own system knows the account */
  externalId?: string
  /** For people */
  name?: string
  description?: string
  /** false: nobody of it can call any more */
  active?: boolean
}
  }): Promise<Answer<{
    id: number
    name: string
    description: string
    active: boolean
    /** Id of the organization */
    companyId: number
    createdDate: string
    externalId: string
    defaultAccount: boolean
    /** `Default` or `CompanyAccount` */
    type: string
  }>>
  /** Deactivate an account and remove its users and connections: `DELETE /elements/api-v2/accounts/{accountId}` */
  deleteAccountsByAccountId(parameters: {
    /** Id of the account */
    accountId: number
  }): Promise<Answer<unknown>>
  /** List the accounts of your organization: `GET /elements/api-v2/organizations/{organizationId}/accounts` */
  getOrganizationsByOrganizationIdAccounts(parameters: {
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Number of the page, from 1; does not matter beside nextPage */
    page?: number | undefined
    /** Such as `externalId='42'` or `email LIKE '%@example.com'` */
    where?: string | undefined
    /** So many are skipped */
    offset?: number | undefined
    /** Also those who were deactivated */
    includeInactive?: boolean | undefined
    /** Id of your organization */
    organizationId: number
  }): Promise<Answer<Array<{
    id: number
    name: string
    description: string
    active: boolean
    /** Id of the organization */
    companyId: number
    createdDate: string
    externalId: string
    defaultAccount: boolean
    /** `Default` or `CompanyAccount` */
    type: string
  }>>>
  /** Create an account, usually one for each of your customers: `POST /elements/api-v2/organizations/{organizationId}/accounts` */
  postOrganizationsByOrganizationIdAccounts(parameters: {
    /** Id of your organization */
    organizationId: number
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
    body: {
  /** By which your own system knows the account */
  externalId: string
  /** The externalId when absent */
  name?: string
  /** The externalId when absent */
  description?: string
}
  }): Promise<Answer<{
    id: number
    name: string
    description: string
    active: boolean
    /** Id of the organization */
    companyId: number
    createdDate: string
    externalId: string
    defaultAccount: boolean
    /** `Default` or `CompanyAccount` */
    type: string
  }>>
  /** Read an account: `GET /elements/api-v2/organizations/{organizationId}/accounts/{accountId}` */
  getOrganizationsByOrganizationIdAccountsByAccountId(parameters: {
    /** Also those who were deactivated */
    includeInactive?: boolean | undefined
    /** Id of your organization */
    organizationId: number
    /** Id of the account */
    accountId: number
  }): Promise<Answer<{
    id: number
    name: string
    description: string
    active: boolean
    /** Id of the organization */
    companyId: number
    createdDate: string
    externalId: string
    defaultAccount: boolean
    /** `Default` or `CompanyAccount` */
    type: string
  }>>
  /** List the users of your organization: `GET /elements/api-v2/users` */
  getUsers(parameters?: {
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Number of the page, from 1; does not matter beside nextPage */
    page?: number | undefined
    /** Such as `externalId='42'` or `email LIKE '%@example.com'` */
    where?: string | undefined
    /** Also those who were deactivated */
    includeInactive?: boolean | undefined
  }): Promise<Answer<Array<{
    id: number
    accountId: number
    createdDate: string
    firstName: string
    lastName: string
    fullName: string
    email: string
    username: string
    active: boolean
    enabled: boolean
    /** Always `secured` */
    password: string
    /** When created, or asked for with the user’s own password */
    secret?: string
    /** 1970-01-01 = never */
    lastLoginDate: string
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    externalId?: string
    city?: string
    country?: string
    phone?: string
    postalCode?: string
    stateProvince?: string
    street1?: string
    street2?: string
    accountExpired: boolean
    accountLocked: boolean
    credentialsExpired: boolean
    accountNonExpired: boolean
    accountNonLocked: boolean
    credentialsNonExpired: boolean
  }>>>
  /** Read a user of your organization: `GET /elements/api-v2/users/{emailOrId}` */
  getUsersByEmailOrId(parameters: {
    /** Also those who were deactivated */
    includeInactive?: boolean | undefined
    /** Id or email of the user */
    emailOrId: string
    /** Password of the user, to be shown the secret */
    "elements-user-password"?: string | undefined
  }): Promise<Answer<{
    id: number
    accountId: number
    createdDate: string
    firstName: string
    lastName: string
    fullName: string
    email: string
    username: string
    active: boolean
    enabled: boolean
    /** Always `secured` */
    password: string
    /** When created, or asked for with the user’s own password */
    secret?: string
    /** 1970-01-01 = never */
    lastLoginDate: string
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    externalId?: string
    city?: string
    country?: string
    phone?: string
    postalCode?: string
    stateProvince?: string
    street1?: string
    street2?: string
    accountExpired: boolean
    accountLocked: boolean
    credentialsExpired: boolean
    accountNonExpired: boolean
    accountNonLocked: boolean
    credentialsNonExpired: boolean
  }>>
  /** Change a user of your organization, deactivate or activate him: `PATCH /elements/api-v2/users/{emailOrId}` */
  patchUsersByEmailOrId(parameters: {
    /** Connections go too, and cannot be brought back */
    permanent?: boolean | undefined
    /** Id or email of the user */
    emailOrId: string
    body: {
  /** First name */
  firstName?: string
  /** Last name */
  lastName?: string
  /** Also the name to log in with; nobody else may have it */
  email?: string
  /** Ends all sessions of the user; ******** or secured keeps it */
  password?: string
  externalId?: Record<string, unknown>
  /** false: secrets and sessions no longer count; true: they do again */
  active?: boolean
  city?: string
  country?: string
  phone?: string
  postalCode?: string
  stateProvince?: string
  street1?: string
  street2?: string
}
  }): Promise<Answer<{
    id: number
    accountId: number
    createdDate: string
    firstName: string
    lastName: string
    fullName: string
    email: string
    username: string
    active: boolean
    enabled: boolean
    /** Always `secured` */
    password: string
    /** When created, or asked for with the user’s own password */
    secret?: string
    /** 1970-01-01 = never */
    lastLoginDate: string
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    externalId?: string
    city?: string
    country?: string
    phone?: string
    postalCode?: string
    stateProvince?: string
    street1?: string
    street2?: string
    accountExpired: boolean
    accountLocked: boolean
    credentialsExpired: boolean
    accountNonExpired: boolean
    accountNonLocked: boolean
    credentialsNonExpired: boolean
  }>>
  /** Change a user of your organization, deactivate or activate him: `PUT /elements/api-v2/users/{emailOrId}` */
  putUsersByEmailOrId(parameters: {
    /** Connections go too, and cannot be brought back */
    permanent?: boolean | undefined
    /** Id or email of the user */
    emailOrId: string
    body: {
  /** First name */
  firstName?: string
  /** Last name */
  lastName?: string
  /** Also the name to log in with; nobody else may have it */
  email?: string
  /** Ends all sessions of the user; ******** or secured keeps it */
  password?: string
  externalId?: Record<string, unknown>
  /** false: secrets and sessions no longer count; true: they do again */
  active?: boolean
  city?: string
  country?: string
  phone?: string
  postalCode?: string
  stateProvince?: string
  street1?: string
  street2?: string
}
  }): Promise<Answer<{
    id: number
    accountId: number
    createdDate: string
    firstName: string
    lastName: string
    fullName: string
    email: string
    username: string
    active: boolean
    enabled: boolean
    /** Always `secured` */
    password: string
    /** When created, or asked for with the user’s own password */
    secret?: string
    /** 1970-01-01 = never */
    lastLoginDate: string
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    externalId?: string
    city?: string
    country?: string
    phone?: string
    postalCode?: string
    stateProvince?: string
    street1?: string
    street2?: string
    accountExpired: boolean
    accountLocked: boolean
    credentialsExpired: boolean
    accountNonExpired: boolean
    accountNonLocked: boolean
    credentialsNonExpired: boolean
  }>>
  /** Deactivate a user of your organization, or remove him: `DELETE /elements/api-v2/users/{emailOrId}` */
  deleteUsersByEmailOrId(parameters: {
    /** Connections go too, and cannot be brought back */
    permanent?: boolean | undefined
    /** Id or email of the user */
    emailOrId: string
  }): Promise<Answer<unknown>>
  /** List the users of the default account: `GET /elements/api-v2/organizations/users` */
  getOrganizationsUsers(parameters?: {
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Number of the page, from 1; does not matter beside nextPage */
    page?: number | undefined
    /** Such as `externalId='42'` or `email LIKE '%@example.com'` */
    where?: string | undefined
    /** Also those who were deactivated */
    includeInactive?: boolean | undefined
  }): Promise<Answer<Array<{
    id: number
    accountId: number
    createdDate: string
    firstName: string
    lastName: string
    fullName: string
    email: string
    username: string
    active: boolean
    enabled: boolean
    /** Always `secured` */
    password: string
    /** When created, or asked for with the user’s own password */
    secret?: string
    /** 1970-01-01 = never */
    lastLoginDate: string
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    externalId?: string
    city?: string
    country?: string
    phone?: string
    postalCode?: string
    stateProvince?: string
    street1?: string
    street2?: string
    accountExpired: boolean
    accountLocked: boolean
    credentialsExpired: boolean
    accountNonExpired: boolean
    accountNonLocked: boolean
    credentialsNonExpired: boolean
  }>>>
  /** Create a user of the default account: `POST /elements/api-v2/organizations/users` */
  postOrganizationsUsers(parameters: {
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
    body: {
  /** First name */
  firstName: string
  /** Last name */
  lastName: string
  /** Also the name to log in with; nobody else may have it */
  email: string
  /** By the rules of password-policies */
  password: string
  externalId?: string
  /** By default `org` in the default account and `default-user` in others */
  roles?: Array<{
    key: string
  }>
  city?: string
  country?: string
  phone?: string
  postalCode?: string
  stateProvince?: string
  street1?: string
  street2?: string
}
  }): Promise<Answer<{
    id: number
    accountId: number
    createdDate: string
    firstName: string
    lastName: string
    fullName: string
    email: string
    username: string
    active: boolean
    enabled: boolean
    /** Always `secured` */
    password: string
    /** When created, or asked for with the user’s own password */
    secret?: string
    /** 1970-01-01 = never */
    lastLoginDate: string
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    externalId?: string
    city?: string
    country?: string
    phone?: string
    postalCode?: string
    stateProvince?: string
    street1?: string
    street2?: string
    accountExpired: boolean
    accountLocked: boolean
    credentialsExpired: boolean
    accountNonExpired: boolean
    accountNonLocked: boolean
    credentialsNonExpired: boolean
  }>>
  /** Read a user of the default account: `GET /elements/api-v2/organizations/users/{emailOrId}` */
  getOrganizationsUsersByEmailOrId(parameters: {
    /** Also those who were deactivated */
    includeInactive?: boolean | undefined
    /** Id or email of the user */
    emailOrId: string
    /** Password of the user, to be shown the secret */
    "elements-user-password"?: string | undefined
  }): Promise<Answer<{
    id: number
    accountId: number
    createdDate: string
    firstName: string
    lastName: string
    fullName: string
    email: string
    username: string
    active: boolean
    enabled: boolean
    /** Always `secured` */
    password: string
    /** When created, or asked for with the user’s own password */
    secret?: string
    /** 1970-01-01 = never */
    lastLoginDate: string
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    externalId?: string
    city?: string
    country?: string
    phone?: string
    postalCode?: string
    stateProvince?: string
    street1?: string
    street2?: string
    accountExpired: boolean
    accountLocked: boolean
    credentialsExpired: boolean
    accountNonExpired: boolean
    accountNonLocked: boolean
    credentialsNonExpired: boolean
  }>>
  /** Change a user of the default account, deactivate or activate him: `PATCH /elements/api-v2/organizations/users/{emailOrId}` */
  patchOrganizationsUsersByEmailOrId(parameters: {
    /** Connections go too, and cannot be brought back */
    permanent?: boolean | undefined
    /** Id or email of the user */
    emailOrId: string
    body: {
  /** First name */
  firstName?: string
  /** Last name */
  lastName?: string
  /** Also the name to log in with; nobody else may have it */
  email?: string
  /** Ends all sessions of the user; ******** or secured keeps it */
  password?: string
  externalId?: Record<string, unknown>
  /** false: secrets and sessions no longer count; true: they do again */
  active?: boolean
  city?: string
  country?: string
  phone?: string
  postalCode?: string
  stateProvince?: string
  street1?: string
  street2?: string
}
  }): Promise<Answer<{
    id: number
    accountId: number
    createdDate: string
    firstName: string
    lastName: string
    fullName: string
    email: string
    username: string
    active: boolean
    enabled: boolean
    /** Always `secured` */
    password: string
    /** When created, or asked for with the user’s own password */
    secret?: string
    /** 1970-01-01 = never */
    lastLoginDate: string
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    externalId?: string
    city?: string
    country?: string
    phone?: string
    postalCode?: string
    stateProvince?: string
    street1?: string
    street2?: string
    accountExpired: boolean
    accountLocked: boolean
    credentialsExpired: boolean
    accountNonExpired: boolean
    accountNonLocked: boolean
    credentialsNonExpired: boolean
  }>>
  /** Change a user of the default account, deactivate or activate him: `PUT /elements/api-v2/organizations/users/{emailOrId}` */
  putOrganizationsUsersByEmailOrId(parameters: {
    /** Connections go too, and cannot be brought back */
    permanent?: boolean | undefined
    /** Id or email of the user */
    emailOrId: string
    body: {
  /** First name */
  firstName?: string
  /** Last name */
  lastName?: string
  /** Also the name to log in with; nobody else may have it */
  email?: string
  /** Ends all sessions of the user; ******** or secured keeps it */
  password?: string
  externalId?: Record<string, unknown>
  /** false: secrets and sessions no longer count; true: they do again */
  active?: boolean
  city?: string
  country?: string
  phone?: string
  postalCode?: string
  stateProvince?: string
  street1?: string
  street2?: string
}
  }): Promise<Answer<{
    id: number
    accountId: number
    createdDate: string
    firstName: string
    lastName: string
    fullName: string
    email: string
    username: string
    active: boolean
    enabled: boolean
    /** Always `secured` */
    password: string
    /** When created, or asked for with the user’s own password */
    secret?: string
    /** 1970-01-01 = never */
    lastLoginDate: string
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    externalId?: string
    city?: string
    country?: string
    phone?: string
    postalCode?: string
    stateProvince?: string
    street1?: string
    street2?: string
    accountExpired: boolean
    accountLocked: boolean
    credentialsExpired: boolean
    accountNonExpired: boolean
    accountNonLocked: boolean
    credentialsNonExpired: boolean
  }>>
  /** Deactivate a user of the default account, or remove him: `DELETE /elements/api-v2/organizations/users/{emailOrId}` */
  deleteOrganizationsUsersByEmailOrId(parameters: {
    /** Connections go too, and cannot be brought back */
    permanent?: boolean | undefined
    /** Id or email of the user */
    emailOrId: string
  }): Promise<Answer<unknown>>
  /** List the users of an account: `GET /elements/api-v2/accounts/{accountId}/users` */
  getAccountsByAccountIdUsers(parameters: {
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Number of the page, from 1; does not matter beside nextPage */
    page?: number | undefined
    /** Such as `externalId='42'` or `email LIKE '%@example.com'` */
    where?: string | undefined
    /** Also those who were deactivated */
    includeInactive?: boolean | undefined
    /** Id of the account */
    accountId: number
  }): Promise<Answer<Array<{
    id: number
    accountId: number
    createdDate: string
    firstName: string
    lastName: string
    fullName: string
    email: string
    username: string
    active: boolean
    enabled: boolean
    /** Always `secured` */
    password: string
    /** When created, or asked for with the user’s own password */
    secret?: string
    /** 1970-01-01 = never */
    lastLoginDate: string
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    externalId?: string
    city?: string
    country?: string
    phone?: string
    postalCode?: string
    stateProvince?: string
    street1?: string
    street2?: string
    accountExpired: boolean
    accountLocked: boolean
    credentialsExpired: boolean
    accountNonExpired: boolean
    accountNonLocked: boolean
    credentialsNonExpired: boolean
  }>>>
  /** Create a user of an account: `POST /elements/api-v2/accounts/{accountId}/users` */
  postAccountsByAccountIdUsers(parameters: {
    /** Id of the account */
    accountId: number
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
    body: {
  /** First name */
  firstName: string
  /** Last name */
  lastName: string
  /** Also the name to log in with; nobody else may have it */
  email: string
  /** By the rules of password-policies */
  password: string
  externalId?: string
  /** By default `org` in the default account and `default-user` in others */
  roles?: Array<{
    key: string
  }>
  city?: string
  country?: string
  phone?: string
  postalCode?: string
  stateProvince?: string
  street1?: string
  street2?: string
}
  }): Promise<Answer<{
    id: number
    accountId: number
    createdDate: string
    firstName: string
    lastName: string
    fullName: string
    email: string
    username: string
    active: boolean
    enabled: boolean
    /** Always `secured` */
    password: string
    /** When created, or asked for with the user’s own password */
    secret?: string
    /** 1970-01-01 = never */
    lastLoginDate: string
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    externalId?: string
    city?: string
    country?: string
    phone?: string
    postalCode?: string
    stateProvince?: string
    street1?: string
    street2?: string
    accountExpired: boolean
    accountLocked: boolean
    credentialsExpired: boolean
    accountNonExpired: boolean
    accountNonLocked: boolean
    credentialsNonExpired: boolean
  }>>
  /** Read a user of an account: `GET /elements/api-v2/accounts/{accountId}/users/{emailOrId}` */
  getAccountsByAccountIdUsersByEmailOrId(parameters: {
    /** Also those who were deactivated */
    includeInactive?: boolean | undefined
    /** Id of the account */
    accountId: number
    /** Id or email of the user */
    emailOrId: string
    /** Password of the user, to be shown the secret */
    "elements-user-password"?: string | undefined
  }): Promise<Answer<{
    id: number
    accountId: number
    createdDate: string
    firstName: string
    lastName: string
    fullName: string
    email: string
    username: string
    active: boolean
    enabled: boolean
    /** Always `secured` */
    password: string
    /** When created, or asked for with the user’s own password */
    secret?: string
    /** 1970-01-01 = never */
    lastLoginDate: string
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    externalId?: string
    city?: string
    country?: string
    phone?: string
    postalCode?: string
    stateProvince?: string
    street1?: string
    street2?: string
    accountExpired: boolean
    accountLocked: boolean
    credentialsExpired: boolean
    accountNonExpired: boolean
    accountNonLocked: boolean
    credentialsNonExpired: boolean
  }>>
  /** Change a user of an account, deactivate or activate him: `PATCH /elements/api-v2/accounts/{accountId}/users/{emailOrId}` */
  patchAccountsByAccountIdUsersByEmailOrId(parameters: {
    /** Connections go too, and cannot be brought back */
    permanent?: boolean | undefined
    /** Id of the account */
    accountId: number
    /** Id or email of the user */
    emailOrId: string
    body: {
  /** First name */
  firstName?: string
  /** Last name */
  lastName?: string
  /** Also the name to log in with; nobody else may have it */
  email?: string
  /** Ends all sessions of the user; ******** or secured keeps it */
  password?: string
  externalId?: Record<string, unknown>
  /** false: secrets and sessions no longer count; true: they do again */
  active?: boolean
  city?: string
  country?: string
  phone?: string
  postalCode?: string
  stateProvince?: string
  street1?: string
  street2?: string
}
  }): Promise<Answer<{
    id: number
    accountId: number
    createdDate: string
    firstName: string
    lastName: string
    fullName: string
    email: string
    username: string
    active: boolean
    enabled: boolean
    /** Always `secured` */
    password: string
    /** When created, or asked for with the user’s own password */
    secret?: string
    /** 1970-01-01 = never */
    lastLoginDate: string
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    externalId?: string
    city?: string
    country?: string
    phone?: string
    postalCode?: string
    stateProvince?: string
    street1?: string
    street2?: string
    accountExpired: boolean
    accountLocked: boolean
    credentialsExpired: boolean
    accountNonExpired: boolean
    accountNonLocked: boolean
    credentialsNonExpired: boolean
  }>>
  /** Change a user of an account, deactivate or activate him: `PUT /elements/api-v2/accounts/{accountId}/users/{emailOrId}` */
  putAccountsByAccountIdUsersByEmailOrId(parameters: {
    /** Connections go too, and cannot be brought back */
    permanent?: boolean | undefined
    /** Id of the account */
    accountId: number
    /** Id or email of the user */
    emailOrId: string
    body: {
  /** First name */
  firstName?: string
  /** Last name */
  lastName?: string
  /** Also the name to log in with; nobody else may have it */
  email?: string
  /** Ends all sessions of the user; ******** or secured keeps it */
  password?: string
  externalId?: Record<string, unknown>
  /** false: secrets and sessions no longer count; true: they do again */
  active?: boolean
  city?: string
  country?: string
  phone?: string
  postalCode?: string
  stateProvince?: string
  street1?: string
  street2?: string
}
  }): Promise<Answer<{
    id: number
    accountId: number
    createdDate: string
    firstName: string
    lastName: string
    fullName: string
    email: string
    username: string
    active: boolean
    enabled: boolean
    /** Always `secured` */
    password: string
    /** When created, or asked for with the user’s own password */
    secret?: string
    /** 1970-01-01 = never */
    lastLoginDate: string
    roles: Array<{
      id: number
      name: string
      key: string
      description: string
      active: boolean
      hide: boolean
      features: Array<string>
      privileges: Array<{
        id: number
        key: string
        name: string
        category: string
        description: string
        active: boolean
        hide: boolean
      }>
    }>
    externalId?: string
    city?: string
    country?: string
    phone?: string
    postalCode?: string
    stateProvince?: string
    street1?: string
    street2?: string
    accountExpired: boolean
    accountLocked: boolean
    credentialsExpired: boolean
    accountNonExpired: boolean
    accountNonLocked: boolean
    credentialsNonExpired: boolean
  }>>
  /** Deactivate a user of an account, or remove him: `DELETE /elements/api-v2/accounts/{accountId}/users/{emailOrId}` */
  deleteAccountsByAccountIdUsersByEmailOrId(parameters: {
    /** Connections go too, and cannot be brought back */
    permanent?: boolean | undefined
    /** Id of the account */
    accountId: number
    /** Id or email of the user */
    emailOrId: string
  }): Promise<Answer<unknown>>
  /** List the roles of a user: `GET /elements/api-v2/users/{emailOrId}/roles` */
  getUsersByEmailOrIdRoles(parameters: {
    /** Id or email of the user */
    emailOrId: string
  }): Promise<Answer<Array<{
    id: number
    name: string
    key: string
    description: string
    active: boolean
    hide: boolean
    features: Array<string>
    privileges: Array<{
      id: number
      key: string
      name: string
      category: string
      description: string
      active: boolean
      hide: boolean
    }>
  }>>>
  /** Grant a role to a user: `PUT /elements/api-v2/users/{emailOrId}/roles/{roleKey}` */
  putUsersByEmailOrIdRolesByRoleKey(parameters: {
    /** Id or email of the user */
    emailOrId: string
    /** `org-admin`, `admin`, `org` or `default-user` */
    roleKey: string
  }): Promise<Answer<{
    id: number
    name: string
    key: string
    description: string
    active: boolean
    hide: boolean
    features: Array<string>
    privileges: Array<{
      id: number
      key: string
      name: string
      category: string
      description: string
      active: boolean
      hide: boolean
    }>
  }>>
  /** Take a role from a user: `DELETE /elements/api-v2/users/{emailOrId}/roles/{roleKey}` */
  deleteUsersByEmailOrIdRolesByRoleKey(parameters: {
    /** Id or email of the user */
    emailOrId: string
    /** `org-admin`, `admin`, `org` or `default-user` */
    roleKey: string
  }): Promise<Answer<unknown>>
  /** List the roles that all users of an account have: `GET /elements/api-v2/accounts/{accountId}/roles` */
  getAccountsByAccountIdRoles(parameters: {
    /** Id of the account */
    accountId: number
  }): Promise<Answer<Array<{
    id: number
    name: string
    key: string
    description: string
    active: boolean
    hide: boolean
    features: Array<string>
    privileges: Array<{
      id: number
      key: string
      name: string
      category: string
      description: string
      active: boolean
      hide: boolean
    }>
  }>>>
  /** Grant a role to all users of an account: `PUT /elements/api-v2/accounts/{accountId}/roles/{roleKey}` */
  putAccountsByAccountIdRolesByRoleKey(parameters: {
    /** Id of the account */
    accountId: number
    /** `org-admin`, `admin`, `org` or `default-user` */
    roleKey: string
  }): Promise<Answer<{
    id: number
    name: string
    key: string
    description: string
    active: boolean
    hide: boolean
    features: Array<string>
    privileges: Array<{
      id: number
      key: string
      name: string
      category: string
      description: string
      active: boolean
      hide: boolean
    }>
  }>>
  /** Take a role from an account: `DELETE /elements/api-v2/accounts/{accountId}/roles/{roleKey}` */
  deleteAccountsByAccountIdRolesByRoleKey(parameters: {
    /** Id of the account */
    accountId: number
    /** `org-admin`, `admin`, `org` or `default-user` */
    roleKey: string
  }): Promise<Answer<unknown>>
  /** List the roles of your organization and what they allow: `GET /elements/api-v2/organizations/roles` */
  getOrganizationsRoles(): Promise<Answer<Array<{
    id: number
    name: string
    key: string
    description: string
    active: boolean
    hide: boolean
    features: Array<string>
    privileges: Array<{
      id: number
      key: string
      name: string
      category: string
      description: string
      active: boolean
      hide: boolean
    }>
  }>>>
  /** Change what roles allow, several at once: `PUT /elements/api-v2/organizations/roles` */
  putOrganizationsRoles(parameters: {
    body: Array<{
  id?: number
  key?: string
  /** All that the role allows from now on: objects with a `key`, or keys */
  privileges: Array<Record<string, unknown>>
}>
  }): Promise<Answer<Array<{
    id: number
    name: string
    key: string
    description: string
    active: boolean
    hide: boolean
    features: Array<string>
    privileges: Array<{
      id: number
      key: string
      name: string
      category: string
      description: string
      active: boolean
      hide: boolean
    }>
  }>>>
  /** List all that a role can allow: `GET /elements/api-v2/organizations/privileges` */
  getOrganizationsPrivileges(): Promise<Answer<Array<{
    id: number
    key: string
    name: string
    category: string
    description: string
    active: boolean
    hide: boolean
  }>>>
  /** Change what a role allows: `PUT /elements/api-v2/organizations/roles/{roleId}` */
  putOrganizationsRolesByRoleId(parameters: {
    /** Id of the role */
    roleId: number
    body: {
  /** All that the role allows from now on: objects with a `key`, or keys */
  privileges: Array<Record<string, unknown>>
}
  }): Promise<Answer<{
    id: number
    name: string
    key: string
    description: string
    active: boolean
    hide: boolean
    features: Array<string>
    privileges: Array<{
      id: number
      key: string
      name: string
      category: string
      description: string
      active: boolean
      hide: boolean
    }>
  }>>
  /** Give all roles their usual privileges again: `PUT /elements/api-v2/organizations/roles/reset` */
  putOrganizationsRolesReset(): Promise<Answer<Array<{
    id: number
    name: string
    key: string
    description: string
    active: boolean
    hide: boolean
    features: Array<string>
    privileges: Array<{
      id: number
      key: string
      name: string
      category: string
      description: string
      active: boolean
      hide: boolean
    }>
  }>>>
  /** Read the rules for passwords in your organization: `GET /elements/api-v2/organizations/password-policies` */
  getOrganizationsPasswordPolicies(): Promise<Answer<{
    minLength: number
    minUppercase: number
    minLowercase: number
    minNumbers: number
    minSymbols: number
    /** Empty: any sign that is no letter or digit */
    symbolCharacterSet: string
    previousPasswordCount: number
    /** 0: never */
    expirationDays: number
  }>>
  /** Set the rules for passwords in your organization: `PUT /elements/api-v2/organizations/password-policies` */
  putOrganizationsPasswordPolicies(parameters: {
    body: {
  minLength?: Record<string, unknown>
  minUppercase?: Record<string, unknown>
  minLowercase?: Record<string, unknown>
  minNumbers?: Record<string, unknown>
  minSymbols?: Record<string, unknown>
  symbolCharacterSet?: Record<string, unknown>
  previousPasswordCount?: Record<string, unknown>
  expirationDays?: Record<string, unknown>
}
  }): Promise<Answer<{
    minLength: number
    minUppercase: number
    minLowercase: number
    minNumbers: number
    minSymbols: number
    /** Empty: any sign that is no letter or digit */
    symbolCharacterSet: string
    previousPasswordCount: number
    /** 0: never */
    expirationDays: number
  }>>
  /** Back to the usual rules for passwords: `DELETE /elements/api-v2/organizations/password-policies` */
  deleteOrganizationsPasswordPolicies(): Promise<Answer<unknown>>
  /** Read the colours, fonts and pictures of your organization: `GET /elements/api-v2/organizations/branding` */
  getOrganizationsBranding(): Promise<Answer<Record<string, string>>>
  /** Set the colours, fonts and pictures of your organization: `PUT /elements/api-v2/organizations/branding` */
  putOrganizationsBranding(parameters: {
    body: Record<string, unknown>
  }): Promise<Answer<Record<string, string>>>
  /** Remove the colours, fonts and pictures of your organization: `DELETE /elements/api-v2/organizations/branding` */
  deleteOrganizationsBranding(): Promise<Answer<unknown>>
  /** List the connectors of the catalog: `GET /elements/api-v2/elements` */
  getElements(parameters?: {
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Number of the page, from 1; does not matter beside nextPage */
    page?: number | undefined
    /** Such as `hub='ecommerce'` or `key in ('a','b')` */
    where?: string | undefined
    /** Cards only: no configuration, no resources */
    abridged?: boolean | undefined
  }): Promise<Answer<Array<{
    id: number
    key: string
    name: string
    description: string
    image: string
    logo?: string
    hub: string
    active: boolean
    deleted: boolean
    typeOauth: boolean
    trialAccount: boolean
    configDescription?: string
    existingAccountDescription?: string
    signupURL?: string
    authentication: {
      type: string
    }
    authenticationType: string
    authenticationTypes: Array<string>
    protocolType: string
    private: boolean
    beta: boolean
    cloneable: boolean
    extendable: boolean
    extended: boolean
    displayOrder?: number
    origins: {
      api: string
      auth: string
      /** Whose addresses these are: `sandbox` means simulated data */
      inForce: "vendor" | "environment" | "sandbox"
    }
    configuration?: Array<{
      id?: number
      key: string
      name: string
      description?: string
      type?: "TEXTFIELD_32" | "TEXTFIELD_64" | "TEXTFIELD_128" | "TEXTFIELD_1000" | "TEXTAREA" | "BOOLEAN" | "BOOLEAN_YESNO" | "PASSWORD" | "COMBO" | "CODE_EDITOR"
      defaultValue?: string
      required?: boolean
      hideFromConsole?: boolean
      options?: Array<{
        value: string
        description: string
      }>
      displayOrder?: number
      active?: boolean
      internal?: boolean
      groupControl?: boolean
      groupName?: string
    }>
    parameters?: Array<{
      id?: number
      name: string
      vendorName?: string
      description?: string
      type: "configuration" | "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "value" | "prevBody" | "prevBodyField"
      vendorType: "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "bodyToken" | "configuration" | "value" | "no-op"
      dataType?: string
      vendorDataType?: string
      source?: "request" | "response"
      required?: boolean
      converter?: string
      sampleData?: Record<string, unknown>
    }>
    hooks?: Array<Record<string, unknown>>
    resources?: Array<{
      id?: number
      ownerAccountId?: number
      description?: string
      path: string
      vendorPath: string
      method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
      vendorMethod: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
      type?: "api" | "apiNoDocumentation" | "provisionAuthValidation" | "onProvision" | "onProvisionWebhook" | "onDelete" | "onDeleteWebhook" | "onRefresh" | "oauthOnAuthorizeUrl" | "oauthOnTokenExchange" | "oauthOnTokenRefresh" | "oauthOnTokenRevoke" | "oauthOnTokenRequest" | "oauth1OnTokenRequest" | "oauth2Password" | "formulaAsResource"
      kind?: string
      rootKey?: string
      paginationType?: string
      nextPageKey?: string
      nextResource?: string
      operationId?: string
      objectName?: string
      parameters: Array<{
        id?: number
        name: string
        vendorName?: string
        description?: string
        type: "configuration" | "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "value" | "prevBody" | "prevBodyField"
        vendorType: "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "bodyToken" | "configuration" | "value" | "no-op"
        dataType?: string
        vendorDataType?: string
        source?: "request" | "response"
        required?: boolean
        converter?: string
        sampleData?: Record<string, unknown>
      }>
      hooks?: Array<{
        id?: number
        type: "preRequest" | "postRequest" | "event"
        mimeType?: string
        body: string
        isLegacy?: boolean
        contextParams?: string
      }>
      model?: {
        name?: string
        requestName?: string
        swagger?: Record<string, unknown>
        requestSwagger?: Record<string, unknown>
      }
      response?: {
        contentType?: string
      }
      hubwright?: {
        authentication?: Array<string>
        where?: Record<string, {
          type: "string" | "number" | "boolean" | "date"
          operators: {
            "="?: Record<string, unknown>
            "!="?: Record<string, unknown>
            "<"?: Record<string, unknown>
            ">"?: Record<string, unknown>
            "<="?: Record<string, unknown>
            ">="?: Record<string, unknown>
            like?: Record<string, unknown>
            in?: Record<string, unknown>
          }
          values?: Array<string>
          synonyms?: Record<string, string>
          format?: "unix-seconds" | "iso"
        }>
        whereByHooks?: Array<string>
        fields?: {
          parameter: string
          template: string
          always?: Array<string>
        }
        orderBy?: {
          parameter: string
          values: Record<string, string>
        }
        totalPath?: string
        maxPageSize?: number
        idempotent?: boolean
        notFoundWhen?: {
          path: string
          equals: Record<string, unknown>
        }
        hooks?: string
        objectName?: string
      }
    }>
    /** Words of the definition language that the old format lacks */
    hubwright?: Record<string, unknown>
  }>>>
  /** List the keys of the connectors: `GET /elements/api-v2/elements/keys` */
  getElementsKeys(parameters?: {
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Number of the page, from 1; does not matter beside nextPage */
    page?: number | undefined
  }): Promise<Answer<Array<string>>>
  /** List what each connector can do: `GET /elements/api-v2/elements/metadata` */
  getElementsMetadata(): Promise<Answer<Array<{
    id: number
    name: string
    key: string
    description: string
    displayOrder: number
    active: boolean
    beta: boolean
    extended: boolean
    events: {
      supported: boolean
      methods: Array<string>
      /** By object: what the webhooks of the vendor tell of it */
      webhook?: Record<string, {
        eventTypes: Array<string>
      }>
      /** By resource: what asking finds out, and where is asked */
      polling?: Record<string, {
        eventTypes: Array<string>
        pollUrl: string
      }>
    }
    defaultAuthentication: string
    image?: string
    hub?: string
    cloneable?: boolean
    churros?: boolean
    swaggerValidated?: boolean
    normalizedPaging?: boolean
    transformations?: boolean
    elementType?: string
    authenticationType?: string
    discovery?: {
      customFields: boolean
      customObjects: boolean
      endpointCustomFields: boolean
      endpointCustomObjects: boolean
    }
    bulk?: {
      upload: boolean
      download: boolean
    }
    api?: {
      type: string
      contentType: string
    }
    resources?: Array<{
      canonicalName: string
      operations: Array<string>
      events: {
        supported: boolean
        methods: Array<string>
        eventTypes: Array<string>
      }
      bulk: {
        upload: {
          supported: boolean
          native: boolean
        }
        download: {
          supported: boolean
          native: boolean
        }
      }
      customField: {
        get: boolean
        create: boolean
        update: boolean
        delete: boolean
      }
    }>
  }>>>
  /** Read the picture of a connector: `GET /elements/api-v2/elements/provider_{key}.png` */
  getElementsProviderKeyPng(parameters: {
    key: string
  }): Promise<Answer<string>>
  /** Read the definition of a connector: `GET /elements/api-v2/elements/{keyOrId}` */
  getElementsByKeyOrId(parameters: {
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<{
    id: number
    key: string
    name: string
    description: string
    image: string
    logo?: string
    hub: string
    active: boolean
    deleted: boolean
    typeOauth: boolean
    trialAccount: boolean
    configDescription?: string
    existingAccountDescription?: string
    signupURL?: string
    authentication: {
      type: string
    }
    authenticationType: string
    authenticationTypes: Array<string>
    protocolType: string
    private: boolean
    beta: boolean
    cloneable: boolean
    extendable: boolean
    extended: boolean
    displayOrder?: number
    origins: {
      api: string
      auth: string
      /** Whose addresses these are: `sandbox` means simulated data */
      inForce: "vendor" | "environment" | "sandbox"
    }
    configuration?: Array<{
      id?: number
      key: string
      name: string
      description?: string
      type?: "TEXTFIELD_32" | "TEXTFIELD_64" | "TEXTFIELD_128" | "TEXTFIELD_1000" | "TEXTAREA" | "BOOLEAN" | "BOOLEAN_YESNO" | "PASSWORD" | "COMBO" | "CODE_EDITOR"
      defaultValue?: string
      required?: boolean
      hideFromConsole?: boolean
      options?: Array<{
        value: string
        description: string
      }>
      displayOrder?: number
      active?: boolean
      internal?: boolean
      groupControl?: boolean
      groupName?: string
    }>
    parameters?: Array<{
      id?: number
      name: string
      vendorName?: string
      description?: string
      type: "configuration" | "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "value" | "prevBody" | "prevBodyField"
      vendorType: "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "bodyToken" | "configuration" | "value" | "no-op"
      dataType?: string
      vendorDataType?: string
      source?: "request" | "response"
      required?: boolean
      converter?: string
      sampleData?: Record<string, unknown>
    }>
    hooks?: Array<Record<string, unknown>>
    resources?: Array<{
      id?: number
      ownerAccountId?: number
      description?: string
      path: string
      vendorPath: string
      method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
      vendorMethod: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
      type?: "api" | "apiNoDocumentation" | "provisionAuthValidation" | "onProvision" | "onProvisionWebhook" | "onDelete" | "onDeleteWebhook" | "onRefresh" | "oauthOnAuthorizeUrl" | "oauthOnTokenExchange" | "oauthOnTokenRefresh" | "oauthOnTokenRevoke" | "oauthOnTokenRequest" | "oauth1OnTokenRequest" | "oauth2Password" | "formulaAsResource"
      kind?: string
      rootKey?: string
      paginationType?: string
      nextPageKey?: string
      nextResource?: string
      operationId?: string
      objectName?: string
      parameters: Array<{
        id?: number
        name: string
        vendorName?: string
        description?: string
        type: "configuration" | "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "value" | "prevBody" | "prevBodyField"
        vendorType: "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "bodyToken" | "configuration" | "value" | "no-op"
        dataType?: string
        vendorDataType?: string
        source?: "request" | "response"
        required?: boolean
        converter?: string
        sampleData?: Record<string, unknown>
      }>
      hooks?: Array<{
        id?: number
        type: "preRequest" | "postRequest" | "event"
        mimeType?: string
        body: string
        isLegacy?: boolean
        contextParams?: string
      }>
      model?: {
        name?: string
        requestName?: string
        swagger?: Record<string, unknown>
        requestSwagger?: Record<string, unknown>
      }
      response?: {
        contentType?: string
      }
      hubwright?: {
        authentication?: Array<string>
        where?: Record<string, {
          type: "string" | "number" | "boolean" | "date"
          operators: {
            "="?: Record<string, unknown>
            "!="?: Record<string, unknown>
            "<"?: Record<string, unknown>
            ">"?: Record<string, unknown>
            "<="?: Record<string, unknown>
            ">="?: Record<string, unknown>
            like?: Record<string, unknown>
            in?: Record<string, unknown>
          }
          values?: Array<string>
          synonyms?: Record<string, string>
          format?: "unix-seconds" | "iso"
        }>
        whereByHooks?: Array<string>
        fields?: {
          parameter: string
          template: string
          always?: Array<string>
        }
        orderBy?: {
          parameter: string
          values: Record<string, string>
        }
        totalPath?: string
        maxPageSize?: number
        idempotent?: boolean
        notFoundWhen?: {
          path: string
          equals: Record<string, unknown>
        }
        hooks?: string
        objectName?: string
      }
    }>
    /** Words of the definition language that the old format lacks */
    hubwright?: Record<string, unknown>
  }>>
  /** Read what a connector can do: `GET /elements/api-v2/elements/{keyOrId}/metadata` */
  getElementsByKeyOrIdMetadata(parameters: {
    /** Object by object */
    expand?: boolean | undefined
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<{
    id: number
    name: string
    key: string
    description: string
    displayOrder: number
    active: boolean
    beta: boolean
    extended: boolean
    events: {
      supported: boolean
      methods: Array<string>
      /** By object: what the webhooks of the vendor tell of it */
      webhook?: Record<string, {
        eventTypes: Array<string>
      }>
      /** By resource: what asking finds out, and where is asked */
      polling?: Record<string, {
        eventTypes: Array<string>
        pollUrl: string
      }>
    }
    defaultAuthentication: string
    image?: string
    hub?: string
    cloneable?: boolean
    churros?: boolean
    swaggerValidated?: boolean
    normalizedPaging?: boolean
    transformations?: boolean
    elementType?: string
    authenticationType?: string
    discovery?: {
      customFields: boolean
      customObjects: boolean
      endpointCustomFields: boolean
      endpointCustomObjects: boolean
    }
    bulk?: {
      upload: boolean
      download: boolean
    }
    api?: {
      type: string
      contentType: string
    }
    resources?: Array<{
      canonicalName: string
      operations: Array<string>
      events: {
        supported: boolean
        methods: Array<string>
        eventTypes: Array<string>
      }
      bulk: {
        upload: {
          supported: boolean
          native: boolean
        }
        download: {
          supported: boolean
          native: boolean
        }
      }
      customField: {
        get: boolean
        create: boolean
        update: boolean
        delete: boolean
      }
    }>
  }>>
  /** Read what a connector was measured to do: `GET /elements/api-v2/elements/{keyOrId}/abilities` */
  getElementsByKeyOrIdAbilities(parameters: {
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<{
    /** Key of the connector */
    connector: string
    /** Records can be moved in bulk */
    bulk: boolean
    /** Changes are told as events */
    events: boolean
    /** By authentication type */
    authentications: Record<string, {
      /** The credentials can be checked at any time */
      ping: boolean
      /** By the path of the records, without the slash in front */
      resources: Record<string, {
        /** Name of the object in `/objects` */
        object?: string
        /** Its records can be listed */
        list: boolean
        page?: {
          /** Most records of a page */
          largest: number
          /** Who cuts the pages: whether the vendor was seen to be asked for one */
          by: "vendor" | "platform"
        }
        /** Lists say how many records there are in all */
        total: boolean
        /** One record can be read */
        read: boolean
        /** A record can be created */
        create: boolean
        /** A record can be changed in part */
        update: boolean
        /** A record can be replaced */
        replace: boolean
        /** A record can be deleted */
        delete: boolean
        /** Who leaves out what `fields` does not name */
        fields?: "vendor" | "platform"
        where?: {
          /** Attributes of `where` that were seen to choose among the records */
          narrows: Array<string>
          /** Attributes that are taken, and made no difference to the simulated data */
          accepted: Array<string>
        }
        /** Values of `orderBy`, all tried */
        orderBy?: Array<string>
        /** Members of answers that the model does not name, as dotted paths */
        undeclared: Array<string>
        /** What the definition offers and the simulated vendor had nothing to show for */
        unproven: Array<string>
      }>
      /** What goes wrong at the vendor, and the `code` of our answer */
      faults: Record<string, string>
    }>
    /** What was not asked of the connector, and why */
    skipped: Record<string, string>
  }>>
  /** Read what an instance of a connector can be configured with: `GET /elements/api-v2/elements/{keyOrId}/configuration` */
  getElementsByKeyOrIdConfiguration(parameters: {
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<{
    configuration: Array<{
      id?: number
      key: string
      name: string
      description?: string
      type?: "TEXTFIELD_32" | "TEXTFIELD_64" | "TEXTFIELD_128" | "TEXTFIELD_1000" | "TEXTAREA" | "BOOLEAN" | "BOOLEAN_YESNO" | "PASSWORD" | "COMBO" | "CODE_EDITOR"
      defaultValue?: string
      required?: boolean
      hideFromConsole?: boolean
      options?: Array<{
        value: string
        description: string
      }>
      displayOrder?: number
      active?: boolean
      internal?: boolean
      groupControl?: boolean
      groupName?: string
      /** Same as `required` */
      mandatory: boolean
      /** Same as `type` */
      configDataType: string
      companyConfig: boolean
      resellerConfig: boolean
    }>
    providerData: Array<{
      id?: number
      key: string
      name: string
      description?: string
      type?: "TEXTFIELD_32" | "TEXTFIELD_64" | "TEXTFIELD_128" | "TEXTFIELD_1000" | "TEXTAREA" | "BOOLEAN" | "BOOLEAN_YESNO" | "PASSWORD" | "COMBO" | "CODE_EDITOR"
      defaultValue?: string
      required?: boolean
      hideFromConsole?: boolean
      options?: Array<{
        value: string
        description: string
      }>
      displayOrder?: number
      active?: boolean
      internal?: boolean
      groupControl?: boolean
      groupName?: string
      /** Same as `required` */
      mandatory: boolean
      /** Same as `type` */
      configDataType: string
      companyConfig: boolean
      resellerConfig: boolean
    }>
  }>>
  /** List the ways to authenticate with a connector: `GET /elements/api-v2/elements/{keyOrId}/authentication-types` */
  getElementsByKeyOrIdAuthenticationTypes(parameters: {
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<{
    defaultValue: string
    options: Array<{
      value: string
      description: string
    }>
  }>>
  /** Read the configuration entries of one way to authenticate: `GET /elements/api-v2/elements/{keyOrId}/authentication-types/{type}/configurations` */
  getElementsByKeyOrIdAuthenticationTypesByTypeConfigurations(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    type: string
  }): Promise<Answer<Array<{
    id?: number
    key: string
    name: string
    description?: string
    type?: "TEXTFIELD_32" | "TEXTFIELD_64" | "TEXTFIELD_128" | "TEXTFIELD_1000" | "TEXTAREA" | "BOOLEAN" | "BOOLEAN_YESNO" | "PASSWORD" | "COMBO" | "CODE_EDITOR"
    defaultValue?: string
    required?: boolean
    hideFromConsole?: boolean
    options?: Array<{
      value: string
      description: string
    }>
    displayOrder?: number
    active?: boolean
    internal?: boolean
    groupControl?: boolean
    groupName?: string
  }>>>
  /** List the parameters that every resource of a connector has: `GET /elements/api-v2/elements/{keyOrId}/parameters` */
  getElementsByKeyOrIdParameters(parameters: {
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<Array<{
    id?: number
    name: string
    vendorName?: string
    description?: string
    type: "configuration" | "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "value" | "prevBody" | "prevBodyField"
    vendorType: "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "bodyToken" | "configuration" | "value" | "no-op"
    dataType?: string
    vendorDataType?: string
    source?: "request" | "response"
    required?: boolean
    converter?: string
    sampleData?: Record<string, unknown>
  }>>>
  /** List the scripts that run with every resource of a connector: `GET /elements/api-v2/elements/{keyOrId}/hooks` */
  getElementsByKeyOrIdHooks(parameters: {
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<Array<{
    id?: number
    type: "preRequest" | "postRequest" | "event"
    mimeType?: string
    body: string
    isLegacy?: boolean
    contextParams?: string
  }>>>
  /** List how the objects of a connector are named by default: `GET /elements/api-v2/elements/{keyOrId}/transformations` */
  getElementsByKeyOrIdTransformations(parameters: {
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<Array<{
    name: string
    vendorName: string
  }>>>
  /** Export the definition of a connector: `GET /elements/api-v2/elements/{keyOrId}/export` */
  getElementsByKeyOrIdExport(parameters: {
    /** Of the resources, only those that your account added */
    extendedOnly?: boolean | undefined
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<{
    key: string
    name: string
  }>>
  /** List the objects of a connector with their fields: `GET /elements/api-v2/elements/{keyOrId}/objects` */
  getElementsByKeyOrIdObjects(parameters: {
    /** Only what your account added to the connector */
    accountOnly?: boolean | undefined
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<Array<{
    id: number
    name: string
    vendorName: string
    primaryKeyName: string
    createdDateName: string
    createdDateFormat: string
    updatedDateName: string
    updatedDateFormat: string
    bulkDownloadEnabled: boolean
    bulkUploadEnabled: boolean
    eventsEnabled: boolean
    customFields: boolean
    ownerAccountId: number
    fields: Array<{
      id: number
      objectId: number
      /** Dotted path */
      name: string
      type: string
      displayName: string
      mask: string
      primaryKey: boolean
      readOnly: boolean
      hidden: boolean
      required: boolean
      request: boolean
      response: boolean
      ownerAccountId: number
    }>
  }>>>
  /** Read an object of a connector: `GET /elements/api-v2/elements/{keyOrId}/objects/{objectId}` */
  getElementsByKeyOrIdObjectsByObjectId(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id or name of the object */
    objectId: string
  }): Promise<Answer<{
    id: number
    name: string
    vendorName: string
    primaryKeyName: string
    createdDateName: string
    createdDateFormat: string
    updatedDateName: string
    updatedDateFormat: string
    bulkDownloadEnabled: boolean
    bulkUploadEnabled: boolean
    eventsEnabled: boolean
    customFields: boolean
    ownerAccountId: number
    fields: Array<{
      id: number
      objectId: number
      /** Dotted path */
      name: string
      type: string
      displayName: string
      mask: string
      primaryKey: boolean
      readOnly: boolean
      hidden: boolean
      required: boolean
      request: boolean
      response: boolean
      ownerAccountId: number
    }>
  }>>
  /** List the fields of an object: `GET /elements/api-v2/elements/{keyOrId}/objects/{objectId}/fields` */
  getElementsByKeyOrIdObjectsByObjectIdFields(parameters: {
    /** Only what your account added to the connector */
    accountOnly?: boolean | undefined
    /** Key or id of the connector */
    keyOrId: string
    /** Id or name of the object */
    objectId: string
  }): Promise<Answer<Array<{
    id: number
    objectId: number
    /** Dotted path */
    name: string
    type: string
    displayName: string
    mask: string
    primaryKey: boolean
    readOnly: boolean
    hidden: boolean
    required: boolean
    request: boolean
    response: boolean
    ownerAccountId: number
  }>>>
  /** Read a field of an object: `GET /elements/api-v2/elements/{keyOrId}/objects/{objectId}/fields/{fieldId}` */
  getElementsByKeyOrIdObjectsByObjectIdFieldsByFieldId(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id or name of the object */
    objectId: string
    /** Id or path of the field */
    fieldId: string
  }): Promise<Answer<{
    id: number
    objectId: number
    /** Dotted path */
    name: string
    type: string
    displayName: string
    mask: string
    primaryKey: boolean
    readOnly: boolean
    hidden: boolean
    required: boolean
    request: boolean
    response: boolean
    ownerAccountId: number
  }>>
  /** List the models of a connector: `GET /elements/api-v2/elements/{keyOrId}/models` */
  getElementsByKeyOrIdModels(parameters: {
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<Array<{
    id: number
    elementId: number
    name: string
    vendorName: string
    description: string
    customFields: boolean
    nullsRequired: boolean
    modelType: string
    modelFields: Array<{
      name: string
      vendorName: string
      dataType: {
        jsonType: string
      }
      displayName: string
      mask: string
      primaryKey: boolean
      fieldMethods: Array<{
        method: string
        direction: string
        populated: boolean
      }>
    }>
    resources: Array<{
      id: number
    }>
  }>>>
  /** Read a model of a connector: `GET /elements/api-v2/elements/{keyOrId}/models/{modelId}` */
  getElementsByKeyOrIdModelsByModelId(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id or name of the model */
    modelId: string
  }): Promise<Answer<{
    id: number
    elementId: number
    name: string
    vendorName: string
    description: string
    customFields: boolean
    nullsRequired: boolean
    modelType: string
    modelFields: Array<{
      name: string
      vendorName: string
      dataType: {
        jsonType: string
      }
      displayName: string
      mask: string
      primaryKey: boolean
      fieldMethods: Array<{
        method: string
        direction: string
        populated: boolean
      }>
    }>
    resources: Array<{
      id: number
    }>
  }>>
  /** List the resources of a connector: `GET /elements/api-v2/elements/{keyOrId}/resources` */
  getElementsByKeyOrIdResources(parameters: {
    /** Only what your account added to the connector */
    accountOnly?: boolean | undefined
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<Array<{
    id?: number
    ownerAccountId?: number
    description?: string
    path: string
    vendorPath: string
    method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
    vendorMethod: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
    type?: "api" | "apiNoDocumentation" | "provisionAuthValidation" | "onProvision" | "onProvisionWebhook" | "onDelete" | "onDeleteWebhook" | "onRefresh" | "oauthOnAuthorizeUrl" | "oauthOnTokenExchange" | "oauthOnTokenRefresh" | "oauthOnTokenRevoke" | "oauthOnTokenRequest" | "oauth1OnTokenRequest" | "oauth2Password" | "formulaAsResource"
    kind?: string
    rootKey?: string
    paginationType?: string
    nextPageKey?: string
    nextResource?: string
    operationId?: string
    objectName?: string
    parameters: Array<{
      id?: number
      name: string
      vendorName?: string
      description?: string
      type: "configuration" | "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "value" | "prevBody" | "prevBodyField"
      vendorType: "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "bodyToken" | "configuration" | "value" | "no-op"
      dataType?: string
      vendorDataType?: string
      source?: "request" | "response"
      required?: boolean
      converter?: string
      sampleData?: Record<string, unknown>
    }>
    hooks?: Array<{
      id?: number
      type: "preRequest" | "postRequest" | "event"
      mimeType?: string
      body: string
      isLegacy?: boolean
      contextParams?: string
    }>
    model?: {
      name?: string
      requestName?: string
      swagger?: Record<string, unknown>
      requestSwagger?: Record<string, unknown>
    }
    response?: {
      contentType?: string
    }
    hubwright?: {
      authentication?: Array<string>
      where?: Record<string, {
        type: "string" | "number" | "boolean" | "date"
        operators: {
          "="?: Record<string, unknown>
          "!="?: Record<string, unknown>
          "<"?: Record<string, unknown>
          ">"?: Record<string, unknown>
          "<="?: Record<string, unknown>
          ">="?: Record<string, unknown>
          like?: Record<string, unknown>
          in?: Record<string, unknown>
        }
        values?: Array<string>
        synonyms?: Record<string, string>
        format?: "unix-seconds" | "iso"
      }>
      whereByHooks?: Array<string>
      fields?: {
        parameter: string
        template: string
        always?: Array<string>
      }
      orderBy?: {
        parameter: string
        values: Record<string, string>
      }
      totalPath?: string
      maxPageSize?: number
      idempotent?: boolean
      notFoundWhen?: {
        path: string
        equals: Record<string, unknown>
      }
      hooks?: string
      objectName?: string
    }
  }>>>
  /** Add a resource to a connector, for your account: `POST /elements/api-v2/elements/{keyOrId}/resources` */
  postElementsByKeyOrIdResources(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
    body: Record<string, unknown>
  }): Promise<Answer<{
    id?: number
    ownerAccountId?: number
    description?: string
    path: string
    vendorPath: string
    method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
    vendorMethod: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
    type?: "api" | "apiNoDocumentation" | "provisionAuthValidation" | "onProvision" | "onProvisionWebhook" | "onDelete" | "onDeleteWebhook" | "onRefresh" | "oauthOnAuthorizeUrl" | "oauthOnTokenExchange" | "oauthOnTokenRefresh" | "oauthOnTokenRevoke" | "oauthOnTokenRequest" | "oauth1OnTokenRequest" | "oauth2Password" | "formulaAsResource"
    kind?: string
    rootKey?: string
    paginationType?: string
    nextPageKey?: string
    nextResource?: string
    operationId?: string
    objectName?: string
    parameters: Array<{
      id?: number
      name: string
      vendorName?: string
      description?: string
      type: "configuration" | "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "value" | "prevBody" | "prevBodyField"
      vendorType: "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "bodyToken" | "configuration" | "value" | "no-op"
      dataType?: string
      vendorDataType?: string
      source?: "request" | "response"
      required?: boolean
      converter?: string
      sampleData?: Record<string, unknown>
    }>
    hooks?: Array<{
      id?: number
      type: "preRequest" | "postRequest" | "event"
      mimeType?: string
      body: string
      isLegacy?: boolean
      contextParams?: string
    }>
    model?: {
      name?: string
      requestName?: string
      swagger?: Record<string, unknown>
      requestSwagger?: Record<string, unknown>
    }
    response?: {
      contentType?: string
    }
    hubwright?: {
      authentication?: Array<string>
      where?: Record<string, {
        type: "string" | "number" | "boolean" | "date"
        operators: {
          "="?: Record<string, unknown>
          "!="?: Record<string, unknown>
          "<"?: Record<string, unknown>
          ">"?: Record<string, unknown>
          "<="?: Record<string, unknown>
          ">="?: Record<string, unknown>
          like?: Record<string, unknown>
          in?: Record<string, unknown>
        }
        values?: Array<string>
        synonyms?: Record<string, string>
        format?: "unix-seconds" | "iso"
      }>
      whereByHooks?: Array<string>
      fields?: {
        parameter: string
        template: string
        always?: Array<string>
      }
      orderBy?: {
        parameter: string
        values: Record<string, string>
      }
      totalPath?: string
      maxPageSize?: number
      idempotent?: boolean
      notFoundWhen?: {
        path: string
        equals: Record<string, unknown>
      }
      hooks?: string
      objectName?: string
    }
  }>>
  /** Read a resource of a connector: `GET /elements/api-v2/elements/{keyOrId}/resources/{resourceId}` */
  getElementsByKeyOrIdResourcesByResourceId(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id of the resource */
    resourceId: number
  }): Promise<Answer<{
    id?: number
    ownerAccountId?: number
    description?: string
    path: string
    vendorPath: string
    method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
    vendorMethod: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
    type?: "api" | "apiNoDocumentation" | "provisionAuthValidation" | "onProvision" | "onProvisionWebhook" | "onDelete" | "onDeleteWebhook" | "onRefresh" | "oauthOnAuthorizeUrl" | "oauthOnTokenExchange" | "oauthOnTokenRefresh" | "oauthOnTokenRevoke" | "oauthOnTokenRequest" | "oauth1OnTokenRequest" | "oauth2Password" | "formulaAsResource"
    kind?: string
    rootKey?: string
    paginationType?: string
    nextPageKey?: string
    nextResource?: string
    operationId?: string
    objectName?: string
    parameters: Array<{
      id?: number
      name: string
      vendorName?: string
      description?: string
      type: "configuration" | "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "value" | "prevBody" | "prevBodyField"
      vendorType: "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "bodyToken" | "configuration" | "value" | "no-op"
      dataType?: string
      vendorDataType?: string
      source?: "request" | "response"
      required?: boolean
      converter?: string
      sampleData?: Record<string, unknown>
    }>
    hooks?: Array<{
      id?: number
      type: "preRequest" | "postRequest" | "event"
      mimeType?: string
      body: string
      isLegacy?: boolean
      contextParams?: string
    }>
    model?: {
      name?: string
      requestName?: string
      swagger?: Record<string, unknown>
      requestSwagger?: Record<string, unknown>
    }
    response?: {
      contentType?: string
    }
    hubwright?: {
      authentication?: Array<string>
      where?: Record<string, {
        type: "string" | "number" | "boolean" | "date"
        operators: {
          "="?: Record<string, unknown>
          "!="?: Record<string, unknown>
          "<"?: Record<string, unknown>
          ">"?: Record<string, unknown>
          "<="?: Record<string, unknown>
          ">="?: Record<string, unknown>
          like?: Record<string, unknown>
          in?: Record<string, unknown>
        }
        values?: Array<string>
        synonyms?: Record<string, string>
        format?: "unix-seconds" | "iso"
      }>
      whereByHooks?: Array<string>
      fields?: {
        parameter: string
        template: string
        always?: Array<string>
      }
      orderBy?: {
        parameter: string
        values: Record<string, string>
      }
      totalPath?: string
      maxPageSize?: number
      idempotent?: boolean
      notFoundWhen?: {
        path: string
        equals: Record<string, unknown>
      }
      hooks?: string
      objectName?: string
    }
  }>>
  /** Replace a resource that your account added: `PUT /elements/api-v2/elements/{keyOrId}/resources/{resourceId}` */
  putElementsByKeyOrIdResourcesByResourceId(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id of the resource */
    resourceId: number
    body: Record<string, unknown>
  }): Promise<Answer<{
    id?: number
    ownerAccountId?: number
    description?: string
    path: string
    vendorPath: string
    method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
    vendorMethod: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
    type?: "api" | "apiNoDocumentation" | "provisionAuthValidation" | "onProvision" | "onProvisionWebhook" | "onDelete" | "onDeleteWebhook" | "onRefresh" | "oauthOnAuthorizeUrl" | "oauthOnTokenExchange" | "oauthOnTokenRefresh" | "oauthOnTokenRevoke" | "oauthOnTokenRequest" | "oauth1OnTokenRequest" | "oauth2Password" | "formulaAsResource"
    kind?: string
    rootKey?: string
    paginationType?: string
    nextPageKey?: string
    nextResource?: string
    operationId?: string
    objectName?: string
    parameters: Array<{
      id?: number
      name: string
      vendorName?: string
      description?: string
      type: "configuration" | "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "value" | "prevBody" | "prevBodyField"
      vendorType: "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "bodyToken" | "configuration" | "value" | "no-op"
      dataType?: string
      vendorDataType?: string
      source?: "request" | "response"
      required?: boolean
      converter?: string
      sampleData?: Record<string, unknown>
    }>
    hooks?: Array<{
      id?: number
      type: "preRequest" | "postRequest" | "event"
      mimeType?: string
      body: string
      isLegacy?: boolean
      contextParams?: string
    }>
    model?: {
      name?: string
      requestName?: string
      swagger?: Record<string, unknown>
      requestSwagger?: Record<string, unknown>
    }
    response?: {
      contentType?: string
    }
    hubwright?: {
      authentication?: Array<string>
      where?: Record<string, {
        type: "string" | "number" | "boolean" | "date"
        operators: {
          "="?: Record<string, unknown>
          "!="?: Record<string, unknown>
          "<"?: Record<string, unknown>
          ">"?: Record<string, unknown>
          "<="?: Record<string, unknown>
          ">="?: Record<string, unknown>
          like?: Record<string, unknown>
          in?: Record<string, unknown>
        }
        values?: Array<string>
        synonyms?: Record<string, string>
        format?: "unix-seconds" | "iso"
      }>
      whereByHooks?: Array<string>
      fields?: {
        parameter: string
        template: string
        always?: Array<string>
      }
      orderBy?: {
        parameter: string
        values: Record<string, string>
      }
      totalPath?: string
      maxPageSize?: number
      idempotent?: boolean
      notFoundWhen?: {
        path: string
        equals: Record<string, unknown>
      }
      hooks?: string
      objectName?: string
    }
  }>>
  /** Delete a resource that your account added: `DELETE /elements/api-v2/elements/{keyOrId}/resources/{resourceId}` */
  deleteElementsByKeyOrIdResourcesByResourceId(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id of the resource */
    resourceId: number
  }): Promise<Answer<unknown>>
  /** List the parameters of a resource: `GET /elements/api-v2/elements/{keyOrId}/resources/{resourceId}/parameters` */
  getElementsByKeyOrIdResourcesByResourceIdParameters(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id of the resource */
    resourceId: number
  }): Promise<Answer<Array<{
    id?: number
    name: string
    vendorName?: string
    description?: string
    type: "configuration" | "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "value" | "prevBody" | "prevBodyField"
    vendorType: "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "bodyToken" | "configuration" | "value" | "no-op"
    dataType?: string
    vendorDataType?: string
    source?: "request" | "response"
    required?: boolean
    converter?: string
    sampleData?: Record<string, unknown>
  }>>>
  /** Add a parameter to a resource that your account added: `POST /elements/api-v2/elements/{keyOrId}/resources/{resourceId}/parameters` */
  postElementsByKeyOrIdResourcesByResourceIdParameters(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id of the resource */
    resourceId: number
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
    body: Record<string, unknown>
  }): Promise<Answer<{
    id?: number
    name: string
    vendorName?: string
    description?: string
    type: "configuration" | "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "value" | "prevBody" | "prevBodyField"
    vendorType: "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "bodyToken" | "configuration" | "value" | "no-op"
    dataType?: string
    vendorDataType?: string
    source?: "request" | "response"
    required?: boolean
    converter?: string
    sampleData?: Record<string, unknown>
  }>>
  /** List the scripts of a resource: `GET /elements/api-v2/elements/{keyOrId}/resources/{resourceId}/hooks` */
  getElementsByKeyOrIdResourcesByResourceIdHooks(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id of the resource */
    resourceId: number
  }): Promise<Answer<Array<{
    id?: number
    type: "preRequest" | "postRequest" | "event"
    mimeType?: string
    body: string
    isLegacy?: boolean
    contextParams?: string
  }>>>
  /** Read the models of a resource: `GET /elements/api-v2/elements/{keyOrId}/resources/{resourceId}/models` */
  getElementsByKeyOrIdResourcesByResourceIdModels(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id of the resource */
    resourceId: number
  }): Promise<Answer<{
    name?: string
    requestName?: string
    swagger?: Record<string, unknown>
    requestSwagger?: Record<string, unknown>
  }>>
  /** Set the models of a resource that your account added: `POST /elements/api-v2/elements/{keyOrId}/resources/{resourceId}/models` */
  postElementsByKeyOrIdResourcesByResourceIdModels(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id of the resource */
    resourceId: number
    body: Record<string, unknown>
  }): Promise<Answer<{
    name?: string
    requestName?: string
    swagger?: Record<string, unknown>
    requestSwagger?: Record<string, unknown>
  }>>
  /** Set the models of a resource that your account added: `PUT /elements/api-v2/elements/{keyOrId}/resources/{resourceId}/models` */
  putElementsByKeyOrIdResourcesByResourceIdModels(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id of the resource */
    resourceId: number
    body: Record<string, unknown>
  }): Promise<Answer<{
    name?: string
    requestName?: string
    swagger?: Record<string, unknown>
    requestSwagger?: Record<string, unknown>
  }>>
  /** Delete the models of a resource that your account added: `DELETE /elements/api-v2/elements/{keyOrId}/resources/{resourceId}/models` */
  deleteElementsByKeyOrIdResourcesByResourceIdModels(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id of the resource */
    resourceId: number
  }): Promise<Answer<unknown>>
  /** Replace a parameter of a resource that your account added: `PUT /elements/api-v2/elements/{keyOrId}/resources/{resourceId}/parameters/{parameterId}` */
  putElementsByKeyOrIdResourcesByResourceIdParametersByParameterId(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id of the resource */
    resourceId: number
    /** Id of the parameter */
    parameterId: number
    body: Record<string, unknown>
  }): Promise<Answer<{
    id?: number
    name: string
    vendorName?: string
    description?: string
    type: "configuration" | "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "value" | "prevBody" | "prevBodyField"
    vendorType: "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "bodyToken" | "configuration" | "value" | "no-op"
    dataType?: string
    vendorDataType?: string
    source?: "request" | "response"
    required?: boolean
    converter?: string
    sampleData?: Record<string, unknown>
  }>>
  /** Delete a parameter of a resource that your account added: `DELETE /elements/api-v2/elements/{keyOrId}/resources/{resourceId}/parameters/{parameterId}` */
  deleteElementsByKeyOrIdResourcesByResourceIdParametersByParameterId(parameters: {
    /** Key or id of the connector */
    keyOrId: string
    /** Id of the resource */
    resourceId: number
    /** Id of the parameter */
    parameterId: number
  }): Promise<Answer<unknown>>
  /** List the hubs: `GET /elements/api-v2/hubs` */
  getHubs(parameters?: {
    /** With their resources */
    hydrate?: boolean | undefined
  }): Promise<Answer<Array<{
    id: number
    key: string
    name: string
    description: string
    active: boolean
    /** With `hydrate=true`: what its connectors offer */
    resources?: Array<{
      name: string
      path: string
    }>
  }>>>
  /** List the keys of the hubs: `GET /elements/api-v2/hubs/keys` */
  getHubsKeys(): Promise<Answer<Array<string>>>
  /** Read a hub: `GET /elements/api-v2/hubs/{key}` */
  getHubsByKey(parameters: {
    /** Key of the hub, such as `ecommerce` */
    key: string
  }): Promise<Answer<{
    id: number
    key: string
    name: string
    description: string
    active: boolean
    /** With `hydrate=true`: what its connectors offer */
    resources?: Array<{
      name: string
      path: string
    }>
  }>>
  /** List the connectors of a hub: `GET /elements/api-v2/hubs/{key}/elements` */
  getHubsByKeyElements(parameters: {
    /** Items on a page; at most and by default 200 */
    pageSize?: number | undefined
    /** Elements-Next-Page-Token of the page before */
    nextPage?: string | undefined
    /** Number of the page, from 1; does not matter beside nextPage */
    page?: number | undefined
    /** Key of the hub, such as `ecommerce` */
    key: string
  }): Promise<Answer<Array<{
    id: number
    key: string
    name: string
    description: string
    image: string
    logo?: string
    hub: string
    active: boolean
    deleted: boolean
    typeOauth: boolean
    trialAccount: boolean
    configDescription?: string
    existingAccountDescription?: string
    signupURL?: string
    authentication: {
      type: string
    }
    authenticationType: string
    authenticationTypes: Array<string>
    protocolType: string
    private: boolean
    beta: boolean
    cloneable: boolean
    extendable: boolean
    extended: boolean
    displayOrder?: number
    origins: {
      api: string
      auth: string
      /** Whose addresses these are: `sandbox` means simulated data */
      inForce: "vendor" | "environment" | "sandbox"
    }
    configuration?: Array<{
      id?: number
      key: string
      name: string
      description?: string
      type?: "TEXTFIELD_32" | "TEXTFIELD_64" | "TEXTFIELD_128" | "TEXTFIELD_1000" | "TEXTAREA" | "BOOLEAN" | "BOOLEAN_YESNO" | "PASSWORD" | "COMBO" | "CODE_EDITOR"
      defaultValue?: string
      required?: boolean
      hideFromConsole?: boolean
      options?: Array<{
        value: string
        description: string
      }>
      displayOrder?: number
      active?: boolean
      internal?: boolean
      groupControl?: boolean
      groupName?: string
    }>
    parameters?: Array<{
      id?: number
      name: string
      vendorName?: string
      description?: string
      type: "configuration" | "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "value" | "prevBody" | "prevBodyField"
      vendorType: "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "bodyToken" | "configuration" | "value" | "no-op"
      dataType?: string
      vendorDataType?: string
      source?: "request" | "response"
      required?: boolean
      converter?: string
      sampleData?: Record<string, unknown>
    }>
    hooks?: Array<Record<string, unknown>>
    resources?: Array<{
      id?: number
      ownerAccountId?: number
      description?: string
      path: string
      vendorPath: string
      method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
      vendorMethod: "GET" | "POST" | "PATCH" | "PUT" | "DELETE"
      type?: "api" | "apiNoDocumentation" | "provisionAuthValidation" | "onProvision" | "onProvisionWebhook" | "onDelete" | "onDeleteWebhook" | "onRefresh" | "oauthOnAuthorizeUrl" | "oauthOnTokenExchange" | "oauthOnTokenRefresh" | "oauthOnTokenRevoke" | "oauthOnTokenRequest" | "oauth1OnTokenRequest" | "oauth2Password" | "formulaAsResource"
      kind?: string
      rootKey?: string
      paginationType?: string
      nextPageKey?: string
      nextResource?: string
      operationId?: string
      objectName?: string
      parameters: Array<{
        id?: number
        name: string
        vendorName?: string
        description?: string
        type: "configuration" | "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "value" | "prevBody" | "prevBodyField"
        vendorType: "header" | "path" | "query" | "form" | "multipart" | "body" | "bodyField" | "bodyToken" | "configuration" | "value" | "no-op"
        dataType?: string
        vendorDataType?: string
        source?: "request" | "response"
        required?: boolean
        converter?: string
        sampleData?: Record<string, unknown>
      }>
      hooks?: Array<{
        id?: number
        type: "preRequest" | "postRequest" | "event"
        mimeType?: string
        body: string
        isLegacy?: boolean
        contextParams?: string
      }>
      model?: {
        name?: string
        requestName?: string
        swagger?: Record<string, unknown>
        requestSwagger?: Record<string, unknown>
      }
      response?: {
        contentType?: string
      }
      hubwright?: {
        authentication?: Array<string>
        where?: Record<string, {
          type: "string" | "number" | "boolean" | "date"
          operators: {
            "="?: Record<string, unknown>
            "!="?: Record<string, unknown>
            "<"?: Record<string, unknown>
            ">"?: Record<string, unknown>
            "<="?: Record<string, unknown>
            ">="?: Record<string, unknown>
            like?: Record<string, unknown>
            in?: Record<string, unknown>
          }
          values?: Array<string>
          synonyms?: Record<string, string>
          format?: "unix-seconds" | "iso"
        }>
        whereByHooks?: Array<string>
        fields?: {
          parameter: string
          template: string
          always?: Array<string>
        }
        orderBy?: {
          parameter: string
          values: Record<string, string>
        }
        totalPath?: string
        maxPageSize?: number
        idempotent?: boolean
        notFoundWhen?: {
          path: string
          equals: Record<string, unknown>
        }
        hooks?: string
        objectName?: string
      }
    }>
    /** Words of the definition language that the old format lacks */
    hubwright?: Record<string, unknown>
  }>>>
  /** Read the API document of a connector: `GET /elements/api-v2/elements/{keyOrId}/docs` */
  getElementsByKeyOrIdDocs(parameters: {
    /** Address of this server to write into the document */
    baseUrl?: string | undefined
    /** `3.1` answers OpenAPI 3.1; anything else, as old clients send, Swagger 2.0 */
    version?: string | undefined
    /** Write every model where it is used, without `$ref` */
    resolveReferences?: boolean | undefined
    /** Accepted for old clients; changes nothing */
    discovery?: string | undefined
    /** Accepted for old clients; changes nothing */
    basic?: string | undefined
    /** Only this operation */
    operationId?: string | undefined
    /** Key or id of the connector */
    keyOrId: string
  }): Promise<Answer<{
    info: Record<string, unknown>
  }>>
  /** Read the document of one operation of a connector: `GET /elements/api-v2/elements/{keyOrId}/docs/{operationId}` */
  getElementsByKeyOrIdDocsByOperationId(parameters: {
    /** Address of this server to write into the document */
    baseUrl?: string | undefined
    /** `3.1` answers OpenAPI 3.1; anything else, as old clients send, Swagger 2.0 */
    version?: string | undefined
    /** Write every model where it is used, without `$ref` */
    resolveReferences?: boolean | undefined
    /** Accepted for old clients; changes nothing */
    discovery?: string | undefined
    /** Accepted for old clients; changes nothing */
    basic?: string | undefined
    /** Only this operation */
    operationId?: string | undefined
    /** Key or id of the connector */
    keyOrId: string
    /** operationId, or method and path such as `GET-orders` */
    path_operationId: string
  }): Promise<Answer<{
    info: Record<string, unknown>
  }>>
  /** Read the models of one operation of a connector: `GET /elements/api-v2/elements/{keyOrId}/docs/{operationId}/definitions` */
  getElementsByKeyOrIdDocsByOperationIdDefinitions(parameters: {
    /** `3.1` answers OpenAPI 3.1; anything else, as old clients send, Swagger 2.0 */
    version?: string | undefined
    /** Write every model where it is used, without `$ref` */
    resolveReferences?: boolean | undefined
    /** Accepted for old clients; changes nothing */
    discovery?: string | undefined
    /** Accepted for old clients; changes nothing */
    basic?: string | undefined
    /** Key or id of the connector */
    keyOrId: string
    /** operationId, or method and path such as `GET-orders` */
    operationId: string
  }): Promise<Answer<Record<string, unknown>>>
  /** Read the API document of the instance whose token is sent: `GET /elements/api-v2/instances/docs` */
  getInstancesDocs(parameters?: {
    /** Address of this server to write into the document */
    baseUrl?: string | undefined
    /** `3.1` answers OpenAPI 3.1; anything else, as old clients send, Swagger 2.0 */
    version?: string | undefined
    /** Write every model where it is used, without `$ref` */
    resolveReferences?: boolean | undefined
    /** Accepted for old clients; changes nothing */
    discovery?: string | undefined
    /** Accepted for old clients; changes nothing */
    basic?: string | undefined
    /** Only this operation */
    operationId?: string | undefined
  }): Promise<Answer<{
    info: Record<string, unknown>
  }>>
  /** Read the document of one operation of the instance whose token is sent: `GET /elements/api-v2/instances/docs/{operationId}` */
  getInstancesDocsByOperationId(parameters: {
    /** Address of this server to write into the document */
    baseUrl?: string | undefined
    /** `3.1` answers OpenAPI 3.1; anything else, as old clients send, Swagger 2.0 */
    version?: string | undefined
    /** Write every model where it is used, without `$ref` */
    resolveReferences?: boolean | undefined
    /** Accepted for old clients; changes nothing */
    discovery?: string | undefined
    /** Accepted for old clients; changes nothing */
    basic?: string | undefined
    /** Only this operation */
    operationId?: string | undefined
    /** operationId, or method and path such as `GET-orders` */
    path_operationId: string
  }): Promise<Answer<{
    info: Record<string, unknown>
  }>>
  /** Read the API document of an instance: `GET /elements/api-v2/instances/{id}/docs` */
  getInstancesByIdDocs(parameters: {
    /** Address of this server to write into the document */
    baseUrl?: string | undefined
    /** `3.1` answers OpenAPI 3.1; anything else, as old clients send, Swagger 2.0 */
    version?: string | undefined
    /** Write every model where it is used, without `$ref` */
    resolveReferences?: boolean | undefined
    /** Accepted for old clients; changes nothing */
    discovery?: string | undefined
    /** Accepted for old clients; changes nothing */
    basic?: string | undefined
    /** Only this operation */
    operationId?: string | undefined
    id: number
  }): Promise<Answer<{
    info: Record<string, unknown>
  }>>
  /** Read the document of one operation of an instance: `GET /elements/api-v2/instances/{id}/docs/{operationId}` */
  getInstancesByIdDocsByOperationId(parameters: {
    /** Address of this server to write into the document */
    baseUrl?: string | undefined
    /** `3.1` answers OpenAPI 3.1; anything else, as old clients send, Swagger 2.0 */
    version?: string | undefined
    /** Write every model where it is used, without `$ref` */
    resolveReferences?: boolean | undefined
    /** Accepted for old clients; changes nothing */
    discovery?: string | undefined
    /** Accepted for old clients; changes nothing */
    basic?: string | undefined
    /** Only this operation */
    operationId?: string | undefined
    id: number
    /** operationId, or method and path such as `GET-orders` */
    path_operationId: string
  }): Promise<Answer<{
    info: Record<string, unknown>
  }>>
  /** Read the models of one operation of an instance: `GET /elements/api-v2/instances/{id}/docs/{operationId}/definitions` */
  getInstancesByIdDocsByOperationIdDefinitions(parameters: {
    /** `3.1` answers OpenAPI 3.1; anything else, as old clients send, Swagger 2.0 */
    version?: string | undefined
    /** Write every model where it is used, without `$ref` */
    resolveReferences?: boolean | undefined
    /** Accepted for old clients; changes nothing */
    discovery?: string | undefined
    /** Accepted for old clients; changes nothing */
    basic?: string | undefined
    id: number
    /** operationId, or method and path such as `GET-orders` */
    operationId: string
  }): Promise<Answer<Record<string, unknown>>>
  /** Read the models of one operation of the instance whose token is sent: `GET /elements/api-v2/instances/docs/{operationId}/definitions` */
  getInstancesDocsByOperationIdDefinitions(parameters: {
    /** `3.1` answers OpenAPI 3.1; anything else, as old clients send, Swagger 2.0 */
    version?: string | undefined
    /** Write every model where it is used, without `$ref` */
    resolveReferences?: boolean | undefined
    /** Accepted for old clients; changes nothing */
    discovery?: string | undefined
    /** Accepted for old clients; changes nothing */
    basic?: string | undefined
    /** operationId, or method and path such as `GET-orders` */
    operationId: string
  }): Promise<Answer<Record<string, unknown>>>
  /** Read the API document of a hub: `GET /elements/api-v2/docs/{hub}` */
  getDocsByHub(parameters: {
    /** `3.1` answers OpenAPI 3.1; anything else, as old clients send, Swagger 2.0 */
    version?: string | undefined
    /** Address of this server to write into the document */
    baseUrl?: string | undefined
    /** `aws` writes the document for clients behind an API gateway */
    provider?: string | undefined
    /** Key of the hub */
    hub: string
  }): Promise<Answer<{
    info: Record<string, unknown>
  }>>
  /** Read the API document of the whole platform: `GET /elements/api-v2/docs/all_platform` */
  getDocsAllPlatform(parameters?: {
    /** `3.1` answers OpenAPI 3.1; anything else, as old clients send, Swagger 2.0 */
    version?: string | undefined
    /** Address of this server to write into the document */
    baseUrl?: string | undefined
  }): Promise<Answer<{
    info: Record<string, unknown>
  }>>
  /** Ask whether the instance still reaches its vendor: `GET /elements/api-v2/hubs/{hub}/ping` */
  getHubsByHubPing(parameters: {
    hub: string
  }): Promise<Answer<{
    dateTime: string
    /** Key of the connector */
    endpoint: string
    valid: boolean
  }>>
  /** List the objects of the instance: `GET /elements/api-v2/hubs/{hub}/objects` */
  getHubsByHubObjects(parameters: {
    hub: string
  }): Promise<Answer<Record<string, unknown>>>
  /** Read the fields of an object: `GET /elements/api-v2/hubs/{hub}/objects/{objectName}/metadata` */
  getHubsByHubObjectsByObjectNameMetadata(parameters: {
    hub: string
    objectName: string
  }): Promise<Answer<{
    fields: Array<Record<string, unknown>>
  }>>
  /** Read the API document of an object: `GET /elements/api-v2/hubs/{hub}/objects/{objectName}/docs` */
  getHubsByHubObjectsByObjectNameDocs(parameters: {
    /** Address of this server to write into the document */
    baseUrl?: string | undefined
    /** `3.1` answers OpenAPI 3.1; anything else, as old clients send, Swagger 2.0 */
    version?: string | undefined
    /** Write every model where it is used, without `$ref` */
    resolveReferences?: boolean | undefined
    /** Accepted for old clients; changes nothing */
    discovery?: string | undefined
    /** Accepted for old clients; changes nothing */
    basic?: string | undefined
    hub: string
    objectName: string
  }): Promise<Answer<{
    info: Record<string, unknown>
  }>>
  /** Pass a GET on to the vendor: `GET /elements/api-v2/hubs/{hub}/proxy` */
  getHubsByHubProxy(parameters: {
    hub: string
  }): Promise<Answer<Record<string, unknown>>>
  /** Pass a POST on to the vendor: `POST /elements/api-v2/hubs/{hub}/proxy` */
  postHubsByHubProxy(parameters: {
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
    hub: string
  }): Promise<Answer<Record<string, unknown>>>
  /** Pass a PUT on to the vendor: `PUT /elements/api-v2/hubs/{hub}/proxy` */
  putHubsByHubProxy(parameters: {
    hub: string
  }): Promise<Answer<Record<string, unknown>>>
  /** Pass a PATCH on to the vendor: `PATCH /elements/api-v2/hubs/{hub}/proxy` */
  patchHubsByHubProxy(parameters: {
    hub: string
  }): Promise<Answer<Record<string, unknown>>>
  /** Pass a DELETE on to the vendor: `DELETE /elements/api-v2/hubs/{hub}/proxy` */
  deleteHubsByHubProxy(parameters: {
    hub: string
  }): Promise<Answer<Record<string, unknown>>>
  /** Pass a GET on to the vendor: `GET /elements/api-v2/hubs/{hub}/proxy/{path}` */
  getHubsByHubProxyPath(parameters: {
    hub: string
    /** The rest of the path, slashes included */
    path: string
  }): Promise<Answer<Record<string, unknown>>>
  /** Pass a POST on to the vendor: `POST /elements/api-v2/hubs/{hub}/proxy/{path}` */
  postHubsByHubProxyPath(parameters: {
    hub: string
    /** The rest of the path, slashes included */
    path: string
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
  }): Promise<Answer<Record<string, unknown>>>
  /** Pass a PUT on to the vendor: `PUT /elements/api-v2/hubs/{hub}/proxy/{path}` */
  putHubsByHubProxyPath(parameters: {
    hub: string
    /** The rest of the path, slashes included */
    path: string
  }): Promise<Answer<Record<string, unknown>>>
  /** Pass a PATCH on to the vendor: `PATCH /elements/api-v2/hubs/{hub}/proxy/{path}` */
  patchHubsByHubProxyPath(parameters: {
    hub: string
    /** The rest of the path, slashes included */
    path: string
  }): Promise<Answer<Record<string, unknown>>>
  /** Pass a DELETE on to the vendor: `DELETE /elements/api-v2/hubs/{hub}/proxy/{path}` */
  deleteHubsByHubProxyPath(parameters: {
    hub: string
    /** The rest of the path, slashes included */
    path: string
  }): Promise<Answer<Record<string, unknown>>>
  /** List or read records of a connected account: `GET /elements/api-v2/hubs/{hub}/{path}` */
  getHubsByHubPath(parameters: {
    hub: string
    /** The rest of the path, slashes included */
    path: string
  }): Promise<Answer<Record<string, unknown>>>
  /** Create a record: `POST /elements/api-v2/hubs/{hub}/{path}` */
  postHubsByHubPath(parameters: {
    hub: string
    /** The rest of the path, slashes included */
    path: string
    /** A text of your choice, new for each thing to be created, such as a UUID. Within a day a repeat of the same request with the same key gets the first answer, with the header `Idempotent-Replayed: true`, and creates nothing. */
    "Idempotency-Key"?: string | undefined
  }): Promise<Answer<Record<string, unknown>>>
  /** Replace a record: `PUT /elements/api-v2/hubs/{hub}/{path}` */
  putHubsByHubPath(parameters: {
    hub: string
    /** The rest of the path, slashes included */
    path: string
  }): Promise<Answer<Record<string, unknown>>>
  /** Change members of a record: `PATCH /elements/api-v2/hubs/{hub}/{path}` */
  patchHubsByHubPath(parameters: {
    hub: string
    /** The rest of the path, slashes included */
    path: string
  }): Promise<Answer<Record<string, unknown>>>
  /** Delete a record: `DELETE /elements/api-v2/hubs/{hub}/{path}` */
  deleteHubsByHubPath(parameters: {
    hub: string
    /** The rest of the path, slashes included */
    path: string
  }): Promise<Answer<Record<string, unknown>>>
  /** List records of hub calls: `GET /elements/api-v2/usage` */
  getUsage(parameters?: {
    hub?: string | undefined
    "keys[]"?: Array<string> | undefined
    "tags[]"?: Array<string> | undefined
    "accountIds[]"?: Array<number> | undefined
    /** Only calls of these instances */
    "instanceIds[]"?: Array<number> | undefined
    /** `success` or `failed`, in any case */
    status?: string | undefined
    /** ISO 8601; default a week ago */
    from?: string | undefined
    /** ISO 8601; default now */
    to?: string | undefined
    searchText?: string | undefined
    pageOffset?: number | undefined
    /** At most 200 are given */
    pageSize?: number | undefined
    nextPage?: string | undefined
  }): Promise<Answer<Array<{
    id: string
    requestId: string
    /** `SUCCESS` or `FAILED` */
    requestStatus: string
    responseCode: number
    message?: string
    method: string
    hub: string
    elementName: string
    elementKey: string
    elementApi: string
    accountId: number
    companyId: number
    userId: number
    instanceId?: number
    instanceName: string
    usageDate: string
    /** Milliseconds */
    processTime: number
    vendorCalls: number
    requestURI: string
    requestIP: string
    elementTags: Array<string>
    traffic_id: string
    request_id: string
    request_status: string
    request_ip: string
    request_uri: string
    element_api: string
    element_key: string
    element_name: string
    process_time: number
    traffic_date: string
    user_id: number
    account_id: number
    company_id: number
    company_external_id: string
    company_external_name: string
  }>>>
  /** Read the record of one hub call: `GET /elements/api-v2/usage/{id}` */
  getUsageById(parameters: {
    /** Id of the record, or the call's Elements-Request-Id */
    id: string
  }): Promise<Answer<{
    id: string
    requestId: string
    /** `SUCCESS` or `FAILED` */
    requestStatus: string
    responseCode: number
    message?: string
    method: string
    hub: string
    elementName: string
    elementKey: string
    elementApi: string
    accountId: number
    companyId: number
    userId: number
    instanceId?: number
    instanceName: string
    usageDate: string
    /** Milliseconds */
    processTime: number
    vendorCalls: number
    requestURI: string
    requestIP: string
    elementTags: Array<string>
    traffic_id: string
    request_id: string
    request_status: string
    request_ip: string
    request_uri: string
    element_api: string
    element_key: string
    element_name: string
    process_time: number
    traffic_date: string
    user_id: number
    account_id: number
    company_id: number
    company_external_id: string
    company_external_name: string
  }>>
  /** Count hub calls over time: `GET /elements/api-v2/usage/analytics/activity` */
  getUsageAnalyticsActivity(parameters: {
    /** ISO 8601 */
    from: string
    /** ISO 8601 */
    to: string
    /** One of year, quarter, month, week, day, hour, minute, second, in any case; without it the finest that gives at most a hundred points */
    interval?: string | undefined
    "accountIds[]"?: Array<number> | undefined
    /** Only calls of these connectors, by key */
    "keys[]"?: Array<string> | undefined
    /** Only calls of these instances */
    "instanceIds[]"?: Array<number> | undefined
  }): Promise<Answer<Array<{
    count: number
    /** Beginning of the step, ISO 8601 */
    timestamp: string
  }>>>
  /** Count hub calls by connector over time: `GET /elements/api-v2/usage/analytics/activity/elements` */
  getUsageAnalyticsActivityElements(parameters: {
    /** ISO 8601 */
    from: string
    /** ISO 8601 */
    to: string
    /** One of year, quarter, month, week, day, hour, minute, second, in any case; without it the finest that gives at most a hundred points */
    interval?: string | undefined
    "accountIds[]"?: Array<number> | undefined
    /** Only calls of these connectors, by key */
    "keys[]"?: Array<string> | undefined
    /** Only calls of these instances */
    "instanceIds[]"?: Array<number> | undefined
  }): Promise<Answer<Array<{
    count: number
    /** Beginning of the step, ISO 8601 */
    timestamp: string
  }>>>
  /** Count hub calls that went well and that failed, over time: `GET /elements/api-v2/usage/analytics/statuses` */
  getUsageAnalyticsStatuses(parameters: {
    /** ISO 8601 */
    from: string
    /** ISO 8601 */
    to: string
    /** One of year, quarter, month, week, day, hour, minute, second, in any case; without it the finest that gives at most a hundred points */
    interval?: string | undefined
    "accountIds[]"?: Array<number> | undefined
    /** Only calls of these connectors, by key */
    "keys[]"?: Array<string> | undefined
    /** Only calls of these instances */
    "instanceIds[]"?: Array<number> | undefined
  }): Promise<Answer<Array<{
    count: number
    success: number
    failed: number
    /** Beginning of the step, ISO 8601 */
    timestamp: string
  }>>>
  /** Tell how long hub calls took, over time: `GET /elements/api-v2/usage/analytics/times` */
  getUsageAnalyticsTimes(parameters: {
    /** ISO 8601 */
    from: string
    /** ISO 8601 */
    to: string
    /** One of year, quarter, month, week, day, hour, minute, second, in any case; without it the finest that gives at most a hundred points */
    interval?: string | undefined
    "accountIds[]"?: Array<number> | undefined
    /** Only calls of these connectors, by key */
    "keys[]"?: Array<string> | undefined
    /** Only calls of these instances */
    "instanceIds[]"?: Array<number> | undefined
  }): Promise<Answer<Array<{
    /** Milliseconds */
    avg: number
    /** Milliseconds */
    min: number
    /** Milliseconds */
    max: number
    /** Milliseconds within which half of the calls ended */
    p50: number
    /** Milliseconds within which 95 of 100 calls ended */
    p95: number
    count: number
    /** Beginning of the step, ISO 8601 */
    timestamp: string
  }>>>
  /** Count hub calls by instance: `GET /elements/api-v2/usage/analytics/activity/element-instances` */
  getUsageAnalyticsActivityElementInstances(parameters?: {
    /** ISO 8601; default a week ago */
    from?: string | undefined
    /** ISO 8601; default now */
    to?: string | undefined
    "accountIds[]"?: Array<number> | undefined
    /** Only calls of these connectors, by key */
    "keys[]"?: Array<string> | undefined
    /** Only calls of these instances */
    "instanceIds[]"?: Array<number> | undefined
  }): Promise<Answer<{
    usage: Array<{
      instanceId: number
      instanceName: string
      elementKey: string
      elementName: string
      accountId: number
      /** Hub calls */
      count: number
      /** Those that were answered with a status of 400 or above */
      failed: number
    }>
  }>>
  /** Count the instances made in a time: `GET /elements/api-v2/usage/analytics/activity/element-instances/created-count` */
  getUsageAnalyticsActivityElementInstancesCreatedCount(parameters?: {
    /** ISO 8601; default a week ago */
    from?: string | undefined
    /** ISO 8601; default now */
    to?: string | undefined
  }): Promise<Answer<{
    instancesCreatedCount: number
  }>>
  /** Tell how the calls of instances went: `GET /elements/api-v2/usage/analytics/health/element-instances` */
  getUsageAnalyticsHealthElementInstances(parameters: {
    /** Ids of instances, at most 200 */
    "instanceIds[]": Array<number>
    /** ISO 8601; default a day before `to` */
    from?: string | undefined
    /** ISO 8601; default now */
    to?: string | undefined
  }): Promise<Answer<Array<{
    instanceId: number
    /** Hub calls */
    count: number
    /** Those that were answered with a status of 400 or above */
    failed: number
    /** ISO 8601 */
    lastCallDate: string
    /** HTTP status of the last answer */
    lastStatus: number
  }>>>
  /** Count executions by formula instance: `GET /elements/api-v2/usage/analytics/activity/formula-instances` */
  getUsageAnalyticsActivityFormulaInstances(parameters?: {
    /** ISO 8601; default a week ago */
    from?: string | undefined
    /** ISO 8601; default now */
    to?: string | undefined
  }): Promise<Answer<{
    usage: Array<Record<string, unknown>>
  }>>
  /** Count the formula instances made in a time: `GET /elements/api-v2/usage/analytics/activity/formula-instances/created-count` */
  getUsageAnalyticsActivityFormulaInstancesCreatedCount(parameters?: {
    /** ISO 8601; default a week ago */
    from?: string | undefined
    /** ISO 8601; default now */
    to?: string | undefined
  }): Promise<Answer<{
    instancesCreatedCount: number
  }>>
}

/** Name, method, path, and of each parameter its key, place and name. */
const operations: readonly Operation[] = [
  ["getHealthz","GET","/healthz",[]],
  ["getReadyz","GET","/readyz",[]],
  ["getMetrics","GET","/metrics",[]],
  ["getRoot","GET","/",[]],
  ["getConsoleAssetsByName","GET","/console/assets/{name}",[["name","path","name"]]],
  ["getOpenapiJson","GET","/openapi.json",[]],
  ["getDocs","GET","/docs",[]],
  ["getDocsAssetsByName","GET","/docs/assets/{name}",[["name","path","name"]]],
  ["getDocsErrorsByCode","GET","/docs/errors/{code}",[["code","path","code"]]],
  ["getDocsGuidesByName","GET","/docs/guides/{name}",[["name","path","name"]]],
  ["getDocsConnectorsByName","GET","/docs/connectors/{name}",[["name","path","name"]]],
  ["getDocsReferenceByName","GET","/docs/reference/{name}",[["name","path","name"]]],
  ["getOauthCallbackByConnectorKey","GET","/oauth/callback/{connectorKey}",[["connectorKey","path","connectorKey"]]],
  ["postOauthCallbackByConnectorKey","POST","/oauth/callback/{connectorKey}",[["connectorKey","path","connectorKey"]]],
  ["getConnectBySessionId","GET","/connect/{sessionId}",[["sessionId","path","sessionId"]]],
  ["getConnectJs","GET","/connect.js",[]],
  ["postInstances","POST","/elements/api-v2/instances",[["Idempotency-Key","header","Idempotency-Key"],["body","body","body"]]],
  ["getInstances","GET","/elements/api-v2/instances",[["token","query","token"],["tags[]","queries","tags[]"],["searchText","query","searchText"],["accountId","query","accountId"],["state","query","state"],["hydrate","query","hydrate"],["pageSize","query","pageSize"],["nextPage","query","nextPage"],["page","query","page"]]],
  ["putInstances","PUT","/elements/api-v2/instances",[["body","body","body"]]],
  ["patchInstances","PATCH","/elements/api-v2/instances",[["body","body","body"]]],
  ["deleteInstances","DELETE","/elements/api-v2/instances",[]],
  ["getInstancesCount","GET","/elements/api-v2/instances/count",[["accountId","query","accountId"]]],
  ["getInstancesById","GET","/elements/api-v2/instances/{id}",[["token","query","token"],["id","path","id"]]],
  ["putInstancesById","PUT","/elements/api-v2/instances/{id}",[["id","path","id"],["body","body","body"]]],
  ["patchInstancesById","PATCH","/elements/api-v2/instances/{id}",[["id","path","id"],["body","body","body"]]],
  ["deleteInstancesById","DELETE","/elements/api-v2/instances/{id}",[["id","path","id"]]],
  ["getInstancesQuotas","GET","/elements/api-v2/instances/quotas",[["accountId","query","accountId"],["pageSize","query","pageSize"],["nextPage","query","nextPage"]]],
  ["getInstancesByIdQuota","GET","/elements/api-v2/instances/{id}/quota",[["id","path","id"]]],
  ["putInstancesByIdEnabled","PUT","/elements/api-v2/instances/{id}/enabled",[["id","path","id"]]],
  ["deleteInstancesByIdEnabled","DELETE","/elements/api-v2/instances/{id}/enabled",[["id","path","id"]]],
  ["putInstancesEnabled","PUT","/elements/api-v2/instances/enabled",[]],
  ["deleteInstancesEnabled","DELETE","/elements/api-v2/instances/enabled",[]],
  ["putInstancesByIdTraceLogging","PUT","/elements/api-v2/instances/{id}/trace-logging",[["id","path","id"],["body","body","body"]]],
  ["deleteInstancesByIdTraceLogging","DELETE","/elements/api-v2/instances/{id}/trace-logging",[["id","path","id"]]],
  ["putInstancesTraceLogging","PUT","/elements/api-v2/instances/trace-logging",[["body","body","body"]]],
  ["deleteInstancesTraceLogging","DELETE","/elements/api-v2/instances/trace-logging",[]],
  ["getInstancesByIdConfiguration","GET","/elements/api-v2/instances/{id}/configuration",[["id","path","id"]]],
  ["getInstancesByIdConfigurationByConfigId","GET","/elements/api-v2/instances/{id}/configuration/{configId}",[["id","path","id"],["configId","path","configId"]]],
  ["patchInstancesByIdConfigurationByConfigId","PATCH","/elements/api-v2/instances/{id}/configuration/{configId}",[["id","path","id"],["configId","path","configId"],["body","body","body"]]],
  ["getInstancesConfiguration","GET","/elements/api-v2/instances/configuration",[]],
  ["getInstancesConfigurationByConfigId","GET","/elements/api-v2/instances/configuration/{configId}",[["configId","path","configId"]]],
  ["patchInstancesConfigurationByConfigId","PATCH","/elements/api-v2/instances/configuration/{configId}",[["configId","path","configId"],["body","body","body"]]],
  ["postElementsByKeyOrIdInstances","POST","/elements/api-v2/elements/{keyOrId}/instances",[["keyOrId","path","keyOrId"],["Idempotency-Key","header","Idempotency-Key"],["body","body","body"]]],
  ["getElementsByKeyOrIdInstances","GET","/elements/api-v2/elements/{keyOrId}/instances",[["token","query","token"],["tags[]","queries","tags[]"],["searchText","query","searchText"],["accountId","query","accountId"],["state","query","state"],["hydrate","query","hydrate"],["pageSize","query","pageSize"],["nextPage","query","nextPage"],["page","query","page"],["keyOrId","path","keyOrId"]]],
  ["getElementsByKeyOrIdInstancesById","GET","/elements/api-v2/elements/{keyOrId}/instances/{id}",[["token","query","token"],["keyOrId","path","keyOrId"],["id","path","id"]]],
  ["putElementsByKeyOrIdInstancesById","PUT","/elements/api-v2/elements/{keyOrId}/instances/{id}",[["keyOrId","path","keyOrId"],["id","path","id"],["body","body","body"]]],
  ["patchElementsByKeyOrIdInstancesById","PATCH","/elements/api-v2/elements/{keyOrId}/instances/{id}",[["keyOrId","path","keyOrId"],["id","path","id"],["body","body","body"]]],
  ["deleteElementsByKeyOrIdInstancesById","DELETE","/elements/api-v2/elements/{keyOrId}/instances/{id}",[["keyOrId","path","keyOrId"],["id","path","id"]]],
  ["postEventsByElementKey","POST","/elements/api-v2/events/{elementKey}",[["elementKey","path","elementKey"],["Element-Instances","header","Element-Instances"]]],
  ["getEventsByElementKey","GET","/elements/api-v2/events/{elementKey}",[["elementKey","path","elementKey"],["Element-Instances","header","Element-Instances"]]],
  ["postEventsByElementKeyByEncodedId","POST","/elements/api-v2/events/{elementKey}/{encodedId}",[["elementKey","path","elementKey"],["encodedId","path","encodedId"],["Element-Instances","header","Element-Instances"]]],
  ["getEventsByElementKeyByEncodedId","GET","/elements/api-v2/events/{elementKey}/{encodedId}",[["elementKey","path","elementKey"],["encodedId","path","encodedId"],["Element-Instances","header","Element-Instances"]]],
  ["postEventsByElementKeyHooksByToken","POST","/elements/api-v2/events/{elementKey}/hooks/{token}",[["elementKey","path","elementKey"],["token","path","token"],["Element-Instances","header","Element-Instances"]]],
  ["getEventsByElementKeyHooksByToken","GET","/elements/api-v2/events/{elementKey}/hooks/{token}",[["elementKey","path","elementKey"],["token","path","token"],["Element-Instances","header","Element-Instances"]]],
  ["postEventsByElementKeyPollingByEncodedId","POST","/elements/api-v2/events/{elementKey}Polling/{encodedId}",[["elementKey","path","elementKey"],["encodedId","path","encodedId"],["Id","header","Id"]]],
  ["getInstancesByIdWebhook","GET","/elements/api-v2/instances/{id}/webhook",[["id","path","id"]]],
  ["postInstancesByIdWebhookRotate","POST","/elements/api-v2/instances/{id}/webhook/rotate",[["id","path","id"],["Idempotency-Key","header","Idempotency-Key"],["body","body","body"]]],
  ["getInstancesByIdEventsSources","GET","/elements/api-v2/instances/{id}/events/sources",[["state","query","state"],["pageSize","query","pageSize"],["nextPage","query","nextPage"],["id","path","id"]]],
  ["getInstancesEventsSources","GET","/elements/api-v2/instances/events/sources",[["state","query","state"],["pageSize","query","pageSize"],["nextPage","query","nextPage"],["instanceId","query","instanceId"]]],
  ["postInstancesByIdEventsSourcesBySourceIdPoll","POST","/elements/api-v2/instances/{id}/events/sources/{sourceId}/poll",[["id","path","id"],["sourceId","path","sourceId"]]],
  ["postInstancesEventsSourcesBySourceIdPoll","POST","/elements/api-v2/instances/events/sources/{sourceId}/poll",[["sourceId","path","sourceId"]]],
  ["getInstancesByIdTraces","GET","/elements/api-v2/instances/{id}/traces",[["status","query","status"],["from","query","from"],["to","query","to"],["pageSize","query","pageSize"],["nextPage","query","nextPage"],["id","path","id"]]],
  ["getInstancesTraces","GET","/elements/api-v2/instances/traces",[["status","query","status"],["from","query","from"],["to","query","to"],["pageSize","query","pageSize"],["nextPage","query","nextPage"]]],
  ["getInstancesByIdTracesByRequestId","GET","/elements/api-v2/instances/{id}/traces/{requestId}",[["id","path","id"],["requestId","path","requestId"]]],
  ["getInstancesTracesByRequestId","GET","/elements/api-v2/instances/traces/{requestId}",[["requestId","path","requestId"]]],
  ["getElementsByKeyOrIdTraceByTraceId","GET","/elements/api-v2/elements/{keyOrId}/trace/{traceId}",[["keyOrId","path","keyOrId"],["traceId","path","traceId"]]],
  ["getElementsByKeyOrIdOauthUrl","GET","/elements/api-v2/elements/{keyOrId}/oauth/url",[["apiKey","query","apiKey"],["apiSecret","query","apiSecret"],["callbackUrl","query","callbackUrl"],["scope","query","scope"],["state","query","state"],["siteAddress","query","siteAddress"],["keyOrId","path","keyOrId"]]],
  ["postElementsByKeyOrIdOauthUrl","POST","/elements/api-v2/elements/{keyOrId}/oauth/url",[["keyOrId","path","keyOrId"],["body","body","body"]]],
  ["getElementsByKeyOrIdOauthUrlDefault","GET","/elements/api-v2/elements/{keyOrId}/oauth/url/default",[["callbackUrl","query","callbackUrl"],["scope","query","scope"],["state","query","state"],["keyOrId","path","keyOrId"]]],
  ["postElementsByKeyOrIdOauthConsent","POST","/elements/api-v2/elements/{keyOrId}/oauth/consent",[["keyOrId","path","keyOrId"],["body","body","body"]]],
  ["getElementsByKeyOrIdSetup","GET","/elements/api-v2/elements/{keyOrId}/setup",[["keyOrId","path","keyOrId"]]],
  ["getVendorApps","GET","/elements/api-v2/vendor-apps",[]],
  ["getVendorAppsByConnectorKey","GET","/elements/api-v2/vendor-apps/{connectorKey}",[["connectorKey","path","connectorKey"]]],
  ["putVendorAppsByConnectorKey","PUT","/elements/api-v2/vendor-apps/{connectorKey}",[["connectorKey","path","connectorKey"],["body","body","body"]]],
  ["deleteVendorAppsByConnectorKey","DELETE","/elements/api-v2/vendor-apps/{connectorKey}",[["connectorKey","path","connectorKey"]]],
  ["postConnectSessions","POST","/elements/api-v2/connect-sessions",[["Idempotency-Key","header","Idempotency-Key"],["body","body","body"]]],
  ["getConnectSessions","GET","/elements/api-v2/connect-sessions",[["endUserId","query","endUserId"],["pageSize","query","pageSize"],["nextPage","query","nextPage"]]],
  ["getConnectSessionsBySessionId","GET","/elements/api-v2/connect-sessions/{sessionId}",[["sessionId","path","sessionId"]]],
  ["deleteConnectSessionsBySessionId","DELETE","/elements/api-v2/connect-sessions/{sessionId}",[["sessionId","path","sessionId"]]],
  ["getConnectSession","GET","/elements/api-v2/connect/session",[]],
  ["postConnectSessionOauth","POST","/elements/api-v2/connect/session/oauth",[["body","body","body"]]],
  ["postConnectSessionInstance","POST","/elements/api-v2/connect/session/instance",[["body","body","body"]]],
  ["getInstancesEvents","GET","/elements/api-v2/instances/events",[["status","query","status"],["source","query","source"],["objectType","query","objectType"],["objectId","query","objectId"],["eventType","query","eventType"],["searchText","query","searchText"],["from","query","from"],["to","query","to"],["pageSize","query","pageSize"],["nextPage","query","nextPage"],["page","query","page"],["accountId","query","accountId"],["instanceId","query","instanceId"],["elementKey","query","elementKey"]]],
  ["getInstancesEventsDispositions","GET","/elements/api-v2/instances/events/dispositions",[["from","query","from"],["to","query","to"],["interval","query","interval"],["pageSize","query","pageSize"],["nextPage","query","nextPage"],["page","query","page"]]],
  ["getInstancesEventsAnalytics","GET","/elements/api-v2/instances/events/analytics",[["from","query","from"],["to","query","to"],["interval","query","interval"],["accountIds[]","queries","accountIds[]"]]],
  ["getInstancesEventsAnalyticsAccounts","GET","/elements/api-v2/instances/events/analytics/accounts",[["from","query","from"],["to","query","to"],["interval","query","interval"],["accountIds[]","queries","accountIds[]"]]],
  ["getInstancesEventsAnalyticsInstances","GET","/elements/api-v2/instances/events/analytics/instances",[["from","query","from"],["to","query","to"],["interval","query","interval"],["accountIds[]","queries","accountIds[]"]]],
  ["getInstancesEventsByEventId","GET","/elements/api-v2/instances/events/{eventId}",[["eventId","path","eventId"]]],
  ["getInstancesByIdEvents","GET","/elements/api-v2/instances/{id}/events",[["status","query","status"],["source","query","source"],["objectType","query","objectType"],["objectId","query","objectId"],["eventType","query","eventType"],["searchText","query","searchText"],["from","query","from"],["to","query","to"],["pageSize","query","pageSize"],["nextPage","query","nextPage"],["page","query","page"],["id","path","id"]]],
  ["getInstancesByIdEventsByEventId","GET","/elements/api-v2/instances/{id}/events/{eventId}",[["id","path","id"],["eventId","path","eventId"]]],
  ["postInstancesByIdEventsTest","POST","/elements/api-v2/instances/{id}/events/test",[["id","path","id"],["Idempotency-Key","header","Idempotency-Key"],["body","body","body"]]],
  ["postInstancesByIdEventsByEventIdReprocess","POST","/elements/api-v2/instances/{id}/events/{eventId}/reprocess",[["id","path","id"],["eventId","path","eventId"]]],
  ["postNotifications","POST","/elements/api-v2/notifications",[["Idempotency-Key","header","Idempotency-Key"],["body","body","body"]]],
  ["getNotifications","GET","/elements/api-v2/notifications",[["topics[]","queries","topics[]"],["instanceId","query","instanceId"],["kind","query","kind"],["status","query","status"],["from","query","from"],["to","query","to"],["pageSize","query","pageSize"],["nextPage","query","nextPage"],["page","query","page"]]],
  ["getNotificationsFeed","GET","/elements/api-v2/notifications/feed",[["cursor","query","cursor"],["pageSize","query","pageSize"],["wait","query","wait"],["topics[]","queries","topics[]"],["instanceIds[]","queries","instanceIds[]"]]],
  ["getNotificationsByNotificationId","GET","/elements/api-v2/notifications/{notificationId}",[["notificationId","path","notificationId"]]],
  ["deleteNotificationsByNotificationId","DELETE","/elements/api-v2/notifications/{notificationId}",[["notificationId","path","notificationId"]]],
  ["getNotificationsByNotificationIdBody","GET","/elements/api-v2/notifications/{notificationId}/body",[["notificationId","path","notificationId"]]],
  ["putNotificationsByNotificationIdAcknowledge","PUT","/elements/api-v2/notifications/{notificationId}/acknowledge",[["notificationId","path","notificationId"]]],
  ["postNotificationsSubscriptions","POST","/elements/api-v2/notifications/subscriptions",[["Idempotency-Key","header","Idempotency-Key"],["body","body","body"]]],
  ["getNotificationsSubscriptions","GET","/elements/api-v2/notifications/subscriptions",[["instanceId","query","instanceId"],["pageSize","query","pageSize"],["nextPage","query","nextPage"],["page","query","page"]]],
  ["getNotificationsSubscriptionsBySubscriptionId","GET","/elements/api-v2/notifications/subscriptions/{subscriptionId}",[["subscriptionId","path","subscriptionId"]]],
  ["patchNotificationsSubscriptionsBySubscriptionId","PATCH","/elements/api-v2/notifications/subscriptions/{subscriptionId}",[["subscriptionId","path","subscriptionId"],["body","body","body"]]],
  ["deleteNotificationsSubscriptionsBySubscriptionId","DELETE","/elements/api-v2/notifications/subscriptions/{subscriptionId}",[["subscriptionId","path","subscriptionId"]]],
  ["putNotificationsSubscriptionsBySubscriptionIdActive","PUT","/elements/api-v2/notifications/subscriptions/{subscriptionId}/active",[["subscriptionId","path","subscriptionId"]]],
  ["deleteNotificationsSubscriptionsBySubscriptionIdActive","DELETE","/elements/api-v2/notifications/subscriptions/{subscriptionId}/active",[["subscriptionId","path","subscriptionId"]]],
  ["getNotificationsSubscriptionsBySubscriptionIdSecret","GET","/elements/api-v2/notifications/subscriptions/{subscriptionId}/secret",[["subscriptionId","path","subscriptionId"]]],
  ["postNotificationsSubscriptionsBySubscriptionIdSecret","POST","/elements/api-v2/notifications/subscriptions/{subscriptionId}/secret",[["subscriptionId","path","subscriptionId"]]],
  ["postNotificationsSubscriptionsBySubscriptionIdTest","POST","/elements/api-v2/notifications/subscriptions/{subscriptionId}/test",[["subscriptionId","path","subscriptionId"],["Idempotency-Key","header","Idempotency-Key"]]],
  ["getNotificationsSubscriptionsDeliveries","GET","/elements/api-v2/notifications/subscriptions/deliveries",[["hydrate","query","hydrate"],["where","query","where"],["from","query","from"],["to","query","to"],["accountId","query","accountId"],["instanceId","query","instanceId"],["kind","query","kind"],["pageSize","query","pageSize"],["nextPage","query","nextPage"],["page","query","page"]]],
  ["putNotificationsSubscriptionsDeliveries","PUT","/elements/api-v2/notifications/subscriptions/deliveries",[["where","query","where"],["nextPage","query","nextPage"]]],
  ["getNotificationsByNotificationIdSubscriptionsDeliveries","GET","/elements/api-v2/notifications/{notificationId}/subscriptions/deliveries",[["hydrate","query","hydrate"],["notificationId","path","notificationId"]]],
  ["getNotificationsByNotificationIdSubscriptionsBySubscriptionIdDeliveries","GET","/elements/api-v2/notifications/{notificationId}/subscriptions/{subscriptionId}/deliveries",[["hydrate","query","hydrate"],["notificationId","path","notificationId"],["subscriptionId","path","subscriptionId"]]],
  ["putNotificationsByNotificationIdSubscriptionsBySubscriptionIdDeliveries","PUT","/elements/api-v2/notifications/{notificationId}/subscriptions/{subscriptionId}/deliveries",[["notificationId","path","notificationId"],["subscriptionId","path","subscriptionId"]]],
  ["getNotificationsByNotificationIdSubscriptionsBySubscriptionIdDeliveriesAttempts","GET","/elements/api-v2/notifications/{notificationId}/subscriptions/{subscriptionId}/deliveries/attempts",[["notificationId","path","notificationId"],["subscriptionId","path","subscriptionId"]]],
  ["putNotificationsSubscriptionsBySubscriptionIdDeliveries","PUT","/elements/api-v2/notifications/subscriptions/{subscriptionId}/deliveries",[["from","query","from"],["to","query","to"],["status","query","status"],["nextPage","query","nextPage"],["subscriptionId","path","subscriptionId"]]],
  ["postNotificationsEmails","POST","/elements/api-v2/notifications/emails",[["Idempotency-Key","header","Idempotency-Key"],["body","body","body"]]],
  ["getAccountsSettings","GET","/elements/api-v2/accounts/settings",[]],
  ["patchAccountsSettings","PATCH","/elements/api-v2/accounts/settings",[["body","body","body"]]],
  ["getAccountsByAccountIdSettings","GET","/elements/api-v2/accounts/{accountId}/settings",[["accountId","path","accountId"]]],
  ["postAccountsByAccountIdSettings","POST","/elements/api-v2/accounts/{accountId}/settings",[["accountId","path","accountId"],["body","body","body"]]],
  ["patchAccountsByAccountIdSettings","PATCH","/elements/api-v2/accounts/{accountId}/settings",[["accountId","path","accountId"],["body","body","body"]]],
  ["postAuthentication","POST","/elements/api-v2/authentication",[["body","body","body"]]],
  ["postAuthenticationSession","POST","/elements/api-v2/authentication/session",[["body","body","body"]]],
  ["getAuthenticationSession","GET","/elements/api-v2/authentication/session",[]],
  ["deleteAuthenticationSession","DELETE","/elements/api-v2/authentication/session",[]],
  ["getAuthenticationSessions","GET","/elements/api-v2/authentication/sessions",[]],
  ["deleteAuthenticationSessions","DELETE","/elements/api-v2/authentication/sessions",[]],
  ["getAuthenticationSecrets","GET","/elements/api-v2/authentication/secrets",[]],
  ["postAuthenticationPasswords","POST","/elements/api-v2/authentication/passwords",[["body","body","body"]]],
  ["getOrganizationsMe","GET","/elements/api-v2/organizations/me",[]],
  ["putOrganizationsMe","PUT","/elements/api-v2/organizations/me",[["body","body","body"]]],
  ["postOrganizationsMeSecret","POST","/elements/api-v2/organizations/me/secret",[]],
  ["getAuditLogs","GET","/elements/api-v2/audit-logs",[["from","query","from"],["to","query","to"],["userId","query","userId"],["accountId","query","accountId"],["pageSize","query","pageSize"],["nextPage","query","nextPage"]]],
  ["getAuditLogsAuthentication","GET","/elements/api-v2/audit-logs/authentication",[["from","query","from"],["to","query","to"],["userId","query","userId"],["accountId","query","accountId"],["pageSize","query","pageSize"],["nextPage","query","nextPage"]]],
  ["getAuditLogsElementInstances","GET","/elements/api-v2/audit-logs/element-instances",[["from","query","from"],["to","query","to"],["userId","query","userId"],["accountId","query","accountId"],["pageSize","query","pageSize"],["nextPage","query","nextPage"]]],
  ["getAuditLogsElementInstancesById","GET","/elements/api-v2/audit-logs/element-instances/{id}",[["from","query","from"],["to","query","to"],["userId","query","userId"],["accountId","query","accountId"],["pageSize","query","pageSize"],["nextPage","query","nextPage"],["id","path","id"]]],
  ["getAuditLogsElements","GET","/elements/api-v2/audit-logs/elements",[["from","query","from"],["to","query","to"],["userId","query","userId"],["accountId","query","accountId"],["pageSize","query","pageSize"],["nextPage","query","nextPage"]]],
  ["getAuditLogsElementsByKeyOrId","GET","/elements/api-v2/audit-logs/elements/{keyOrId}",[["from","query","from"],["to","query","to"],["userId","query","userId"],["accountId","query","accountId"],["pageSize","query","pageSize"],["nextPage","query","nextPage"],["keyOrId","path","keyOrId"]]],
  ["getAccounts","GET","/elements/api-v2/accounts",[["pageSize","query","pageSize"],["nextPage","query","nextPage"],["page","query","page"],["where","query","where"],["offset","query","offset"],["includeInactive","query","includeInactive"]]],
  ["postAccounts","POST","/elements/api-v2/accounts",[["Idempotency-Key","header","Idempotency-Key"],["body","body","body"]]],
  ["getAccountsByAccountId","GET","/elements/api-v2/accounts/{accountId}",[["includeInactive","query","includeInactive"],["accountId","path","accountId"]]],
  ["patchAccountsByAccountId","PATCH","/elements/api-v2/accounts/{accountId}",[["permanent","query","permanent"],["accountId","path","accountId"],["body","body","body"]]],
  ["putAccountsByAccountId","PUT","/elements/api-v2/accounts/{accountId}",[["permanent","query","permanent"],["accountId","path","accountId"],["body","body","body"]]],
  ["deleteAccountsByAccountId","DELETE","/elements/api-v2/accounts/{accountId}",[["accountId","path","accountId"]]],
  ["getOrganizationsByOrganizationIdAccounts","GET","/elements/api-v2/organizations/{organizationId}/accounts",[["pageSize","query","pageSize"],["nextPage","query","nextPage"],["page","query","page"],["where","query","where"],["offset","query","offset"],["includeInactive","query","includeInactive"],["organizationId","path","organizationId"]]],
  ["postOrganizationsByOrganizationIdAccounts","POST","/elements/api-v2/organizations/{organizationId}/accounts",[["organizationId","path","organizationId"],["Idempotency-Key","header","Idempotency-Key"],["body","body","body"]]],
  ["getOrganizationsByOrganizationIdAccountsByAccountId","GET","/elements/api-v2/organizations/{organizationId}/accounts/{accountId}",[["includeInactive","query","includeInactive"],["organizationId","path","organizationId"],["accountId","path","accountId"]]],
  ["getUsers","GET","/elements/api-v2/users",[["pageSize","query","pageSize"],["nextPage","query","nextPage"],["page","query","page"],["where","query","where"],["includeInactive","query","includeInactive"]]],
  ["getUsersByEmailOrId","GET","/elements/api-v2/users/{emailOrId}",[["includeInactive","query","includeInactive"],["emailOrId","path","emailOrId"],["elements-user-password","header","elements-user-password"]]],
  ["patchUsersByEmailOrId","PATCH","/elements/api-v2/users/{emailOrId}",[["permanent","query","permanent"],["emailOrId","path","emailOrId"],["body","body","body"]]],
  ["putUsersByEmailOrId","PUT","/elements/api-v2/users/{emailOrId}",[["permanent","query","permanent"],["emailOrId","path","emailOrId"],["body","body","body"]]],
  ["deleteUsersByEmailOrId","DELETE","/elements/api-v2/users/{emailOrId}",[["permanent","query","permanent"],["emailOrId","path","emailOrId"]]],
  ["getOrganizationsUsers","GET","/elements/api-v2/organizations/users",[["pageSize","query","pageSize"],["nextPage","query","nextPage"],["page","query","page"],["where","query","where"],["includeInactive","query","includeInactive"]]],
  ["postOrganizationsUsers","POST","/elements/api-v2/organizations/users",[["Idempotency-Key","header","Idempotency-Key"],["body","body","body"]]],
  ["getOrganizationsUsersByEmailOrId","GET","/elements/api-v2/organizations/users/{emailOrId}",[["includeInactive","query","includeInactive"],["emailOrId","path","emailOrId"],["elements-user-password","header","elements-user-password"]]],
  ["patchOrganizationsUsersByEmailOrId","PATCH","/elements/api-v2/organizations/users/{emailOrId}",[["permanent","query","permanent"],["emailOrId","path","emailOrId"],["body","body","body"]]],
  ["putOrganizationsUsersByEmailOrId","PUT","/elements/api-v2/organizations/users/{emailOrId}",[["permanent","query","permanent"],["emailOrId","path","emailOrId"],["body","body","body"]]],
  ["deleteOrganizationsUsersByEmailOrId","DELETE","/elements/api-v2/organizations/users/{emailOrId}",[["permanent","query","permanent"],["emailOrId","path","emailOrId"]]],
  ["getAccountsByAccountIdUsers","GET","/elements/api-v2/accounts/{accountId}/users",[["pageSize","query","pageSize"],["nextPage","query","nextPage"],["page","query","page"],["where","query","where"],["includeInactive","query","includeInactive"],["accountId","path","accountId"]]],
  ["postAccountsByAccountIdUsers","POST","/elements/api-v2/accounts/{accountId}/users",[["accountId","path","accountId"],["Idempotency-Key","header","Idempotency-Key"],["body","body","body"]]],
  ["getAccountsByAccountIdUsersByEmailOrId","GET","/elements/api-v2/accounts/{accountId}/users/{emailOrId}",[["includeInactive","query","includeInactive"],["accountId","path","accountId"],["emailOrId","path","emailOrId"],["elements-user-password","header","elements-user-password"]]],
  ["patchAccountsByAccountIdUsersByEmailOrId","PATCH","/elements/api-v2/accounts/{accountId}/users/{emailOrId}",[["permanent","query","permanent"],["accountId","path","accountId"],["emailOrId","path","emailOrId"],["body","body","body"]]],
  ["putAccountsByAccountIdUsersByEmailOrId","PUT","/elements/api-v2/accounts/{accountId}/users/{emailOrId}",[["permanent","query","permanent"],["accountId","path","accountId"],["emailOrId","path","emailOrId"],["body","body","body"]]],
  ["deleteAccountsByAccountIdUsersByEmailOrId","DELETE","/elements/api-v2/accounts/{accountId}/users/{emailOrId}",[["permanent","query","permanent"],["accountId","path","accountId"],["emailOrId","path","emailOrId"]]],
  ["getUsersByEmailOrIdRoles","GET","/elements/api-v2/users/{emailOrId}/roles",[["emailOrId","path","emailOrId"]]],
  ["putUsersByEmailOrIdRolesByRoleKey","PUT","/elements/api-v2/users/{emailOrId}/roles/{roleKey}",[["emailOrId","path","emailOrId"],["roleKey","path","roleKey"]]],
  ["deleteUsersByEmailOrIdRolesByRoleKey","DELETE","/elements/api-v2/users/{emailOrId}/roles/{roleKey}",[["emailOrId","path","emailOrId"],["roleKey","path","roleKey"]]],
  ["getAccountsByAccountIdRoles","GET","/elements/api-v2/accounts/{accountId}/roles",[["accountId","path","accountId"]]],
  ["putAccountsByAccountIdRolesByRoleKey","PUT","/elements/api-v2/accounts/{accountId}/roles/{roleKey}",[["accountId","path","accountId"],["roleKey","path","roleKey"]]],
  ["deleteAccountsByAccountIdRolesByRoleKey","DELETE","/elements/api-v2/accounts/{accountId}/roles/{roleKey}",[["accountId","path","accountId"],["roleKey","path","roleKey"]]],
  ["getOrganizationsRoles","GET","/elements/api-v2/organizations/roles",[]],
  ["putOrganizationsRoles","PUT","/elements/api-v2/organizations/roles",[["body","body","body"]]],
  ["getOrganizationsPrivileges","GET","/elements/api-v2/organizations/privileges",[]],
  ["putOrganizationsRolesByRoleId","PUT","/elements/api-v2/organizations/roles/{roleId}",[["roleId","path","roleId"],["body","body","body"]]],
  ["putOrganizationsRolesReset","PUT","/elements/api-v2/organizations/roles/reset",[]],
  ["getOrganizationsPasswordPolicies","GET","/elements/api-v2/organizations/password-policies",[]],
  ["putOrganizationsPasswordPolicies","PUT","/elements/api-v2/organizations/password-policies",[["body","body","body"]]],
  ["deleteOrganizationsPasswordPolicies","DELETE","/elements/api-v2/organizations/password-policies",[]],
  ["getOrganizationsBranding","GET","/elements/api-v2/organizations/branding",[]],
  ["putOrganizationsBranding","PUT","/elements/api-v2/organizations/branding",[["body","body","body"]]],
  ["deleteOrganizationsBranding","DELETE","/elements/api-v2/organizations/branding",[]],
  ["getElements","GET","/elements/api-v2/elements",[["pageSize","query","pageSize"],["nextPage","query","nextPage"],["page","query","page"],["where","query","where"],["abridged","query","abridged"]]],
  ["getElementsKeys","GET","/elements/api-v2/elements/keys",[["pageSize","query","pageSize"],["nextPage","query","nextPage"],["page","query","page"]]],
  ["getElementsMetadata","GET","/elements/api-v2/elements/metadata",[]],
  ["getElementsProviderKeyPng","GET","/elements/api-v2/elements/provider_{key}.png",[["key","path","key"]]],
  ["getElementsByKeyOrId","GET","/elements/api-v2/elements/{keyOrId}",[["keyOrId","path","keyOrId"]]],
  ["getElementsByKeyOrIdMetadata","GET","/elements/api-v2/elements/{keyOrId}/metadata",[["expand","query","expand"],["keyOrId","path","keyOrId"]]],
  ["getElementsByKeyOrIdAbilities","GET","/elements/api-v2/elements/{keyOrId}/abilities",[["keyOrId","path","keyOrId"]]],
  ["getElementsByKeyOrIdConfiguration","GET","/elements/api-v2/elements/{keyOrId}/configuration",[["keyOrId","path","keyOrId"]]],
  ["getElementsByKeyOrIdAuthenticationTypes","GET","/elements/api-v2/elements/{keyOrId}/authentication-types",[["keyOrId","path","keyOrId"]]],
  ["getElementsByKeyOrIdAuthenticationTypesByTypeConfigurations","GET","/elements/api-v2/elements/{keyOrId}/authentication-types/{type}/configurations",[["keyOrId","path","keyOrId"],["type","path","type"]]],
  ["getElementsByKeyOrIdParameters","GET","/elements/api-v2/elements/{keyOrId}/parameters",[["keyOrId","path","keyOrId"]]],
  ["getElementsByKeyOrIdHooks","GET","/elements/api-v2/elements/{keyOrId}/hooks",[["keyOrId","path","keyOrId"]]],
  ["getElementsByKeyOrIdTransformations","GET","/elements/api-v2/elements/{keyOrId}/transformations",[["keyOrId","path","keyOrId"]]],
  ["getElementsByKeyOrIdExport","GET","/elements/api-v2/elements/{keyOrId}/export",[["extendedOnly","query","extendedOnly"],["keyOrId","path","keyOrId"]]],
  ["getElementsByKeyOrIdObjects","GET","/elements/api-v2/elements/{keyOrId}/objects",[["accountOnly","query","accountOnly"],["keyOrId","path","keyOrId"]]],
  ["getElementsByKeyOrIdObjectsByObjectId","GET","/elements/api-v2/elements/{keyOrId}/objects/{objectId}",[["keyOrId","path","keyOrId"],["objectId","path","objectId"]]],
  ["getElementsByKeyOrIdObjectsByObjectIdFields","GET","/elements/api-v2/elements/{keyOrId}/objects/{objectId}/fields",[["accountOnly","query","accountOnly"],["keyOrId","path","keyOrId"],["objectId","path","objectId"]]],
  ["getElementsByKeyOrIdObjectsByObjectIdFieldsByFieldId","GET","/elements/api-v2/elements/{keyOrId}/objects/{objectId}/fields/{fieldId}",[["keyOrId","path","keyOrId"],["objectId","path","objectId"],["fieldId","path","fieldId"]]],
  ["getElementsByKeyOrIdModels","GET","/elements/api-v2/elements/{keyOrId}/models",[["keyOrId","path","keyOrId"]]],
  ["getElementsByKeyOrIdModelsByModelId","GET","/elements/api-v2/elements/{keyOrId}/models/{modelId}",[["keyOrId","path","keyOrId"],["modelId","path","modelId"]]],
  ["getElementsByKeyOrIdResources","GET","/elements/api-v2/elements/{keyOrId}/resources",[["accountOnly","query","accountOnly"],["keyOrId","path","keyOrId"]]],
  ["postElementsByKeyOrIdResources","POST","/elements/api-v2/elements/{keyOrId}/resources",[["keyOrId","path","keyOrId"],["Idempotency-Key","header","Idempotency-Key"],["body","body","body"]]],
  ["getElementsByKeyOrIdResourcesByResourceId","GET","/elements/api-v2/elements/{keyOrId}/resources/{resourceId}",[["keyOrId","path","keyOrId"],["resourceId","path","resourceId"]]],
  ["putElementsByKeyOrIdResourcesByResourceId","PUT","/elements/api-v2/elements/{keyOrId}/resources/{resourceId}",[["keyOrId","path","keyOrId"],["resourceId","path","resourceId"],["body","body","body"]]],
  ["deleteElementsByKeyOrIdResourcesByResourceId","DELETE","/elements/api-v2/elements/{keyOrId}/resources/{resourceId}",[["keyOrId","path","keyOrId"],["resourceId","path","resourceId"]]],
  ["getElementsByKeyOrIdResourcesByResourceIdParameters","GET","/elements/api-v2/elements/{keyOrId}/resources/{resourceId}/parameters",[["keyOrId","path","keyOrId"],["resourceId","path","resourceId"]]],
  ["postElementsByKeyOrIdResourcesByResourceIdParameters","POST","/elements/api-v2/elements/{keyOrId}/resources/{resourceId}/parameters",[["keyOrId","path","keyOrId"],["resourceId","path","resourceId"],["Idempotency-Key","header","Idempotency-Key"],["body","body","body"]]],
  ["getElementsByKeyOrIdResourcesByResourceIdHooks","GET","/elements/api-v2/elements/{keyOrId}/resources/{resourceId}/hooks",[["keyOrId","path","keyOrId"],["resourceId","path","resourceId"]]],
  ["getElementsByKeyOrIdResourcesByResourceIdModels","GET","/elements/api-v2/elements/{keyOrId}/resources/{resourceId}/models",[["keyOrId","path","keyOrId"],["resourceId","path","resourceId"]]],
  ["postElementsByKeyOrIdResourcesByResourceIdModels","POST","/elements/api-v2/elements/{keyOrId}/resources/{resourceId}/models",[["keyOrId","path","keyOrId"],["resourceId","path","resourceId"],["body","body","body"]]],
  ["putElementsByKeyOrIdResourcesByResourceIdModels","PUT","/elements/api-v2/elements/{keyOrId}/resources/{resourceId}/models",[["keyOrId","path","keyOrId"],["resourceId","path","resourceId"],["body","body","body"]]],
  ["deleteElementsByKeyOrIdResourcesByResourceIdModels","DELETE","/elements/api-v2/elements/{keyOrId}/resources/{resourceId}/models",[["keyOrId","path","keyOrId"],["resourceId","path","resourceId"]]],
  ["putElementsByKeyOrIdResourcesByResourceIdParametersByParameterId","PUT","/elements/api-v2/elements/{keyOrId}/resources/{resourceId}/parameters/{parameterId}",[["keyOrId","path","keyOrId"],["resourceId","path","resourceId"],["parameterId","path","parameterId"],["body","body","body"]]],
  ["deleteElementsByKeyOrIdResourcesByResourceIdParametersByParameterId","DELETE","/elements/api-v2/elements/{keyOrId}/resources/{resourceId}/parameters/{parameterId}",[["keyOrId","path","keyOrId"],["resourceId","path","resourceId"],["parameterId","path","parameterId"]]],
  ["getHubs","GET","/elements/api-v2/hubs",[["hydrate","query","hydrate"]]],
  ["getHubsKeys","GET","/elements/api-v2/hubs/keys",[]],
  ["getHubsByKey","GET","/elements/api-v2/hubs/{key}",[["key","path","key"]]],
  ["getHubsByKeyElements","GET","/elements/api-v2/hubs/{key}/elements",[["pageSize","query","pageSize"],["nextPage","query","nextPage"],["page","query","page"],["key","path","key"]]],
  ["getElementsByKeyOrIdDocs","GET","/elements/api-v2/elements/{keyOrId}/docs",[["baseUrl","query","baseUrl"],["version","query","version"],["resolveReferences","query","resolveReferences"],["discovery","query","discovery"],["basic","query","basic"],["operationId","query","operationId"],["keyOrId","path","keyOrId"]]],
  ["getElementsByKeyOrIdDocsByOperationId","GET","/elements/api-v2/elements/{keyOrId}/docs/{operationId}",[["baseUrl","query","baseUrl"],["version","query","version"],["resolveReferences","query","resolveReferences"],["discovery","query","discovery"],["basic","query","basic"],["operationId","query","operationId"],["keyOrId","path","keyOrId"],["path_operationId","path","operationId"]]],
  ["getElementsByKeyOrIdDocsByOperationIdDefinitions","GET","/elements/api-v2/elements/{keyOrId}/docs/{operationId}/definitions",[["version","query","version"],["resolveReferences","query","resolveReferences"],["discovery","query","discovery"],["basic","query","basic"],["keyOrId","path","keyOrId"],["operationId","path","operationId"]]],
  ["getInstancesDocs","GET","/elements/api-v2/instances/docs",[["baseUrl","query","baseUrl"],["version","query","version"],["resolveReferences","query","resolveReferences"],["discovery","query","discovery"],["basic","query","basic"],["operationId","query","operationId"]]],
  ["getInstancesDocsByOperationId","GET","/elements/api-v2/instances/docs/{operationId}",[["baseUrl","query","baseUrl"],["version","query","version"],["resolveReferences","query","resolveReferences"],["discovery","query","discovery"],["basic","query","basic"],["operationId","query","operationId"],["path_operationId","path","operationId"]]],
  ["getInstancesByIdDocs","GET","/elements/api-v2/instances/{id}/docs",[["baseUrl","query","baseUrl"],["version","query","version"],["resolveReferences","query","resolveReferences"],["discovery","query","discovery"],["basic","query","basic"],["operationId","query","operationId"],["id","path","id"]]],
  ["getInstancesByIdDocsByOperationId","GET","/elements/api-v2/instances/{id}/docs/{operationId}",[["baseUrl","query","baseUrl"],["version","query","version"],["resolveReferences","query","resolveReferences"],["discovery","query","discovery"],["basic","query","basic"],["operationId","query","operationId"],["id","path","id"],["path_operationId","path","operationId"]]],
  ["getInstancesByIdDocsByOperationIdDefinitions","GET","/elements/api-v2/instances/{id}/docs/{operationId}/definitions",[["version","query","version"],["resolveReferences","query","resolveReferences"],["discovery","query","discovery"],["basic","query","basic"],["id","path","id"],["operationId","path","operationId"]]],
  ["getInstancesDocsByOperationIdDefinitions","GET","/elements/api-v2/instances/docs/{operationId}/definitions",[["version","query","version"],["resolveReferences","query","resolveReferences"],["discovery","query","discovery"],["basic","query","basic"],["operationId","path","operationId"]]],
  ["getDocsByHub","GET","/elements/api-v2/docs/{hub}",[["version","query","version"],["baseUrl","query","baseUrl"],["provider","query","provider"],["hub","path","hub"]]],
  ["getDocsAllPlatform","GET","/elements/api-v2/docs/all_platform",[["version","query","version"],["baseUrl","query","baseUrl"]]],
  ["getHubsByHubPing","GET","/elements/api-v2/hubs/{hub}/ping",[["hub","path","hub"]]],
  ["getHubsByHubObjects","GET","/elements/api-v2/hubs/{hub}/objects",[["hub","path","hub"]]],
  ["getHubsByHubObjectsByObjectNameMetadata","GET","/elements/api-v2/hubs/{hub}/objects/{objectName}/metadata",[["hub","path","hub"],["objectName","path","objectName"]]],
  ["getHubsByHubObjectsByObjectNameDocs","GET","/elements/api-v2/hubs/{hub}/objects/{objectName}/docs",[["baseUrl","query","baseUrl"],["version","query","version"],["resolveReferences","query","resolveReferences"],["discovery","query","discovery"],["basic","query","basic"],["hub","path","hub"],["objectName","path","objectName"]]],
  ["getHubsByHubProxy","GET","/elements/api-v2/hubs/{hub}/proxy",[["hub","path","hub"]]],
  ["postHubsByHubProxy","POST","/elements/api-v2/hubs/{hub}/proxy",[["Idempotency-Key","header","Idempotency-Key"],["hub","path","hub"]]],
  ["putHubsByHubProxy","PUT","/elements/api-v2/hubs/{hub}/proxy",[["hub","path","hub"]]],
  ["patchHubsByHubProxy","PATCH","/elements/api-v2/hubs/{hub}/proxy",[["hub","path","hub"]]],
  ["deleteHubsByHubProxy","DELETE","/elements/api-v2/hubs/{hub}/proxy",[["hub","path","hub"]]],
  ["getHubsByHubProxyPath","GET","/elements/api-v2/hubs/{hub}/proxy/{path}",[["hub","path","hub"],["path","path","path"]]],
  ["postHubsByHubProxyPath","POST","/elements/api-v2/hubs/{hub}/proxy/{path}",[["hub","path","hub"],["path","path","path"],["Idempotency-Key","header","Idempotency-Key"]]],
  ["putHubsByHubProxyPath","PUT","/elements/api-v2/hubs/{hub}/proxy/{path}",[["hub","path","hub"],["path","path","path"]]],
  ["patchHubsByHubProxyPath","PATCH","/elements/api-v2/hubs/{hub}/proxy/{path}",[["hub","path","hub"],["path","path","path"]]],
  ["deleteHubsByHubProxyPath","DELETE","/elements/api-v2/hubs/{hub}/proxy/{path}",[["hub","path","hub"],["path","path","path"]]],
  ["getHubsByHubPath","GET","/elements/api-v2/hubs/{hub}/{path}",[["hub","path","hub"],["path","path","path"]]],
  ["postHubsByHubPath","POST","/elements/api-v2/hubs/{hub}/{path}",[["hub","path","hub"],["path","path","path"],["Idempotency-Key","header","Idempotency-Key"]]],
  ["putHubsByHubPath","PUT","/elements/api-v2/hubs/{hub}/{path}",[["hub","path","hub"],["path","path","path"]]],
  ["patchHubsByHubPath","PATCH","/elements/api-v2/hubs/{hub}/{path}",[["hub","path","hub"],["path","path","path"]]],
  ["deleteHubsByHubPath","DELETE","/elements/api-v2/hubs/{hub}/{path}",[["hub","path","hub"],["path","path","path"]]],
  ["getUsage","GET","/elements/api-v2/usage",[["hub","query","hub"],["keys[]","queries","keys[]"],["tags[]","queries","tags[]"],["accountIds[]","queries","accountIds[]"],["instanceIds[]","queries","instanceIds[]"],["status","query","status"],["from","query","from"],["to","query","to"],["searchText","query","searchText"],["pageOffset","query","pageOffset"],["pageSize","query","pageSize"],["nextPage","query","nextPage"]]],
  ["getUsageById","GET","/elements/api-v2/usage/{id}",[["id","path","id"]]],
  ["getUsageAnalyticsActivity","GET","/elements/api-v2/usage/analytics/activity",[["from","query","from"],["to","query","to"],["interval","query","interval"],["accountIds[]","queries","accountIds[]"],["keys[]","queries","keys[]"],["instanceIds[]","queries","instanceIds[]"]]],
  ["getUsageAnalyticsActivityElements","GET","/elements/api-v2/usage/analytics/activity/elements",[["from","query","from"],["to","query","to"],["interval","query","interval"],["accountIds[]","queries","accountIds[]"],["keys[]","queries","keys[]"],["instanceIds[]","queries","instanceIds[]"]]],
  ["getUsageAnalyticsStatuses","GET","/elements/api-v2/usage/analytics/statuses",[["from","query","from"],["to","query","to"],["interval","query","interval"],["accountIds[]","queries","accountIds[]"],["keys[]","queries","keys[]"],["instanceIds[]","queries","instanceIds[]"]]],
  ["getUsageAnalyticsTimes","GET","/elements/api-v2/usage/analytics/times",[["from","query","from"],["to","query","to"],["interval","query","interval"],["accountIds[]","queries","accountIds[]"],["keys[]","queries","keys[]"],["instanceIds[]","queries","instanceIds[]"]]],
  ["getUsageAnalyticsActivityElementInstances","GET","/elements/api-v2/usage/analytics/activity/element-instances",[["from","query","from"],["to","query","to"],["accountIds[]","queries","accountIds[]"],["keys[]","queries","keys[]"],["instanceIds[]","queries","instanceIds[]"]]],
  ["getUsageAnalyticsActivityElementInstancesCreatedCount","GET","/elements/api-v2/usage/analytics/activity/element-instances/created-count",[["from","query","from"],["to","query","to"]]],
  ["getUsageAnalyticsHealthElementInstances","GET","/elements/api-v2/usage/analytics/health/element-instances",[["instanceIds[]","queries","instanceIds[]"],["from","query","from"],["to","query","to"]]],
  ["getUsageAnalyticsActivityFormulaInstances","GET","/elements/api-v2/usage/analytics/activity/formula-instances",[["from","query","from"],["to","query","to"]]],
  ["getUsageAnalyticsActivityFormulaInstancesCreatedCount","GET","/elements/api-v2/usage/analytics/activity/formula-instances/created-count",[["from","query","from"],["to","query","to"]]],
]

const documentedBaseUrl = "http://localhost:8080/"

type Operation = readonly [
  id: string,
  method: string,
  path: string,
  parameters: readonly (readonly [key: string, place: string, name: string])[],
]

export interface ClientOptions {
  /** `User <user secret>, Element <instance token>`, or a function that answers it for each call. */
  authorization: string | (() => string | Promise<string>)
  /** Address of the API; by default the one that the document names. */
  baseUrl?: string
  /** In the place of the global one. */
  fetch?: typeof globalThis.fetch
}

export interface Answer<T> {
  readonly data: T
  /** Send it as the parameter `nextPage` to read on; undefined on the last page. */
  readonly nextPage: string | undefined
  readonly status: number
  readonly headers: Headers
}

/** An answer that is no success. `code` is stable, and has a page at `docs` of the body. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string | undefined
  readonly requestId: string | undefined
  readonly body: unknown

  constructor(status: number, body: unknown) {
    const told = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
    super(typeof told['message'] === 'string' ? told['message'] : `The answer was ${status}`)
    this.name = 'ApiError'
    this.status = status
    this.code = typeof told['code'] === 'string' ? told['code'] : undefined
    this.requestId = typeof told['requestId'] === 'string' ? told['requestId'] : undefined
    this.body = body
  }
}

export function createClient(options: ClientOptions): Client {
  return Object.fromEntries(
    operations.map((operation) => [
      operation[0],
      (given: Record<string, unknown> = {}) => call(options, operation, given),
    ]),
  ) as unknown as Client
}

async function call(
  options: ClientOptions,
  [, method, path, parameters]: Operation,
  given: Record<string, unknown>,
): Promise<Answer<unknown>> {
  const { authorization } = options
  const headers = new Headers({
    accept: 'application/json',
    authorization: typeof authorization === 'string' ? authorization : await authorization(),
  })
  const query = new URLSearchParams()
  const form = new FormData()
  let address = path
  let body: string | FormData | undefined
  for (const [key, place, name] of parameters) {
    const value = given[key]
    if (value === undefined) {
      if (place === 'path') throw new TypeError(`The parameter ${key} is missing`)
      continue
    }
    const text = Array.isArray(value) ? value.join(',') : String(value)
    if (place === 'path') address = address.replace(`{${name}}`, () => encodeURIComponent(text))
    else if (place === 'query') query.append(name, text)
    else if (place === 'queries') for (const one of [value].flat()) query.append(name, String(one))
    else if (place === 'header') headers.set(name, text)
    else if (place === 'formData') {
      form.append(name, value instanceof Blob ? value : text)
      body = form
    } else {
      headers.set('content-type', 'application/json')
      body = JSON.stringify(value)
    }
  }
  const base = (options.baseUrl ?? documentedBaseUrl).replace(/\/+$/, '')
  const search = query.size === 0 ? '' : `?${query.toString()}`
  const answer = await (options.fetch ?? fetch)(`${base}${address}${search}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  })
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.includes('json') === true
  const data: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text
  if (!answer.ok) throw new ApiError(answer.status, data)
  const nextPage = answer.headers.get('elements-next-page-token') ?? undefined
  return { data, nextPage, status: answer.status, headers: answer.headers }
}
