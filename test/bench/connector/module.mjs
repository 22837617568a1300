// One action that emits `count` events of a type to an address; signed with HMAC-SHA256 or RSA2 over the body.
const text = (message) => Buffer.from(message.body).toString('utf8')

function signature(id) {
  return {
    id,
    signingInput: (message) => ({ text: text(message), parts: [['body', text(message)]] }),
    attach: (message, { value }) => ({ ...message, headers: { ...message.headers, 'x-signature': value } }),
    extract: ({ headers }) => ({ value: headers['x-signature'] ?? '', keyId: id, stamp: { timestamp: 0, nonce: '' } }),
  }
}

export default (sdk) => {
  const webhook = (id, signer) => ({
    id,
    signature: signature(id),
    retries: [],
    timeoutSeconds: 60,
    keyRing: (credential) => ({ signer: () => ({ keyId: id, ...signer(credential) }), verifier: () => undefined }),
    wrap: (event, url) => ({
      kind: 'request',
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(event.payload)),
    }),
    unwrap: () => ({ type: '', id: '', payload: {} }),
    acknowledged: ({ status }) => status === 200,
    acknowledgement: () => ({ kind: 'response', status: 200, headers: {}, body: new Uint8Array() }),
  })
  return sdk.defineConnector({
    auth: {
      bench: {
        id: 'bench',
        fields: ['secret', 'private_key'].map((name) => ({ name, label: { en: name, zh: name }, secret: true })),
        mint: () => ({ secret: 'local_secret', private_key: sdk.crypto.generateRsaPair().privateKey }),
      },
    },
    webhooks: {
      hmac: webhook('hmac', ({ secret }) => ({
        sign: (input) => sdk.crypto.hmac('sha256', secret, input.text).toString('hex'),
      })),
      rsa: webhook('rsa', ({ private_key }) => ({
        sign: (input) => sdk.crypto.rsaSign(private_key, input.text),
        ...(sdk.crypto.rsaSignLater && { signLater: (input) => sdk.crypto.rsaSignLater(private_key, input.text) }),
      })),
    },
    simulator: {
      handlers: {},
      actions: {
        burst: {
          summary: { en: 'many events at once', zh: '一次发出大量事件' },
          params: ['count', 'type', 'url'].map((name) => ({ name, summary: { en: name, zh: name }, required: true })),
          run({ emit }, params) {
            for (let index = 0; index < Number(params.count); index++)
              emit(
                params.type,
                { index, order: 'T20260101', amount: '88.00', subject: 'x'.repeat(200) },
                { url: params.url },
              )
            return { count: Number(params.count) }
          },
        },
      },
    },
  })
}
