/** The file of golden vectors made with two client libraries of the platform. Only what is read here. */
export interface WechatPayVectorFile {
  readonly mchid: string
  readonly appid: string
  readonly apiv3_key: string
  readonly public_key_id: string
  readonly platform_certificate_serial: string
  readonly keys: {
    readonly merchant: { readonly private_pkcs8: string; readonly public: string; readonly certificate: string }
    readonly wechatpay: { readonly private_pkcs8: string; readonly public: string; readonly certificate: string }
  }
  readonly vectors: readonly WechatPayVector[]
}

export interface RecordedHttp {
  readonly method: string
  readonly target?: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body?: string
}
export interface RecordedResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
  readonly signed_content?: string
}
interface SdkVerdict {
  readonly accepted: boolean
  readonly result?: unknown
  readonly error?: { readonly code?: string; readonly message?: string }
}

export interface WechatPayVector {
  readonly id: string
  readonly kind: string
  readonly clock_ms?: number
  readonly http?: RecordedHttp
  readonly string_to_sign?: string
  readonly signature?: string
  readonly platform_rule_accepts_signature?: boolean
  readonly client_call?: { readonly string_to_sign: string; readonly signature: string }
  readonly response?: RecordedResponse
  readonly sdk_result?: { readonly accepted: boolean; readonly result?: unknown }
  readonly sdk_verdicts?: Readonly<Record<string, SdkVerdict>>
  readonly plaintext?: string
  readonly key_utf8?: string
  readonly nonce?: string
  readonly associated_data?: string
  readonly ciphertext_base64?: string
  readonly for_platform?: Readonly<Record<string, string>>
  readonly for_merchant?: Readonly<Record<string, string>>
  readonly merchant_certificate?: string
  readonly sdk_reads?: Readonly<Record<string, string>>
  readonly header_form_upper_case?: string
  readonly platform_serial?: string
  readonly expected_reply?: {
    readonly http: number
    readonly body: { readonly code: string; readonly message: string }
    readonly request_id_header?: boolean
    readonly wechatpay_headers?: boolean
  }
}
