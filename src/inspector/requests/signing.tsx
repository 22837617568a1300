import { useState } from 'preact/hooks'
import type { ExchangeView, SignatureView } from '../../sandbox/exchange-view.ts'
import { useT } from '../data/context.ts'
import { Copy } from '../parts/copy.tsx'
import { Empty } from '../parts/problem.tsx'
import { Difference } from './difference.tsx'
import { PlatformSigned, SignedParts } from './signed-parts.tsx'

/** What was signed, who proved it, and where two texts part. */
export function Signing({ view }: { readonly view: ExchangeView }) {
  const t = useT()
  const { signature, answerSignature, record } = view
  return (
    <>
      {signature ? (
        <>
          <Verdict signature={signature} />
          {signature.caller && signature.text !== undefined ? (
            <section class="block">
              <header>
                <h3>{t({ en: 'First difference', zh: '第一处差异' })}</h3>
              </header>
              <p>
                {t({
                  en: 'Your signature is valid for another text, so this is what your code signed.',
                  zh: '您的签名对另一段文本有效，因此可以确定您的代码实际签的是什么。',
                })}{' '}
                <strong>{t(signature.caller.because)}</strong>
              </p>
              <Difference ours={signature.text} theirs={signature.caller.text} parts={signature.parts ?? []} />
            </section>
          ) : null}
          {signature.text === undefined ? null : (
            <SignedParts
              title={t({ en: 'Text to sign, part by part', zh: '待签名文本（逐段）' })}
              text={signature.text}
              parts={signature.parts ?? []}
            />
          )}
          {!signature.ok && signature.text !== undefined && !signature.caller ? (
            <Compare text={signature.text} parts={signature.parts ?? []} />
          ) : null}
        </>
      ) : (
        <Empty
          title={
            record.verified === true
              ? t({ en: 'The caller proved itself without a signature.', zh: '调用方以签名以外的方式通过了验证。' })
              : t({ en: 'This request was not held against a key.', zh: '此请求没有进行验签。' })
          }
        />
      )}
      <PlatformSigned
        title={t({ en: 'What the platform signed in its answer', zh: '平台应答的签名文本' })}
        signed={answerSignature}
      />
    </>
  )
}

function Verdict({ signature }: { readonly signature: SignatureView }) {
  const t = useT()
  const { ok, reason = 'mismatch', keyId, scheme, partner } = signature
  const words = {
    missing: t({ en: 'The request carries no signature.', zh: '请求没有携带签名。' }),
    'unknown-key': t({
      en: 'The sandbox does not know the key that the request names.',
      zh: '沙箱不认识请求中指明的密钥。',
    }),
    expired: t({
      en: 'The signature is right, but its time lies outside of the window.',
      zh: '签名本身正确，但时间戳超出了允许的范围。',
    }),
    mismatch: t({ en: 'The signature does not belong to this text.', zh: '签名与这段文本不符。' }),
  }
  return (
    <div class={ok ? 'callout good' : 'callout bad'}>
      <strong>{ok ? t({ en: 'The signature is right.', zh: '签名正确。' }) : words[reason]}</strong>
      <dl class="inline">
        {keyId === undefined ? null : (
          <div>
            <dt>{t({ en: 'Key', zh: '密钥' })}</dt>
            <dd class="mono">{keyId}</dd>
          </div>
        )}
        {partner === undefined ? null : (
          <div>
            <dt>{t({ en: 'Partner', zh: '商户应用' })}</dt>
            <dd class="mono">{partner}</dd>
          </div>
        )}
        <div>
          <dt>{t({ en: 'Scheme', zh: '签名方案' })}</dt>
          <dd class="mono">{scheme}</dd>
        </div>
      </dl>
    </div>
  )
}

/** For a text that the sandbox could not find out: whoever has it at hand puts it in. */
function Compare({ text, parts }: { readonly text: string; readonly parts: NonNullable<SignatureView['parts']> }) {
  const t = useT()
  const [given, setGiven] = useState('')
  return (
    <section class="block">
      <header>
        <h3 id="compare">{t({ en: 'Compare with what your code signed', zh: '与您的代码所签的文本比较' })}</h3>
        <span class="tools">
          <Copy text={text} label={t({ en: 'Copy the text to sign', zh: '复制待签名文本' })} />
        </span>
      </header>
      <textarea
        rows={4}
        class="mono"
        aria-labelledby="compare"
        placeholder={t({
          en: 'Print the text that your code signs and paste it here',
          zh: '打印代码签名时使用的文本，粘贴到这里',
        })}
        value={given}
        onInput={(event) => setGiven(event.currentTarget.value)}
      />
      {given === '' ? null : <Difference ours={text} theirs={given} parts={parts} />}
    </section>
  )
}
