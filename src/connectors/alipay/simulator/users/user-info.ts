import type { OperationHandler } from '../../../../sdk/index.ts'
import { failure, success } from '../answers.ts'
import { ownerOf } from '../owner.ts'
import { bodyOf, textOf } from '../refused.ts'
import { grantByToken } from './tokens.ts'

/** alipay.user.info.share: who allowed it, and what of it. There are no parameters but the user's token. */
export const shareUser: OperationHandler = (call) => {
  const grant = grantByToken(call, textOf(bodyOf(call.params), 'auth_token') ?? '')
  if (!grant || grant.app_id !== ownerOf(call.credential))
    return failure('aop.invalid-auth-token', 'no auth_token, or none of this app [DOC 02km9f]')
  if (call.clock.now() >= grant.expires) return failure('aop.auth-token-time-out', 'the token has expired [DOC 02km9f]')
  // auth_base only tells who the user is; which code a wider wish gets is UNCONFIRMED.
  if (grant.scope === 'auth_base')
    return failure('isv.insufficient-user-permissions', 'the user was not asked: scope auth_base (UNCONFIRMED)')
  return success(
    {
      user_id: grant.user_id,
      avatar: 'https://tfs.alipayobjects.com/images/partner/sandbox',
      nick_name: '沙箱买家',
      province: '浙江省',
      city: '杭州市',
      gender: 'F',
      is_certified: 'T',
      user_status: 'T',
      user_type: '2',
    },
    'user.info.share [PHP3]',
  )
}
