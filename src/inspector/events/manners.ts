import type { ResendWish } from '../../sandbox/resend.ts'
import type { Text } from '../../text/text.ts'

/** How an event can be sent once more. */
export const MANNERS: readonly { readonly id: string; readonly wish: ResendWish; readonly words: Text }[] = [
  { id: '', wish: {}, words: { en: 'signed anew', zh: '重新签名' } },
  { id: 'as-sent', wish: { asSent: true }, words: { en: 'the same bytes as before', zh: '与先前逐字节相同' } },
  { id: 'twice', wish: { times: 2 }, words: { en: 'twice at the same time', zh: '同时发送两次' } },
  { id: 'corrupt', wish: { corrupt: true }, words: { en: 'changed after signing', zh: '签名后改动内容' } },
  { id: 'bad', wish: { badSignature: true }, words: { en: 'with a broken signature', zh: '破坏签名' } },
  { id: 'wrong-key', wish: { wrongKey: true }, words: { en: 'signed with a foreign key', zh: '使用非平台密钥签名' } },
  { id: 'unsigned', wish: { unsigned: true }, words: { en: 'without a signature', zh: '不带签名' } },
]
