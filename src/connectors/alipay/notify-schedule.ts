/** 4 min, 10 min, 10 min, 1 h, 2 h, 6 h, 15 h: eight deliveries within 25 hours [DOC 00f7nu, 0c2c19]. */
export const RETRIES: readonly number[] = [240, 600, 600, 3600, 7200, 21_600, 54_000]

/** Face-to-face pages add three immediate repeats first [DOC 00dn7l]; that these wait not at all is UNCONFIRMED. */
export const FACE_TO_FACE_RETRIES: readonly number[] = [0, 0, 0, ...RETRIES]
