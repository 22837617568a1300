/** The file of golden vectors made with the platform's own SDKs. Only what is read here. */
export interface AlipayVectorFile {
  readonly gateway: string
  readonly keys: {
    readonly app: { readonly private_pkcs8: string; readonly public: string }
    readonly alipay: { readonly private_pkcs8: string; readonly public: string }
  }
  readonly vectors: readonly AlipayVector[]
}

export interface RecordedHttp {
  readonly method: string
  readonly target?: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body?: string
}
export interface RecordedResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signed_content?: string
}

export interface AlipayVector {
  readonly id: string
  readonly kind: string
  readonly client?: { readonly app_id: string; readonly mode: string; readonly sign_type: string }
  readonly clock_ms?: number
  readonly timestamp?: string
  readonly http?: RecordedHttp
  readonly output?: string
  readonly string_to_sign?: string
  readonly signature?: string
  readonly platform_rule_accepts_signature?: boolean
  readonly response?: RecordedResponse
  readonly method?: string
  readonly signed_content_by_rule?: string
  readonly signature_valid_by_rule?: boolean
  readonly sdk_checked_content?: string
  readonly params?: Readonly<Record<string, string>>
  readonly signed_content?: string | null
  readonly sdk_verdicts?: { readonly checkNotifySignV2: { readonly result: boolean } }
  readonly expected_reply?: {
    readonly http: number
    readonly code: string
    readonly msg?: string
    readonly sub_code?: string
    readonly signed?: boolean
  }
}
