/** The file of golden vectors made with the platform's own SDKs. Only what is read here. */
export interface AlipayVectorFile {
  readonly gateway: string
  readonly keys: {
    readonly app: { readonly private_pkcs8: string; readonly public: string }
    readonly alipay: { readonly private_pkcs8: string; readonly public: string }
  }
  readonly certs?: { readonly app: string; readonly alipay: string; readonly root_bundle: string }
  readonly aes_key_base64?: string
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
  readonly client?: {
    readonly app_id: string
    readonly mode: string
    readonly sign_type: string
    readonly content_encryption?: string
  }
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
  readonly params?: Readonly<Record<string, string>>
  readonly signed_content?: string | null
  readonly sdk_verdicts?: { readonly checkNotifySignV2: { readonly result: boolean } }
  /** kind aes */
  readonly key_base64?: string
  readonly plaintext?: string
  readonly ciphertext_base64?: string
  /** kind cert-sn */
  readonly pem?: string
  readonly is_root?: boolean
  readonly public_key_base64?: string
  readonly sn?: string
  /** kinds v3-response and v3-error */
  readonly sdk_checked_content?: string | null
  readonly sdk_verdict?: {
    readonly accepted: boolean
    readonly result?: unknown
    readonly error?: { readonly code?: string; readonly message?: string }
  }
  readonly call?: { readonly args: readonly unknown[] }
  readonly expected_reply?: {
    readonly http: number
    readonly code: string
    readonly msg?: string
    readonly message?: string
    readonly sub_code?: string
    readonly signed?: boolean
  }
}
